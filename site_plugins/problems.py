"""What is wrong with content: every problem names its file and line, the value and what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that an editor has to mend."""

    file: str
    line: int | None
    """Counted from 1; None where the whole file is meant."""
    text: str
    """A full sentence."""

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{where}: {self.text}"


class ContentError(ValueError):
    """Content that cannot be published; `problems` lists everything that was found, in order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def attempt[T](read: Callable[[], T], problems: list[Problem]) -> T | None:
    """Return what `read` returns; where it cannot, add its problems and return None, so that reading goes on."""
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None


def read_text(file: Path) -> str:
    """Return the text of a file. Raises ContentError when it is missing or is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ContentError([Problem(str(file), None, "This file is missing; add it.")]) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError([Problem(str(file), line, "This is not UTF-8; save the file as UTF-8.")]) from error


def suggestion(value: str, known: Collection[str]) -> str:
    """Return " Did you mean ...?" with the nearest known name, or nothing when none is near."""
    near = get_close_matches(value, known, n=1)
    return f" Did you mean “{near[0]}”?" if near else ""
