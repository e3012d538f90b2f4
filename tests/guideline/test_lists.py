"""Lists mean what their author meant, keep their own numbers, and never take part of a sentence for an item."""

from __future__ import annotations

from itertools import pairwise, product

import markdown
import pytest
from lxml import html

from site_plugins.guideline.lists import ListExtension
from tests.guideline.render import render_own_page
from tests.guideline.tiny import Tiny, line
from tests.site.html import Element, words

CITED = "Both are cited. [@smith2020; @jones2021] {: #cited .fact }\n\n"


def outline(element: Element) -> list[object]:
    """A list as lists of words, and of numbers where its items are numbered."""
    rows: list[object] = []
    number = int(element.get("start") or 1)
    for item in element:
        number = int(item.get("value") or number)
        own = " ".join(filter(None, [item.text and item.text.strip(), *(words(p) for p in item.iterchildren("p"))]))
        rows.append((number, own) if element.tag == "ol" else own)
        number += 1
        rows += [outline(nested) for nested in item.iterchildren("ul", "ol")]
    return rows


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("- a\n  - b\n- c\n", ["a", ["b"], "c"]),
        ("- a\n   - b\n- c\n", ["a", ["b"], "c"]),
        ("- a\n    - b\n- c\n", ["a", ["b"], "c"]),
        ("- a\n  - b\n    - c\n  - d\n", ["a", ["b", ["c"], "d"]]),
        ("- a\n\t- b\n", ["a", ["b"]]),
        (" - a\n - b\n", ["a", "b"]),
        ("- a\n\n  - b\n\n  more of a\n", ["a more of a", ["b"]]),
        ("- a\n  - b\n\n    more of b\n- c\n", ["a", ["b more of b"], "c"]),
        ("1. a\n   - Remarks: b\n2. c\n", [(1, "a"), ["Remarks: b"], (2, "c")]),
        ("4. a\n5. b\n", [(4, "a"), (5, "b")]),
        ("1. a\n3. b\n4. c\n", [(1, "a"), (3, "b"), (4, "c")]),
        ("1. a\n\n5. b\n", [(1, "a"), (5, "b")]),
        ("1. a\n2. b\n2. c\n", [(1, "a"), (2, "b"), (2, "c")]),
        ("1. a\n1. b\n1. c\n", [(1, "a"), (2, "b"), (3, "c")]),
        ("Options are:\n- a\n- b\n", ["a", "b"]),
        ("**Options:**\n1. a\n2. b\n", [(1, "a"), (2, "b")]),
    ],
)
def test_a_list_has_the_nesting_and_the_numbers_of_its_author(
    tiny: Tiny, written: str, meant: list[object]
) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, CITED + written)
    [shown] = page.xpath("ul | ol")
    assert outline(shown) == meant


SHAPES = [
    shape for shape in product([0], range(2), range(3), range(4)) if all(b <= a + 1 for a, b in pairwise(shape))
]
"""Four items, each by its level: below the one before it, beside it, or beside one that holds it."""


@pytest.mark.parametrize("step", [2, 3, 4, "\t"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_item_changes_its_level_by_a_blank_line_around_it(shape: tuple[int, ...], step: int | str) -> None:
    for gaps in product(["\n", "\n\n"], repeat=3):
        indent = " " * step if isinstance(step, int) else step
        items = [f"{indent * level}- {letter}" for level, letter in zip(shape, "abcd", strict=True)]
        written = "".join(map("".join, zip(items, [*gaps, "\n"], strict=True)))
        page = html.fromstring(markdown.markdown(written, extensions=[ListExtension()]))
        levels = [len(list(item.iterancestors("ul"))) - 1 for item in page.iter("li")]
        assert tuple(levels) == shape, written
        assert page.text_content().split() == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("written", "column"),
    [
        (" - a\n\n  more of a\n\n    1. b\n", 3),
        ("1. a\n\n - b\n\n  more of b\n", 3),
        ("- a\n     - b\n\n      more of b\n", 7),
    ],
)
def test_a_further_block_that_may_belong_to_another_item_is_refused(tiny: Tiny, written: str, column: int) -> None:
    tiny.wording(None)
    tiny.body(CITED + written)
    found = [each for each in tiny.problems() if "not far enough to belong to the item" in each.text]
    assert [(f"{each.file}:{each.line}", each.column) for each in found] == [
        (line(3 + written[: written.index("more")].count("\n")), column)
    ]


def test_what_stands_in_a_list_below_a_further_block_of_an_item_is_no_code(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(CITED + "- a\n\n  more of a\n\n    - b\n    1. c\n")
    [problem] = tiny.problems()
    assert (f"{problem.file}:{problem.line}", problem.column) == (line(8), 5)
    assert "“1.” stands directly below an item that begins with “-”" in problem.text


def test_bullets_and_numbers_are_two_lists(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, CITED + "- a\n- b\n\n4. c\n5. d\n")
    assert [outline(shown) for shown in page.xpath("ul | ol")] == [["a", "b"], [(4, "c"), (5, "d")]]


def test_an_item_that_introduces_a_list_stays_as_tight_as_it_was_written(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, CITED + "- a:\n- b:\n    - c\n")
    assert html.tostring(page.xpath("ul")[0], encoding="unicode").count("<p") == 0


def test_statements_may_stand_below_an_item_that_is_none(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(CITED + "- Two parts:\n    - Give A. {: #a .do }\n  - Give B. {: #b .do }\n- Give C. {: #c .do }\n")
    assert [statement.id for statement in tiny.read().statements] == ["cited", "a", "b", "c"]


@pytest.mark.parametrize(
    ("written", "column", "words_of_problem"),
    [
        ("Give A.\n- 10 mg {: #a .do }\n", 1, "begins with “-” directly below a line of text"),
        ("Give A for\n2. weeks {: #a .do }\n", 1, "begins with “2.” directly below a line of text"),
        ("Give A.\n1) Give B. {: #a .do }\n", 1, "begins with “1)” directly"),
        ("Give A.\n(b) Give B. {: #a .do }\n", 1, "begins with “(b)” directly"),
        ("Give A.\na. Give B. {: #a .do }\n", 1, "begins with “a.” directly"),
        ("Give A.\niv. Give B. {: #a .do }\n", 1, "begins with “iv.” directly"),
        ("Give A.\n–\tGive B. {: #a .do }\n", 1, "begins with “–”, a bullet that Markdown does not know"),
        ("Give A. {: #a .do }\n\n•\tGive B. {: #b .do }\n", 1, "begins with “•”, a bullet"),
        (
            "- Give A 5\n- 10 mg {: #a .do }\n",
            1,
            "“-” may begin an item here, or go on with the line above, which ends in “- Give A 5”",
        ),
        ("- Give at least\n* 10 mg {: #a .do }\n", 1, "“*” may begin an item here"),
        ("1. Give A for\n2. weeks {: #a .do }\n", 1, "“2.” may begin an item here"),
        ("- Give A\n2. Give B. {: #a .do }\n", 1, "“2.” stands directly below an item that begins with “-”"),
        ("- Give A in\n  10. Days {: #a .do }\n", 3, "“10.” stands directly below a line of text"),
    ],
)
def test_a_line_that_may_mean_two_things_is_refused(
    tiny: Tiny, written: str, column: int, words_of_problem: str
) -> None:
    tiny.wording(None)
    tiny.body(CITED + written)
    rows = written.split("\n")[:-1]
    found = [(f"{each.file}:{each.line}", each.column) for each in tiny.problems() if words_of_problem in each.text]
    assert found == [(line(2 + len(rows)), column)]


@pytest.mark.parametrize(
    "written",
    [
        "- Rest for 5 days.\n- 10 mg of A. {: #a .do }\n",
        "- In week 1 {: #a .do }\n- 2 sessions {: #b .do }\n",
        "- In week 1\n\n- 2 sessions {: #b .do }\n",
        "Keep it at -10 degrees. {: #a .do }\n",
        "```\n- a\n2. b\n• c\n```\n",
        "> Words\n> of others.\n",
        "* * *\n\nGive A. {: #a .do }\n",
        "a | b\n- | -\n1 | 2\n\nGive A. {: #a .do }\n",
    ],
)
def test_what_can_mean_one_thing_only_is_not(tiny: Tiny, written: str) -> None:
    tiny.wording(None)
    tiny.body(CITED + written)
    assert tiny.problems() == []
