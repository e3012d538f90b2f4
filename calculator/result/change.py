"""Change from sheet to sheet: totals, subscales and groups over time, and the falls that predicted something."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator import respond
from calculator.core.request import read_request
from calculator.core.texts import day_text, text
from calculator.result.outcome import Outcome
from calculator.result.site import Site
from calculator.start_back.instrument import INSTRUMENTS, START_BACK_9
from calculator.start_back.measurement import MARKED_FALL


class ChangeError(ValueError):
    """Sheets that cannot be compared; `faults` holds a sentence for everything that is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class DatedSheet:
    """A filled form of some day."""

    day: str
    """YYYY-MM-DD."""
    request: dict[str, Any]
    """By the calculator's contract."""


@dataclass(frozen=True)
class Difference:
    """How a total differs from that of an earlier sheet of the same form."""

    since: str
    """The earlier sheet's day."""
    points: int
    """Below 0 when the total fell."""
    marked: bool
    """Whether it is a fall that predicted something: of the 9-item total, by 3 points or more."""


@dataclass(frozen=True)
class Reading:
    """What one sheet says; there is no total while an answer is missing or a red flag stands."""

    outcome: Outcome
    day: str
    instrument: str
    total: int | None
    distress: int | None
    risk: str | None
    missing: tuple[int, ...]
    since_before: Difference | None
    """Since the nearest earlier sheet of this form that has a total."""
    since_first: Difference | None
    """Since the first sheet of this form that has a total; None where that is the one before."""

    @property
    def most(self) -> int:
        """The highest total that the form has."""
        return len(INSTRUMENTS[self.instrument].items)

    @property
    def marked(self) -> bool:
        """Whether the total fell so far that it predicted something."""
        return any(found is not None and found.marked for found in (self.since_before, self.since_first))


def change(sheets: Sequence[DatedSheet], site: Site) -> tuple[Reading, ...]:
    """Compare two or more sheets of different days; return them by day.

    A sheet that is there twice counts once. Raises ChangeError with every fault: fewer than two sheets, no date, a
    request that the calculator refuses, no answers or no safety questions, different sheets of one day.
    """
    faults: list[str] = []
    kept: dict[str, Outcome] = {}
    clashing: set[str] = set()
    for number, sheet in enumerate(sheets, start=1):
        if not _is_day(sheet.day):
            faults.append(text("change.error-day", number=str(number), day=sheet.day))
            continue
        response = respond(json.dumps(sheet.request))
        faults += _faults(sheet, response)
        if sheet.day not in kept:
            kept[sheet.day] = Outcome(sheet.request, response, site)
        elif response["ok"] and not _same(kept[sheet.day], sheet.request):
            clashing.add(sheet.day)
    faults += [text("change.error-same-day", day=day_text(day)) for day in sorted(clashing)]
    if not faults and len(kept) < 2:
        faults.append(text("change.error-few", number=str(len(kept))))
    if faults:
        raise ChangeError(faults)
    return tuple(_readings(kept))


def _same(outcome: Outcome, request: dict[str, Any]) -> bool:
    """Tell whether two requests say the same, however they are written."""
    if not outcome.response["ok"]:
        return True  # what is wrong with it is said already
    return read_request(json.dumps(outcome.request)) == read_request(json.dumps(request))


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _faults(sheet: DatedSheet, response: dict[str, Any]) -> Iterator[str]:
    day = day_text(sheet.day)
    if not response["ok"]:
        for error in response["errors"]:
            shown = error["value"] if isinstance(error["value"], str) else json.dumps(error["value"])
            yield text("change.error-field", day=day, field=error["field"], value=shown, allowed=error["allowed"])
        return
    if response["score"] is None:
        yield text("change.error-answers", day=day)
    if response["plan"] is None:
        yield text("change.error-red-flags", day=day)


def _readings(kept: dict[str, Outcome]) -> Iterator[Reading]:
    totals: dict[str, list[tuple[str, int]]] = {}
    # ISO dates sort as text.
    for day, outcome in sorted(kept.items()):
        score = outcome.score or {}
        # As everywhere: under a red flag no score is shown.
        shown = {} if outcome.urgent else score
        total = shown.get("total")
        earlier = totals.setdefault(score["instrument"], [])
        yield Reading(
            outcome,
            day,
            score["instrument"],
            total,
            shown.get("distress"),
            shown.get("risk"),
            tuple(score["missing"]),
            _difference(score["instrument"], total, earlier[-1:]),
            _difference(score["instrument"], total, earlier[:1]) if len(earlier) > 1 else None,
        )
        if total is not None:
            earlier.append((day, total))


def _difference(instrument: str, total: int | None, earlier: list[tuple[str, int]]) -> Difference | None:
    if total is None or not earlier:
        return None
    ((day, before),) = earlier
    points = total - before
    return Difference(day, points, instrument == START_BACK_9.id and -points >= MARKED_FALL)
