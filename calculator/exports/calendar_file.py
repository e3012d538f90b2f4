"""The plan's dates for a calendar, as iCalendar (RFC 5545).

Calendars are synced and seen by others: no field tells what the dates are about. So titles are neutral, and what
other exports say of the instrument, its funder and a diagnosis is left out, because it would tell.

There is no alarm. On an all-day event it goes off by the clock of whichever time zone a device is in, and shows its
words on a locked screen; calendars remind of all-day events by their owner's own settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from calculator.core.plan import MilestoneRow, StepState
from calculator.exports.texts import text
from calculator.result.result import Result

_MAKER = "2401dfba-cc6c-407d-acfb-cd6607b5f2e5"
"""Keeps our events' ids apart from everybody else's."""

_MOST_OCTETS = 75


def calendar_file(result: Result) -> str | None:
    """Return a calendar with the milestones that are not past as all-day events, or None where there is none.

    Past is what is so by the answers' day, or by the reader's own.

    What is past is left out: nobody finds it in a calendar, and the page goes on to say that it is due. The same
    milestone of the same first session has the same id, whenever the file is made: to take it in again replaces
    the event.
    """
    timeline = result.plan.timeline
    events = [
        line
        for step in timeline.steps
        if timeline.first_session and step.first_day and step.last_day and step.state is not StepState.PAST
        if result.site.day is None or step.last_day >= result.site.day
        for line in _event(step.row, step.first_day, step.last_day, timeline.first_session, result)
    ]
    if not events:
        return None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        content_line("PRODID", "-//Suggested days//{calculator} {guideline}//EN".format_map(result.versions)),
        "CALSCALE:GREGORIAN",
        *events,
        "END:VCALENDAR",
    ]
    return "".join(f"{line}\r\n" for line in lines)


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


def _event(
    row: MilestoneRow, first_day: date, last_day: date, first_session: date, result: Result
) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_MAKER}-{first_session.toordinal()}-{row.calendar_number}"
    # When the file was made, to the day: no clock is read, and the same answers give the same file.
    yield f"DTSTAMP:{_basic(result.today or first_session)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(first_day)}"
    yield f"DTEND;VALUE=DATE:{_basic(last_day + timedelta(days=1))}"
    yield content_line("SUMMARY", row.calendar_title)
    yield content_line("DESCRIPTION", _about(result))
    yield "CLASS:PRIVATE"
    # These days are not taken: an appointment on one of them is what is wanted.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _about(result: Result) -> str:
    if not result.day:
        return text("calendar.about-undated", **result.versions)
    about = text("calendar.about", day=result.day, **result.versions)
    return f"{result.as_of} {about}" if result.as_of else about


def _basic(day: date) -> str:
    """Return a day as iCalendar writes it."""
    return day.isoformat().replace("-", "")
