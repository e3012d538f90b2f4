"""The plan: urgency, actions, notices and milestones for a situation."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.start_back.instrument import Risk
from calculator.start_back.milestones import Milestone, milestones
from calculator.start_back.notices import Notice, notices
from calculator.start_back.red_flags import Urgency, urgency
from calculator.start_back.rules import Action, actions
from calculator.start_back.situation import Course, Situation


@dataclass(frozen=True)
class Plan:
    """What to do next, resting on the source's statements alone."""

    urgency: Urgency
    group: Risk | None
    course: Course | None
    actions: tuple[Action, ...]
    notices: tuple[Notice, ...]
    milestones: tuple[Milestone, ...]


def make_plan(situation: Situation) -> Plan:
    """Apply the rules to a situation.

    All five red flags must have been asked: a situation in which they are unknown has no plan, and
    `situation.standing` cannot say "unknown", so that check is the caller's.
    """
    chosen = actions(situation)
    return Plan(
        urgency=urgency(situation.standing),
        group=situation.group,
        course=situation.course,
        actions=chosen,
        notices=notices(situation, chosen),
        milestones=milestones(situation),
    )
