"""What is wrong with content: every problem names its file and line, the value and what is allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches


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


def suggestion(value: str, known: Collection[str]) -> str:
    """Return " Did you mean ...?" with the nearest known name, or nothing when none is near."""
    near = get_close_matches(value, known, n=1)
    return f" Did you mean “{near[0]}”?" if near else ""
