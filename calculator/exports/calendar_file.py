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

from calculator.core.texts import day_text, text
from calculator.result.outcome import Outcome

_MAKER = "2401dfba-cc6c-407d-acfb-cd6607b5f2e5"
"""Keeps our events' ids apart from everybody else's."""

_NUMBERS = {"stratify": 1, "review": 2, "minimum-course": 3, "escalation-check": 4}
"""The milestones in ids, which must neither tell what they are nor ever change."""

_MOST_OCTETS = 75


def calendar_file(outcome: Outcome) -> str | None:
    """Return a calendar with the milestones that are not past as all-day events, or None where there is none.

    What is past is left out: nobody finds it in a calendar, and the page goes on to say that it is due. The same
    milestone of the same first session has the same id, whenever the file is made: to take it in again replaces
    the event.
    """
    today = outcome.today
    stones = [s for s in outcome.plan["milestones"] if today is None or today <= s["to"]]  # ISO dates sort as text
    if not stones:
        return None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        content_line("PRODID", "-//Suggested days//{calculator} {guideline}//EN".format_map(outcome.version)),
        "CALSCALE:GREGORIAN",
        *(line for stone in stones for line in _event(stone, outcome)),
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


def _event(stone: dict[str, str], outcome: Outcome) -> Iterator[str]:
    first_session = outcome.request["first_session"]
    number = date.fromisoformat(first_session).toordinal()
    yield "BEGIN:VEVENT"
    yield f"UID:{_MAKER}-{number}-{_NUMBERS[stone['id']]}"
    # When the file was made, to the day: no clock is read, and the same answers give the same file.
    yield f"DTSTAMP:{_basic(outcome.today or first_session)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(stone['from'])}"
    yield f"DTEND;VALUE=DATE:{_basic((date.fromisoformat(stone['to']) + timedelta(days=1)).isoformat())}"
    yield content_line("SUMMARY", text(f"calendar.title.{stone['id']}"))
    yield content_line("DESCRIPTION", _about(outcome))
    yield "CLASS:PRIVATE"
    # These days are not taken: an appointment on one of them is what is wanted.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _about(outcome: Outcome) -> str:
    if outcome.today is None:
        return text("calendar.about-undated", **outcome.version)
    return text("calendar.about", day=day_text(outcome.today), **outcome.version)


def _basic(day: str) -> str:
    return day.replace("-", "")
