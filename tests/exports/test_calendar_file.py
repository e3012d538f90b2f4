"""The dates for a calendar: read back by the icalendar library, and neutral where the reader wants it."""

from __future__ import annotations

import math
import re
from dataclasses import replace
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


def days(found: list[Event]) -> list[str]:
    """The day of each event, which has one."""
    for event in found:
        assert type(event.start) is type(event.end) is date, "a whole day, in no time zone"
        assert event.end - event.start == timedelta(days=1)
    return [event.start.isoformat() for event in found]


@given(form=valid_forms(), private=st.booleans())
def test_any_forms_file_holds_a_day_for_each_milestone_that_can_still_be_met(
    guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]], private: bool
) -> None:
    result = result_of(guideline, *form)
    request, _unsure = form
    response: dict[str, Any] = result.assessment.to_json()
    first, today, weeks = (request.get(f) for f in ("first_session", "today", "weeks_since_first_session"))
    if first and not today and weeks is not None:
        # Without today's date, the weeks that were given tell what is past.
        today = (date.fromisoformat(first) + timedelta(days=math.ceil(weeks * 7))).isoformat()
    # A course of treatment is never due.
    due = [m for m in response["plan"]["milestones"] if m["id"] != "minimum-course"]
    expected = [max(m["from"], today or "") for m in due if m["to"] >= (today or "")]
    text = calendar_file(result, private=private)
    if not expected:
        assert text is None
        return
    assert days(events(text)) == expected


def test_entries_that_tell_say_what_to_do_then_and_remind_at_nine(made: Made) -> None:
    found = events(calendar_file(made(DATED), private=False))
    assert days(found) == ["2026-12-14", "2027-02-08"]
    assert [str(event["SUMMARY"]) for event in found] == [
        "Back pain: have your progress checked",
        "Back pain: not better? See your physical therapist or doctor again",
    ]
    for event, said in zip(
        found, ("Have your progress checked after 4 to 6 weeks.", "If you are no better"), strict=True
    ):
        assert datetime(2026, 11, 23, tzinfo=UTC) == event.DTSTAMP
        assert str(event["DESCRIPTION"]).startswith(said)
        assert "Calculator 1.1.0, guideline 1.0.0" in str(event["DESCRIPTION"])
        [alarm] = event.walk("VALARM")
        assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", event["SUMMARY"])
        assert alarm["TRIGGER"].to_ical() == b"PT9H"
        assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
    assert "By 28 December 2026 at the latest." in str(found[0]["DESCRIPTION"])


#: What would tell a colleague who sees the calendar what it is about.
TELLING = (
    *("back", "pain", "spine", "lumbar", "start", "keele", "arthritis", "diagnos", "health", "clinic", "patient"),
    *("medium", "high", "low", "risk", "group", "score", "therapy", "physio", "treat", "session", "exercise"),
    *("review", "stratif", "escalat", "course", "red flag", "symptom", "check", "better", "2026-11-16", "20261116"),
    *("calculator", "guideline", "1.1.0"),
)


@pytest.mark.parametrize("answers", [sheet("AAAAAAAAE"), sheet("DDDDDDDDN"), *OTHER_SHEETS], ids=str)
def test_nothing_in_a_private_entry_tells_what_it_is_about(made: Made, answers: dict[str, Any]) -> None:
    text = calendar_file(made(answers | {"first_session": "2026-11-16", "today": TODAY}))
    assert text is not None
    values = "\n".join(line.partition(":")[2] for line in re.sub("\r\n ", "", text).splitlines()).lower()
    assert [word for word in TELLING if re.search(rf"\b{re.escape(word)}", values)] == []
    # One is like the other, but for its day and an id of 32 random-looking digits.
    entries = {re.sub("(UID|DTSTART|DTEND).*\r\n", "", event.to_ical().decode()) for event in events(text)}
    assert len(entries) == 1
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", event.uid) for event in events(text))


def test_the_same_milestone_keeps_its_id_whatever_it_says_and_no_other_has_it(made: Made) -> None:
    first = {event.uid for event in events(calendar_file(made(DATED)))}
    later = DATED | {"today": "2026-12-20", "improving": "no", "nsaid": "tried"}
    assert {event.uid for event in events(calendar_file(made(later), private=False))} == first
    assert len(first) == 2
    moved = events(calendar_file(made(DATED | {"first_session": "2026-11-17"})))
    assert first.isdisjoint({event.uid for event in moved})


def test_every_milestone_that_can_be_due_has_an_id_and_a_title(made: Made) -> None:
    found = events(calendar_file(made({"first_session": "2026-11-16", "today": TODAY}), private=False))
    assert len({event.uid for event in found}) == sum(row.can_be_overdue for row, _applies in ROWS) == len(found)
    assert all(str(event["SUMMARY"]).startswith("Back pain: ") for event in found)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-16", ["2026-12-14", "2027-02-08"]),
        # What has begun is for today, and for no day that is past.
        ("2026-12-20", ["2026-12-20", "2027-02-08"]),
        ("2026-12-28", ["2026-12-28", "2027-02-08"]),
        ("2026-12-29", ["2027-02-08"]),
        ("2027-02-08", ["2027-02-08"]),
        ("2027-02-09", []),
    ],
)
def test_no_entry_is_on_a_day_that_is_past(made: Made, today: str, left: list[str]) -> None:
    result = made(DATED | {"today": today})
    text = calendar_file(result)
    assert (days(events(text)) if left else text) == (left or None)
    # Nor by the reader's own day, where the answers are older.
    older = made(DATED)
    text = calendar_file(replace(older, site=replace(older.site, day=date.fromisoformat(today))))
    found = days(events(text)) if text else []
    assert found == [day for day in left if day >= TODAY]


def test_without_a_day_of_today_all_dates_are_there_and_the_file_is_still_the_same_each_time(made: Made) -> None:
    text = calendar_file(made({"first_session": "2026-11-16"}))
    assert text == calendar_file(made({"first_session": "2026-11-16"}))
    assert len(events(text)) == 3


def test_there_is_no_file_without_a_first_session_or_under_a_red_flag(made: Made) -> None:
    assert calendar_file(made(sheet("AAAADDDDN") | {"today": TODAY})) is None
    for flag in FLAGS:
        assert calendar_file(made(DATED | {"red_flags": NO_FLAGS | {flag: True}})) is None


def test_the_lines_are_as_the_standard_wants_them(made: Made) -> None:
    text = calendar_file(made(DATED), private=False)
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
