"""What the plan's rules know of a person besides answers and red flags: fields, their ranges, checks between them.

Source: the plan rules, version 1.1.0.
"""

from __future__ import annotations

from calculator.core.fields import AskedFrom, DateField, NumberField, Option, OptionField
from calculator.core.request import Contradiction, Request
from calculator.core.texts import text
from calculator.start_back.rules import REVIEW_FROM_WEEK
from calculator.start_back.situation import Nsaid, YesNoUnsure, weeks_treated

MAX_WEEKS = 1040
MAX_SESSIONS = 500
MAX_WEEKS_AHEAD = 52
ROUNDING_WEEKS = 1
"""Weeks by which two statements of the same time may differ: people round."""

_YES_NO_UNSURE = (
    Option(YesNoUnsure.YES, "Yes", "yes"),
    Option(YesNoUnsure.NO, "No", "no"),
    Option(YesNoUnsure.UNSURE, "Not sure", "not sure"),
)

FIELDS = (
    NumberField(
        "weeks_since_onset",
        "How long have you had this pain?",
        "weeks since onset",
        "For example 10 days, or 3 months; a number alone is weeks. A flare of an old problem counts from when "
        "this flare began.",
        largest=MAX_WEEKS,
        is_time=True,
    ),
    DateField(
        "first_session",
        "The first session for this episode of pain",
        "first session",
        "The day of your first physical therapy session, past or to come. With it, the plan can show real dates.",
    ),
    NumberField(
        "weeks_since_first_session",
        "If you do not know the date: about how long ago was it?",
        "weeks since first session",
        "For example 2 weeks.",
        instead_of="first_session",
        largest=MAX_WEEKS,
        is_time=True,
    ),
    NumberField(
        "sessions_attended",
        "How many sessions have you been to?",
        "sessions",
        "A whole number, for example 1.",
        largest=MAX_SESSIONS,
        whole=True,
    ),
    OptionField(
        "improving",
        "Is your back getting better, compared with your first session?",
        "improving",
        options=_YES_NO_UNSURE,
    ),
    OptionField(
        "reviewed",
        "Has somebody checked your progress since week 4 of this course of therapy?",
        "reviewed",
        "Only if your first session was 4 weeks ago or more.",
        options=_YES_NO_UNSURE,
        asked_from=AskedFrom("first_session", "weeks_since_first_session", REVIEW_FROM_WEEK),
    ),
    OptionField(
        "nsaid",
        "Have you tried an anti-inflammatory painkiller (an NSAID, such as ibuprofen) for this?",
        "NSAID",
        options=(
            Option(Nsaid.TRIED, "Yes", "tried"),
            Option(Nsaid.NOT_TRIED, "No", "not tried"),
            Option(Nsaid.CANNOT_TAKE, "I cannot take them", "cannot take"),
        ),
    ),
)
"""In the form's order."""


def _first_session_out_of_reach(request: Request) -> Contradiction | None:
    first_session, today = request.day("first_session"), request.today
    if first_session is None or today is None:
        return None
    weeks = (first_session - today).days / 7
    if -MAX_WEEKS <= weeks <= MAX_WEEKS_AHEAD:
        return None
    return Contradiction(
        ("first_session",),
        text("contradiction.out-of-reach", before=str(MAX_WEEKS), after=str(MAX_WEEKS_AHEAD)),
        rests_on=("today",),
        makes_unusable=True,
    )


def _first_session_differs_from_weeks(request: Request) -> Contradiction | None:
    stated, by_dates = request.number("weeks_since_first_session"), request.weeks_from("first_session")
    if stated is None or by_dates is None or not _further_apart_than_rounding(abs(stated - by_dates)):
        return None
    return Contradiction(
        ("weeks_since_first_session", "first_session"),
        text.counted("contradiction.weeks-differ", ROUNDING_WEEKS),
        rests_on=("today",),
    )


def _further_apart_than_rounding(weeks: float) -> bool:
    # 1.36 - 0.36 is not quite 1 in binary: nine decimals are far finer than any week that is typed.
    return round(weeks, 9) > ROUNDING_WEEKS


def _treated_before_onset(request: Request) -> Contradiction | None:
    onset, treated = request.number("weeks_since_onset"), weeks_treated(request)
    if onset is None or treated is None or not _further_apart_than_rounding(treated - onset):
        return None
    stated = request.number("weeks_since_first_session") is not None
    return Contradiction(
        ("weeks_since_onset", "weeks_since_first_session" if stated else "first_session"),
        text.counted("contradiction.before-onset", ROUNDING_WEEKS),
        rests_on=("weeks_since_first_session",) if stated else ("weeks_since_first_session", "today"),
    )


CHECKS = (_first_session_out_of_reach, _first_session_differs_from_weeks, _treated_before_onset)
"""All checks between fields; there are no others (no session at week 20 is no contradiction)."""
