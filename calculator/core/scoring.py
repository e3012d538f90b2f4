"""Scoring of the STarT Back tool: points, total, distress subscale, risk group.

Source: Keele's scoring rule and Hill 2008 (doi:10.1002/art.23563). A missing answer makes the score
undefined: it is never guessed. What can be said is which groups are still possible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calculator.start_back.instrument import Instrument, Item, Risk


@dataclass(frozen=True)
class ItemScore:
    """One line of the working."""

    item: Item
    answer: str | None
    """The choice's value; None where it is missing."""
    point: int | None
    """0 or 1; None where the answer is missing."""


@dataclass(frozen=True)
class Score:
    """A scored sheet with its item-by-item working."""

    instrument: Instrument
    items: tuple[ItemScore, ...]
    """Every item of the form, in its order."""
    total: int | None
    """0-9 (6-item form: 0-6); None while an answer is missing."""
    distress: int | None
    """0-5; None while an answer is missing and for the 6-item form."""
    risk: Risk | None
    """None while an answer is missing."""
    possible: tuple[Risk, ...]
    """Every group that the missing answers could still lead to, from low to high."""

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers of the items without an answer."""
        return tuple(line.item.number for line in self.items if line.answer is None)

    @property
    def complete(self) -> bool:
        """Whether every item is answered."""
        return not self.missing

    @property
    def group(self) -> Risk | None:
        """The group that a plan may rest on: none from an incomplete sheet, none from "not low"."""
        return None if self.risk is Risk.NOT_LOW else self.risk


def risk_of(instrument: Instrument, total: int, distress: int) -> Risk:
    """Return the risk group of a complete sheet.

    `total` is 0 to the number of items, `distress` 0 to 5 (ignored by a form without a subscale).
    """
    if total <= instrument.low_at_most:
        return Risk.LOW
    if instrument.high_from_distress is None:
        return Risk.NOT_LOW
    return Risk.HIGH if distress >= instrument.high_from_distress else Risk.MEDIUM


def score(instrument: Instrument, answers: Mapping[int, str | None]) -> Score:
    """Score a sheet.

    `answers` maps an item's number to a choice's value; an item that is absent or None is missing.
    Raises ValueError for an item that the form does not have or a value that the item does not offer.
    """
    _refuse_foreign_items(instrument, answers)
    items = tuple(_mark(item, answers.get(item.number)) for item in instrument.items)
    total = sum(line.point or 0 for line in items)
    distress = sum(line.point or 0 for line in items if line.item.distress)
    open_plain = sum(line.answer is None and not line.item.distress for line in items)
    open_distress = sum(line.answer is None and line.item.distress for line in items)
    reachable = {
        risk_of(instrument, total + plain + distressed, distress + distressed)
        for plain in range(open_plain + 1)
        for distressed in range(open_distress + 1)
    }
    complete = not (open_plain or open_distress)
    return Score(
        instrument=instrument,
        items=items,
        total=total if complete else None,
        distress=distress if complete and instrument.high_from_distress is not None else None,
        risk=risk_of(instrument, total, distress) if complete else None,
        possible=tuple(risk for risk in Risk if risk in reachable),
    )


def _refuse_foreign_items(instrument: Instrument, answers: Mapping[int, str | None]) -> None:
    numbers = [item.number for item in instrument.items]
    for number in answers:
        if number not in numbers:
            raise ValueError(f"{instrument.id} has no item {number!r}; its items are {numbers}")


def _mark(item: Item, answer: str | None) -> ItemScore:
    if answer is None:
        return ItemScore(item, None, None)
    for choice in item.choices:
        if choice.value == answer:
            return ItemScore(item, answer, choice.point)
    offered = ", ".join(choice.value for choice in item.choices)
    raise ValueError(f"item {item.number} has no answer {answer!r}; allowed: {offered}")
