"""The fields of a request besides answers and red flags: their values, what is allowed, and how they are worded.

A field is a row of data; its order in a calculator's list is its order on the form, in a result and in a record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from calculator.core.dates import day_text
from calculator.core.strict_json import Json
from calculator.core.texts import text

type Value = float | str | date
"""A value that a field can have: a number, the value of an option, or a day."""

FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class Option:
    """One value of a field with options."""

    value: str
    label: str
    """What the form calls it."""
    short: str
    """What a record calls it."""


@dataclass(frozen=True)
class AskedFrom:
    """A time from which a form asks something: before, the question makes no sense."""

    day: str
    """The name of the field that holds the day from which the weeks are counted."""
    weeks_instead: str
    """The name of the field that holds the weeks themselves; it goes before the day."""
    weeks: int
    """The first week in which it is asked."""


@dataclass(frozen=True)
class Field:
    """What all fields have."""

    name: str
    """What a request calls it."""
    label: str
    """The form's question."""
    short: str
    """What a record calls it."""
    hint: str = ""
    """What helps to answer the form's question; may be empty."""
    instead_of: str = ""
    """The name of a field in whose place it may be answered; may be empty."""
    asked_from: AskedFrom | None = None
    """When a form asks it; None for always."""

    @property
    def allowed(self) -> str:
        """What the field takes, to follow "allowed:" or "Give"."""
        raise NotImplementedError

    def read(self, value: Json) -> Value | None:
        """Return a value as it is used; None where it is not allowed."""
        raise NotImplementedError

    def in_words(self, value: Value) -> str:
        """Return a value as a result words it."""
        raise NotImplementedError

    def in_short(self, value: Value) -> str:
        """Return a value as a record words it."""
        raise NotImplementedError


@dataclass(frozen=True)
class NumberField(Field):
    """A number from 0 to a largest one."""

    largest: int = 0
    whole: bool = False
    is_time: bool = False
    """Whether it counts the weeks since something: a form takes days, months and years as well and makes weeks of
    them, and a week later the same answer is another number."""

    @property
    def allowed(self) -> str:
        """What the field takes."""
        return text("allowed.whole-number" if self.whole else "allowed.number", most=str(self.largest))

    def read(self, value: Json) -> Value | None:
        """Return a number as it is used: 2.0 is the whole number 2. None where it is not allowed."""
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= self.largest:
            return None
        if not self.whole:
            return value
        return int(value) if value == int(value) else None

    def in_words(self, value: Value) -> str:
        """Return a number as a result words it, a time with its unit."""
        assert isinstance(value, int | float)
        return weeks_text(value) if self.is_time else self.in_short(value)

    def in_short(self, value: Value) -> str:
        """Return a number as a record words it, behind a name that says the unit."""
        assert isinstance(value, int | float)
        return number_text(value)


@dataclass(frozen=True)
class OptionField(Field):
    """One of some options."""

    options: tuple[Option, ...] = ()

    @property
    def allowed(self) -> str:
        """What the field takes."""
        return ", ".join(option.value for option in self.options)

    def read(self, value: Json) -> Value | None:
        """Return an option's value; None where there is no such option."""
        return value if isinstance(value, str) and self._option(value) else None

    def in_words(self, value: Value) -> str:
        """Return an option as the form calls it."""
        option = self._option(value)
        assert option is not None
        return option.label

    def in_short(self, value: Value) -> str:
        """Return an option as a record calls it."""
        option = self._option(value)
        assert option is not None
        return option.short

    def _option(self, value: Value) -> Option | None:
        return next((option for option in self.options if option.value == value), None)


@dataclass(frozen=True)
class DateField(Field):
    """A day of the calendar."""

    @property
    def allowed(self) -> str:
        """What the field takes."""
        return text("allowed.day", first=str(FIRST_YEAR), last=str(LAST_YEAR))

    def read(self, value: Json) -> Value | None:
        """Return a day; None where there is no such day or it is out of range."""
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return None
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return None  # such as 30 February
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None

    def in_words(self, value: Value) -> str:
        """Return a day as it is read, such as "14 December 2026"."""
        assert isinstance(value, date)
        return day_text(value)

    def in_short(self, value: Value) -> str:
        """Return a day as YYYY-MM-DD."""
        assert isinstance(value, date)
        return value.isoformat()


def number_text(value: float) -> str:
    """Return a number with two decimals at most, cut off: a rounded one could seem to be beyond a limit."""
    # Adding 0 makes of -0 the 0 that is meant.
    whole, _, decimals = f"{value + 0:.12f}".partition(".")
    shown = decimals[:2].rstrip("0")
    return f"{whole}{text['number.decimal']}{shown}" if shown else whole


def weeks_text(weeks: float) -> str:
    """Return a number of weeks in words."""
    return text.counted("field.weeks", weeks, number=number_text(weeks))
