"""References keep the numbers that their source gave them, where the front matter says so."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from tests.guideline.render import render
from tests.guideline.tiny import BODY, FRONT, RECORDS, Tiny
from tests.site.html import with_class, words

SOURCE = FRONT.replace("guideline:\n", "guideline:\n  numbers: source\n")
NOTE = "\n/// editors-note | Later\n    about: [move]\n\nSee also. [@later2024]\n///\n"
LATER = {"id": "later2024", "type": "book", "title": "Later"}


def numbered(*numbers: int | None) -> list[dict[str, Any]]:
    """The two records with these numbers."""
    return [
        record if number is None else {**record, "custom": {"number": number}}
        for record, number in zip(RECORDS, numbers, strict=True)
    ]


def write(tiny: Tiny, records: list[dict[str, Any]], *, front: str = SOURCE, body: str = BODY) -> None:
    tiny.records(records)
    (tiny.folder / "index.md").write_text(front + body, encoding="utf-8")


def test_a_citation_shows_the_sources_number_and_the_list_is_in_their_order(tiny: Tiny) -> None:
    write(tiny, [*numbered(24, 7), LATER], body=BODY + NOTE)
    guideline = tiny.read()
    assert [(each.id, each.number) for each in guideline.references] == [
        ("jones2021", 7),
        ("smith2020", 24),
        # Not the source's: behind all of its numbers.
        ("later2024", 25),
    ]
    page = html.fragment_fromstring(render(tiny, BODY + NOTE), create_parent="article")
    marks = [words(mark) for mark in with_class(page, "citations") if mark.getparent().get("id")]
    assert marks == ["24", "24, 7"]


def test_without_it_they_are_counted_as_they_appear(tiny: Tiny) -> None:
    assert [each.number for each in tiny.read().references] == [1, 2]


@pytest.mark.parametrize(
    ("numbers", "front", "expected"),
    [
        ((24, None), SOURCE, [(3, "“jones2021” has no number, and guideline.numbers is “source”: add the number")]),
        ((24, 24), SOURCE, [(3, "“jones2021” has the number 24, which “smith2020” has: correct one.")]),
        ((24, None), FRONT, [(2, "“smith2020” has the number 24, which is not used: write numbers: source below")]),
    ],
)
def test_numbers_that_cannot_all_be_the_sources_are_refused(
    tiny: Tiny, numbers: tuple[int | None, ...], front: str, expected: list[tuple[int, str]]
) -> None:
    write(tiny, numbered(*numbers), front=front)
    problems = tiny.problems()
    assert [(each.file, each.line) for each in problems] == [("references.json", at) for at, _text in expected]
    for problem, (_line, text) in zip(problems, expected, strict=True):
        assert problem.text.startswith(text)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "24", 100_000])
def test_a_number_is_a_whole_one_from_1(tiny: Tiny, value: object) -> None:
    first, second = RECORDS
    write(tiny, [{**first, "custom": {"number": value}}, {**second, "custom": {"number": 2}}])
    [problem] = [each for each in tiny.problems() if "custom.number" in each.text]
    assert "allowed: a whole number from 1 to 99999, without quotes" in problem.text
