"""What the patients' wording is refused for."""

from __future__ import annotations

import pytest

from tests.guideline.tiny import Tiny, line
from tests.pointing import check

FILE = "plain-language.yml"
UNCLOSED = 'The " that opens here is not closed at the end of its text'

# The wording: where it is wrong, what the caret stands below, and what is said.
REFUSED: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "a statement without one": (
        'move: "Keep moving."\n',
        [(line(8), "#bed", f"The statement “bed” has no wording for patients; add one to {FILE}.")],
    ),
    "one for an unknown statement": (
        'move: "A."\nbed: "B."\n\nbad: "C."\n',
        [
            (
                f"{FILE}:4",
                "bad:",
                "“bad” is not a statement id; correct or remove it. Did you mean “bed”?",
            )
        ],
    ),
    "one for something that YAML reads as false": (
        'move: "A."\nbed: "B."\nno: "C."\n',
        [(f"{FILE}:3", "no:", "“no” is not a statement id; correct or remove it.")],
    ),
    "an empty one": (
        'move: "A."\nbed:\n',
        [(f"{FILE}:2", "bed:", "The wording of “bed” is empty; give it a text.")],
    ),
    "one that is a list": (
        'move: [a]\nbed: "B."\n',
        [(f"{FILE}:1", "move: [a]", "The wording of “move” is a list; give it a text.")],
    ),
    "two for one statement": (
        'move: "A."\nbed: "B."\nmove: "C."\n',
        [(f"{FILE}:3", 'move: "C."', "“move” is given twice; keep one.")],
    ),
    "a list": (
        "- move\n- bed\n",
        [(f"{FILE}:1", "", "Lines such as “name: text” are expected here.")],
    ),
    "broken quotes": (
        'move: "A.\nbed: "B."\n',
        [(f"{FILE}:1", '"A.', f'{UNCLOSED}: write " there.')],
    ),
    "a character that no text has": (
        "move: A\nbed: B\u0007\n",
        [(f"{FILE}:2", "\u0007", "This line holds the character U+0007, which no page can show; take it out.")],
    ),
    "nothing at all": (
        "",
        [
            (line(6), "#move", f"The statement “move” has no wording for patients; add one to {FILE}."),
            (line(8), "#bed", f"The statement “bed” has no wording for patients; add one to {FILE}."),
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_wording_is_refused_for(tiny: Tiny, name: str) -> None:
    wording, expected = REFUSED[name]
    tiny.wording(wording)
    check(tiny.problems(), expected)


def test_a_guideline_may_have_none(tiny: Tiny) -> None:
    tiny.wording(None)
    assert tiny.problems() == []
    assert tiny.read().plain == {}


def test_a_line_with_what_nobody_can_see_is_refused(tiny: Tiny) -> None:
    tiny.wording("move: Keep\u200b moving.\nbed: Rest.\n")
    [problem] = tiny.problems()
    assert problem.text == "The wording of “move” holds U+200B after “p”, which nobody can see: take it out."
    assert (problem.file, problem.line) == ("plain-language.yml", 1)
