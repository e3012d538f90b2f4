"""The dates for a calendar: read back by the icalendar library, neutral for whoever else sees them."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from icalendar.parser import Contentline

from calculator.exports.calendar_file import calendar_file, content_line
from calculator.start_back.milestones import ROWS
from tests.calculator.oracle_plan import FLAGS
from tests.exports.results import NO_FLAGS, OTHER_SHEETS, TODAY, Made, result_of, sheet, valid_forms

DATED = sheet("AAAADDDDN") | {"first_session": "2026-11-16", "today": TODAY}


def events(text: str | None) -> list[Event]:
    """The events of a file as another program reads them."""
    assert text is not None
    calendar = Calendar.from_ical(text)
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in found)
    return [event for event in found if isinstance(event, Event)]


def spans(found: list[Event]) -> list[tuple[str, str]]:
    """First and last day of each event; the end that a calendar file gives is the day after."""
    return [(e.start.isoformat(), (e.end - timedelta(days=1)).isoformat()) for e in found]


@given(form=valid_forms())
def test_any_forms_file_holds_exactly_the_milestones_that_are_not_past(
    guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    result = result_of(guideline, *form)
    request, _unsure = form
    response: dict[str, Any] = result.assessment.to_json()
    milestones = response["plan"]["milestones"]
    first, today, weeks = (request.get(f) for f in ("first_session", "today", "weeks_since_first_session"))
    if first and not today and weeks is not None:
        # Without today's date, the weeks that were given tell what is past.
        today = (date.fromisoformat(first) + timedelta(days=math.ceil(weeks * 7))).isoformat()
    expected = [(m["from"], m["to"]) for m in milestones if m["to"] >= (today or "")]
    text = calendar_file(result)
    if not expected:
        assert text is None
        return
    found = events(text)
    assert spans(found) == expected
    assert all(type(e.start) is date and type(e.end) is date for e in found), "whole days, in no time zone"


def test_the_contracts_dates(made: Made) -> None:
    found = events(calendar_file(made(DATED)))
    assert spans(found) == [
        ("2026-12-14", "2026-12-28"),
        ("2026-12-14", "2027-01-11"),
        ("2027-02-08", "2027-02-08"),
    ]
    assert [str(event["SUMMARY"]) for event in found] == [
        "Appointment to arrange",
        "Appointments: 4 to 8 weeks",
        "Appointment to arrange, if still needed",
    ]
    for event in found:
        assert datetime(2026, 11, 23, tzinfo=UTC) == event.DTSTAMP
        assert "23 November 2026" in str(event["DESCRIPTION"])
        assert "Version 1.1.0, 1.0.0." in str(event["DESCRIPTION"])
        assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
        assert event.subcomponents == [], "no alarm"


#: What would tell a colleague who sees the calendar what it is about.
TELLING = (
    *("back", "pain", "spine", "lumbar", "start", "keele", "arthritis", "diagnos", "health", "clinic", "patient"),
    *("medium", "high", "low", "risk", "group", "score", "therapy", "physio", "treat", "session", "exercise"),
    *("review", "stratif", "escalat", "course", "red flag", "symptom", "2026-11-16", "20261116"),
)


@pytest.mark.parametrize("answers", [sheet("AAAAAAAAE"), sheet("DDDDDDDDN"), *OTHER_SHEETS], ids=str)
def test_nothing_in_it_tells_what_the_dates_are_about(made: Made, answers: dict[str, Any]) -> None:
    text = calendar_file(made(answers | {"first_session": "2026-11-16", "today": TODAY}))
    assert text is not None
    values = "\n".join(line.partition(":")[2] for line in re.sub("\r\n ", "", text).splitlines()).lower()
    assert [word for word in TELLING if re.search(rf"\b{re.escape(word)}", values)] == []


def test_the_events_are_the_same_whatever_else_was_answered_but_for_which_there_are(made: Made) -> None:
    """So nothing of the answers can be told from them but which of the four dates there are."""
    one = {str(e["UID"]): e.to_ical() for e in events(calendar_file(made(DATED)))}
    other = {str(e["UID"]): e.to_ical() for e in events(calendar_file(made(DATED | sheet("AAAAAAAAE"))))}
    assert one == other


def test_the_same_milestone_keeps_its_id_and_no_other_has_it(made: Made) -> None:
    first = {e.uid: spans([e]) for e in events(calendar_file(made(DATED)))}
    later = DATED | {"today": "2026-12-20", "improving": "no", "nsaid": "tried"}
    again = {e.uid: spans([e]) for e in events(calendar_file(made(later)))}
    assert first == again
    assert len(first) == 3
    moved = events(calendar_file(made(DATED | {"first_session": "2026-11-17"})))
    assert first.keys().isdisjoint({event.uid for event in moved})


def test_every_milestone_has_an_id_and_a_title(made: Made) -> None:
    found = events(calendar_file(made({"first_session": "2026-11-16", "today": TODAY})))
    assert len({event.uid for event in found}) == len(ROWS) == len(found)
    assert all(event["SUMMARY"] for event in found)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-16", 3),
        ("2026-12-28", 3),
        ("2026-12-29", 2),
        ("2027-01-11", 2),
        ("2027-01-12", 1),
        ("2027-02-08", 1),
        ("2027-02-09", 0),
    ],
)
def test_a_date_stays_until_its_last_day_is_over(made: Made, today: str, left: int) -> None:
    text = calendar_file(made(DATED | {"today": today}))
    assert (len(events(text)) if left else text) == (left or None)


def test_without_a_day_of_today_all_dates_are_there_and_the_file_is_still_the_same_each_time(made: Made) -> None:
    text = calendar_file(made({"first_session": "2026-11-16"}))
    assert text == calendar_file(made({"first_session": "2026-11-16"}))
    assert len(events(text)) == 4


def test_there_is_no_file_without_a_first_session_or_under_a_red_flag(made: Made) -> None:
    assert calendar_file(made(sheet("AAAADDDDN") | {"today": TODAY})) is None
    for flag in FLAGS:
        assert calendar_file(made(DATED | {"red_flags": NO_FLAGS | {flag: True}})) is None


def test_the_lines_are_as_the_standard_wants_them(made: Made) -> None:
    text = calendar_file(made(DATED))
    assert text is not None
    assert text.endswith("END:VCALENDAR\r\n")
    assert re.search("[^\r]\n|\r[^\n]", text) is None
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines), "something is folded"
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=300))
def test_any_text_is_folded_within_75_octets_and_read_back_as_it_was(value: str) -> None:
    line = content_line("SUMMARY", value)
    assert all(len(part) <= 75 for part in line.encode().split(b"\r\n"))
    event = Event.from_ical(f"BEGIN:VEVENT\r\n{line}\r\nEND:VEVENT\r\n")
    assert str(event["SUMMARY"]) == value
    assert Contentline(re.sub("\r\n ", "", line)).parts()[0] == "SUMMARY"
