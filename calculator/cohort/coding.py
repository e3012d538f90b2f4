"""How the answers stand in a table: in which columns, in which order of the items, and what each value means.

All of it is a property of a column and is stated by whoever has the table. What nobody stated is read in the plain
way alone (the tool's own words; 0 and 1; 0 to 4), and `checks.py` refuses the table where that would be a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from calculator.core.instrument import Instrument, Item
from calculator.core.messages import quote
from calculator.start_back.instrument import AGREEMENT, DISTRESS

NUMBER = re.compile(r"-?[0-9]+")
_SEPARATORS = re.compile(r"[\s_-]+")
_DECIMALS = re.compile(r"(-?[0-9]+)\.0+")
"""Programs that know whole numbers with gaps only as decimals write 1 as 1.0."""
_SIMPLE_WORD = re.compile(r"[\w.-]+")
_LONGEST_CODE = 61
"""One character more than messages show: they end a longer value with an ellipsis."""


class Order(StrEnum):
    """How the items of a table are numbered."""

    KEELE = "keele"
    JOSPT = "jospt"


class Extent(StrEnum):
    """How item 9 is written."""

    FROM_0 = "0-4"
    FROM_1 = "1-5"
    POINT = "point"
    WORDS = "words"


POINTS = ("no-point", "point")
"""What item 9 is called where a table holds its point and not its answer, by the point."""

JOSPT_DISTRESS = (1, 4, 7, 8, 9)
"""The numbers of the distress items in the table that JOSPT published in 2012.

Which of them is which item is not known here, nor which is which of the other four. The scores do not need it where
every item is a point already: each of the nine counts in the total, and these five in the distress score as well.
"""


@dataclass(frozen=True)
class Coding:
    """What is stated about a table; nothing, unless it says so."""

    names: Mapping[int, str] = field(default_factory=dict)
    """The columns of the items by their numbers in `order`; of an item that is not in it, q1 to q9."""
    agree: tuple[str, ...] = ()
    """The values that mean agree, beside the word itself."""
    disagree: tuple[str, ...] = ()
    q9: Extent | Mapping[str, tuple[str, ...]] | None = None
    """How item 9 is written, or the values of each answer (or of each of POINTS)."""
    order: Order = Order.KEELE


class Meaning(NamedTuple):
    """What a value of a column stands for."""

    answer: str
    """The item's answer, as a request writes it."""
    name: str
    """What the answer is called in messages; another word than `answer` where the column holds points."""


@dataclass(frozen=True)
class Reading:
    """How one column is read."""

    item: Item
    """The item that the column's answers are scored as."""
    label: str
    """q1 to q9, by the item's number in the table's order."""
    column: str
    """The name of the column."""
    meanings: Mapping[str, Meaning]
    """What each value means, by the value as `plain_value` writes it."""
    stated: bool
    """Whether somebody said what the values mean."""
    remark: str = ""
    """What else the account of the table has to say of the column."""

    @property
    def agreement(self) -> bool:
        """Whether the column holds agree and disagree, however they are written."""
        return any(meaning.name == "agree" for meaning in self.meanings.values())

    @property
    def title(self) -> str:
        """The item and, where it has another name, its column."""
        return self.label if plain_name(self.column) == self.label else f"{self.label} (column {self.name})"

    @property
    def name(self) -> str:
        """The column's name as a message shows it."""
        return as_named(self.column)

    @property
    def allowed(self) -> str:
        """The answers, each with the values that stand for it."""
        values: dict[str, list[str]] = {}
        for value, meaning in self.meanings.items():
            values.setdefault(meaning.name, []).extend([] if value == meaning.name else [value])
        return ", ".join(name + (f" ({' or '.join(each)})" if each else "") for name, each in values.items())

    def code(self, written: str) -> str:
        """Return a field as it is counted: an answer or a number in its plain form, anything else as it stands."""
        if written in self.meanings:
            return written
        plain = plain_value(written)
        return plain if plain in self.meanings or NUMBER.fullmatch(plain) else written.strip()[:_LONGEST_CODE]


def readings(instrument: Instrument, coding: Coding) -> tuple[Reading, ...]:
    """Return how the columns of a form's items are read, in the order of its items."""
    numbers = _numbers(instrument, coding.order)
    return tuple(_reading(item, numbers[item.number], coding) for item in instrument.items)


def as_named(text: str) -> str:
    """Return a name or a value as a message shows it: in quotes where it is more than one plain word."""
    return text if _SIMPLE_WORD.fullmatch(text) else quote(text)


def plain_value(written: str) -> str:
    """Return a value without what makes no difference: capitals, spaces around it, how its words are joined."""
    joined = _SEPARATORS.sub("-", _composed(written.strip().lower()))
    whole = _DECIMALS.fullmatch(joined)
    return whole[1] if whole else joined


def plain_name(name: str) -> str:
    """Return the name of a column without what makes no difference: capitals, and spaces and marks around it."""
    return _composed(name.strip().strip("\ufeff").strip().lower())


def _composed(text: str) -> str:
    """Write a letter with an accent as one character, however a program wrote it."""
    return unicodedata.normalize("NFC", text)  # codespell:ignore normalize


def _numbers(instrument: Instrument, order: Order) -> Mapping[int, int]:
    """Map the number of each item that is scored to the number of a column in the table's order."""
    if order is Order.KEELE:
        return {item.number: item.number for item in instrument.items}
    others = [number for number in range(1, 10) if number not in JOSPT_DISTRESS]
    rest = [item.number for item in instrument.items if item.number not in DISTRESS.items]
    return dict(zip([*rest, *DISTRESS.items], [*others, *JOSPT_DISTRESS], strict=True))


def _reading(item: Item, number: int, coding: Coding) -> Reading:
    label = f"q{number}"
    jospt = coding.order is Order.JOSPT
    if jospt or item.choices == AGREEMENT:
        meanings, stated = _agreement(item, coding), bool(coding.agree)
    else:
        meanings, stated = _extent(item, coding.q9), coding.q9 is not None
    remark = " (a distress item)" if jospt and number in JOSPT_DISTRESS else ""
    return Reading(item, label, coding.names.get(number, label), meanings, stated, remark)


def _agreement(item: Item, coding: Coding) -> dict[str, Meaning]:
    disagree, agree = (
        Meaning(answer, name) for answer, name in zip(_by_point(item), ("disagree", "agree"), strict=True)
    )
    meanings = {"disagree": disagree, "agree": agree}
    meanings |= {plain_value(value): disagree for value in coding.disagree or ("0",)}
    return meanings | {plain_value(value): agree for value in coding.agree or ("1",)}


def _extent(item: Item, stated: Extent | Mapping[str, tuple[str, ...]] | None) -> dict[str, Meaning]:
    own = {choice.value: Meaning(choice.value, choice.value) for choice in item.choices}
    points = {name: Meaning(answer, name) for answer, name in zip(_by_point(item), POINTS, strict=True)}
    if isinstance(stated, Mapping):
        names = own if set(stated) == set(own) else points
        meanings = dict(own) if names is own else {}
        return meanings | {plain_value(value): names[name] for name, values in stated.items() for value in values}
    if stated is Extent.POINT:
        return dict(zip(("0", "1"), points.values(), strict=True))
    if stated is Extent.WORDS:
        return own
    first = 1 if stated is Extent.FROM_1 else 0
    return own | {str(place): meaning for place, meaning in enumerate(own.values(), start=first)}


def _by_point(item: Item) -> Sequence[str]:
    """Return an answer of no point and one of a point."""
    return [next(choice.value for choice in item.choices if choice.points == points) for points in (0, 1)]
