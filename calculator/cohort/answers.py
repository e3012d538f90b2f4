"""The answers of one row of a table: read as its columns are coded, scored as any other sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from calculator.cohort.coding import Reading
from calculator.core.instrument import Instrument
from calculator.core.messages import join_names, quote
from calculator.core.scoring import score
from calculator.start_back.instrument import Risk

COLUMNS = ("total", "distress", "risk", "error")
"""What is added to a row, in this order."""

_NAMED_IN_FULL = 3


@dataclass(frozen=True)
class RowScore:
    """What is added to one row; a row that cannot be scored has an error and nothing else."""

    total: int | None = None
    """0-9 (6-item form: 0-6)."""
    distress: int | None = None
    """0-5; None for the 6-item form."""
    risk: Risk | None = None
    error: str = ""
    """What is wrong with the row; empty where it was scored."""

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """The scores in the order of COLUMNS, as a table writes it."""
        total = "" if self.total is None else str(self.total)
        distress = "" if self.distress is None else str(self.distress)
        return total, distress, self.risk or "", self.error


class SheetScorer:
    """Scores the sheets of one form. Every sheet is scored once; from then on it is looked up."""

    def __init__(self, instrument: Instrument, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self._instrument = instrument
        # The sheets of a form are finite (1,280 or 160), so this cannot grow.
        self._scored = cache(self._score)

    def codes(self, written: Sequence[str]) -> tuple[str, ...]:
        """Return the answers of a row as they are counted; `written` has them in the order of the form's items."""
        return tuple(reading.code(text) for reading, text in zip(self.readings, written, strict=True))

    def score_row(self, codes: Sequence[str]) -> RowScore:
        """Score a row by its codes.

        What is missing or not allowed is never guessed: the row's error names all of it.
        """
        meanings = [reading.meanings.get(code) for reading, code in zip(self.readings, codes, strict=True)]
        answers = tuple(meaning.answer for meaning in meanings if meaning)
        return self._scored(answers) if len(answers) == len(codes) else RowScore(error=self._error(codes))

    def _score(self, answers: tuple[str, ...]) -> RowScore:
        numbers = [reading.item.number for reading in self.readings]
        scored = score(self._instrument, dict(zip(numbers, answers, strict=True)))
        risk = Risk(scored.band.id) if scored.band else None
        return RowScore(scored.total, scored.points("distress"), risk)

    def _error(self, codes: Sequence[str]) -> str:
        unread = [
            (reading, code)
            for reading, code in zip(self.readings, codes, strict=True)
            if code not in reading.meanings
        ]
        missing = [reading for reading, code in unread if not code]
        # Of many, the columns' names as well would be a paragraph.
        names = [reading.label if len(missing) > _NAMED_IN_FULL else reading.title for reading in missing]
        faults = [f"{join_names(names)} {'is' if len(missing) == 1 else 'are'} missing"] if missing else []
        faults += [
            f"{reading.title} is {quote(code)}; allowed: {reading.allowed}" for reading, code in unread if code
        ]
        return ". ".join(faults)
