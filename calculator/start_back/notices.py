"""Notices: the tool's own words, and nothing else of its own. Everything else a plan says is the source's.

The wording is the editors', after the plan rules, and not yet reviewed by a clinician. Words in braces are
settings of the site: `{emergency}`, `{urgent}` and `{crisis}` are telephone lines, with neutral defaults
because no country is assumed. `{flags}`, `{missing}` and `{possible}` are filled in from the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from calculator.core.plan import Action, Notice, When
from calculator.start_back.red_flags import CAUDA_EQUINA
from calculator.start_back.rules import MEDICINES
from calculator.start_back.situation import Situation


def _no_red_flag(situation: Situation) -> bool:
    return not situation.standing


def _is_of_medicines(action: Action) -> bool:
    return action.rule == MEDICINES


def _is_escalation(action: Action) -> bool:
    return action.statement == "escalate-12-weeks"


EMERGENCY = "Go to an emergency department now"
CONTACT = "Contact a clinician today"
EMERGENCY_IF = f"{EMERGENCY} if you notice any of these: {{emergency_signs}}."
"""The half of the safety net that is an emergency, with the signs of the first safety question."""

ROWS: tuple[tuple[Notice, Callable[[Situation, Collection[Action]], bool]], ...] = (
    (
        Notice(
            "not-a-diagnosis",
            "What this tool is",
            "Take this page to your clinician. It is one part of a check-up. It is not a diagnosis.",
        ),
        lambda _situation, _actions: True,
    ),
    (
        Notice(
            "flag-not-sure",
            "What “not sure” means here",
            "You answered “not sure” about: {flags}. “Not sure” is treated as yes until somebody has checked it.",
        ),
        # Only the page knows “not sure”: to the calculator it is a yes.
        lambda _situation, _actions: False,
    ),
    (
        Notice(
            "emergency-now",
            EMERGENCY,
            "Do not drive yourself. Do not wait for your appointment. If you cannot get there, call {emergency}.",
            goes_on=True,
        ),
        lambda situation, _actions: CAUDA_EQUINA in situation.standing,
    ),
    (
        Notice(
            "contact-today",
            CONTACT,
            "If you cannot reach one, call {urgent}. If you cannot reach anybody, go to an emergency department.",
            goes_on=True,
        ),
        lambda situation, _actions: bool(situation.standing - {CAUDA_EQUINA}),
    ),
    (
        # Whoever waits for a clinician must know what turns it into an emergency.
        Notice("emergency-signs", "When it is an emergency", EMERGENCY_IF),
        lambda situation, _actions: bool(situation.standing) and CAUDA_EQUINA not in situation.standing,
    ),
    (
        Notice(
            "safety-net",
            "When to get help at once",
            f"{EMERGENCY_IF} Contact a clinician the same day if weakness or numbness is getting worse, or if you "
            "have signs of an illness that must be ruled out, an infection or a broken bone.",
            beside=When.SAFETY_NET,
        ),
        lambda situation, _actions: _no_red_flag(situation),
    ),
    (
        Notice(
            "complete-the-form",
            "Answers are missing",
            "Some answers are missing: {missing}. Until they are there, these groups are still possible: "
            "{possible}.",
            one_group="Whatever you answer, the group will be {possible}. {count}: {missing}.",
        ),
        lambda situation, _actions: _no_red_flag(situation) and situation.sheet_incomplete,
    ),
    (
        Notice(
            "ask-the-other-three",
            "Three more questions",
            "The 6-item form cannot tell medium from high. Answer items 2, 5 and 6 as well.",
        ),
        lambda situation, _actions: _no_red_flag(situation) and situation.six_items_not_low,
    ),
    (
        Notice(
            "medicine-first-ask",
            "Before you take a medicine",
            "Ask a clinician or a pharmacist before you take any of these medicines. Do not take an "
            "anti-inflammatory painkiller if you have a stomach ulcer, kidney or heart disease, take blood "
            "thinners, are pregnant, or have asthma that such medicines make worse. This page gives no dose.",
            beside=When.ASK,
            about=_is_of_medicines,
            in_record=(
                "Ask a clinician or pharmacist first; no NSAID with an ulcer, kidney or heart disease, blood "
                "thinners, pregnancy, or asthma made worse by it. No dose is given."
            ),
        ),
        lambda _situation, actions: any(map(_is_of_medicines, actions)),
    ),
    (
        Notice(
            "dont-stop-suddenly",
            "Medicines that you take already",
            "Do not suddenly stop a medicine that was prescribed for you. Speak to the person who prescribed it.",
            beside=When.AVOID,
        ),
        lambda situation, _actions: _no_red_flag(situation),
    ),
    (
        Notice(
            "source-list-missing",
            "The source breaks off here",
            "The text of the guideline breaks off here: its list of what to consider at 12 weeks is lost. One "
            "option that it supports elsewhere is a program with several kinds of specialists (multidisciplinary "
            "rehabilitation).",
            about=_is_escalation,
        ),
        lambda _situation, actions: any(map(_is_escalation, actions)),
    ),
    (
        Notice(
            "low-mood",
            "Low mood",
            "You said that you do not enjoy the things you used to enjoy. Low mood is common with pain and can be "
            "treated: tell your clinician. If you have thoughts of harming yourself, call {emergency} or {crisis} "
            "now.",
        ),
        lambda situation, _actions: _no_red_flag(situation) and situation.low_mood,
    ),
)
"""Each notice with what it takes to be shown, in the order of a plan."""


def choose_notices(situation: Situation, actions: Collection[Action]) -> tuple[Notice, ...]:
    """Return the notices of a plan, in their order."""
    return tuple(notice for notice, applies in ROWS if applies(situation, actions))
