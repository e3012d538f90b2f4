"""Milestones: the dates by which something is due, counted from the first session (rule 9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from calculator.start_back.instrument import Risk
from calculator.start_back.situation import Improving, Situation


@dataclass(frozen=True)
class MilestoneRow:
    """One line of rule 9."""

    id: str
    from_day: int
    """Days after the first session."""
    to_day: int
    statement: str
    """The statement of the source that sets the time."""
    applies: Callable[[Situation], bool]


@dataclass(frozen=True)
class Milestone:
    """A span of days in which something is due."""

    id: str
    first_day: date
    last_day: date
    statement: str


ROWS = (
    MilestoneRow("stratify", 14, 14, "stratify-start-back", lambda s: s.group is None),
    MilestoneRow("review", 28, 42, "review-4-6-weeks", lambda _: True),
    MilestoneRow("minimum-course", 28, 56, "lead-continue-pt", lambda s: s.group is not Risk.LOW),
    MilestoneRow("escalation-check", 84, 84, "escalate-12-weeks", lambda s: s.improving is not Improving.YES),
)


def rows_for(situation: Situation) -> tuple[MilestoneRow, ...]:
    """Return what is due, in days after the first session, whenever that is; empty with a red flag."""
    return () if situation.standing else tuple(row for row in ROWS if row.applies(situation))


def milestones(situation: Situation) -> tuple[Milestone, ...]:
    """Return what is due when; empty without the date of the first session or with a red flag."""
    start = situation.first_session
    if start is None:
        return ()
    return tuple(
        Milestone(row.id, start + timedelta(days=row.from_day), start + timedelta(days=row.to_day), row.statement)
        for row in rows_for(situation)
    )
