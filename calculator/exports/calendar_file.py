"""The plan's dates for a calendar, as iCalendar (RFC 5545): one day each, with an alarm.

Calendars are synced and seen by others, and an alarm shows its words on a locked screen. So the reader chooses what
entries say: a private one is the same for whatever it is about, and nothing in it tells more than its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from calculator.core.dates import day_text
from calculator.core.plan import Step
from calculator.exports.fhir.identity import urn
from calculator.exports.texts import text
from calculator.result.result import Result

_MOST_OCTETS = 75
_ALARM = "PT9H"
"""From the beginning of the day on: at nine in the morning, where the calendar's owner is."""


def calendar_file(result: Result, *, private: bool = True) -> str | None:
    """Return a calendar with a day for everything that is still to be done, or None where there is nothing.

    What is past by the answers' day, or by the reader's own, is left out: nobody finds it in a calendar, and the
    page goes on to say that it is due. So is a course of treatment, which is never due. The same milestone of the
    same first session has the same id, whenever the file is made and whatever it says: to take it in again replaces
    it.
    """
    timeline = result.plan.timeline
    events = [
        line
        for step in timeline.steps
        if (day := day_of(step, result)) and timeline.first_session
        for line in _event(step, day, timeline.first_session, result, private=private)
    ]
    if not events:
        return None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Suggested days//1//EN",
        "CALSCALE:GREGORIAN",
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def day_of(step: Step, result: Result) -> date | None:
    """Return the day for a step: the first of its days, or today where that is past; None where no day is left."""
    timeline = result.plan.timeline
    if step.first_day is None or step.last_day is None or not step.row.can_be_overdue:
        return None
    days = [step.first_day]
    if result.site.day is not None:
        days.append(result.site.day)
    if timeline.first_session is not None and timeline.days is not None:
        # By the answers' day, or by the weeks that were given.
        days.append(timeline.first_session + timedelta(days=ceil(timeline.days)))
    return max(days) if max(days) <= step.last_day else None


def content_line(name: str, value: str) -> str:
    """Return a property with a text as its value, escaped and folded; there is no line break at its end.

    No line has more than 75 octets, and no character is split.
    """
    escaped = re.sub(r"([\\;,])", r"\\\1", value).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    folded, octets = "", 0
    for character in f"{name}:{escaped}":
        size = len(character.encode())
        if octets + size > _MOST_OCTETS:
            folded += "\r\n "
            octets = 1
        folded += character
        octets += size
    return folded


def _event(step: Step, day: date, first_session: date, result: Result, *, private: bool) -> Iterator[str]:
    title = text("calendar.private") if private else step.row.calendar_title
    yield "BEGIN:VEVENT"
    # An id that says neither what it is of nor from which page.
    yield f"UID:{urn(f'calendar {first_session} {step.row.calendar_number}')[9:]}"
    # When the file was made, to the day: no clock is read, and the same answers give the same file.
    yield f"DTSTAMP:{_basic(result.site.day or result.today or first_session)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(day)}"
    yield f"DTEND;VALUE=DATE:{_basic(day + timedelta(days=1))}"
    yield content_line("SUMMARY", title)
    yield content_line("DESCRIPTION", text("calendar.private-about") if private else _about(step, result))
    yield "CLASS:PRIVATE"
    # The day is not taken: an appointment on it is what is wanted.
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield content_line("DESCRIPTION", title)
    yield f"TRIGGER:{_ALARM}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _about(step: Step, result: Result) -> str:
    """Say what to do then, by when, and where that comes from."""
    assert step.last_day is not None  # or it would have no day
    until = "" if step.first_day == step.last_day else text("calendar.until", day=day_text(step.last_day))
    about = text("calendar.about", **result.editions(), status=result.site.status)
    parts = (result.as_of, result.site.patient_wording(step.row.statement), until, about)
    return " ".join(filter(None, parts))


def _basic(day: date) -> str:
    """Return a day as iCalendar writes it."""
    return day.isoformat().replace("-", "")
