"""What is due when, in weeks after the first session and, where its date is known, in days of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.result.outcome import Outcome
from calculator.start_back.milestones import MilestoneRow, rows_for


class State(StrEnum):
    """Where today stands to a step; where today is not known, every step is coming."""

    COMING = "coming"
    RUNNING = "running"
    PAST = "past"


@dataclass(frozen=True)
class Step:
    """A milestone of rule 9."""

    row: MilestoneRow
    first_day: str | None
    """YYYY-MM-DD; None without the date of the first session."""
    last_day: str | None
    state: State

    @property
    def weeks(self) -> tuple[int, int]:
        """The weeks after the first session in which it begins and ends."""
        return self.row.from_day // 7, self.row.to_day // 7

    @property
    def to_do(self) -> bool:
        """Whether somebody has to do it, so that it can be overdue: a course of treatment just ends."""
        return self.row.id != "minimum-course"


@dataclass(frozen=True)
class Timeline:
    """All steps, in the order of the rule, and where today is among them."""

    steps: tuple[Step, ...]
    dated: bool
    """Whether the date of the first session is known."""
    today: float | None
    """Days after the first session, below 0 while it is still to come; None when that is not known."""

    @property
    def week(self) -> str | None:
        """The weeks from the first session to today, as they are said: full ones by the dates, or those given."""
        if self.today is None:
            return None
        return str(int(self.today // 7)) if self.dated else f"{self.today / 7:g}"


def timeline(outcome: Outcome) -> Timeline:
    """Return an outcome's timeline; it has no steps while a red flag stands."""
    dates = {stone["id"]: stone for stone in outcome.plan["milestones"]}
    today = _days_after_first_session(outcome)
    steps = tuple(
        Step(
            row,
            dates[row.id]["from"] if row.id in dates else None,
            dates[row.id]["to"] if row.id in dates else None,
            _state(row, today),
        )
        for row in rows_for(outcome.situation)
    )
    return Timeline(steps, bool(dates), today)


def _days_after_first_session(outcome: Outcome) -> float | None:
    first, today = outcome.request.get("first_session"), outcome.today
    if first is not None and today is not None:
        return (date.fromisoformat(today) - date.fromisoformat(first)).days
    weeks: float | None = outcome.request.get("weeks_since_first_session")
    return None if weeks is None else weeks * 7


def _state(row: MilestoneRow, today: float | None) -> State:
    if today is None or today < row.from_day:
        return State.COMING
    return State.RUNNING if today <= row.to_day else State.PAST
