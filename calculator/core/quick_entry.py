"""A sheet as one short line of characters, for whoever has the answers at hand: `ADAADDDDE`.

A character for each item, in the form's order. Where the labels of an item's answers all begin differently it is
the first letter of the label, such as `A` (agree) or `V` (very much). Else, where the points are the places in the
printed order from 0, it is that digit; and a letter of the alphabet by place where they are not: a digit on a form
is an answer's points, and the same digit must not mean two things. `?` is an answer that is missing: it has to be
said, because a shorter line would be another sheet. Which form a line is of is asked, never told from its length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from calculator.core.instrument import Instrument, Item
from calculator.core.messages import first_letter, join_names, list_names, quote
from calculator.core.scoring import Score
from calculator.core.texts import text

MISSING = "?"
"""How a missing answer is written; `_` is read as well."""

_MISSING = f"{MISSING}_"
_BETWEEN = ",-"
"""Allowed anywhere, as blanks are; they say nothing."""
_MOST_FAULTS = 9
_WIDE = 0xFEE0
"""How far the wide form of an ASCII character is above it in Unicode."""


class QuickEntryError(ValueError):
    """A line that is no sheet; `faults` holds one sentence for everything that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_answers(line: str, instrument: Instrument) -> dict[int, str | None]:
    """Read a sheet of a form from its line.

    Capitals make no difference, nor does the script of a digit or the width of a letter: an input method for
    Chinese or Japanese types wide ones. Blanks, commas and hyphens may stand anywhere. Returns the answer to each
    of the form's items by number, None where it is missing. Raises QuickEntryError.
    """
    typed = [(place, c) for place, c in enumerate(line, start=1) if not c.isspace()]
    characters = [(place, c) for place, c in typed if _plain(c) not in _BETWEEN]
    if len(characters) != len(instrument.items):
        wrong_number = text(
            "row.count",
            number=str(len(characters)),
            allowed=str(len(instrument.items)),
            items=join_names([str(number) for number in instrument.item_by_number]),
        )
        raise QuickEntryError(wrong_number, *_refuse_foreign(instrument, characters))
    answers: dict[int, str | None] = {}
    faults = []
    for item, (place, character) in zip(instrument.items, characters, strict=True):
        letters, plain = answer_letters(item), _plain(character)
        # In ASCII alone: the capital of the old long s is an S too.
        answers[item.number] = letters.get(plain.upper()) if plain.isascii() else None
        if answers[item.number] is None and plain not in _MISSING:
            allowed = list_names((*describe_letters(item), MISSING))
            words = {"item": str(item.number), "place": str(place), "character": quote(character)}
            faults.append(text("row.item", allowed=allowed, **words))
    if faults:
        raise QuickEntryError(*faults)
    return answers


def write_answers(sheet: Score) -> str:
    """Return a sheet's line, such as `ADAADDDDE`; `read_answers` gives the sheet back."""
    return "".join(
        next((letter for letter, value in answer_letters(line.item).items() if value == line.answer), MISSING)
        for line in sheet.items
    )


def are_initials(instrument: Instrument) -> bool:
    """Tell whether each character of a form's line is the first letter of its answer."""
    return all(
        first_letter(item.choice(value).label) == letter
        for item in instrument.items
        for letter, value in answer_letters(item).items()
    )


def answer_letters(item: Item) -> Mapping[str, str]:
    """Map each character that an item's answer may be written with to the answer's value, in the printed order."""
    initials = {first_letter(choice.label): choice.value for choice in item.choices}
    if len(initials) == len(item.choices):
        return initials
    if all(choice.points == place for place, choice in enumerate(item.choices)):
        return item.by_place
    return {letter: choice.value for letter, choice in zip(ascii_uppercase, item.choices, strict=False)}


def describe_letters(item: Item) -> list[str]:
    """Return what each character for an item means, such as "V very much"."""
    return [f"{letter} {item.choice(value).label.lower()}" for letter, value in answer_letters(item).items()]


def describe_row(instrument: Instrument) -> str:
    """Return how a form's answers are written as characters: those of most items, then of each other one."""
    by_meaning: dict[str, list[str]] = {}
    for item in instrument.items:
        by_meaning.setdefault(list_names(describe_letters(item)), []).append(str(item.number))
    most, *others = sorted(by_meaning, key=lambda meaning: -len(by_meaning[meaning]))
    rest = (text("row.others", items=join_names(by_meaning[each]), meanings=each) for each in others)
    return text["list.semicolon"].join((most, *rest))


def echo_answers(answers: Mapping[int, str | None], instrument: Instrument) -> str:
    """Return a sheet in words, such as "1 agree, 2 disagree", so that a mistyped character is seen."""
    return list_names(
        [
            f"{item.number} {item.choice(value).label.lower() if value else MISSING}"
            for item in instrument.items
            for value in (answers.get(item.number),)
        ]
    )


def example_row(instrument: Instrument) -> str:
    """Return a line of a form that shows its characters."""
    letters = [tuple(answer_letters(item)) for item in instrument.items]
    return "".join(each[place % len(each)] for place, each in enumerate(letters))


def _plain(character: str) -> str:
    """Return a digit of any script, and a wide letter or sign, as the ASCII character that it stands for."""
    if character.isdecimal():
        return str(int(character))
    return chr(ord(character) - _WIDE) if "\uff01" <= character <= "\uff5e" else character


def _refuse_foreign(instrument: Instrument, characters: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Name the characters that no item may have: which item they were meant for cannot be told."""
    known = {letter for item in instrument.items for letter in answer_letters(item)}
    foreign = [
        text("row.character", place=str(place), character=quote(character))
        for place, character in characters
        if _plain(character).upper() not in known and _plain(character) not in _MISSING
    ]
    if foreign:
        some = foreign[:_MOST_FAULTS] + ["…"] * (len(foreign) > _MOST_FAULTS)
        yield text("row.foreign", characters=list_names(some), allowed=list_names((*sorted(known), MISSING)))
