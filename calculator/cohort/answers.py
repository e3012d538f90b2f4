"""The answers of one row of a table: read as they are written there, scored as any other sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from calculator.core.instrument import Instrument, Item
from calculator.core.messages import join_names, quote
from calculator.core.scoring import score
from calculator.start_back.instrument import Risk

COLUMNS = ("total", "distress", "risk", "error")
"""What is added to a row, in this order."""

_SEPARATORS = re.compile(r"[\s_-]+")
_DECIMALS = re.compile(r"(?<=^[0-9])\.0+$")
"""Programs that know whole numbers with gaps only as decimals write 1 as 1.0."""


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

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self._spellings = tuple(_spellings(item) for item in instrument.items)
        # The sheets of a form are finite (1,280 or 160), so this cannot grow.
        self._scored = cache(self._score)

    def score_row(self, written: Sequence[str]) -> RowScore:
        """Score a row. `written` holds its answers as they stand in the table, in the order of the form's items.

        Capitals, spaces around an answer, and whether its words are joined by spaces, hyphens or underscores
        make no difference. What is missing or not allowed is never guessed: the row's error names all of it.
        """
        answers = tuple(map(_read, self._spellings, written))
        if None in answers:
            return RowScore(error=_error(self.instrument.items, written, answers))
        return self._scored(answers)

    def _score(self, answers: tuple[str | None, ...]) -> RowScore:
        numbers = [item.number for item in self.instrument.items]
        scored = score(self.instrument, dict(zip(numbers, answers, strict=True)))
        risk = Risk(scored.band.id) if scored.band else None
        return RowScore(scored.total, scored.points("distress"), risk)


def column_of(item: Item) -> str:
    """Return the name of the column that holds an item's answers: q1 to q9."""
    return f"q{item.number}"


def _spellings(item: Item) -> Mapping[str, str]:
    """Map each way to write an answer to its value: the value itself, and its place in the printed order from 0.

    For the items that one agrees or disagrees with, the place is the point: 1 is agree.
    """
    return {choice.value: choice.value for choice in item.choices} | item.by_place


def _read(spellings: Mapping[str, str], written: str) -> str | None:
    return spellings.get(written) or spellings.get(_DECIMALS.sub("", _SEPARATORS.sub("-", written.strip().lower())))


def _error(items: Sequence[Item], written: Sequence[str], answers: Sequence[str | None]) -> str:
    unread = [(item, text) for item, text, answer in zip(items, written, answers, strict=True) if answer is None]
    missing = [column_of(item) for item, text in unread if not text.strip()]
    faults = [f"{join_names(missing)} {'is' if len(missing) == 1 else 'are'} missing"] if missing else []
    faults += [
        f"{column_of(item)} is {quote(text)}; allowed: {_allowed(item)}" for item, text in unread if text.strip()
    ]
    return ". ".join(faults)


def _allowed(item: Item) -> str:
    return ", ".join(f"{value} ({place})" for place, value in item.by_place.items())
