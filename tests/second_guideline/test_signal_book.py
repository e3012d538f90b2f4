"""A page with abbreviations and the source's own list of them, as a reader of the built site has it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.second_guideline import source
from tests.second_guideline.pages import article
from tests.site.html import with_class, words


def test_each_word_leads_to_what_it_means_on_the_page(second_site: Path) -> None:
    page = article(second_site, source.SIGNALS)
    found = [(words(link), link.get("href")) for link in with_class(page, "term")]
    assert found == [
        ("MOB", "#term:MOB"),
        ("MOB", "#term:MOB"),
        ("H2O", "#term:H2O"),
        ("SWL", "#term:SWL"),
        ("trim", "#term:trim"),
        ("MOB", "#term:MOB"),
        ("SWL", "#term:SWL"),
        ("MOB", "#term:MOB"),
    ]
    assert all(page.xpath(".//*[@id=$name]", name=anchor[1:]) for _words, anchor in found)


def test_the_sources_list_is_its_own_and_the_editors_entry_stands_apart(second_site: Path) -> None:
    own, here = with_class(article(second_site, source.SIGNALS), "glossary")
    assert ("editors" in own.get("class"), "editors" in here.get("class")) == (False, True)
    assert [words(each) for each in own.xpath(".//dt")] == ["SWL:", "MOB:", "H2O:"]
    assert [words(each) for each in here.xpath(".//dt")] == ["trim"]


def test_no_other_page_has_marks_or_a_list(second_site: Path) -> None:
    for page in {*source.PAGES} - {source.SIGNALS}:
        shown = article(second_site, page)
        assert not [*with_class(shown, "term"), *with_class(shown, "glossary")]


def test_its_file_is_no_part_of_the_site_and_its_entries_are_published(second_site: Path) -> None:
    assert not list(second_site.rglob("glossary.yml"))
    published = json.loads((second_site / f"data/guidelines/{source.SLUG}.json").read_text(encoding="utf-8"))
    assert [(each["term"], each["of"], each["statements"]) for each in published["glossary"]] == [
        ("SWL", "source", ["stay-below-swl"]),
        ("MOB", "source", ["shout-mob"]),
        ("H2O", "source", ["shout-mob"]),
        ("trim", "editors", ["stay-below-swl"]),
    ]
    assert published["source_text"]["compared"]
