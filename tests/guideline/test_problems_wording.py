"""What the patients' wording is refused for."""

from __future__ import annotations

import pytest

from tests.guideline.tiny import Tiny, line

REFUSED = {
    "a statement without one": (
        'move: "Keep moving."\n',
        [f"{line(8)}: The statement “bed” has no wording for patients; add one to plain-language.yml."],
    ),
    "one for an unknown statement": (
        'move: "A."\nbed: "B."\n\nbad: "C."\n',
        [
            "plain-language.yml:4: “bad” is no statement of the guideline; rename it or take it out. "
            "Did you mean “bed”?"
        ],
    ),
    "one for something that YAML reads as false": (
        'move: "A."\nbed: "B."\nno: "C."\n',
        ["plain-language.yml:3: “no” is no statement of the guideline; rename it or take it out."],
    ),
    "an empty one": (
        'move: "A."\nbed:\n',
        ["plain-language.yml:2: The wording of “bed” is None; give it some text."],
    ),
    "one that is a list": (
        'move: [a]\nbed: "B."\n',
        ["plain-language.yml:1: The wording of “move” is ['a']; give it some text."],
    ),
    "two for one statement": (
        'move: "A."\nbed: "B."\nmove: "C."\n',
        ["plain-language.yml:3: “move” is given twice; keep one."],
    ),
    "a list": (
        "- move\n- bed\n",
        ["plain-language.yml:1: Lines such as “name: text” are expected here."],
    ),
    "broken quotes": (
        'move: "A.\nbed: "B."\n',
        ["plain-language.yml:2: This is not YAML: expected <block end>, but found '<scalar>'."],
    ),
    "a character that no text has": (
        "move: A\nbed: B\u0007\n",
        ["plain-language.yml:2: This is not YAML: special characters are not allowed."],
    ),
    "nothing at all": (
        "",
        [
            f"{line(6)}: The statement “move” has no wording for patients; add one to plain-language.yml.",
            f"{line(8)}: The statement “bed” has no wording for patients; add one to plain-language.yml.",
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_wording_is_refused_for(tiny: Tiny, name: str) -> None:
    wording, expected = REFUSED[name]
    tiny.wording(wording)
    assert tiny.problems() == expected


def test_a_guideline_may_have_none(tiny: Tiny) -> None:
    tiny.wording(None)
    assert tiny.problems() == []
    assert tiny.read().plain == {}
