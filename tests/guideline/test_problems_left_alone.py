"""What looks like a citation and is none: code, handles, links and e-mail addresses stay as they were typed."""

from __future__ import annotations

import pytest

from site_plugins.guideline import Library, find_uncited_references
from tests.guideline.render import render
from tests.guideline.tiny import BODY, RECORDS, Tiny

ELSEWHERE = "calculator/index.html"

LEFT_ALONE = {
    "inline code": (
        "Write `[@nobody]` or `[@smith2020]`.",
        "Write <code>[@nobody]</code> or <code>[@smith2020]</code>.",
    ),
    "code in two marks": ("``a ` [@nobody]``", "<code>a ` [@nobody]</code>"),
    "indented code": ("Text.\n\n    [@nobody]\n    [@nobody, p. 3]", "[@nobody]\n[@nobody, p. 3]"),
    "a handle": ("Ask @nobody, or (@nobody).", "Ask @nobody, or (@nobody)."),
    "a link whose text is a handle": (
        "[@nobody](https://example.org/)",
        '<a href="https://example.org/">@nobody</a>',
    ),
    "an e-mail address": ("Write to b.lee@example.org.", "Write to b.lee@example.org."),
    "an address in brackets": ("Write [b.lee@example.org].", "Write [b.lee@example.org]."),
    "a bracket that is escaped": ("\\[@nobody]", "[@nobody]"),
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_no_citation_is_made_of(tiny: Tiny, name: str) -> None:
    text, expected = LEFT_ALONE[name]
    html = render(tiny, text, page=ELSEWHERE)
    assert expected in html
    assert "citations" not in html


def test_no_citation_is_made_of_fenced_code(tiny: Tiny) -> None:
    body = BODY + "\n```\n[@nobody]\n[@nobody, p. 3]\n```\n\n~~~\n[@nobody]\n~~~\n"
    tiny.body(body)
    assert tiny.problems() == []


def test_an_address_of_e_mail_becomes_a_link_as_ever(tiny: Tiny) -> None:
    html = render(tiny, "<b.lee@example.org>", page=ELSEWHERE)
    assert "citations" not in html
    assert html.count("<a href") == 1


def test_a_reference_that_stands_only_in_code_is_not_cited(tiny: Tiny) -> None:
    tiny.records([*RECORDS, {"id": "third", "type": "book", "title": "Third"}])
    tiny.body(BODY + "\nWrite `[@third]` or ask @thirdly.\n")
    [problem] = find_uncited_references(Library(tiny.content), ())
    assert "“third”" in problem.text
