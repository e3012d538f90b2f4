"""A page with footnotes and cross-references, as a reader of the built site has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.second_guideline import source
from tests.second_guideline.pages import all_pages, article, place
from tests.site.html import with_class, words

CALLED = {
    (source.TABLES, "tab-sheets"): "Table 1",
    (source.TABLES, "tab-ballast"): "Table A.4",
    (source.FIRST, "fold-single-sheet"): "“Fold the boat from a single dry sheet …”",
    (source.LOGBOOK, "before-the-launch"): "Before the Launch",
    (source.LOGBOOK, "remarks-write-wind"): "Remarks",
    (source.LOGBOOK, "write-wind"): "“Write down the wind before the launch.”",
}
"""What the page refers to, and what that is called."""


@pytest.fixture(scope="module")
def published(second_site: Path) -> dict[str, Any]:
    return json.loads((second_site / f"data/guidelines/{source.SLUG}.json").read_text(encoding="utf-8"))


def test_every_cross_reference_says_what_stands_where_it_leads(second_site: Path) -> None:
    links = list(with_class(article(second_site, source.LOGBOOK), "cross-reference"))
    found = {place(link.get("href"), source.LOGBOOK): words(link) for link in links}
    assert found == CALLED
    for address, anchor in found:
        assert all_pages(second_site)[address].xpath("//*[@id=$name]", name=anchor)


def test_the_published_texts_have_the_same_words(published: dict[str, Any]) -> None:
    texts = {each["id"]: each["text"] for each in published["statements"]}
    assert texts["name-sheet"] == (
        "Name the sheet as Table 1 does; what it may carry is told in Table A.4, and how it is folded in “Fold the "
        "boat from a single dry sheet …”."
    )


def test_a_footnote_is_published_with_what_it_is_marked_in(published: dict[str, Any]) -> None:
    assert [(each["label"], each["about"]) for each in published["footnotes"]] == [
        ("1", ["write-wind"]),
        ("2", ["dry-as-written", "remarks-write-wind"]),
    ]


def test_its_mark_and_its_text_lead_to_each_other(second_site: Path) -> None:
    page = article(second_site, source.LOGBOOK)
    marks = page.xpath(".//sup[@class='footnote-mark']")
    assert [words(mark) for mark in marks] == ["1", "2", "2"]
    backs = [
        back.get("href") for note in with_class(page, "footnote") for back in with_class(note, "footnote__back")
    ]
    assert backs == [f"#{mark.get('id')}" for mark in marks]
