"""The weeks after the first session, as a list and as a picture: both say the same, and ask of what is past."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from calculator.core.dates import day_text
from calculator.core.plan import StepState
from calculator.result.parts import render_timeline
from calculator.result.timeline import timeline_picture
from tests.pictures.svg import read, said
from tests.results import FLAGS, NO_FLAGS, published, result_of

#: Rule 9 in weeks after the first session.
WEEKS = {"stratify": (2, 2), "review": (4, 6), "minimum-course": (4, 8), "escalation-check": (12, 12)}
FIRST = "2026-01-05"


@pytest.fixture(scope="module")
def guideline(site: Path) -> dict[str, Any]:
    """The guideline as published."""
    return published(site)


def on_day(days: int) -> dict[str, str]:
    """The two dates of a request, so many days apart."""
    return {
        "first_session": FIRST,
        "today": (date.fromisoformat(FIRST) + timedelta(days=days)).isoformat(),
    }


def shown(guideline: dict[str, Any], **request: Any) -> Any:
    """The part of the result with the timeline, as elements."""
    return html.fragment_fromstring(render_timeline(result_of(guideline, request)))


def lines(part: Any) -> list[str]:
    """The words of the list, step by step."""
    return [" ".join(item.text_content().split()) for item in part.xpath(".//ol/li")]


def test_without_a_date_the_weeks_are_shown_and_how_to_get_dates(guideline: dict[str, Any]) -> None:
    part = shown(guideline)
    assert [item.partition("Source")[0] for item in lines(part)] == [
        "Week 2 Answer the STarT Back questions",
        "Weeks 4 to 6 Have your progress checked",
        "Weeks 4 to 8 By now: 4 to 8 weeks of therapy",
        "Week 12 Not better? See your physical therapist or doctor again",
    ]
    assert "With its date, real dates stand here." in part.text_content()
    # The calculator's plan has no milestone then, and so the page claims none.
    assert not part.xpath("//@data-milestone | //@data-from | //@data-to")
    assert not part.xpath("//em")


@pytest.mark.parametrize(
    ("fields", "steps"),
    [
        ({}, ["stratify", "review", "minimum-course", "escalation-check"]),
        ({"risk_group": "low"}, ["review", "escalation-check"]),
        ({"risk_group": "high", "improving": "yes"}, ["review", "minimum-course"]),
    ],
    ids=str,
)
def test_the_same_steps_stand_in_weeks_and_in_dates(
    guideline: dict[str, Any], fields: dict[str, Any], steps: list[str]
) -> None:
    for dates in ({}, on_day(0)):
        found = result_of(guideline, fields | dates).plan.timeline
        assert [(step.row.id, step.row.weeks) for step in found.steps] == [(step, WEEKS[step]) for step in steps]
    for step in found.steps:
        days = tuple(date.fromisoformat(FIRST) + timedelta(weeks=week) for week in step.row.weeks)
        assert (step.first_day, step.last_day) == days


def test_of_what_is_past_it_is_asked_whether_it_was_done_and_a_course_is_never_due(
    guideline: dict[str, Any],
) -> None:
    part = shown(guideline, **on_day(100))
    remarks = {item.get("data-milestone"): item.xpath("string(em)").strip() for item in part.xpath(".//li")}
    assert remarks == {
        "stratify": "Due since 19 January 2026. Has it been done?",
        "review": "Due since 16 February 2026. Has it been done?",
        "minimum-course": "",
        "escalation-check": "Due since 30 March 2026. Has it been done?",
    }
    words = said(read(timeline_picture(result_of(guideline, on_day(100)).plan.timeline)))
    assert [word for word in words if word[0].isdigit() and ". " in word] == [
        "1. STarT Back questions: due",
        "2. Progress check: due",
        "3. 4 to 8 weeks of therapy",
        "4. See somebody if not better: due",
    ]
    assert words.count("?") == 3


@pytest.mark.parametrize(
    ("days", "time"),
    [
        (1, "1 day"),
        (6, "6 days"),
        (13, "13 days"),
        (41, "41 days"),
        (42, "6 weeks"),
        (48, "6 weeks"),
        (49, "7 weeks"),
    ],
)
def test_below_six_weeks_the_time_is_told_in_days(guideline: dict[str, Any], days: int, time: str) -> None:
    assert (
        f"You are here: {time} after your first session, counted on "
        in shown(guideline, **on_day(days)).text_content()
    )


@pytest.mark.parametrize(
    ("weeks", "place"),
    [
        (0, "the first week after your first session"),
        (0.5, "the first week after your first session"),
        (1, "1 week after your first session"),
        (2.5, "2.5 weeks after your first session"),
    ],
)
def test_weeks_that_were_given_stay_weeks(guideline: dict[str, Any], weeks: float, place: str) -> None:
    part = shown(guideline, weeks_since_first_session=weeks)
    assert f"You are here: {place}." in part.text_content()


def test_the_day_of_the_first_session_is_called_that(guideline: dict[str, Any]) -> None:
    assert (
        "You are here: the day of your first session, counted on " in shown(guideline, **on_day(0)).text_content()
    )


@pytest.mark.parametrize(
    ("weeks", "review"),
    [(3.9, StepState.COMING), (4, StepState.RUNNING), (6, StepState.RUNNING), (6.5, StepState.PAST)],
)
def test_weeks_without_a_date_tell_what_is_overdue_too(
    guideline: dict[str, Any], weeks: float, review: StepState
) -> None:
    found = result_of(guideline, {"weeks_since_first_session": weeks}).plan.timeline
    assert {step.row.id: step.state for step in found.steps}["review"] is review
    part = shown(guideline, weeks_since_first_session=weeks)
    assert f"You are here: {weeks} weeks after your first session." in part.text_content()
    assert ("Due since week 6. Has it been done?" in part.text_content()) is (review is StepState.PAST)


def test_while_a_red_flag_stands_nothing_is_due(guideline: dict[str, Any]) -> None:
    flags = NO_FLAGS | {FLAGS[2]: True}
    assert result_of(guideline, {"red_flags": flags, **on_day(30)}).plan.timeline.steps == ()


@settings(deadline=None)
@given(
    days=st.none() | st.integers(-364, 7280) | st.integers(-1, 90),
    weeks=st.none() | st.integers(0, 1040),
    group=st.sampled_from([None, "low", "medium", "high"]),
    improving=st.sampled_from([None, "yes", "no", "unsure"]),
)
def test_the_picture_says_what_the_list_says(
    site: Path, days: int | None, weeks: int | None, group: str | None, improving: str | None
) -> None:
    fields: dict[str, Any] = {"risk_group": group, "improving": improving}
    if days is not None:
        fields |= on_day(days)
    else:
        fields["weeks_since_first_session"] = weeks
    result = result_of(published(site), fields)
    found = result.plan.timeline
    part = html.fragment_fromstring(render_timeline(result))
    words = said(read(timeline_picture(found)))
    for number, (step, item) in enumerate(zip(found.steps, part.xpath("ol/li"), strict=True), start=1):
        assert item.xpath("string(strong)") in words
        (name,) = [word for word in words if word.startswith(f"{number}. ")]
        assert name.endswith((": due", ": now")) is (item.find("em") is not None)
        if step.last_day is not None:
            assert (step.state is StepState.PAST) is (result.today is not None and step.last_day < result.today)
            assert item.get("data-to") == step.last_day.isoformat()
    (here,) = part.xpath(".//p[@class='timeline__here']/text()") or [None]
    if days is None and weeks is None:
        assert here is None
        assert not [word for word in words if word.startswith("You are here")]
    else:
        assert here is not None
        (pictured,) = [word for word in words if word.startswith("You are here")]
        assert here.startswith(pictured)
        if days is not None:
            assert result.today is not None
            assert f"counted on {day_text(result.today)}" in here


@settings(deadline=None)
@given(days=st.integers(-364, 7280), later=st.integers(1, 400))
def test_the_mark_of_today_never_moves_back_and_stays_in_the_picture(site: Path, days: int, later: int) -> None:
    def mark(after: int) -> float:
        root = read(timeline_picture(result_of(published(site), on_day(after)).plan.timeline))
        (arrow,) = root.xpath("//polygon[@class='picture__solid']")
        corners = [float(corner.split(",")[0]) for corner in arrow.get("points").split()]
        assert min(corners) >= 0
        assert max(corners) <= 300
        return float(root.xpath("//polyline[@class='picture__today']")[0].get("points").split(",")[0])

    assert mark(days) <= mark(min(days + later, 7280))
