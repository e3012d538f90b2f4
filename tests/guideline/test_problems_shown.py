"""How a problem is shown: file, line and column, the sentence, the line itself with a caret below the place."""

from __future__ import annotations

import random
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_plugins.diagnostics.problems import (
    EXCERPT_WIDTH,
    ContentError,
    FileText,
    Place,
    Problem,
    excerpt,
    read_text,
    suggestion,
)

REPEATABLE = settings(max_examples=200, deadline=None, derandomize=True)


def test_a_problem_is_shown_with_its_line_and_a_caret() -> None:
    problem = FileText("a.md", "One.\n\nTwo [@x].\n").at(11).problem("There is no x.")
    assert str(problem).split("\n") == ["a.md:3:6: There is no x.", "    Two [@x].", "         ^"]


@pytest.mark.parametrize(
    ("problem", "shown"),
    [
        (Problem("a.md", None, "It is missing."), "a.md: It is missing."),
        (Problem("a.md", 3, "It is wrong."), "a.md:3: It is wrong."),
        (Problem("a.md", 3, "It is wrong.", source_line="  Three  "), "a.md:3: It is wrong.\n    Three"),
        (Problem("a.md", 3, "It is wrong.", 2), "a.md:3:2: It is wrong."),
        (Place("a.md", 1, 1, " ").problem("It is wrong."), "a.md:1:1: It is wrong."),
    ],
)
def test_what_is_not_known_is_not_shown(problem: Problem, shown: str) -> None:
    assert str(problem) == shown


def test_problems_are_said_by_file_line_and_column_each_once() -> None:
    ordered = [
        Problem("a.md", None, "It is missing."),
        Problem("a.md", 2, "Nobody knows where on the line."),
        Problem("a.md", 2, "B.", 3),
        Problem("a.md", 2, "C.", 3),
        Problem("a.md", 10, "A.", 1),
        Problem("b.md", 1, "A."),
    ]
    mixed = [*ordered, Problem("a.md", 2, "B.", 3, source_line="the same")]
    random.Random(1).shuffle(mixed)
    assert list(ContentError(mixed).problems) == ordered


@REPEATABLE
@given(st.text(st.sampled_from("ab\n é"), max_size=60), st.data())
def test_a_place_is_the_line_and_the_column_of_a_character(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    place = FileText("a.md", text, first_line=5).at(offset)
    before = text[:offset]
    assert (place.line, place.column) == (5 + before.count("\n"), len(before.rpartition("\n")[2]) + 1)
    assert place.source_line == text.split("\n")[before.count("\n")]


def columns(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


@REPEATABLE
@given(st.text(st.sampled_from("ab \t腰é\x1b"), min_size=1, max_size=400), st.data())
def test_the_caret_stands_below_its_character_however_long_the_line_is(line: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(line) - 1))
    marked = line[:at] + "#" + line[at + 1 :]
    shown, caret = excerpt(marked, at + 1)
    assert columns(shown) <= EXCERPT_WIDTH + columns("… … ")
    assert columns(shown[: shown.index("#")]) == len(caret) - 1
    assert shown.isprintable()


def test_a_long_line_is_cut_and_says_so() -> None:
    [shown] = excerpt("word " * 100, None)
    assert shown.startswith("word word")
    assert shown.endswith(" …")
    shown, caret = excerpt("word " * 100 + "here " + "word " * 100, 501)
    assert (shown[:2], shown[-2:], shown[len(caret) - 1 :][:4]) == ("… ", " …", "here")


def test_a_file_that_is_not_utf_8_names_the_byte_that_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes("Ein\nDösen\n".encode("latin-1"))
    with pytest.raises(ContentError) as caught:
        read_text(file)
    [problem] = caught.value.problems
    assert (problem.line, problem.column) == (2, 2)


@pytest.mark.parametrize(
    ("value", "near"),
    [("doi", "DOI"), ("TITLE", "title"), ("titel", "title"), ("Pmid", "PMID"), ("volume", None)],
)
def test_the_nearest_name_is_suggested_whatever_its_capitals(value: str, near: str | None) -> None:
    assert suggestion(value, ["DOI", "title", "PMID"]) == (f" Did you mean “{near}”?" if near else "")
