"""The STarT Back and care-plan calculator: the tool's data and the plan's rules, put together."""

from __future__ import annotations

from datetime import date

from calculator.core.calculator import Calculator, Rule
from calculator.core.guideline_data import published_version
from calculator.core.plan import Plan
from calculator.core.red_flags import most_urgent
from calculator.core.request import Request
from calculator.core.scoring import Score
from calculator.start_back import loinc
from calculator.start_back.fields import CHECKS, FIELDS
from calculator.start_back.instrument import INSTRUMENTS, START_BACK_9, Risk
from calculator.start_back.measurement import MEASUREMENT
from calculator.start_back.milestones import ROWS as MILESTONE_ROWS
from calculator.start_back.milestones import make_timeline_for
from calculator.start_back.notices import ROWS as NOTICE_ROWS
from calculator.start_back.notices import choose_notices
from calculator.start_back.questions import QUESTIONS
from calculator.start_back.red_flags import HOW_TO_ANSWER, RED_FLAGS
from calculator.start_back.rules import BY_GROUP, RED_FLAG_ROWS, ROWS, TIME, choose_actions
from calculator.start_back.situation import Situation, situation_of

VERSION = "1.1.0"
"""The calculator's own version."""
VERSION_DAY = date(2026, 11, 29)
"""The day of that version."""
GUIDELINE = "low-back-pain-next-steps"
"""The slug of the guideline that the rules were written for."""

GROUPS = (Risk.LOW, Risk.MEDIUM, Risk.HIGH)
"""The groups that a plan may rest on."""


def make_plan(request: Request, sheet: Score | None) -> Plan:
    """Apply the rules to a valid request with all red flags answered, and its scored sheet."""
    return plan_for(situation_of(request, sheet))


def plan_for(situation: Situation) -> Plan:
    """Apply the rules to a situation.

    All red flags must have been asked: a situation in which they are unknown has no plan, and `situation.standing`
    cannot say "unknown", so that check is the caller's.
    """
    chosen = choose_actions(situation)
    return Plan(
        urgency=most_urgent(flag for flag in RED_FLAGS if flag.id in situation.standing),
        group=None if situation.group is None else START_BACK_9.band_by_id[situation.group],
        course=situation.course,
        actions=chosen,
        notices=choose_notices(situation, chosen),
        timeline=make_timeline_for(situation),
    )


def _group_statements(group: Risk) -> tuple[str, ...]:
    chosen = choose_actions(Situation(group=group))
    return tuple(action.statement for action in chosen if action.rule == BY_GROUP)


START_BACK = Calculator(
    id="start-back",
    version=VERSION,
    guideline=GUIDELINE,
    guideline_version=published_version(GUIDELINE),
    name="the STarT Back tool",
    title="STarT Back and next steps",
    topic="Back pain",
    short_title="STarT Back",
    instruments=INSTRUMENTS,
    score_names=("total", "distress"),
    groups=GROUPS,
    group_title="STarT Back group: {group} risk of the pain lasting and getting in the way of daily life",
    group_meaning=(
        "It is about how much support may help. It is not about how badly your back is hurt, and it does not judge "
        "you."
    ),
    red_flags=RED_FLAGS,
    red_flags_hint=HOW_TO_ANSWER,
    fields=FIELDS,
    checks=CHECKS,
    notices=tuple(notice for notice, _applies in NOTICE_ROWS),
    make_plan=make_plan,
    group_rule=BY_GROUP,
    time_rule=TIME,
    rules=tuple(
        Rule(row.rule, row.statement, row.when, tuple(condition.text for condition in row.conditions))
        for row in (*RED_FLAG_ROWS, *ROWS)
    ),
    milestones=tuple(row for row, _applies in MILESTONE_ROWS),
    group_statements={group: _group_statements(group) for group in GROUPS},
    to_know=frozenset({"low-natural-history"}),
    weeks_start="your first physical therapy session",
    not_asked=(
        "It examined nobody. Beyond the five safety questions, the STarT Back items and the fields above it asked "
        "nothing: not about other illnesses, allergies, other medicines, work, or what has been tried besides "
        "physical therapy and anti-inflammatory painkillers. The safety questions are answered by the patient, and "
        "no clinician has reviewed their wording yet."
    ),
    intended_for=(
        "This is for adults (18 and over) with low back pain who have begun physical therapy or are about to."
    ),
    not_intended_for=(
        "If you are pregnant, or had an operation or an injury of the spine in the last weeks, or if the pain is "
        "elsewhere, see a clinician instead."
    ),
    unfit_question="Does any of these fit you?",
    unfit=(
        "you are under 18",
        "you are pregnant",
        "you had an operation or an injury of the spine in the last weeks",
        "your pain is elsewhere, and not in your low back",
    ),
    minutes=5,
    questions=QUESTIONS,
    what_counts="An answer counts if you agreed. Question 9 counts if you said “Very much” or “Extremely”.",
    item_codes=loinc.ITEMS,
    codes={START_BACK_9.id: loinc.START_BACK_9},
    codes_notice=loinc.NOTICE,
    version_day=VERSION_DAY,
    measurement=MEASUREMENT,
)
