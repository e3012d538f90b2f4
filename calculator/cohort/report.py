"""What a person at the terminal is told while a table is scored, and at its end."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TextIO

from calculator.cohort.rows import BAD
from calculator.start_back.instrument import Risk

_LISTED_AT_MOST = 20
_SECONDS_BETWEEN = 0.2


class Report:
    """Writes bad rows, progress and the summary to a stream, one line each; progress to a terminal only."""

    def __init__(self, stream: TextIO) -> None:
        self.place = "line"
        """What rows are counted in: the lines of a file, or `row` for the rows themselves."""
        self._stream = stream
        self._terminal = stream.isatty()
        self._bad = 0
        self._due = time.monotonic() + _SECONDS_BETWEEN
        self._width = 0

    def say(self, text: str) -> None:
        """Write one line, in the place of the progress if that is on the screen."""
        self._clear()
        print(text, file=self._stream)

    def bad_row(self, number: int, error: str) -> None:
        """Tell of a row that could not be scored: where it begins and why. Only the first are listed."""
        self._bad += 1
        if self._bad <= _LISTED_AT_MOST:
            self.say(f"{self.place} {number}: {error}")
        elif self._bad == _LISTED_AT_MOST + 1:
            self.say("More rows are bad; they are counted, and the table says of each what is wrong.")

    def progress(self, tally: Mapping[str, int], done: float | None) -> None:
        """Show how far it is, from time to time; `done` is 0 to 1, or None where the table's size is not known."""
        if not self._terminal or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _SECONDS_BETWEEN
        text = f"{sum(tally.values()):,} rows" + ("" if done is None else f", {done:.0%}")
        self._stream.write("\r" + text.ljust(self._width))
        self._stream.flush()
        self._width = len(text)

    def summary(self, tally: Mapping[str, int]) -> None:
        """Tell how many rows there were, how they were scored and how many could not be."""
        rows, bad = sum(tally.values()), tally[BAD]
        groups = ", ".join(f"{tally[risk]:,} {risk}" for risk in Risk if tally[risk])
        scored = f"{rows - bad:,} scored" + (f" ({groups})" if groups else "")
        self.say(f"{rows:,} {'row' if rows == 1 else 'rows'}: {scored}, {bad:,} bad.")

    def _clear(self) -> None:
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._width = 0
