"""What a source lists and no sentence cites is kept, and shown as what it is."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import check_usage, guideline_json, library_at
from site_plugins.guideline.publish import SCHEMA
from site_plugins.search.entries import reference_entries
from tests.guideline.render import render
from tests.guideline.tiny import BODY, FRONT, RECORDS, Tiny
from tests.site.html import with_class, words

DOCS = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^\*\*Further reading\.\*\*.*?^```json\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
FURTHER: dict[str, Any] = json.loads(EXAMPLE)
WHY = "Further reading: the source lists it and no sentence cites it."
SOURCE = FRONT.replace("guideline:\n", "guideline:\n  numbers: source\n")


def refused(tiny: Tiny, cited_by_pages: set[tuple[str, str]] | None = None) -> list[str]:
    """What stops a build because of how references are used."""
    library_at.cache_clear()
    stops, _warnings = check_usage(library_at(str(tiny.content)), cited_by_pages or set(), strict=True)
    return [f"{Path(each.file).name}:{each.line} {each.text}" for each in stops]


def test_the_example_of_the_docs_may_stay_uncited_and_without_its_mark_may_not(tiny: Tiny) -> None:
    tiny.records([*RECORDS, FURTHER])
    assert tiny.problems() == []
    assert refused(tiny) == []
    tiny.records([*RECORDS, {**FURTHER, "custom": {}}])
    [problem] = refused(tiny)
    assert problem.startswith("references.json:4 No statement, note or page cites “lee2019”;")
    assert 'add "custom": {"further-reading": true}.' in problem


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (BODY.replace("Keep moving. [@smith2020]", "Keep moving. [@smith2020; @lee2019]"), set()),
        (f"{BODY}\n/// editors-note | Later\n    about: [move]\n\nSee also. [@lee2019]\n///\n", set()),
        (f"{BODY}\n/// remarks\n    about: [move]\n\nSee also. [@lee2019]\n///\n", set()),
        (f"{BODY}\n## Boats [@lee2019]\n", set()),
        (BODY, {("backs", "lee2019")}),
    ],
)
def test_what_is_marked_and_cited_all_the_same_is_refused(
    tiny: Tiny, body: str, pages: set[tuple[str, str]]
) -> None:
    tiny.records([*RECORDS, FURTHER])
    tiny.body(body)
    assert tiny.problems() == []
    [problem] = refused(tiny, pages)
    assert problem.startswith("references.json:4 “lee2019” is marked as further reading, which no sentence cites")


@pytest.mark.parametrize("value", [False, "true", 1, None, {}])
def test_the_mark_is_true_or_left_out(tiny: Tiny, value: object) -> None:
    tiny.records([*RECORDS, {**FURTHER, "custom": {"further-reading": value}}])
    [problem] = tiny.problems()
    assert "custom.further-reading" in problem.text
    assert "allowed: true, or leave it out" in problem.text


def test_what_the_source_does_not_list_is_no_further_reading(tiny: Tiny) -> None:
    tiny.records([*RECORDS, {**FURTHER, "custom": {"further-reading": True, "status": "unlisted"}}])
    [problem] = tiny.problems()
    assert "stands beside status 'unlisted'" in problem.text


@pytest.mark.parametrize(
    ("front", "number", "shown"), [(FRONT, None, None), (SOURCE, None, None), (SOURCE, 9, "9")]
)
def test_it_stands_below_a_heading_of_its_own_with_no_number_but_the_sources(
    tiny: Tiny, front: str, number: int | None, shown: str | None
) -> None:
    records = [{**each, "custom": {"number": place}} for place, each in enumerate(RECORDS, start=11)]
    # It stands first, and comes last all the same.
    mark = {"further-reading": True, **({"number": number} if number else {})}
    tiny.records([{**FURTHER, "custom": mark}, *(records if front == SOURCE else RECORDS)])
    (tiny.folder / "index.md").write_text(front + BODY, encoding="utf-8")
    page = html.fragment_fromstring(render(tiny, BODY), create_parent="article")
    cited, further = page.xpath(".//ol[@class='references']")
    assert [entry.get("id") for entry in cited] == ["ref:smith2020", "ref:jones2021"]
    [entry] = further
    assert (entry.get("id"), entry.get("value")) == ("ref:lee2019", shown)
    assert [words(each) for each in page.xpath(".//ol/preceding-sibling::*[1]")][-1] == WHY
    assert [words(each) for each in with_class(page, "reference-list__title")] == ["Further reading"]


def test_a_list_of_nothing_else_has_no_empty_list_above_it(tiny: Tiny) -> None:
    tiny.records([FURTHER])
    body = re.sub(r" \[@[^\]]+\]", "", BODY)
    tiny.body(body)
    page = html.fragment_fromstring(render(tiny, body), create_parent="article")
    [only] = page.xpath(".//ol[@class='references']")
    assert [entry.get("id") for entry in only] == ["ref:lee2019"]


def test_published_data_search_and_fhir_say_what_it_is(tiny: Tiny) -> None:
    tiny.records([*RECORDS, FURTHER])
    guideline = tiny.read()
    model: dict[str, Any] = guideline_json(guideline)
    assert [(each["id"], each["further_reading"]) for each in model["references"]] == [
        ("smith2020", None),
        ("jones2021", None),
        ("lee2019", {"number": None}),
    ]
    known = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["reference"]
    assert "further_reading" in known["properties"].keys() - set(known["required"])
    assert [each.text for each in reference_entries(guideline)] == ["", "", WHY]
    [_source, further] = plan_definition(model, "nobody")["relatedArtifact"]
    assert further == {"type": "citation", "citation": "Boats for quiet afternoons.", "display": WHY}
