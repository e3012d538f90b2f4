"""What an author writes and what comes of it, by small examples."""

from __future__ import annotations

import pytest

from tests.guideline.render import render, render_own_page
from tests.guideline.tiny import Tiny
from tests.site.html import Element, with_class, words

ELSEWHERE, OWN = "calculator/index.html", "guidelines/backs/index.html"


def only(element: Element, name: str) -> Element:
    [found] = with_class(element, name)
    return found


def bare(element: Element) -> str:
    """An element's words without the editors'."""
    for added in list(with_class(element, "editors")):
        added.drop_tree()
    return words(element)


def test_a_paragraph_with_an_id_and_a_kind_is_a_statement(tiny: Tiny) -> None:
    tiny.wording(None)
    statement = only(render_own_page(tiny, "Keep moving. [@smith2020] {: #move .do }\n"), "statement")
    assert (statement.tag, statement.get("id")) == ("p", "move")
    assert statement.get("class").split() == ["statement", "statement--do"]
    assert words(only(statement, "statement__kind")) == "Advice."
    assert only(statement, "statement__link").get("href") == "#move"
    assert bare(statement) == "Keep moving. 1"


def test_so_is_a_list_item(tiny: Tiny) -> None:
    tiny.wording(None)
    body = "- Do *not* rest. {: #rest .dont }\n- Consider heat. [@jones2021] {: #heat .consider }\n"
    found = list(with_class(render_own_page(tiny, body), "statement"))
    assert [(item.tag, item.get("id")) for item in found] == [("li", "rest"), ("li", "heat")]
    assert [bare(item) for item in found] == ["Do not rest.", "Consider heat. 1"]
    assert [(s.id, s.text, s.kind) for s in tiny.read().statements] == [
        ("rest", "Do not rest.", "dont"),
        ("heat", "Consider heat.", "consider"),
    ]


def test_the_attribute_list_may_stand_below_as_elsewhere_in_markdown(tiny: Tiny) -> None:
    tiny.wording(None)
    statement = only(render_own_page(tiny, "Keep moving. [@smith2020]\n{ #move .do }\n"), "statement")
    assert (statement.get("id"), bare(statement)) == ("move", "Keep moving. 1")


def test_other_attribute_lists_do_what_they_do_elsewhere(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, "Words of welcome.\n{: .lead }\n\n## Rest {: .aside }\n\nMove. {: #move .do }\n")
    assert [(e.tag, e.get("class"), words(e)) for e in page if e.get("class") in ("lead", "aside")] == [
        ("p", "lead", "Words of welcome."),
        ("h2", "aside", "Rest"),
    ]


def test_a_statement_may_hold_a_list_of_statements(tiny: Tiny) -> None:
    tiny.wording(None)
    body = (
        "- After 12 weeks, consider: [@smith2020] {: #later .consider }\n"
        "    - Surgery. [@jones2021] {: #surgery .consider }\n"
        "    - Rest. {: #rest .consider }\n"
        "- Move. {: #move .do }\n"
    )
    found = list(with_class(render_own_page(tiny, body), "statement"))
    assert [(item.get("id"), bare(item)) for item in found] == [
        ("later", "After 12 weeks, consider: 1"),
        ("surgery", "Surgery. 2"),
        ("rest", "Rest."),
        ("move", "Move."),
    ]


def test_a_headings_own_attributes_are_not_part_of_the_section(tiny: Tiny) -> None:
    tiny.wording(None)
    render_own_page(tiny, "## First of all { #first }\n\nMove. {: #move .do }\n")
    assert [s.section for s in tiny.read().statements] == ["First of all"]


def test_several_citations_are_numbered_by_first_appearance_in_the_authors_order(tiny: Tiny) -> None:
    tiny.wording(None)
    cites = "A. [@jones2021] {: #a .fact }\n\nB. [@smith2020; @jones2021] {: #b .fact }\n"
    page = render_own_page(tiny, f"{cites}\n/// reference-list | backs\n///\n")
    assert [words(mark) for mark in with_class(page, "citations")] == ["1", "2, 1"]
    links = [[link.get("href") for link in mark.iter("a")] for mark in with_class(page, "citations")]
    assert links == [["#ref:jones2021"], ["#ref:smith2020", "#ref:jones2021"]]
    entries = [
        (e.get("id"), e.get("value"), e.xpath(".//a[@role='doc-backlink']/@href"))
        for e in with_class(page, "reference")
    ]
    assert entries == [("ref:jones2021", "1", ["#a", "#b"]), ("ref:smith2020", "2", ["#b"])]


def test_a_note_about_two_statements_is_linked_both_ways(tiny: Tiny) -> None:
    body = """\
Keep moving. [@smith2020] {: #move .do }

/// editors-note | Rest and motion
    about: [move, bed]

They *differ*. [@jones2021]
///

- Do NOT rest in bed. {: #bed .dont }
"""
    page = render_own_page(tiny, body)
    note = only(page, "editors-note")
    assert (note.tag, note.get("id")) == ("aside", "note-rest-and-motion")
    assert "editors" in note.get("class").split()
    assert note.get("aria-labelledby") == only(note, "editors-note__title").get("id")
    assert words(note) == (
        "Editors’ note, not the source’s words: Rest and motion They differ. 2 "
        "About: Keep moving.; Do NOT rest in bed."
    )
    assert note.xpath(".//a/@href") == ["#ref:jones2021", "#move", "#bed"]
    for statement in with_class(page, "statement"):
        assert only(statement, "statement__note").get("href") == "#note-rest-and-motion"
    [made] = tiny.read().notes
    assert (made.title, made.about, made.citations) == ("Rest and motion", ("move", "bed"), ("jones2021",))


def test_the_patients_wording_shows_the_chosen_statements_in_the_chosen_order(tiny: Tiny) -> None:
    chosen = "/// plain-language | backs\n    statements: [bed, move]\n///\n"
    page = render(tiny, chosen, page=ELSEWHERE)
    assert page.index("Bed rest does not help.") < page.index("Keep moving.")
    assert 'href="../guidelines/backs/index.html#bed"' in page


def test_without_a_choice_it_shows_all_in_the_guidelines_order(tiny: Tiny) -> None:
    page = render(tiny, "/// plain-language | backs\n///\n", page=ELSEWHERE)
    assert page.index("Keep moving.") < page.index("Bed rest does not help.")


def test_another_page_cites_by_the_guidelines_numbers(tiny: Tiny) -> None:
    page = render(tiny, "See there. [@jones2021]\n", page=ELSEWHERE)
    assert 'href="#ref:jones2021"' in page
    assert ">2</a>" in page
    assert '<li id="ref:jones2021" value="2"' in page


UNTOUCHED = {
    "inline code": ("Write `[@smith2020]`.", "<code>[@smith2020]</code>"),
    "fenced code": ("```\n[@nobody]\n```", "[@nobody]\n</code></pre>"),
    "indented code": ("    [@nobody]", "<pre><code>[@nobody]\n</code></pre>"),
    "a handle": ("Ask @jo_smith about it.", "<p>Ask @jo_smith about it.</p>"),
    "a handle in brackets": ("Ask (Jo @jo_smith).", "<p>Ask (Jo @jo_smith).</p>"),
    "a handle that is a link": ("[@jo](https://example.org)", '<a href="https://example.org">@jo</a>'),
    "an e-mail address": ("Write to jo@example.org.", "<p>Write to jo@example.org.</p>"),
    "an escaped bracket": (r"\[@nobody]", "<p>[@nobody]</p>"),
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_what_is_no_citation_is_left_alone(tiny: Tiny, name: str) -> None:
    text, expected = UNTOUCHED[name]
    tiny.wording(None)
    made = render(tiny, text, page=ELSEWHERE, more=("fenced_code",))
    assert expected in made
    assert "citations" not in made
    made = render(tiny, f"{text}\n\nMove. {{: #move .do }}\n", page=OWN, more=("fenced_code",))
    assert expected in made
    assert "citations" not in made


def test_code_on_the_guidelines_page_is_no_part_of_the_guideline(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body("A. [@smith2020] {: #a .fact }\n\n```\nB. [@nobody] {: #b .fact }\n\nC. [@nobody]\n```\n")
    assert [statement.id for statement in tiny.read().statements] == ["a"]
