"""The guideline is compared with its source: no single edit of either goes unnoticed, each is found where it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from site_plugins.diagnostics.problems import FileText, Problem
from site_plugins.guideline import library_at
from site_plugins.guideline.kept_source.check import find_source_problems
from site_plugins.guideline.kept_source.folder import KeptSource
from site_plugins.guideline.kept_source.shown import ShownPage
from tests.guideline.compared import compare, problems_of
from tests.guideline.source_text import CONTENT, FOLDER, SLUG, SOURCE

PAGE = (FOLDER / "index.md").read_text(encoding="utf-8").split("\n")
LINES = SOURCE.read_text(encoding="utf-8").rstrip("\n").split("\n")
PLACES = [
    next(n for n, line in enumerate(PAGE) if re.sub(r"^#+ |^- ", "", line).startswith(words))
    for words in (re.sub(r"^- ", "", line).rsplit(". ", 1)[0] for line in LINES)
]
"""Of each line of the source the line of the page that says it, counted from 0."""


@dataclass(frozen=True)
class Edit:
    """A wrong edit of a line."""

    name: str
    says: str
    """What the message calls it."""
    of: Callable[[str], str]
    """Gives the same line back where there is nothing to edit."""


def _outside_markup(edit: Callable[[str], str]) -> Callable[[str], str]:
    """Edit a line's words, not its heading's sign, bullet, citations and attributes."""

    def apply(line: str) -> str:
        head, words, tail = re.fullmatch(r"(#+ |- )?(.*?)((?: \[@.*| \{:.*| \d(?:, \d)*)?)", line).groups()  # type: ignore[union-attr]
        return f"{head or ''}{edit(words)}{tail}"

    return apply


def _next_digit(match: re.Match[str]) -> str:
    return str((int(match[0]) + 1) % 10)


def _first(pattern: str, put: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    return _outside_markup(lambda words: re.sub(pattern, put, words, count=1))


EDITS = [
    Edit("another digit", "a number", _first(r"\d", _next_digit)),
    Edit("the last digit", "a number", _first(r"\d(?=\D*$)", _next_digit)),
    Edit("another unit", "a unit", _first(r"\b(weeks|months)\b", "days")),
    Edit("a sign before a number", "a comparison sign", _first(r"(\d)", r"<\1")),
    Edit("another sign before a number", "a comparison sign", _first(r"(\d)", r"≥\1")),
    Edit("a not too much", "a negation", _first(" ", " not ")),
    Edit("a not too few", "a negation", _first(r"\b(NOT|not|no) ", "")),
    Edit("another word", "words", _first("[a-z]{5,}", "otherwise")),
    Edit("a word too few", "words", _first(r"\b(?!not\b|no\b|months\b|weeks\b)[a-z]{2,} ", "")),
    Edit("another quotation mark", "a quotation mark", _first('"', "“")),
    Edit("another dash", "a dash or hyphen", _first("—", "-")),
    Edit("another hyphen", "a dash or hyphen", _first(r"(?<=\d)-(?=\d)", "–")),
    Edit("a sign too few", "a sign", _first(r"\.$", "")),
    Edit("small letters", "a capital letter", _first("NOT|PT", lambda match: match[0].lower())),
    Edit("a space too few", "a space", _first(r"(\w) (\w)", r"\1\2")),
]


def line_of(name: str) -> int:
    """The line of the page with that statement, counted from 0."""
    return next(n for n, line in enumerate(PAGE) if f"{{: #{name} " in line)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "guidelines" / SLUG)
    return tmp_path


@pytest.fixture(scope="module")
def converted() -> Iterator[tuple[KeptSource, ShownPage, dict[str, str]]]:
    """The guideline's source, its page as it is shown, and the numbers of its references."""
    guideline = compare(CONTENT, SLUG)
    library = library_at(str(CONTENT))
    kept, parts = library.folder(SLUG).kept, library.page(guideline.page)
    assert kept is not None
    assert parts is not None
    assert parts.shown is not None
    yield kept, parts.shown, {each.id: str(each.number) for each in guideline.references}
    library_at.cache_clear()


def compare_with(converted: tuple[KeptSource, ShownPage, dict[str, str]], lines: list[str]) -> list[Problem]:
    """What is wrong when the source has these lines."""
    kept, shown, numbers = converted
    kept = replace(kept, texts=(FileText("text.txt", "\n".join(lines)),))
    return find_source_problems(kept, [shown], numbers.get)


def edit_page(content: Path, lines: list[str]) -> list[Problem]:
    """What is wrong when the page has these lines."""
    (content / "guidelines" / SLUG / "index.md").write_text("\n".join(lines), encoding="utf-8")
    return problems_of(content, SLUG)


def test_the_kept_source_is_the_one_that_was_transcribed_for_the_tests() -> None:
    assert (FOLDER / "source" / SOURCE.name).read_bytes() == SOURCE.read_bytes()


def test_the_guideline_says_what_its_source_says() -> None:
    source = compare(CONTENT, SLUG).source_text
    assert source is not None
    assert source.compared
    assert source.differences == ()


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_of_any_line_of_the_source_is_found(
    edit: Edit, converted: tuple[KeptSource, ShownPage, dict[str, str]]
) -> None:
    assert compare_with(converted, LINES) == []
    edited = 0
    for n, line in enumerate(LINES):
        wrong = edit.of(line)
        if wrong != line:
            edited += 1
            found = compare_with(converted, [*LINES[:n], wrong, *LINES[n + 1 :]])
            assert {problem.line for problem in found} == {PLACES[n] + 1}, wrong
            assert f":{n + 1})" in found[0].text, wrong
            assert found[0].source_line == PAGE[PLACES[n]]
    assert edited > 0


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_of_the_page_is_found_and_named(edit: Edit, content: Path) -> None:
    wrong = [(n, edit.of(PAGE[PLACES[n]])) for n in range(len(LINES))]
    n, line = next((n, line) for n, line in wrong if line != PAGE[PLACES[n]] and "{: #" in line)
    [problem] = edit_page(content, [*PAGE[: PLACES[n]], line, *PAGE[PLACES[n] + 1 :]])
    assert problem.line == PLACES[n] + 1
    assert edit.says in problem.text
    assert f"source/{SOURCE.name}:{n + 1}" in problem.text


ALL_LINES = range(len(LINES))


@pytest.mark.parametrize("n", range(1, len(LINES)))
def test_a_line_that_the_source_has_once_more_is_missing_on_the_page(
    n: int, converted: tuple[KeptSource, ShownPage, dict[str, str]]
) -> None:
    found = compare_with(converted, [*LINES[:n], LINES[n], *LINES[n:]])
    assert len(found) == 1
    assert "missing" in found[0].text
    assert found[0].line in (PLACES[n - 1] + 1, PLACES[n] + 1)


@pytest.mark.parametrize("n", ALL_LINES)
def test_a_line_that_the_source_has_not_is_too_much_on_the_page(
    n: int, converted: tuple[KeptSource, ShownPage, dict[str, str]]
) -> None:
    found = compare_with(converted, [*LINES[:n], *LINES[n + 1 :]])
    assert {problem.line for problem in found} == {PLACES[n] + 1}
    assert "too much" in found[0].text


@pytest.mark.parametrize("n", range(len(LINES) - 1))
def test_two_lines_of_the_source_in_the_other_order_have_moved(
    n: int, converted: tuple[KeptSource, ShownPage, dict[str, str]]
) -> None:
    found = compare_with(converted, [*LINES[:n], LINES[n + 1], LINES[n], *LINES[n + 2 :]])
    assert found
    assert all("stands at another place in the source" in problem.text for problem in found)
    assert {problem.line for problem in found} <= {PLACES[n] + 1, PLACES[n + 1] + 1}


CITING = [n for n, line in enumerate(LINES) if re.search(r" \d(?:, \d)*$", line)]


@pytest.mark.parametrize("n", CITING)
def test_a_citation_of_the_source_that_is_another_or_missing_or_elsewhere_is_found(
    n: int, converted: tuple[KeptSource, ShownPage, dict[str, str]]
) -> None:
    words, _blank, last = LINES[n].rpartition(" ")
    behind = next((m for m in CITING if m > n), None)
    for wrong in (f"{words} 7{last}", words.rstrip(", "), f"{LINES[n]}, 9", f"{words} {(int(last) + 1) % 8}"):
        found = compare_with(converted, [*LINES[:n], wrong, *LINES[n + 1 :]])
        assert {problem.line for problem in found} == {PLACES[n] + 1}, wrong
        assert "cites" in found[0].text
        assert f"this line cites {LINES[n].rsplit('. ', 1)[1]}" in found[0].text
    if behind is not None:
        moved = [*LINES]
        moved[n], moved[behind] = words.rstrip(", "), f"{LINES[behind]}, {last}"
        found = compare_with(converted, moved)
        assert {problem.line for problem in found} == {PLACES[n] + 1, PLACES[behind] + 1}
        assert all("cites" in problem.text for problem in found)


@pytest.mark.parametrize("n", CITING[::5])
def test_a_statement_of_the_page_that_is_dropped_doubled_swapped_or_moved_is_found(n: int, content: Path) -> None:
    at = PLACES[n]
    before = PLACES[n - 1] + 1
    dropped = edit_page(content, [*PAGE[:at], *PAGE[at + 1 :]])
    assert dropped[0].line == before
    assert "a sentence is missing here" in dropped[0].text
    again = PAGE[at].replace("{: #", "{: #again-")
    doubled = edit_page(content, [*PAGE[: at + 1], "", again, *PAGE[at + 1 :]])
    [problem] = [each for each in doubled if "once more" in each.text]
    assert problem.line in (at + 1, at + 3)


def test_statements_of_the_page_in_another_order_have_moved(content: Path) -> None:
    first, second = (
        next(n for n, line in enumerate(PAGE) if f"{{: #{name} " in line)
        for name in ("add-heat", "add-acupuncture")
    )
    lines = [*PAGE]
    lines[first], lines[second] = lines[second], lines[first]
    found = edit_page(content, lines)
    assert found
    assert {problem.line for problem in found} <= {first + 1, second + 1}
    assert all("at another place" in problem.text for problem in found)


def test_a_citation_that_is_moved_on_the_page_is_found_on_both_lines(content: Path) -> None:
    first, second = (
        next(n for n, line in enumerate(PAGE) if f"{{: #{name} " in line)
        for name in ("review-4-6-weeks", "nsaids-first-line")
    )
    lines = [*PAGE]
    lines[first] = lines[first].replace("; @source-5", "")
    lines[second] = lines[second].replace("; @source-5", "")
    found = edit_page(content, lines)
    assert {first + 1, second + 1} <= {problem.line for problem in found}


def test_words_of_nobody_are_refused_and_the_editors_are_not(content: Path) -> None:
    place = PLACES[1] + 1
    added = [*PAGE[:place], "", "Not of the source.", *PAGE[place:]]
    [problem] = edit_page(content, added)
    assert problem.line == place + 2
    assert "{: .editors }" in problem.text
    assert edit_page(content, [*PAGE[:place], "", "Not of the source.", "{: .editors }", *PAGE[place:]]) == []


@pytest.mark.parametrize(
    "wrong",
    ["<del>{}</del>", '<span class="editors">{}</span>', '<span hidden="hidden">{}</span>'],
    ids=["struck out", "called the editors'", "hidden"],
)
def test_what_the_page_does_not_show_as_the_sources_is_missing(wrong: str, content: Path) -> None:
    n = line_of("add-heat")
    words = "Simple, low-cost option"
    found = edit_page(content, [*PAGE[:n], PAGE[n].replace(words, wrong.format(words)), *PAGE[n + 1 :]])
    assert {problem.line for problem in found} == {n + 1}
    assert "missing" in found[0].text
