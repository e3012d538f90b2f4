"""Notices: the tool's own words, and nothing else of its own. Everything else a plan says is the source's.

The wording is the editors', after the plan rules, and not yet reviewed by a clinician. Words in braces are
settings of the site: `{emergency}`, `{urgent}` and `{crisis}` are telephone lines, with neutral defaults
because no country is assumed. `{flags}`, `{missing}` and `{possible}` are filled in from the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from calculator.start_back.red_flags import RedFlag
from calculator.start_back.rules import Action
from calculator.start_back.situation import Situation


@dataclass(frozen=True)
class Notice:
    """One notice: what it says and when."""

    id: str
    text: str
    applies: Callable[[Situation, Collection[Action]], bool]


def _calm(situation: Situation) -> bool:
    return not situation.standing


NOTICES = (
    Notice(
        "not-a-diagnosis",
        "This is a tool to fill in and take to a clinician. It is one part of a full assessment, it is not "
        "made to stand alone, and it is not a diagnosis.",
        lambda _situation, _actions: True,
    ),
    Notice(
        "flag-not-sure",
        "You answered “not sure” about: {flags}. “Not sure” is treated as yes until somebody has checked it.",
        # Only the page knows "not sure": to the calculator it is a yes.
        lambda _situation, _actions: False,
    ),
    Notice(
        "emergency-now",
        "Go to an emergency department now. Do not drive yourself. Do not wait for your appointment. If you "
        "cannot get there, call {emergency}.",
        lambda situation, _actions: RedFlag.CAUDA_EQUINA in situation.standing,
    ),
    Notice(
        "contact-today",
        "Contact a clinician today. If you cannot reach one, call {urgent}. If you cannot reach anybody, go to an "
        "emergency department.",
        lambda situation, _actions: bool(situation.standing - {RedFlag.CAUDA_EQUINA}),
    ),
    Notice(
        "safety-net",
        "If you get trouble passing urine or controlling your bowels, numbness between your legs, or weakness "
        "in both legs: go to an emergency department now. If weakness or numbness is getting worse, or you "
        "have signs that could mean cancer, an infection or a broken bone: contact a clinician the same day.",
        lambda situation, _actions: _calm(situation),
    ),
    Notice(
        "complete-the-form",
        "Some answers are missing: {missing}. Until they are there, these groups are still possible: {possible}.",
        lambda situation, _actions: _calm(situation) and situation.sheet_incomplete,
    ),
    Notice(
        "ask-the-other-three",
        "The 6-item form cannot tell medium from high. Answer items 2, 5 and 6 as well.",
        lambda situation, _actions: _calm(situation) and situation.six_items_not_low,
    ),
    Notice(
        "medicine-first-ask",
        "Ask a clinician or a pharmacist before you take any of these medicines. Do not take an "
        "anti-inflammatory painkiller if you have a stomach ulcer, kidney or heart disease, take blood "
        "thinners, are pregnant, or have asthma that such medicines make worse. This page gives no dose.",
        lambda _situation, actions: any(action.rule == 5 for action in actions),
    ),
    Notice(
        "dont-stop-suddenly",
        "Do not suddenly stop a medicine that was prescribed for you. Speak to the person who prescribed it.",
        lambda situation, _actions: _calm(situation),
    ),
    Notice(
        "source-list-missing",
        "The text of the guideline breaks off here: its list of what to consider at 12 weeks is lost. One option "
        "that it supports elsewhere is a program with several kinds of specialists (multidisciplinary "
        "rehabilitation).",
        lambda _situation, actions: any(action.statement == "escalate-12-weeks" for action in actions),
    ),
    Notice(
        "low-mood",
        "You said that you do not enjoy the things you used to enjoy. Low mood is common with pain and can be "
        "treated: tell your clinician. If you have thoughts of harming yourself, call {emergency} or {crisis} "
        "now.",
        lambda situation, _actions: _calm(situation) and situation.low_mood,
    ),
)


NOTICE_BY_ID = {notice.id: notice for notice in NOTICES}


def notices(situation: Situation, actions: Collection[Action]) -> tuple[Notice, ...]:
    """Return the notices of a plan, in their order."""
    return tuple(notice for notice in NOTICES if notice.applies(situation, actions))
