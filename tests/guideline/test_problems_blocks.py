"""Blocks that are never closed swallow the rest of their page: each is refused where it opens."""

from __future__ import annotations

import pytest

from tests.guideline.tiny import Tiny, line
from tests.pointing import check

STATEMENTS = "Keep moving. [@smith2020] {: #move .do }\n\nNo rest. [@jones2021] {: #bed .dont }\n\n"
NOTE = "/// editors-note | A\n    about: [move]\n\nText.\n"


def unclosed(name: str, opened: int, until: str, fence: str = "///") -> str:
    where = line(opened).partition(":")[2]
    return f"The {name} that opens in line {where} is not closed {until}: write a line {fence} below its last line."


def number(nth: int) -> str:
    return line(nth).partition(":")[2]


END = "up to the end of the page"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (NOTE, [(5, "/// editors-note", unclosed("editors-note", 5, END))]),
        (
            f"{NOTE}\n{NOTE.replace('| A', '| B')}///\n",
            [
                (
                    5,
                    "/// editors-note",
                    unclosed("editors-note", 5, f"before line {number(10)}, where another begins")
                    + " If that is to stand within it, write //// above and below the outer one.",
                )
            ],
        ),
        (
            f"//// details | More\n\n{NOTE}////\n",
            [
                (
                    7,
                    "/// editors-note",
                    unclosed("editors-note", 7, f"before line {number(11)}, where the block around it ends"),
                )
            ],
        ),
        (f"{NOTE}////\n", [(5, "/// e", unclosed("editors-note", 5, END)), (9, "////", "")]),
        (f"{NOTE}///\n\n///\n", [(11, "///", "")]),
        (f"- An item.\n\n    {NOTE.replace(chr(10), chr(10) + '    ').rstrip()}\n", [(7, "/// e", "")]),
    ],
)
def test_a_block_that_is_never_closed_is_refused_where_it_opens(
    tiny: Tiny, body: str, expected: list[tuple[int, str, str]]
) -> None:
    tiny.body(STATEMENTS + body)
    found = [problem for problem in tiny.problems() if "clos" in problem.text]
    assert [(f"{problem.file}:{problem.line}") for problem in found] == [line(at) for at, *_rest in expected]
    for problem, (at, begins, said) in zip(found, expected, strict=True):
        said = said or problem.text
        check([problem], [(line(at), begins, said)])


@pytest.mark.parametrize(
    "body",
    [
        f"{NOTE}///\n",
        f"{NOTE}///   \n",
        "```\n/// editors-note | A\n```\n",
        "    /// editors-note | A\n",
        "<!--\n/// editors-note | A\n-->\n",
        "Write `/// editors-note` first.\n",
        "See https://example.org/// and so on.\n",
        f"{NOTE}\n```\n///\n```\n///\n",
    ],
)
def test_what_is_closed_or_code_is_let_be(tiny: Tiny, body: str) -> None:
    tiny.body(STATEMENTS + body)
    assert [problem.text for problem in tiny.problems() if "clos" in problem.text] == []


def test_a_statement_that_such_a_note_swallows_is_named_as_well(tiny: Tiny) -> None:
    tiny.body(f"Keep moving. [@smith2020] {{: #move .do }}\n\n{NOTE}\n- No rest. [@jones2021] {{: #bed .dont }}\n")
    check(
        tiny.problems(),
        [
            (line(3), "/// editors-note", unclosed("editors-note", 3, END)),
            (
                line(8),
                "No rest.",
                "“No rest.” is a statement within a block: close that block with /// before it.",
            ),
        ],
    )
