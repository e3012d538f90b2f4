"""What a person at the terminal is told while a table is scored, and at its end."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from calculator.cohort.rows import BAD
from calculator.start_back.instrument import Risk

_LISTED_AT_MOST = 20
_DIFFERENT_FAULTS = 1000
"""So many faults are counted by themselves: memory has to stay the same, however many there are."""
_SECONDS_BETWEEN = 0.2


@dataclass(slots=True)
class _Fault:
    first: int
    """The place of the first row that has it."""
    rows: int = 1


class Report:
    """Writes faults, progress, the summary and any other line to a stream; progress to a terminal only."""

    def __init__(self, stream: TextIO) -> None:
        self.place = "line"
        """What rows are counted in: the lines of a file, or `row` for the rows themselves."""
        self._stream = stream
        self._terminal = stream.isatty()
        self._faults: dict[str, _Fault] = {}
        self._uncounted = 0
        self._due = time.monotonic() + _SECONDS_BETWEEN
        self._width = 0

    def say(self, text: str) -> None:
        """Write one line, in the place of the progress if that is on the screen."""
        self._clear()
        print(text, file=self._stream)

    def bad_row(self, number: int, error: str) -> None:
        """Take note of a row that could not be scored: where it begins and why."""
        if fault := self._faults.get(error):
            fault.rows += 1
        elif len(self._faults) < _DIFFERENT_FAULTS:
            self._faults[error] = _Fault(number)
        else:
            self._uncounted += 1

    def list_faults(self) -> None:
        """Write a line for each fault that rows had, the most frequent first; of very many only these."""
        faults = sorted(self._faults.items(), key=lambda each: -each[1].rows)
        for error, fault in faults[:_LISTED_AT_MOST]:
            where = f"{self.place} {fault.first}"
            self.say(
                f"{where}: {error}" if fault.rows == 1 else f"in {fault.rows:,} rows, first in {where}: {error}"
            )
        if more := sum(fault.rows for _error, fault in faults[_LISTED_AT_MOST:]) + self._uncounted:
            self.say(
                f"{more:,} more {'row is' if more == 1 else 'rows are'} bad, in other ways; the table says of each "
                "what is wrong."
            )

    def progress(self, rows: int, done: float | None) -> None:
        """Show how far it is, from time to time; `done` is 0 to 1, or None where the table's size is not known."""
        if not self._terminal or time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _SECONDS_BETWEEN
        text = f"{rows:,} rows" + ("" if done is None else f", {done:.0%}")
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
