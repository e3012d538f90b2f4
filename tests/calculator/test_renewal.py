"""Answers of an earlier day: which of them a sheet of today begins with, and what became of the weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.renewal import renew_values
from calculator.start_back.fields import FIELDS

SEPTEMBER, NOVEMBER = date(2026, 9, 6), date(2026, 11, 29)
WHOLE: dict[str, Any] = {
    "answers": {"1": "agree"},
    "red_flags": {"fracture": True},
    "risk_group": "high",
    "weeks_since_onset": 3,
    "weeks_since_first_session": 2.5,
    "first_session": "2026-08-20",
    "sessions_attended": 4,
    "improving": "yes",
    "nsaid": "tried",
    "today": SEPTEMBER.isoformat(),
}


def renewed(on: date = NOVEMBER, **changed: Any) -> dict[str, str]:
    """What a sheet of a day begins with."""
    return renew_values(WHOLE | changed, FIELDS, on)


def test_the_weeks_are_moved_on_and_what_is_asked_anew_is_not_there() -> None:
    assert renewed() == {
        "weeks_since_onset": "15",
        "weeks_since_first_session": "14.5",
        "first_session": "2026-08-20",
        "sessions_attended": "4",
        "improving": "yes",
        "nsaid": "tried",
    }


@given(st.integers(0, 7000), st.integers(0, 1040))
def test_no_week_is_lost_or_gained(days: int, weeks: int) -> None:
    moved = renewed(SEPTEMBER + timedelta(days), weeks_since_onset=weeks).get("weeks_since_onset")
    if moved is None:
        assert weeks + days / 7 > 1040
    else:
        # Two decimals, cut off.
        assert 0 <= weeks + days / 7 - float(moved) < 0.01 + 1e-9


@pytest.mark.parametrize("today", [None, "2026-12-24", "6.9.2026", 7, ""])
def test_weeks_of_an_unknown_day_or_a_day_to_come_are_asked_anew(today: object) -> None:
    values = renewed(today=today)
    assert "weeks_since_onset" not in values
    assert "weeks_since_first_session" not in values
    assert values["sessions_attended"] == "4"


@pytest.mark.parametrize(
    "changed",
    [{"weeks_since_onset": "three"}, {"weeks_since_onset": -1}, {"weeks_since_onset": None}, {"nsaid": "often"}],
    ids=str,
)
def test_what_a_field_does_not_take_is_not_taken_over(changed: dict[str, Any]) -> None:
    [name] = changed
    assert name not in renewed(**changed)


def test_every_field_of_weeks_grows_and_nothing_else_does() -> None:
    growing = {field.name for field in FIELDS if getattr(field, "is_time", False)}
    assert growing == {"weeks_since_onset", "weeks_since_first_session"}
