"""What the rules look at: everything that is known of one person's situation, and what follows from it in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.core.request import Request
from calculator.core.scoring import Score
from calculator.start_back.instrument import LOW_MOOD_ITEM, Risk


class YesNoUnsure(StrEnum):
    """What somebody answers to a question about the treatment so far."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Nsaid(StrEnum):
    """Where the person stands with anti-inflammatory painkillers (NSAIDs)."""

    NOT_TRIED = "not-tried"
    TRIED = "tried"
    CANNOT_TAKE = "cannot-take"


class Course(StrEnum):
    """How long the pain has lasted, in the bands of the ACP guideline (Qaseem 2017, doi:10.7326/M16-2367)."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"
    NOT_ACUTE = "not-acute"
    """Only the time since the first session is known, and it is 4 to 12 weeks: at least subacute."""


ACUTE_BELOW_WEEKS = 4
CHRONIC_ABOVE_WEEKS = 12


@dataclass(frozen=True)
class Situation:
    """One person's situation; None means not known."""

    standing: frozenset[str] = frozenset()
    """The ids of the red flags that stand."""
    group: Risk | None = None
    """Low, medium or high."""
    weeks_since_onset: float | None = None
    """0 to 1,040; called N in the rules."""
    weeks_since_first_session: float | None = None
    """0 to 1,040, given or derived from the two dates; called W in the rules."""
    sessions_attended: int | None = None
    """0 to 500."""
    improving: YesNoUnsure | None = None
    """Whether things are getting better."""
    reviewed: YesNoUnsure | None = None
    """Whether somebody has checked the progress since week 4 of this course of treatment."""
    nsaid: Nsaid | None = None
    first_session: date | None = None
    today: date | None = None
    sheet_incomplete: bool = False
    """Whether a sheet was begun and an answer is missing."""
    six_items_not_low: bool = False
    """Whether a complete 6-item sheet came out as not low."""
    low_mood: bool = False
    """Whether item 8 was answered "agree"."""

    @property
    def course(self) -> Course | None:
        """How long the pain has lasted. The pain is at least as old as the first session for it."""
        onset, treated = self.weeks_since_onset, self.weeks_since_first_session
        if onset is not None:
            if onset < ACUTE_BELOW_WEEKS:
                return Course.ACUTE
            return Course.SUBACUTE if onset <= CHRONIC_ABOVE_WEEKS else Course.CHRONIC
        if treated is None or treated < ACUTE_BELOW_WEEKS:
            return None
        return Course.NOT_ACUTE if treated <= CHRONIC_ABOVE_WEEKS else Course.CHRONIC


def weeks_treated(request: Request) -> float | None:
    """Return the weeks since the first session: the field when given, else from the two dates.

    So the plan rules have it (W). The two differ by a week at most, or the request is refused.
    """
    return request.weeks_since("weeks_since_first_session", "first_session")


def situation_of(request: Request, sheet: Score | None) -> Situation:
    """Put together what the rules look at from a valid request and its scored sheet."""
    flags = request.red_flags or {}
    group = request.risk_group if sheet is None else (sheet.group.id if sheet.group else None)
    sessions, improving, reviewed, nsaid = (
        request.number("sessions_attended"),
        request.option("improving"),
        request.option("reviewed"),
        request.option("nsaid"),
    )
    return Situation(
        standing=frozenset(flag for flag, stands in flags.items() if stands),
        group=None if group is None else Risk(group),
        weeks_since_onset=request.number("weeks_since_onset"),
        weeks_since_first_session=weeks_treated(request),
        sessions_attended=None if sessions is None else int(sessions),
        improving=None if improving is None else YesNoUnsure(improving),
        reviewed=None if reviewed is None else YesNoUnsure(reviewed),
        nsaid=None if nsaid is None else Nsaid(nsaid),
        first_session=request.day("first_session"),
        today=request.today,
        sheet_incomplete=sheet is not None and not sheet.complete,
        six_items_not_low=sheet is not None and sheet.complete and sheet.group is None,
        low_mood=sheet is not None and sheet.answered_with(LOW_MOOD_ITEM, "agree"),
    )
