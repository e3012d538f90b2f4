"""The built page holds the source, character for character but for white space, and nothing between its words.

What the editors add has the class "editors": a reader can tell it apart, and so can these tests.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.guideline.source_text import INTRODUCES_A_LIST, SLUG, SOURCE, STATEMENT_IDS, Line, lines, statements
from tests.site.html import Element, article_of, with_class, words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture
def article(site: Path) -> Element:
    """The guideline's page without what the editors added to it."""
    found = article_of(site / "guidelines" / SLUG / "index.html")
    for added in list(with_class(found, "editors")):
        if added.getparent() is not None:
            added.drop_tree()
    return found


def blocks(article: Element) -> list[Element]:
    return list(article.iter(*HEADINGS, "p", "li", "td", "dd"))


def test_the_source_is_the_one_with_31_statements_and_14_headings() -> None:
    assert len(statements()) == len(set(STATEMENT_IDS)) == 31
    assert sum(line.bullet for line in lines()) == 30
    assert sum(line.heading for line in lines()) == 14
    assert {number for line in lines() for number in line.citations} == {1, 2, 3, 4, 5, 6, 7}


def test_taking_the_source_apart_loses_nothing() -> None:
    rows = [f"- {line.whole}" if line.bullet else line.whole for line in lines()]
    assert "\n".join(rows) == SOURCE.read_text(encoding="utf-8").rstrip("\n")


def test_every_line_is_there_in_order_with_its_citation_numbers(article: Element) -> None:
    assert [words(block) for block in blocks(article)] == [line.whole for line in lines()]


def test_no_word_stands_outside_the_lines(article: Element) -> None:
    assert words(article) == " ".join(line.whole for line in lines())


def test_bullets_are_list_items_and_headings_are_headings(article: Element) -> None:
    def tag(line: Line) -> str:
        return "list item" if line.bullet else "heading" if line.heading else "paragraph"

    names = {"li": "list item", "p": "paragraph"} | dict.fromkeys(HEADINGS, "heading")
    assert [names[block.tag] for block in blocks(article)] == [tag(line) for line in lines()]
    assert INTRODUCES_A_LIST in [words(block) for block in article.iter("p")]


def test_no_heading_level_is_left_out_on_the_way_down(article: Element) -> None:
    levels = [int(heading.tag[1]) for heading in article.iter(*HEADINGS)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_nothing_of_the_source_is_hidden_or_struck_out(article: Element) -> None:
    assert not [e for e in article.iter() if "hidden" in e.attrib or e.get("aria-hidden") == "true"]
    assert not list(article.iter("del", "s", "details", "template"))


def test_each_statement_stands_at_its_id(article: Element) -> None:
    marked = list(with_class(article, "statement"))
    assert [element.get("id") for element in marked] == STATEMENT_IDS
    assert {element.get("id"): words(element) for element in marked} == {
        name: line.whole for name, line in statements().items()
    }


def test_each_citation_number_leads_to_the_reference_of_that_number(article: Element, site: Path) -> None:
    references = {
        entry.get("id"): entry.get("value")
        for entry in with_class(article_of(site / "guidelines" / SLUG / "index.html"), "reference")
    }
    links = [link for mark in with_class(article, "citations") for link in mark.iter("a")]
    assert [int(link.text_content()) for link in links] == [n for line in lines() for n in line.citations]
    assert [references[link.get("href").removeprefix("#")] for link in links] == [link.text for link in links]
    # Of the seven only the first is named in the source: the others must not look known.
    unlisted = {f"Reference {number}, which the source does not list" for number in range(2, 8)}
    assert {link.get("aria-label") for link in links} == {"Reference 1"} | unlisted
    assert {link.text for link in links if link.get("class") == "citation--unlisted"} == set("234567")


def test_every_editors_note_says_that_it_is_not_the_source(site: Path) -> None:
    notes = list(with_class(article_of(site / "guidelines" / SLUG / "index.html"), "editors-note"))
    assert notes
    for note in notes:
        assert words(note).startswith("Editors’ note, not the source’s words:")
        assert "editors" in note.get("class").split()
