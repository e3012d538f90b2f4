"""What a calculator is asked: answers, red flags and what is known besides, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from calculator.core.fields import Value
from calculator.core.instrument import Instrument
from calculator.core.strict_json import Json


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a request."""

    field: str
    """Where: a field's path, or "$" for the whole."""
    value: Json
    allowed: str
    together: tuple[str, ...] = ()
    """The fields that contradict each other, this one among them; empty where it is wrong by itself."""


class InvalidRequestError(ValueError):
    """A request that cannot be answered; `faults` names everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{f.field}: {f.value!r}, allowed: {f.allowed}" for f in faults))
        self.faults = faults


@dataclass(frozen=True)
class Request:
    """A valid request; None means not known."""

    instrument: Instrument
    answers: Mapping[int, str | None] | None = field(default=None, hash=False)
    """Choices' values by the items' numbers; None without a sheet."""
    risk_group: str | None = None
    """The id of a band that is known from elsewhere."""
    red_flags: Mapping[str, bool] | None = field(default=None, hash=False)
    """Whether each red flag stands; None where they were not asked."""
    unanswered: tuple[str, ...] = ()
    """The red flags that `red_flags` holds as false and nobody answered: an emergency waits for no answer."""
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """The further fields that are known, by their names, in the form's order."""
    today: date | None = None

    def number(self, name: str) -> float | None:
        """Return the value of a field that is a number."""
        value = self.values.get(name)
        assert value is None or isinstance(value, int | float)
        return value

    def option(self, name: str) -> str | None:
        """Return the value of a field with options."""
        value = self.values.get(name)
        assert value is None or isinstance(value, str)
        return value

    def day(self, name: str) -> date | None:
        """Return the value of a field that is a day."""
        value = self.values.get(name)
        assert value is None or isinstance(value, date)
        return value

    def weeks_from(self, name: str) -> float | None:
        """Return the weeks from a field's day to today, 0 when it is still to come; None where one is not known."""
        day = self.day(name)
        return None if day is None or self.today is None else max(0.0, (self.today - day).days / 7)

    def weeks_since(self, weeks: str, day: str) -> float | None:
        """Return the weeks that one field holds, else those from another one's day to today, by their names."""
        stated = self.number(weeks)
        return self.weeks_from(day) if stated is None else stated

    def to_json(self) -> dict[str, Json]:
        """Return the request as data that `read_request` takes; what is not known is left out."""
        written: dict[str, Json] = {"instrument": self.instrument.id}
        if self.answers is not None:
            written["answers"] = {str(number): answer for number, answer in self.answers.items() if answer}
        if self.risk_group is not None:
            written["risk_group"] = self.risk_group
        if self.red_flags is not None:
            written["red_flags"] = dict(self.red_flags)
        if self.today is not None:
            written["today"] = self.today.isoformat()
        for name, value in self.values.items():
            written[name] = value.isoformat() if isinstance(value, date) else value
        return written


@dataclass(frozen=True)
class Contradiction:
    """Fields that are right by themselves and wrong together."""

    fields: tuple[str, ...]
    """The fields to name."""
    allowed: str
    rests_on: tuple[str, ...] = ()
    """Further fields that the check looked at."""
    makes_unusable: bool = False
    """Whether later checks leave these fields alone, as they do with fields that are wrong by themselves."""
