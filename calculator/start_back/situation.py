"""What the rules look at: everything that is known of one person's situation, and what follows from it in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.start_back.instrument import Risk
from calculator.start_back.red_flags import RedFlag


class Improving(StrEnum):
    """Whether things are getting better."""

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

    standing: frozenset[RedFlag] = frozenset()
    """The red flags that stand."""
    group: Risk | None = None
    """Low, medium or high."""
    weeks_since_onset: float | None = None
    """0 to 1,040; called N in the rules."""
    weeks_since_first_session: float | None = None
    """0 to 1,040, given or derived from the two dates; called W in the rules."""
    sessions_attended: int | None = None
    """0 to 500."""
    improving: Improving | None = None
    nsaid: Nsaid | None = None
    first_session: date | None = None
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


def weeks_between(first_session: date, today: date) -> float:
    """Return the weeks from the first session to today; 0 when the session is still to come."""
    return max(0.0, (today - first_session).days / 7)
