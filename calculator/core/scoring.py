"""Scoring a sheet: points, scales and bands.

A missing answer makes the score undefined: it is never guessed. What can be said is which bands are still possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculator.core.instrument import Band, Choice, Instrument, Item, Scale


@dataclass(frozen=True)
class ItemScore:
    """One line of the working."""

    item: Item
    choice: Choice | None
    """The answer; None where it is missing."""

    @property
    def answer(self) -> str | None:
        """The answer's value; None where it is missing."""
        return self.choice.value if self.choice else None

    @property
    def points(self) -> int | None:
        """The answer's points; None where it is missing."""
        return self.choice.points if self.choice else None


@dataclass(frozen=True)
class ScaleScore:
    """The points of one scale of a complete sheet."""

    scale: Scale
    points: int
    highest: int
    """The most points that the scale can have."""


@dataclass(frozen=True)
class Score:
    """A scored sheet with its item-by-item working."""

    instrument: Instrument
    items: tuple[ItemScore, ...]
    """Every item of the form, in its order."""
    scales: tuple[ScaleScore, ...]
    """Every scale of the form; empty while an answer is missing."""
    band: Band | None
    """None while an answer is missing."""
    possible: tuple[Band, ...]
    """Every band that the missing answers could still lead to, from lowest to highest."""

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the items without an answer."""
        return tuple(line.item.number for line in self.items if line.choice is None)

    @property
    def complete(self) -> bool:
        """Whether every item is answered."""
        return not self.missing

    @property
    def answered(self) -> bool:
        """Whether any item is answered."""
        return any(line.choice for line in self.items)

    @property
    def group(self) -> Band | None:
        """The band that a plan may rest on: none from an incomplete sheet, none from one that is two groups."""
        return self.band if self.band and self.band.decides else None

    @property
    def subscales(self) -> tuple[ScaleScore, ...]:
        """The scores of all scales but the total."""
        return self.scales[1:]

    @property
    def total(self) -> int | None:
        """The points of all items; None while an answer is missing."""
        return self.scales[0].points if self.scales else None

    def points(self, scale_id: str) -> int | None:
        """Return the points of a scale; None while an answer is missing, and for a scale that the form lacks."""
        return next((score.points for score in self.scales if score.scale.id == scale_id), None)

    def answered_with(self, number: int, value: str) -> bool:
        """Tell whether an item of the form was answered with this value."""
        return any(line.item.number == number and line.answer == value for line in self.items)


def score(instrument: Instrument, answers: Mapping[int, str | None]) -> Score:
    """Score a sheet.

    `answers` maps an item's number to a choice's value; an item that is absent or None is missing.
    Raises ValueError for an item that the form does not have or a value that the item does not offer.
    """
    numbers = list(instrument.item_by_number)
    for number in answers:
        if number not in numbers:
            raise ValueError(f"{instrument.id} has no item {number!r}; its items are {numbers}")
    lines = tuple(_score_item(item, answers.get(item.number)) for item in instrument.items)
    reachable = _reachable(instrument, lines)
    bands = {instrument.band_of(points).id for points in reachable}
    complete = all(line.choice for line in lines)
    scales = instrument.scales if complete else ()
    return Score(
        instrument=instrument,
        items=lines,
        scales=tuple(ScaleScore(scale, reachable[0][scale.id], instrument.highest(scale)) for scale in scales),
        band=instrument.band_of(reachable[0]) if complete else None,
        possible=tuple(band for band in instrument.bands if band.id in bands),
    )


def _score_item(item: Item, answer: str | None) -> ItemScore:
    return ItemScore(item, None if answer is None else item.choice(answer))


def _reachable(instrument: Instrument, lines: tuple[ItemScore, ...]) -> list[dict[str, int]]:
    """Return the points of the scales that a sheet can come to, whatever the missing answers are."""
    sums = {(0,) * len(instrument.scales)}
    for line in lines:
        counted = instrument.counted_in[line.item.number]
        offered = (line.choice,) if line.choice else line.item.choices
        sums = {
            tuple(before + (points if counts else 0) for before, counts in zip(each, counted, strict=True))
            for each in sums
            for points in {choice.points for choice in offered}
        }
    ids = [scale.id for scale in instrument.scales]
    return [dict(zip(ids, each, strict=True)) for each in sums]
