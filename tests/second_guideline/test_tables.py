"""The page of tables and figures: what a reader finds there, and what others get of it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from site_plugins.guideline import Library
from site_plugins.offline.contents import offline_files
from site_plugins.search.entries import ResultKind, exhibit_entries, page_entries
from site_plugins.search.synonyms import Synonyms
from tests.second_guideline import source
from tests.second_guideline.pages import article
from tests.site.html import with_class, words

NAMES = ["tab-sheets", "tab-ballast", "tab-starch", "fig-waterline", "fig-launch"]


@pytest.fixture(scope="module")
def model(second_site: Path) -> dict[str, Any]:
    return json.loads((second_site / f"data/guidelines/{source.SLUG}.json").read_text(encoding="utf-8"))


def test_each_stands_on_its_page_with_its_label_and_caption(second_site: Path) -> None:
    boxes = list(with_class(article(second_site, source.TABLES), "exhibit"))
    assert [box.get("id") for box in boxes] == NAMES
    captions = [words(caption) for box in boxes for caption in with_class(box, "exhibit__caption")]
    assert captions == [
        "Table 1: Sheets by length and crew, dry 10",
        "Table A.4: Ballast, by weather",
        "Table 2: Starch for hulls, by age of the boat 11",
        "Figure 1: A boat and its waterline 20",
        "Figure: May it be launched? 34",
    ]


def test_each_is_published(model: dict[str, Any]) -> None:
    published = [each for each in (*model["tables"], *model["figures"]) if each["url"].startswith(source.TABLES)]
    assert [each["id"] for each in published] == NAMES
    sheets, ballast, starch = published[:3]
    assert (sheets["number"], sheets["statements"]) == ("1", ["sheet-a4"])
    assert sheets["citations"] == list(source.CITED_IN_TABLES["tab-sheets"])
    assert ballast["columns"] == ["Sheet", "Ballast, calm", "Ballast, wind*"]
    assert ballast["rows"] == [
        ["A4", "one coin", "two coins"],
        ["A4", "never a button", "never a button"],
        ["A5", "none", "a lentil"],
    ]
    assert sheets["read"] is None
    assert starch["read"]["by"] == "Rosalind Quill, who is made up"
    [launch] = [each for each in model["figures"] if each["kind"] == "flow-chart"]
    assert launch["steps"][:2] == [
        {"depth": 0, "text": "1. Is the hull dry?"},
        {"depth": 1, "text": "- No: let it rest for one night, and ask again."},
    ]


def test_a_reference_knows_the_tables_that_show_it(model: dict[str, Any]) -> None:
    shown = {
        each["id"]: [place["url"].partition("#")[2] for place in each["shown_in"]] for each in model["references"]
    }
    for name, keys in (source.CITED_IN_TABLES | source.CITED_IN_GALLEY).items():
        for key in keys:
            assert name in shown[key]
    cited = (source.CITED_IN_TABLES, source.CITED_IN_GALLEY, source.CITED_IN_FOOTNOTES, source.CITED_IN_GLOSSARY)
    others = [keys for each in cited for keys in each.values()]
    assert sum(map(len, shown.values())) == sum(map(len, others))


def test_their_pictures_are_part_of_the_site_and_of_its_copy(second_site: Path, model: dict[str, Any]) -> None:
    pictures = [picture["url"] for each in model["figures"] for picture in each["pictures"]]
    assert len(pictures) == 3
    assert set(pictures) <= set(offline_files(second_site))


def test_the_plan_definition_has_them_as_documents(second_site: Path, model: dict[str, Any]) -> None:
    file = second_site / f"data/fhir/PlanDefinition-{source.SLUG}.json"
    resource = json.loads(file.read_text(encoding="utf-8"))
    documents = [each for each in resource["relatedArtifact"] if "document" in each]
    assert [each["label"] for each in documents] == [
        each["label"] for each in (*model["tables"], *model["figures"])
    ]
    texts = [base64.b64decode(each["document"]["data"]).decode() for each in documents]
    assert texts[0] == model["tables"][0]["text"]
    assert texts[2].startswith(model["tables"][2]["text"])
    assert "Read against the source by a second person: Rosalind Quill" in texts[2]
    assert "Potato starch" in resource["text"]["div"]


def test_the_search_finds_them_by_their_cells_and_only_once(second_site: Path) -> None:

    guideline = Library(source.CONTENT).guideline(source.SLUG)
    entries = list(exhibit_entries(guideline, Synonyms({})))
    entries = [entry for entry in entries if entry.url.startswith(source.TABLES)]
    assert [entry.kind for entry in entries] == [*3 * [ResultKind.TABLE], *2 * [ResultKind.FIGURE]]
    assert "never a button" in entries[1].text
    assert entries[0].rests_on == tuple(f"{source.SLUG}/{key}" for key in source.CITED_IN_TABLES["tab-sheets"])
    html = (second_site / source.TABLES).read_text(encoding="utf-8")
    assert not [entry for entry in page_entries(source.TABLES, "", html) if "never a button" in entry.text]


def test_a_heading_that_cites_has_no_number_in_the_table_of_contents(second_site: Path) -> None:
    html = (second_site / source.TABLES).read_text(encoding="utf-8")
    assert html.count("Sheets and Crews") >= 2
    assert "lumbar-placeholder" not in html
