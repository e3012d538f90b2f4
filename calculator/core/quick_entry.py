"""A sheet as one short line of characters, for who has the answers at hand: `ADAADDDD4`.

A character for each item, in the form's order: `A` (agree) or `D` (disagree), and for the last item a digit, its
answer's place in the printed order: 0 (not at all) to 4 (extremely). Nine characters are the 9-item form, six the
6-item form. `?` is an answer that is missing: it has to be said, because a shorter line would be another sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from calculator.core.scoring import score
from calculator.core.wording import listed, shown
from calculator.start_back.instrument import AGREEMENT, INSTRUMENTS, Instrument, Item

MISSING = "?"
"""How a missing answer is written; `_` is read as well."""

_MISSING = f"{MISSING}_"
_BETWEEN = ",-"
"""Allowed anywhere, as blanks are; they say nothing."""
_FAULTS_SHOWN = 9


class QuickEntryError(ValueError):
    """A line that is no sheet; `faults` holds one sentence for everything that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_answers(text: str) -> tuple[str, dict[int, str | None]]:
    """Read a sheet from its line.

    Capitals make no difference; blanks, commas and hyphens may stand anywhere. Returns the instrument's id and the
    answer to each of its items by number, None where it is missing. Raises QuickEntryError.
    """
    found = [(place, c) for place, c in enumerate(text, start=1) if not (c.isspace() or c in _BETWEEN)]
    for instrument in INSTRUMENTS.values():
        if len(instrument.items) == len(found):
            return instrument.id, _read(instrument, found)
    raise QuickEntryError(_wrong_number(len(found)), *_foreign(found))


def write_answers(instrument_id: str, answers: Mapping[int, str | None]) -> str:
    """Return a sheet's line, such as `ADAADDDD4`; `read_answers` gives the sheet back.

    `answers` maps an item's number to an answer's value; an item that is absent or None is missing. Raises
    ValueError for an unknown instrument, an item that it does not have or a value that the item does not offer.
    """
    if instrument_id not in INSTRUMENTS:
        raise ValueError(f"there is no instrument {instrument_id!r}; allowed: {', '.join(INSTRUMENTS)}")
    lines = score(INSTRUMENTS[instrument_id], answers).items
    return "".join(
        next((mark for mark, value in _marks(line.item).items() if value == line.answer), MISSING) for line in lines
    )


def _marks(item: Item) -> Mapping[str, str]:
    """Map each character that an item may have to its answer's value."""
    if item.choices == AGREEMENT:
        return {choice.label[0]: choice.value for choice in reversed(AGREEMENT)}
    return item.by_place


def _read(instrument: Instrument, found: Sequence[tuple[int, str]]) -> dict[int, str | None]:
    answers: dict[int, str | None] = {}
    faults = []
    for item, (place, character) in zip(instrument.items, found, strict=True):
        marks = _marks(item)
        answers[item.number] = marks.get(character.upper())
        if answers[item.number] is None and character not in _MISSING:
            allowed = ", ".join((*marks, MISSING))
            faults.append(f"Item {item.number} (character {place}) is {shown(character)}; allowed: {allowed}.")
    if faults:
        raise QuickEntryError(*faults)
    return answers


def _wrong_number(number: int) -> str:
    forms = [f"{len(form.items)} (items {_numbers(form)})" for form in INSTRUMENTS.values()]
    return f"The number of answers is {number}; allowed: {' or '.join(forms)}."


def _numbers(instrument: Instrument) -> str:
    return listed([str(item.number) for item in instrument.items])


def _foreign(found: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Name the characters that no item may have: which item they were meant for cannot be told."""
    known = {mark for form in INSTRUMENTS.values() for item in form.items for mark in _marks(item)}
    foreign = [
        f"character {place} is {shown(character)}"
        for place, character in found
        if character.upper() not in known and character not in _MISSING
    ]
    if foreign:
        some = foreign[:_FAULTS_SHOWN] + ["…"] * (len(foreign) > _FAULTS_SHOWN)
        yield f"No answers: {', '.join(some)}; allowed: {', '.join((*sorted(known), MISSING))}."
