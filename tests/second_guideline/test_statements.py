"""Sixty-two statements on seven pages: their places, words, kinds and numbers, as a reader finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from tests.second_guideline import source
from tests.second_guideline.pages import (
    article,
    cited_numbers,
    place,
    source_words,
    statement,
    without_editors,
)
from tests.site.html import with_class, words

WORDS_OF_KINDS = {
    "do": "Advice.",
    "consider": "Option.",
    "caution": "Caution.",
    "dont": "Negative advice.",
    "fact": "Finding.",
    "red-flag": "Red flag.",
    "against": "Negative recommendation.",
    "good-practice": "Good practice point.",
    "good-practice-against": "Negative good practice point.",
    "no-recommendation": "No recommendation.",
    "research": "Research recommendation.",
    "mixed": "Mixed recommendation.",
}


def test_all_statements_stand_on_the_pages_that_they_were_written_on(second_site: Path) -> None:
    written = source.statements()
    assert len({each.id for each in written}) == len(written) == 62
    for page in source.PAGES:
        found = [each.get("id") for each in with_class(article(second_site, page), "statement")]
        assert found == [each.id for each in written if each.page == page]
        assert len(found) > 1
    for page in (source.PATIENT, source.REFERENCES, source.ABOUT):
        assert not list(with_class(article(second_site, page), "statement"))


def test_each_statement_begins_with_the_word_for_its_kind(second_site: Path) -> None:
    written = source.statements()
    assert {each.kind for each in written} == set(WORDS_OF_KINDS)
    for each in written:
        [label] = with_class(statement(second_site, each.page, each.id), "statement__kind")
        assert words(label) == WORDS_OF_KINDS[each.kind]


READS = {
    "why-one-fold-many-names": "It is called 紙の船 in Japanese, бумажный кораблик in Russian and סירת נייר in "
    "Hebrew; the fold is the same.",
    "why-a-letter": "“A boat is a letter that was never posted”, the Society writes; others call it "
    '"a hat with ambitions".',
    "choose-weight": "Choose a sheet of 80–120 g/m² and write its weight on the keel as 80g, never as [@80g].",
    "dont-newsprint": "Do NOT use newsprint, receipts & envelopes—ink runs, and so does the boat.",
    "fold-corners": "Fold the corners down to the middle:",
    "press-creases": "Press each crease with a ruler, a spoon or the back of a nail.",
    "consider-second-hands": "Consider a second pair of hands for sheets above A3.",
    "small-hands-hold": "The second pair may be small: children of four hold corners as steadily as "
    "harbour masters.",
    "drying-takes-a-day": "Drying takes 24 hours at 20 °C and < 60 % humidity, not the “hour or so” of the older "
    "leaflets.",
    "consider-drying-chart": "Consider the drying chart of the Society, or ask harbour@example.org or "
    "@puddle_society for a copy; it is hung up beside the boat and ticked off every six hours.",
    "dry-on-stern": "Dry the boat standing on its stern.",
    "dont-iron-crew": "Do NOT iron a boat that has a crew.",
    "caution-convoy": "Sail in convoy with caution:",
    "dont-race-unequal": "Do not race A3 against A5 boats & call it fair.",
    "red-flag-name-lost": "The name on the bow can no longer be read (النص غير مقروء).",
    "expect-three-launches": "The median boat lasts three launches (range 1–11, n = 42), and one more "
    "after repair.",
}


@pytest.mark.parametrize("name", READS)
def test_a_statement_reads_as_it_was_written(second_site: Path, name: str) -> None:
    [page] = [each.page for each in source.statements() if each.id == name]
    assert source_words(statement(second_site, page, name)) == READS[name]


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("choose-weight", ["<code>80g</code>", "<code>[@80g]</code>"]),
        ("consider-waxed", ["<em>waxed</em>"]),
        ("dont-race-unequal", ["<code>A3</code>", "<code>A5</code>"]),
        ("expect-three-launches", ["<em>n</em>"]),
    ],
)
def test_code_and_emphasis_within_a_statement_stay(second_site: Path, name: str, markup: list[str]) -> None:
    [page] = [each.page for each in source.statements() if each.id == name]
    parts = without_editors(statement(second_site, page, name)).iter("code", "em")
    assert [html.tostring(part, encoding="unicode", with_tail=False) for part in parts] == markup


def test_a_link_within_a_statement_leads_where_its_author_said(second_site: Path) -> None:
    bare = without_editors(statement(second_site, source.FIRST, "consider-drying-chart"))
    addresses = [link.get("href") for link in bare.iter("a") if link.get("role") != "doc-noteref"]
    assert addresses == ["https://example.org/drying-chart?sheet=a4&wax=no"]


def test_numbers_go_on_from_page_to_page_by_first_appearance(second_site: Path) -> None:
    numbers = source.numbers()
    for each in source.statements():
        shown = cited_numbers(statement(second_site, each.page, each.id))
        assert shown == [numbers[key] for key in each.keys], each.id
    assert numbers["quillfeather2015"] == 1
    first_of_the_second_page = min(numbers[key] for key in ("harbour2012", "nauta1995"))
    assert (
        first_of_the_second_page
        == max(numbers[key] for each in source.statements() if each.page == source.FIRST for key in each.keys) + 1
    )


@pytest.mark.parametrize(
    ("page", "name", "shown"),
    [
        (source.FIRST, "fold-single-sheet", "1"),
        (source.FIRST, "why-seven-folds", "2-4"),
        (source.FIRST, "consider-waxed", "11-14"),
        (source.FIRST, "why-dry-hull", "7, 2"),
        (source.SECOND, "red-flag-grating", "14, 13, 12"),
    ],
)
def test_a_run_is_one_entry_and_any_other_order_stays(second_site: Path, page: str, name: str, shown: str) -> None:
    [mark] = with_class(without_editors(statement(second_site, page, name)), "citations")
    assert words(mark) == shown


def test_a_statement_without_a_citation_shows_none(second_site: Path) -> None:
    alone = [each for each in source.statements() if not each.keys]
    assert [each.id for each in alone] == [
        "consider-second-hands",
        "ready-stands",
        "caution-convoy",
        "keep-list",
        "count-kept-twice",
        "dust-bow",
        "name-sheet",
        "wipe-deck",
        "no-bow-meal",
    ]
    for each in alone:
        bare = without_editors(statement(second_site, each.page, each.id))
        assert not list(with_class(bare, "citations"))


def test_every_number_leads_to_its_entry_on_the_same_page(second_site: Path) -> None:
    found = 0
    for page in (*source.PAGES, source.PATIENT, source.ABOUT, "index.html"):
        shown = article(second_site, page)
        for link in [each for mark in with_class(shown, "citations") for each in mark.iter("a")]:
            target, anchor = place(link.get("href"), page)
            [entry] = shown.xpath(".//li[@id=$name]", name=anchor)
            assert (target, entry.get("value")) == (page, words(link).rstrip("?"))
            found += 1
    assert found > 90


def test_a_note_about_statements_of_both_pages_is_linked_both_ways(second_site: Path) -> None:
    homes = {each.id: each.page for each in source.statements()}
    for note in source.notes():
        [box] = [
            each
            for each in with_class(article(second_site, note.page), "editors-note")
            if note.title in words(next(with_class(each, "editors-note__title")))
        ]
        [about] = with_class(box, "editors-note__about")
        leads_to = {place(link.get("href"), note.page) for link in about.iter("a")}
        assert leads_to == {(homes[name], name) for name in note.about}
        for name in note.about:
            marked = with_class(statement(second_site, homes[name], name).getparent(), "statement__note")
            assert (note.page, box.get("id")) in {place(link.get("href"), homes[name]) for link in marked}
    assert {len({homes[name] for name in note.about}) for note in source.notes()} == {1, 2}


def test_a_title_without_latin_letters_gives_its_note_an_anchor_too(second_site: Path) -> None:
    found = [each.get("id") for each in with_class(article(second_site, source.FIRST), "editors-note")]
    assert len(set(found)) == 3
    assert all(name.removeprefix("note-") for name in found)


def test_the_patients_page_says_every_statement_in_its_plain_words(second_site: Path) -> None:
    homes = {each.id: each.page for each in source.statements() if not each.withdrawn}
    assert len(homes) == 61
    sources = [
        place(link.get("href"), source.PATIENT)
        for link in with_class(article(second_site, source.PATIENT), "plain__source")
    ]
    assert set(sources) == {(page, name) for name, page in homes.items()}
    assert [name for _page, name in sources[:3]] == ["red-flag-soft-bow", "red-flag-grating", "red-flag-name-lost"]
    assert [name for _page, name in sources[-61:]] == list(homes)
