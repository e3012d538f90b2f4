"""What is wrong with content: every problem names its file, line and column, the value and what is allowed."""

from __future__ import annotations

import codecs
import os
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from unicodedata import combining, east_asian_width

EXCERPT_WIDTH = 100
"""So many columns of a terminal are shown at most."""
_BEFORE_CARET = 60
"""So many of them may stand before the caret when a line is cut."""


@dataclass(frozen=True)
class Problem:
    """One thing that an editor has to mend; sorted by file, line and column."""

    file: str
    line: int | None
    """Counted from 1; None where the whole file is meant."""
    text: str
    """A full sentence."""
    column: int | None = None
    """Counted from 1, in characters; None where the whole line is meant."""
    source_line: str = field(default="", compare=False)
    """The text of the line, where it is known."""

    def __str__(self) -> str:
        place = [str(number) for number in (self.line, self.column) if number is not None]
        message = f"{':'.join([self.file, *place])}: {self.text}"
        # The excerpt stands below the message, where it cannot be taken for another sentence.
        return "\n    ".join([message, *excerpt(self.source_line, self.column)])

    def __lt__(self, other: Problem) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, int, str]:
        return self.file, self.line or 0, self.column or 0, self.text


@dataclass(frozen=True)
class Place:
    """Where something stands that may turn out to be wrong."""

    file: str
    line: int | None
    column: int | None = None
    source_line: str = field(default="", compare=False)

    def problem(self, text: str) -> Problem:
        """Return what is wrong there, which `text` says in a full sentence."""
        return Problem(self.file, self.line, text, self.column, self.source_line)


class FileText:
    """A file's text, or the part from `first_line` on, in which places are found."""

    def __init__(self, file: str, text: str, *, first_line: int = 1) -> None:
        self.file = file
        self.text = text
        self._first_line = first_line

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def at(self, offset: int) -> Place:
        """Return the place of a character of the text, which is counted from 0."""
        number = bisect_right(self._starts, offset, hi=len(self.lines)) - 1
        return self.on(number + self._first_line, offset - self._starts[number] + 1)

    def on(self, line: int, column: int | None = None) -> Place:
        """Return the place on a line of the file; a line that the text does not have has nothing to show."""
        number = line - self._first_line
        source_line = self.lines[number] if 0 <= number < len(self.lines) else ""
        return Place(self.file, line, column, source_line)


class ContentError(ValueError):
    """Content that cannot be published; `problems` lists everything that was found, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        # Not before it is asked for: it takes long, and a guideline's faults are raised for each of its pages.
        return "\n".join(map(str, self.problems))


def attempt[T](read: Callable[[], T], problems: list[Problem]) -> T | None:
    """Return what `read` returns; where it cannot, add its problems and return None, so that reading goes on."""
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None


def read_text(file: Path) -> str:
    """Return the text of a file. Raises ContentError when it is missing, cannot be read or is not UTF-8."""
    try:
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise ContentError([Problem(str(file), None, "This file is missing; add it.")]) from error
    except OSError as error:
        raise ContentError([Problem(str(file), None, f"This file cannot be read: {error.strerror}.")]) from error
    for name, is_so in _OTHER_ENCODINGS.items():
        if is_so(data):
            raise ContentError([Problem(str(file), 1, f"This is {name} and not UTF-8: save it as UTF-8.")])
    try:
        return _with_line_feeds(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        readable = FileText(str(file), _with_line_feeds(data.decode("utf-8-sig", errors="replace")))
        before = _with_line_feeds(data[: error.start].decode("utf-8-sig"))
        place = readable.at(len(before))
        raise ContentError([place.problem("This is not UTF-8: save it as UTF-8.")]) from error


_OTHER_ENCODINGS: dict[str, Callable[[bytes], bool]] = {
    "UTF-32": lambda data: data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)),
    # Without its mark, every second byte of most texts is 0.
    "UTF-16": lambda data: (
        data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        or 2 * data[:1000].count(0) > len(data[:1000]) - 2 > 0
    ),
}
"""How to tell them from UTF-8, the first that fits."""


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_text(file: Path, text: str) -> None:
    """Write a file in one step: whoever reads it finds all of the old text or all of the new.

    Raises ContentError when it cannot be written; it is as it was then.
    """
    target = file.resolve()
    try:
        # In the same folder, because only there the renaming is one step.
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        new = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            new.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            new.replace(target)
        finally:
            with suppress(FileNotFoundError):
                new.unlink()
    except OSError as error:
        message = f"This file cannot be written: {error.strerror}. It is as it was."
        raise ContentError([Problem(str(file), None, message)]) from error


def suggestion(value: str, known: Collection[str]) -> str:
    """Return " Did you mean ...?" with the nearest known name, or nothing when none is near."""
    # A name in the wrong case is nearer than any other.
    names = {name.casefold(): name for name in known}
    near = get_close_matches(value.casefold(), names, n=1)
    return f" Did you mean “{names[near[0]]}”?" if near else ""


def excerpt(line: str, column: int | None) -> list[str]:
    """Return a line, cut to a readable width, and below it a caret under a column that is counted from 1.

    Without a column there is no caret, and of a blank line nothing. What moves the cursor or the reading, such as
    a tab, is shown as a space.
    """
    printable = "".join(character if character.isprintable() else " " for character in line)
    if not printable.strip():
        return []
    at = 0 if column is None else min(column - 1, len(printable))
    start = len(printable) - len(printable.lstrip())
    if _width(printable[start:]) > EXCERPT_WIDTH:
        start = max(start, _back(printable, at, _BEFORE_CARET))
    start = min(start, at) if column is not None else start
    end = start
    while end < len(printable) and _width(printable[start : end + 1]) <= EXCERPT_WIDTH:
        end += 1
    before, after = "… " if printable[:start].strip() else "", " …" if printable[end:].strip() else ""
    cut = before + printable[start:end].rstrip() + after
    return [cut] if column is None else [cut, " " * _width(before + printable[start:at]) + "^"]


def _back(printable: str, at: int, columns: int) -> int:
    """Return where the text begins that takes up to so many columns before a character."""
    start = at
    while start > 0 and _width(printable[start - 1 : at]) <= columns:
        start -= 1
    return start


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
