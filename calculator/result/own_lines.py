"""What a reader writes beside a result: one thing to be able to do again, and the exercises that a therapist gave.

Nothing of it is worked out or judged: it is kept, printed and handed on with the answers that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculator.core.messages import one_line

GOAL_LIMIT = 80
"""The most characters of the one thing."""
COLUMN_LIMITS = {"what": 40, "how_many": 20, "how_often": 25}
"""The columns of the table of exercises, each with its most characters."""
MOST_EXERCISES = 5
"""The rows that the table may have: so many fit on the printed page."""

type Exercise = Mapping[str, str]
"""One row: a text, which may be empty, for each column."""


@dataclass(frozen=True)
class OwnLines:
    """The lines as they are kept: each on one line, without what cannot be seen, and no row that is empty."""

    goal: str = ""
    exercises: tuple[Exercise, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not (self.goal or self.exercises)


NO_LINES = OwnLines()
"""Nothing was written."""


def read_own_lines(typed: object) -> OwnLines:
    """Return lines as the page hands them over: `goal`, and `exercises` with the columns; raises nothing.

    What is in another form is nobody's writing, and what is too long is cut: the page lets nobody type it.
    """
    if not isinstance(typed, dict):
        return NO_LINES
    rows = typed.get("exercises")
    written = [_row(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return OwnLines(
        _cell(typed.get("goal"), GOAL_LIMIT), tuple(row for row in written if any(row.values()))[:MOST_EXERCISES]
    )


def _row(typed: Mapping[str, object]) -> Exercise:
    return {name: _cell(typed.get(name), most) for name, most in COLUMN_LIMITS.items()}


def _cell(typed: object, most: int) -> str:
    return one_line(typed, most) if isinstance(typed, str) else ""
