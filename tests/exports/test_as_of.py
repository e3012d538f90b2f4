"""A result whose answers are not of the reader's own day says so wherever it is shown or taken along."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from calculator.exports.calendar_file import calendar_file
from calculator.exports.fhir.bundle import make_bundle
from calculator.exports.letter import letter_text
from calculator.exports.qr_code import LIMIT as QR_LIMIT
from calculator.exports.qr_code import summary_text
from calculator.exports.record_text import LIMIT as RECORD_LIMIT
from calculator.exports.record_text import record_text
from calculator.exports.saved_file import saved_file
from calculator.result.result import Result
from calculator.result.screen import render_result
from calculator.result.sheet import render_sheet
from tests.exports.results import NO_FLAGS, OTHER_SHEETS, SITUATIONS, TODAY, Made, sheet

DAY = date(2026, 9, 6)
LATER = date(2026, 11, 29)
AS_OF = "As of 6 September 2026: the answers are of that day, not of 29 November 2026."
NO_DAY = "The answers do not say of which day they are. This was made on 29 November 2026."
REQUEST = sheet("AAAADDDDE") | {"today": DAY.isoformat(), "first_session": "2026-09-10", "weeks_since_onset": 3}


def bundle_text(result: Result) -> str:
    """A Bundle as a file."""
    return json.dumps(make_bundle(result))


def calendar_text(result: Result) -> str:
    """A calendar that says what it is about, without its folded lines; a private one tells nothing of answers."""
    return (calendar_file(result, private=False) or "").replace("\r\n ", "").replace("\\,", ",")


DATED = [situation for situation in SITUATIONS if situation.get("today") == TODAY]
"""Situations that say their day."""

SHOWN: list[Callable[[Result], str]] = [
    render_result,
    render_sheet,
    saved_file,
    bundle_text,
    letter_text,
    calendar_text,
]
"""All that says it as a sentence; the record and the QR code's summary have room for the days alone."""


def seen_on(result: Result, day: date | None) -> Result:
    """The result as a reader sees it on a day."""
    return replace(result, site=replace(result.site, day=day))


@pytest.mark.parametrize("show", SHOWN, ids=lambda show: show.__name__)
@pytest.mark.parametrize("day", [LATER, date(2026, 9, 7), date(2026, 9, 5)], ids=str)
def test_it_says_as_of_which_day_it_is(made: Made, show: Callable[[Result], str], day: date) -> None:
    months = {9: "September", 11: "November"}
    today = f"{day.day} {months[day.month]} {day.year}"
    text = show(seen_on(made(REQUEST), day))
    assert AS_OF.replace("29 November 2026", today) in text
    assert DAY.isoformat() in text or "6 September 2026" in text


@pytest.mark.parametrize("show", [*SHOWN, record_text, summary_text], ids=lambda show: show.__name__)
@pytest.mark.parametrize("day", [DAY, None], ids=str)
def test_on_its_own_day_it_says_nothing_of_the_kind(
    made: Made, show: Callable[[Result], str], day: date | None
) -> None:
    text = show(seen_on(made(REQUEST), day))
    assert "As of" not in text
    assert text == show(made(REQUEST))


@pytest.mark.parametrize("show", [show for show in SHOWN if show is not calendar_text], ids=lambda s: s.__name__)
def test_answers_without_a_day_are_never_those_of_today(made: Made, show: Callable[[Result], str]) -> None:
    text = show(seen_on(made(sheet("AAAADDDDE")), LATER))
    assert NO_DAY in text
    assert LATER.isoformat() not in text
    # The guideline's own day is another thing.
    assert "29 November 2026" not in text.replace(NO_DAY, "").replace("1.0.0 of 29 November 2026", "")


def test_a_record_of_answers_without_a_day_says_that_they_have_none(made: Made) -> None:
    text = record_text(seen_on(made(sheet("AAAADDDDE")), LATER))
    assert text.startswith("No date, made on 2026-11-29: ")
    assert record_text(made(sheet("AAAADDDDE"))).startswith("No date: ")


@pytest.mark.parametrize("flag", NO_FLAGS)
def test_a_red_flag_of_another_day_says_so_too(made: Made, flag: str) -> None:
    result = seen_on(made(REQUEST | {"red_flags": NO_FLAGS | {flag: True}}), LATER)
    for show in SHOWN[:-1]:
        assert AS_OF in show(result)
    assert summary_text(result).startswith("As of 2026-09-06: RED FLAG")
    assert record_text(result).startswith("As of 2026-09-06, made on 2026-11-29: RED FLAG")


def test_the_code_says_as_of_and_keeps_its_limit(made: Made) -> None:
    for answers in (sheet("AAAADDDDE"), sheet("DDDDAAAAE"), *OTHER_SHEETS):
        for situation in DATED:
            summary = summary_text(seen_on(made(answers | situation), LATER))
            assert summary.startswith(f"As of {TODAY}: ")
            assert len(summary) <= QR_LIMIT


def test_the_record_keeps_its_limit(made: Made) -> None:
    for answers in (sheet("AAAADDDDE"), sheet("DDDDAAAAE"), *OTHER_SHEETS):
        for situation in DATED:
            text = record_text(seen_on(made(answers | situation), LATER))
            assert text.startswith(f"As of {TODAY}, made on 2026-11-29: ")
            assert len(text) < RECORD_LIMIT


def test_no_day_that_is_past_for_the_reader_is_put_into_a_calendar(made: Made) -> None:
    result = made(REQUEST)
    # A course of treatment is never due, and in no calendar.
    due = [step for step in result.plan.timeline.steps if step.row.can_be_overdue]
    ends = sorted(step.last_day for step in due if step.last_day and step.last_day >= DAY)
    assert len(ends) > 1
    for day in (*ends, *(end + timedelta(1) for end in ends)):
        events = calendar_text(seen_on(result, day)).count("BEGIN:VEVENT")
        assert events == sum(end >= day for end in ends)


def test_what_is_due_is_worked_out_for_the_day_of_the_answers(made: Made) -> None:
    old = seen_on(made(REQUEST), LATER)
    assert old.plan == made(REQUEST).plan
    assert old.plan.course == "acute"
