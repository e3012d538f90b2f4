"""What a clinician is told of the tool: the published figures, each with its source, in words and as bars."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from calculator.result.clinician import render_measurement
from calculator.result.screen import answer_page
from calculator.result.shares_picture import shares_picture
from calculator.start_back import START_BACK
from calculator.start_back.measurement import FINDINGS, MEASUREMENT, OUTCOME
from tests.pictures.svg import read, said
from tests.results import NO_FLAGS, published, sheet, site_of

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content" / "guidelines" / "low-back-pain-next-steps"


@pytest.fixture(scope="module")
def shown(site: Path) -> Any:
    """What a clinician sees, as elements."""
    return html.fragment_fromstring(render_measurement(MEASUREMENT, site_of(published(site))))


def test_each_finding_names_a_work_of_the_guideline_or_says_that_it_is_not_listed(shown: Any) -> None:
    listed = {record["id"] for record in json.loads((CONTENT / "references.json").read_text(encoding="utf-8"))}
    for finding in (*FINDINGS, OUTCOME):
        assert bool(finding.references) is not bool(finding.source)
        assert set(finding.references) <= listed
    for finding in FINDINGS:
        (row,) = shown.xpath(f".//dd[@data-finding='{finding.id}']")
        assert finding.value in row.text_content()
        if finding.source:
            assert f"Source: {finding.source}; this site’s guideline does not list it." in row.text_content()
        else:
            links = row.xpath("./span[@class='action__source']//a/@href")
            assert links == [
                f"../references/low-back-pain-next-steps/{key}/index.html" for key in finding.references
            ]


@pytest.mark.parametrize(
    "figures",
    [
        "Discriminant AUC 0.73 0.92",  # Hill 2008
        "kappa 0.73",
        "High-risk cut-off 94.6 39.6",
        "Low-risk cut-off 65.4 80.1",
        "851 1.81 1.06 2.57 4 1.06 0.25 1.86 12 240.01 274.40",  # Hill 2011
        "2.5 6 0.80",  # Wideman 2012
        "304",  # Riis 2017
    ],
)
def test_the_figures_are_those_of_the_works(shown: Any, figures: str) -> None:
    words = " ".join(shown.text_content().split())
    assert re.search(".*?".join(map(re.escape, figures.split())), words)


def test_riis_2017_as_a_table_and_as_bars_of_that_length(shown: Any) -> None:
    shares = {"Low risk": 65.6, "Medium risk": 54.9, "High risk": 37.1}
    rows = shown.xpath(".//table/tbody/tr")
    assert [(row.findtext("th"), row.findtext("td")) for row in rows] == [
        (group, f"{share} %") for group, share in shares.items()
    ]
    root = read(shares_picture(MEASUREMENT.shares))
    assert [line for line in said(root) if "risk" in line] == [f"{g}: {share} %" for g, share in shares.items()]
    lengths = [float(bar.get("width", "0")) for bar in root.iter("rect")]
    whole = 285 - 10
    assert lengths == pytest.approx([whole * share / 100 for share in shares.values()], abs=0.1)


def test_a_marked_fall_is_the_next_whole_point() -> None:
    assert MEASUREMENT.marked_fall.points == 3


def test_no_patient_is_shown_the_outcome_figures(site: Path) -> None:
    request = json.dumps({"red_flags": NO_FLAGS, **sheet("AAAAAAAAE")})
    answer = answer_page(request, START_BACK, site_of(published(site)))
    result = html.fragment_fromstring(answer["html"], create_parent="section")
    # What is folded up under "for the clinician" is not a patient's.
    for folded in result.xpath(".//*[@class='clinician-view']"):
        folded.drop_tree()
    assert "STarT Back group: high risk" in result.text_content()
    patient = (site / "guidelines" / "low-back-pain-next-steps" / "patient" / "index.html").read_text("utf-8")
    for outcome in MEASUREMENT.shares:
        assert str(outcome.percent) not in result.text_content()
        assert str(outcome.percent) not in patient
