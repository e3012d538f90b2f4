"""Reading a request: every fault is named at once, with its field, its value and what is allowed.

Fields and ranges are those of the plan rules. A field may be absent or null (not known), but red flags are
all five or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.core.strict_json import Json, JsonObject, NotStrictJsonError, read
from calculator.start_back.instrument import INSTRUMENTS, START_BACK_9, Instrument, Risk
from calculator.start_back.red_flags import RedFlag
from calculator.start_back.situation import Improving, Nsaid, weeks_between

MAX_WEEKS = 1040
MAX_SESSIONS = 500
MAX_WEEKS_AHEAD = 52
YEARS = (1900, 2199)
ROUNDING_WEEKS = 1
"""Weeks by which two statements of the same time may differ: people round."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a request."""

    field: str
    """Where: a field's path, or "$" for the whole."""
    value: Json
    allowed: str


class InvalidRequestError(ValueError):
    """A request that cannot be answered; `faults` names everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{f.field}: {f.value!r}, allowed: {f.allowed}" for f in faults))
        self.faults = faults


@dataclass(frozen=True)
class Request:
    """A valid request; None means not known."""

    instrument: Instrument = START_BACK_9
    answers: Mapping[int, str | None] | None = None
    risk_group: Risk | None = None
    red_flags: Mapping[RedFlag, bool] | None = None
    weeks_since_onset: float | None = None
    weeks_since_first_session: float | None = None
    """As given; see `weeks_treated`."""
    sessions_attended: int | None = None
    improving: Improving | None = None
    nsaid: Nsaid | None = None
    first_session: date | None = None
    today: date | None = None

    @property
    def weeks_treated(self) -> float | None:
        """Weeks since the first session: the field when given, else from the two dates."""
        if self.weeks_since_first_session is not None:
            return self.weeks_since_first_session
        return self.derived_weeks

    @property
    def derived_weeks(self) -> float | None:
        """Weeks since the first session by the two dates alone."""
        if self.first_session is None or self.today is None:
            return None
        return weeks_between(self.first_session, self.today)


class _Reader:
    """Collects the faults of one request, one entry a field, while its fields are read."""

    def __init__(self) -> None:
        self.faults: dict[str, Fault] = {}

    def fault(self, field: str, value: Json, allowed: str) -> None:
        self.faults.setdefault(field, Fault(field, value, allowed))

    def refuse_extra(self, found: JsonObject, known: Mapping[str, object], prefix: str, what: str) -> None:
        for key, value in found.items():
            if key not in known:
                self.fault(prefix + key, value, f"no such field; {what}: {', '.join(known)}")
            elif key in found.repeated:
                self.fault(prefix + key, value, "given once")

    def choice[E: StrEnum](self, field: str, value: Json, allowed: tuple[E, ...]) -> E | None:
        for member in allowed:
            if value == member.value:
                return member
        if value is not None:
            self.fault(field, value, ", ".join(allowed))
        return None

    def number(self, field: str, value: Json, largest: int, *, whole: bool = False) -> float | None:
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= largest:
            if not whole:
                return value
            if value == int(value):
                return int(value)
        self.fault(field, value, f"a {'whole ' if whole else ''}number from 0 to {largest}")
        return None

    def day(self, field: str, value: Json) -> date | None:
        if value is None:
            return None
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                found = date.fromisoformat(value)
            except ValueError:
                pass  # such as 30 February: reported below like any other impossible date
            else:
                if YEARS[0] <= found.year <= YEARS[1]:
                    return found
        self.fault(field, value, f"a date YYYY-MM-DD in the years {YEARS[0]} to {YEARS[1]}")
        return None

    def instrument(self, value: Json) -> Instrument | None:
        if value is None:
            return START_BACK_9  # the form that the guideline means
        if isinstance(value, str) and value in INSTRUMENTS:
            return INSTRUMENTS[value]
        self.fault("instrument", value, ", ".join(INSTRUMENTS))
        return None

    def answers(self, value: Json, instrument: Instrument) -> dict[int, str | None] | None:
        if value is None:
            return None
        if not isinstance(value, JsonObject):
            self.fault("answers", value, "an object of item numbers and answers, or null")
            return None
        items = {str(item.number): item for item in instrument.items}
        self.refuse_extra(value, items, "answers.", f"the items of {instrument.id}")
        answers: dict[int, str | None] = {}
        for key, item in items.items():
            answer = value.get(key)
            offered = [choice.value for choice in item.choices]
            if answer is None:
                answers[item.number] = None
            elif isinstance(answer, str) and answer in offered:
                answers[item.number] = answer
            else:
                self.fault(f"answers.{key}", answer, ", ".join(offered))
        return answers

    def red_flags(self, value: Json) -> dict[RedFlag, bool] | None:
        if value is None:
            return None
        if not isinstance(value, JsonObject):
            self.fault("red_flags", value, "an object with all five red flags, or null")
            return None
        known = {flag.value: flag for flag in RedFlag}
        self.refuse_extra(value, known, "red_flags.", "the red flags")
        flags: dict[RedFlag, bool] = {}
        for key, flag in known.items():
            answer = value.get(key)
            if isinstance(answer, bool):
                flags[flag] = answer
            else:
                self.fault(f"red_flags.{key}", answer, "true, false")
        return flags


FIELDS = (
    "instrument",
    "answers",
    "risk_group",
    "red_flags",
    "weeks_since_onset",
    "weeks_since_first_session",
    "sessions_attended",
    "improving",
    "nsaid",
    "first_session",
    "today",
)


def read_request(text: str | bytes) -> Request:
    """Read a request from its JSON text.

    Raises InvalidRequestError with every fault that the text has.
    """
    try:
        found = read(text)
    except NotStrictJsonError as error:
        raise InvalidRequestError((Fault("$", error.value, error.allowed),)) from error
    if not isinstance(found, JsonObject):
        raise InvalidRequestError((Fault("$", found, "one JSON object"),))
    reader = _Reader()
    reader.refuse_extra(found, dict.fromkeys(FIELDS), "", "the fields")
    instrument = reader.instrument(found.get("instrument"))
    sessions = reader.number("sessions_attended", found.get("sessions_attended"), MAX_SESSIONS, whole=True)
    request = Request(
        instrument=instrument or START_BACK_9,
        answers=reader.answers(found.get("answers"), instrument or START_BACK_9),
        risk_group=reader.choice("risk_group", found.get("risk_group"), (Risk.LOW, Risk.MEDIUM, Risk.HIGH)),
        red_flags=reader.red_flags(found.get("red_flags")),
        weeks_since_onset=reader.number("weeks_since_onset", found.get("weeks_since_onset"), MAX_WEEKS),
        weeks_since_first_session=reader.number(
            "weeks_since_first_session", found.get("weeks_since_first_session"), MAX_WEEKS
        ),
        sessions_attended=None if sessions is None else int(sessions),
        improving=reader.choice("improving", found.get("improving"), tuple(Improving)),
        nsaid=reader.choice("nsaid", found.get("nsaid"), tuple(Nsaid)),
        first_session=reader.day("first_session", found.get("first_session")),
        today=reader.day("today", found.get("today")),
    )
    faulty = {field.partition(".")[0] for field in reader.faults}
    for check in CROSS_CHECKS:
        contradiction = check(request)
        # A field that is wrong by itself says nothing about another one.
        if contradiction and faulty.isdisjoint((*contradiction.fields, *contradiction.rests_on)):
            for field in contradiction.fields:
                reader.fault(field, found[field], contradiction.allowed)
            if contradiction.makes_unusable:
                faulty.update(contradiction.fields)
    if reader.faults:
        raise InvalidRequestError(tuple(reader.faults.values()))
    return request


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


def _group_known_twice(request: Request) -> Contradiction | None:
    if request.answers is None or request.risk_group is None:
        return None
    return Contradiction(("answers", "risk_group"), "either answers or risk_group, not both")


def _first_session_out_of_reach(request: Request) -> Contradiction | None:
    if request.first_session is None or request.today is None:
        return None
    weeks = (request.first_session - request.today).days / 7
    if -MAX_WEEKS <= weeks <= MAX_WEEKS_AHEAD:
        return None
    return Contradiction(
        ("first_session",),
        f"a date at most {MAX_WEEKS} weeks before and {MAX_WEEKS_AHEAD} weeks after today",
        rests_on=("today",),
        makes_unusable=True,
    )


def _first_session_told_twice(request: Request) -> Contradiction | None:
    given, derived = request.weeks_since_first_session, request.derived_weeks
    if given is None or derived is None or not _further_apart_than_rounding(abs(given - derived)):
        return None
    return Contradiction(
        ("weeks_since_first_session", "first_session"),
        f"a date and a number of weeks that differ by at most {ROUNDING_WEEKS} week",
        rests_on=("today",),
    )


def _further_apart_than_rounding(weeks: float) -> bool:
    # 1.36 - 0.36 is not quite 1 in binary: nine decimals are far finer than any week that is typed.
    return round(weeks, 9) > ROUNDING_WEEKS


def _treated_before_onset(request: Request) -> Contradiction | None:
    onset, treated = request.weeks_since_onset, request.weeks_treated
    if onset is None or treated is None or not _further_apart_than_rounding(treated - onset):
        return None
    given = request.weeks_since_first_session is not None
    return Contradiction(
        ("weeks_since_onset", "weeks_since_first_session" if given else "first_session"),
        f"a first session at most {ROUNDING_WEEKS} week before the pain began",
        rests_on=("weeks_since_first_session",) if given else ("weeks_since_first_session", "today"),
    )


CROSS_CHECKS: tuple[Callable[[Request], Contradiction | None], ...] = (
    _group_known_twice,
    _first_session_out_of_reach,
    _first_session_told_twice,
    _treated_before_onset,
)
"""All checks between fields; there are no others (no session at week 20 is no contradiction)."""
