"""Milestones: the days by which something is due, counted from the first session (rule 9)."""

from __future__ import annotations

from collections.abc import Callable

from calculator.core.plan import MilestoneRow, Timeline, make_timeline
from calculator.start_back.instrument import Risk
from calculator.start_back.situation import Situation, YesNoUnsure

STRATIFY = MilestoneRow(
    "stratify",
    14,
    14,
    "stratify-start-back",
    task="Answer the STarT Back questions",
    picture_label="STarT Back questions",
    record_label="STarT Back questions",
    calendar_title="Back pain: answer the STarT Back questions",
    calendar_number=1,
)
REVIEW = MilestoneRow(
    "review",
    28,
    42,
    "review-4-6-weeks",
    task="Have your progress checked",
    picture_label="Progress check",
    record_label="review",
    calendar_title="Back pain: have your progress checked",
    calendar_number=2,
)
MINIMUM_COURSE = MilestoneRow(
    "minimum-course",
    28,
    56,
    "lead-continue-pt",
    task="By now: 4 to 8 weeks of therapy",
    picture_label="4 to 8 weeks of therapy",
    record_label="4 to 8 weeks of therapy",
    calendar_title="Back pain: 4 to 8 weeks of therapy",
    calendar_number=3,
    can_be_overdue=False,
)
ESCALATION_CHECK = MilestoneRow(
    "escalation-check",
    84,
    84,
    "escalate-12-weeks",
    task="Not better? See your physical therapist or doctor again",
    picture_label="See somebody if not better",
    record_label="seen again if no better",
    calendar_title="Back pain: not better? See your physical therapist or doctor again",
    calendar_number=4,
)

ROWS: tuple[tuple[MilestoneRow, Callable[[Situation], bool]], ...] = (
    (STRATIFY, lambda s: s.group is None),
    (REVIEW, lambda s: s.reviewed is not YesNoUnsure.YES),
    (MINIMUM_COURSE, lambda s: s.group is not Risk.LOW),
    (ESCALATION_CHECK, lambda s: s.improving is not YesNoUnsure.YES),
)
"""Each row with the situations that it is for."""


def make_timeline_for(situation: Situation) -> Timeline:
    """Return what is due when; without a step while a red flag stands."""
    rows = () if situation.standing else tuple(row for row, applies in ROWS if applies(situation))
    return make_timeline(rows, situation.first_session, situation.today, situation.weeks_since_first_session)
