"""What any page is refused for, a guideline's or another."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_plugins.guideline import ContentError, Library, Problem, find_uncited_references
from tests.guideline.render import render
from tests.guideline.tiny import BODY, RECORDS, Tiny
from tests.pointing import check

ELSEWHERE = "calculator/index.html"
THIRD = {"id": "third", "type": "book", "title": "Third"}


def problems(tiny: Tiny, text: str, page: str = ELSEWHERE) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        render(tiny, text, page=page)
    return caught.value.problems


# A page: on which line it is wrong, what the caret stands below, and what is said.
REFUSED: dict[str, tuple[str, tuple[int, str, str]]] = {
    "an unknown key": (
        "A.\n\nB. [@smith2O20]\n",
        (
            3,
            "@smith2O20]",
            "There is no reference “smith2O20”: add a record of that id. Did you mean “smith2020”?",
        ),
    ),
    "a citation that cannot be read": (
        "A. [@smith2020,\n@jones2021]\n",
        (
            1,
            "[@smith2020,",
            "“[@smith2020, @jones2021]” cannot be read as a citation: write [@key] or [@key; @key], "
            "or \\[ for a bracket.",
        ),
    ),
    "a card of an unknown guideline": (
        "A.\n\n/// guideline-card | bakcs\n///\n",
        (3, "/// guid", "There is no guideline “bakcs”; use the name of its folder. Did you mean “backs”?"),
    ),
    "references of an unknown guideline": (
        "/// reference-list | knees\n///\n",
        (1, "/// ref", "There is no guideline “knees”; use the name of its folder."),
    ),
    "wording of an unknown statement": (
        "Go to bed, bde, or not.\n\n/// plain-language | backs\n    statements: [move, bde]\n///\n",
        (4, "bde]", "“bde” is not the id of a statement that has wording for patients. Did you mean “bed”?"),
    ),
    "an option that a block does not have": (
        "/// plain-language | backs\n    statement: [move]\n///\n",
        (
            2,
            "statement:",
            "/// plain-language has no option “statement”; allowed: statements. Did you mean “statements”?",
        ),
    ),
    "an editors' note": (
        "/// editors-note | Heat\n    about: [bed]\n\nText.\n///\n",
        (1, "/// editors", "The note “Heat” is not on a page of its guideline; move it to one."),
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_is_refused_for(tiny: Tiny, name: str) -> None:
    text, (line, at, said) = REFUSED[name]
    check(problems(tiny, text), [(f"{ELSEWHERE}:{line}", at, said)])


def test_everything_that_is_wrong_on_a_page_is_said_at_once(tiny: Tiny) -> None:
    found = problems(tiny, "".join(f"{text}\n" for text, _expected in REFUSED.values()))
    assert len(found) == len(REFUSED)


def test_wording_that_a_guideline_does_not_have_cannot_be_shown(tiny: Tiny) -> None:
    tiny.wording(None)
    said = "backs has no wording for patients; add a plain-language.yml to its folder."
    check(problems(tiny, "/// plain-language | backs\n///\n"), [(f"{ELSEWHERE}:1", "/// plain-language", said)])


def test_a_block_that_cannot_be_read_on_the_guidelines_page_is_not_shown_as_its_words(tiny: Tiny) -> None:
    body = BODY.replace("/// reference-list", "/// references-list")
    tiny.body(body)
    [problem] = problems(tiny, body, page="guidelines/backs/index.html")
    assert "“/// references-list | backs” is not a block" in problem.text


def test_a_guideline_with_problems_is_shown_on_no_page(tiny: Tiny) -> None:
    tiny.records(RECORDS[:1])
    [problem] = problems(tiny, "/// guideline-card | backs\n///\n")
    assert "There is no reference “jones2021”" in problem.text


def unused(content: Path, *cited_by_pages: tuple[str, str]) -> list[Problem]:
    return find_uncited_references(Library(content), cited_by_pages)


def test_a_reference_that_nobody_uses_is_refused(tiny: Tiny) -> None:
    tiny.records([*RECORDS, THIRD])
    said = (
        "No statement, note or page cites “third”; cite it with [@third] or remove the record. Where the source "
        'lists it as further reading, add "custom": {"further-reading": true}.'
    )
    where = f"{tiny.folder}/references.json:4"
    check(unused(tiny.content, ("backs", "smith2020"), ("knees", "third")), [(where, '"third"', said)])


def test_a_reference_is_used_when_a_page_cites_it(tiny: Tiny) -> None:
    tiny.records([*RECORDS, THIRD])
    assert unused(tiny.content, ("backs", "third")) == []


USED = {
    "a note cites it": lambda tiny: tiny.body(
        f"{BODY}\n/// editors-note | Heat\n    about: [bed]\n\nText. [@third]\n///\n"
    ),
    "a statement cites it": lambda tiny: tiny.body(BODY.replace("[@smith2020]", "[@smith2020; @third]")),
    "a record suggests it": lambda tiny: tiny.records(
        [RECORDS[0], RECORDS[1] | {"custom": {"status": "unlisted", "suggested": THIRD}}, THIRD]
    ),
}


@pytest.mark.parametrize("name", USED)
def test_a_reference_is_used_when(tiny: Tiny, name: str) -> None:
    tiny.records([*RECORDS, THIRD])
    USED[name](tiny)
    assert unused(tiny.content) == []
