"""The plan's rules as rows of data: which statement of the source enters a plan, when, under what condition.

A row reads: by this rule, this statement, at this time, if all these conditions hold. The rows stand in the
order in which their actions come. Where a statement has several rows, the first that holds counts.
The rules are the editors' reading of the source and not yet reviewed by a clinician.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from calculator.core.plan import Action, When
from calculator.core.red_flags import RedFlag
from calculator.start_back.instrument import Risk
from calculator.start_back.red_flags import RED_FLAGS
from calculator.start_back.situation import Course, Nsaid, Situation, YesNoUnsure

RED_FLAG, NO_GROUP_YET, TREATMENT, BY_GROUP, MEDICINES, OPTIONS, TIME, SAFETY_NET = range(1, 9)
"""The numbers of the rules, as the plan rules give them."""

REVIEW_FROM_WEEK, ESCALATE_FROM_WEEK = 4, 12
"""Weeks since the first session from which the source wants progress reviewed, and care escalated."""
COURSE_UP_TO_WEEK = 8
"""Weeks since the first session after which the source's "at least 4-8 weeks" are fulfilled."""
IMAGING_FROM_WEEK = 6
"""Weeks of pain before which the source is against imaging."""


@dataclass(frozen=True)
class Condition:
    """Something that is or is not so in a situation."""

    text: str
    """In words, to follow "when"."""
    holds: Callable[[Situation], bool]


@dataclass(frozen=True)
class Row:
    """One line of the rules."""

    rule: int
    """1 to 8."""
    statement: str
    """The statement's id in the guideline."""
    when: When
    conditions: tuple[Condition, ...] = ()
    """All of them must hold; none means always."""

    def holds(self, situation: Situation) -> bool:
        """Tell whether every condition of the row holds."""
        return all(condition.holds(situation) for condition in self.conditions)


def _treated_at_least(situation: Situation, at_least: float) -> bool:
    weeks = situation.weeks_since_first_session
    return weeks is not None and weeks >= at_least


def _weeks_of_pain(situation: Situation) -> float | None:
    if situation.weeks_since_onset is not None:
        return situation.weeks_since_onset
    return situation.weeks_since_first_session


NO_GROUP = Condition("no risk group is known", lambda s: s.group is None)
LOW = Condition("the risk group is low", lambda s: s.group is Risk.LOW)
NOT_LOW = Condition("the risk group is not low", lambda s: s.group is not Risk.LOW)
MEDIUM = Condition("the risk group is medium", lambda s: s.group is Risk.MEDIUM)
NOT_MEDIUM = Condition("the risk group is not medium", lambda s: s.group is not Risk.MEDIUM)
HIGH = Condition("the risk group is high", lambda s: s.group is Risk.HIGH)
FEW_SESSIONS = Condition(
    "there was one session or none so far, or their number is unknown",
    lambda s: s.sessions_attended is None or s.sessions_attended <= 1,
)
ACUTE = Condition("the pain is known to be acute (under 4 weeks)", lambda s: s.course is Course.ACUTE)
MAY_BE_ACUTE = Condition(
    "the pain is acute (under 4 weeks) or its course is unknown",
    lambda s: s.course is Course.ACUTE or s.course is None,
)
CHRONIC = Condition("the pain is chronic (over 12 weeks)", lambda s: s.course is Course.CHRONIC)
NSAID_NOT_TRIED = Condition("an NSAID has not been tried", lambda s: s.nsaid is Nsaid.NOT_TRIED)
NSAID_CANNOT = Condition("NSAIDs cannot be taken", lambda s: s.nsaid is Nsaid.CANNOT_TAKE)
NSAID_UNKNOWN = Condition("it is unknown whether an NSAID has been tried", lambda s: s.nsaid is None)
BEFORE_WEEK_4 = Condition(
    "it is under 4 weeks since the first session, or unknown how long",
    lambda s: not _treated_at_least(s, at_least=REVIEW_FROM_WEEK),
)
FROM_WEEK_4 = Condition(
    "it is 4 weeks or more since the first session", lambda s: _treated_at_least(s, at_least=REVIEW_FROM_WEEK)
)
PAST_WEEK_8 = Condition(
    "it is more than 8 weeks since the first session",
    lambda s: s.weeks_since_first_session is not None and s.weeks_since_first_session > COURSE_UP_TO_WEEK,
)
NOT_REVIEWED = Condition(
    "nobody is known to have checked the progress since week 4", lambda s: s.reviewed is not YesNoUnsure.YES
)
BEFORE_WEEK_12 = Condition(
    "it is under 12 weeks since the first session, or unknown how long",
    lambda s: not _treated_at_least(s, at_least=ESCALATE_FROM_WEEK),
)
FROM_WEEK_12 = Condition(
    "it is 12 weeks or more since the first session", lambda s: _treated_at_least(s, at_least=ESCALATE_FROM_WEEK)
)
NOT_IMPROVING = Condition("there is no improvement", lambda s: s.improving is YesNoUnsure.NO)
IMPROVEMENT_UNCLEAR = Condition(
    "it is unsure or unknown whether there is improvement",
    lambda s: s.improving is None or s.improving is YesNoUnsure.UNSURE,
)
UNDER_6_WEEKS_OF_PAIN = Condition(
    "the pain has lasted under 6 weeks, or it is unknown how long",
    lambda s: (weeks := _weeks_of_pain(s)) is None or weeks < IMAGING_FROM_WEEK,
)


def _stands(flag: RedFlag) -> Condition:
    return Condition(f"the red flag {flag.id} stands", lambda s: flag.id in s.standing)


RED_FLAG_ROWS = tuple(Row(RED_FLAG, flag.statement, When.NOW, (_stands(flag),)) for flag in RED_FLAGS)
"""Rule 1: any red flag stops everything else; the plan is only these."""

ROWS = (
    # 2. No group: stratify first.
    Row(NO_GROUP_YET, "stratify-start-back", When.WITHIN_2_WEEKS, (NO_GROUP,)),
    # 3. Treatment goes on. To ask, for low risk: in the STarT Back trial that group got one structured
    #    session with advice (startbackprotocol2008), while the source asks 4-8 weeks of everybody. To ask as well
    #    past the eighth week: by then those weeks are over.
    Row(TREATMENT, "lead-continue-pt", When.ASK, (LOW,)),
    Row(TREATMENT, "lead-continue-pt", When.ASK, (PAST_WEEK_8,)),
    Row(TREATMENT, "lead-continue-pt", When.NOW),
    Row(TREATMENT, "why-multiple-sessions", When.NOW, (NOT_LOW, FEW_SESSIONS)),
    Row(TREATMENT, "dont-abandon-pt", When.AVOID, (NOT_LOW, FEW_SESSIONS)),
    # 4. By group; then, in chronic pain, the source's one sentence on what somebody can do who has it.
    Row(BY_GROUP, "low-self-management", When.NOW, (LOW,)),
    Row(BY_GROUP, "low-natural-history", When.NOW, (LOW, ACUTE)),
    Row(BY_GROUP, "medium-structured-pt", When.NOW, (MEDIUM,)),
    Row(BY_GROUP, "medium-active-not-passive", When.NOW, (MEDIUM,)),
    Row(BY_GROUP, "high-biopsychosocial-pt", When.NOW, (HIGH,)),
    Row(BY_GROUP, "high-add-cbt", When.NOW, (HIGH,)),
    Row(BY_GROUP, "why-exercise-works", When.NOW, (CHRONIC, NOT_LOW)),
    # 5. Medicines: always something to ask about, never an instruction.
    Row(MEDICINES, "nsaids-first-line", When.ASK, (NSAID_NOT_TRIED,)),
    Row(MEDICINES, "nsaids-first-line", When.ASK, (NSAID_UNKNOWN,)),
    Row(MEDICINES, "acetaminophen-alternative", When.ASK, (NSAID_CANNOT,)),
    Row(MEDICINES, "acetaminophen-alternative", When.ASK, (NSAID_UNKNOWN,)),
    Row(MEDICINES, "avoid-relaxants-opioids-benzodiazepines", When.AVOID),
    Row(MEDICINES, "dont-long-term-opioids", When.AVOID),
    # 6. Options beside exercise. Heat never stands beside "not passive modalities like heat".
    Row(OPTIONS, "add-spinal-manipulation", When.OPTION),
    Row(OPTIONS, "add-massage", When.OPTION),
    Row(OPTIONS, "add-heat", When.OPTION, (MAY_BE_ACUTE, NOT_MEDIUM)),
    Row(OPTIONS, "add-acupuncture", When.OPTION, (CHRONIC,)),
    Row(OPTIONS, "dont-passive-modalities", When.AVOID),
    # 7. Time.
    Row(TIME, "review-4-6-weeks", When.WEEKS_4_TO_6, (BEFORE_WEEK_4,)),
    Row(TIME, "review-4-6-weeks", When.NOW, (FROM_WEEK_4, NOT_REVIEWED)),
    Row(TIME, "escalate-12-weeks", When.WEEK_12, (BEFORE_WEEK_12,)),
    Row(TIME, "escalate-12-weeks", When.NOW, (FROM_WEEK_12, NOT_IMPROVING)),
    Row(TIME, "escalate-12-weeks", When.ASK, (FROM_WEEK_12, IMPROVEMENT_UNCLEAR)),
    Row(TIME, "dont-image-early", When.AVOID, (UNDER_6_WEEKS_OF_PAIN,)),
    Row(TIME, "outcome-multidisciplinary", When.NOW, (FROM_WEEK_12, NOT_IMPROVING)),
    # 8. The safety net comes last in every plan.
    Row(SAFETY_NET, "red-flag-cauda-equina", When.SAFETY_NET),
    Row(SAFETY_NET, "red-flag-progressive-neurology", When.SAFETY_NET),
    Row(SAFETY_NET, "red-flag-malignancy-infection-fracture", When.SAFETY_NET),
)


def choose_actions(situation: Situation) -> tuple[Action, ...]:
    """Return the actions for a situation, in the rules' order, each statement once; never empty."""
    rows = RED_FLAG_ROWS if situation.standing else ROWS
    chosen: dict[str, Action] = {}
    for row in rows:
        if row.statement not in chosen and row.holds(situation):
            chosen[row.statement] = Action(row.statement, row.when, row.rule)
    return tuple(chosen.values())
