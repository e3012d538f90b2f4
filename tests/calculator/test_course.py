"""The course of the pain, and how weeks in care are counted."""

import pytest

from tests.calculator.helpers import in_care, in_pain, plan, whens

# The course: acute under 4 weeks, subacute 4 to 12, chronic over 12.


@pytest.mark.parametrize(
    ("weeks", "course"),
    [(0, "acute"), (3.9, "acute"), (4, "subacute"), (12, "subacute"), (12.1, "chronic"), (1040, "chronic")],
)
def test_pain_is_acute_under_4_weeks_and_chronic_over_12(weeks: float, course: str) -> None:
    assert plan(**in_pain(weeks))["course"] == course


@pytest.mark.parametrize(
    ("weeks", "course"), [(0, None), (3.9, None), (4, "not-acute"), (12, "not-acute"), (12.1, "chronic")]
)
def test_pain_of_unknown_onset_has_lasted_at_least_as_long_as_its_treatment(
    weeks: float, course: str | None
) -> None:
    assert plan(**in_care(weeks))["course"] == course


def test_the_onset_decides_the_course_although_treatment_is_recent() -> None:
    assert plan(weeks_since_onset=52, weeks_since_first_session=0)["course"] == "chronic"


def test_without_any_time_the_course_is_unknown() -> None:
    assert plan()["course"] is None


# Weeks in care, from the dates.


@pytest.mark.parametrize(
    ("first", "review", "escalate"),
    [
        ("2026-10-27", "weeks-4-to-6", "week-12"),  # 27 days
        ("2026-10-26", "now", "week-12"),  # 28 days: 4 weeks
        ("2026-09-01", "now", "week-12"),  # 83 days
        ("2026-08-31", "now", "now"),  # 84 days: 12 weeks
        ("2026-12-07", "weeks-4-to-6", "week-12"),  # still to come
    ],
)
def test_weeks_in_care_are_counted_in_days_from_the_first_session(first: str, review: str, escalate: str) -> None:
    found = whens(first_session=first, today="2026-11-23", improving="no")
    assert (found["review-4-6-weeks"], found["escalate-12-weeks"]) == (review, escalate)


def test_weeks_as_told_go_before_weeks_from_the_dates() -> None:
    """Told 4, from the dates 3.14: within a week of each other, and the review is due."""
    found = whens(weeks_since_first_session=4, first_session="2026-11-01", today="2026-11-23")
    assert found["review-4-6-weeks"] == "now"


def test_a_first_session_without_today_says_nothing_about_weeks_in_care() -> None:
    assert whens(first_session="2026-01-05")["review-4-6-weeks"] == "weeks-4-to-6"
