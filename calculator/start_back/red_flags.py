"""Red flags: signs that must be looked at by a clinician before anything else is planned.

The source names the conditions; the questions put them in a patient's words. The wording is the editors'
and not yet reviewed by a clinician. Behind the signs: NHS cauda equina warning lists (Torbay and South
Devon, Royal Free, Oxford University Hospitals), AAFP/Choosing Wisely and ACR lists of red flags.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class RedFlag(StrEnum):
    """The five conditions to rule out."""

    CAUDA_EQUINA = "cauda-equina"
    PROGRESSIVE_NEUROLOGY = "progressive-neurology"
    MALIGNANCY = "malignancy"
    INFECTION = "infection"
    FRACTURE = "fracture"


class Urgency(StrEnum):
    """How soon somebody has to look, from least to most."""

    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class RedFlagQuestion:
    """How one red flag is asked for, and what a yes leads to."""

    flag: RedFlag
    question: str
    signs: tuple[str, ...]
    """Any one of them is a yes."""
    urgency: Urgency
    statement: str
    """The statement of the source that applies when the flag stands."""


ALREADY_CHECKED = "Answer no if a clinician has already checked this and ruled it out."

_OTHER = "red-flag-malignancy-infection-fracture"

QUESTIONS = (
    RedFlagQuestion(
        RedFlag.CAUDA_EQUINA,
        "Since your back pain began or got worse, have you noticed any of these?",
        (
            "trouble starting, stopping or feeling when you pee",
            "leaking, or needing pads, when you did not before",
            "cannot control or feel your bowels",
            "numbness or tingling between your legs, around your genitals, back passage or buttocks",
            "weakness or numbness in both legs",
            "a new change in sexual feeling or function",
        ),
        Urgency.EMERGENCY,
        "red-flag-cauda-equina",
    ),
    RedFlagQuestion(
        RedFlag.PROGRESSIVE_NEUROLOGY,
        "Is a leg or foot getting weaker, or number, from day to day?",
        ("a foot that drops or drags", "legs giving way", "numbness that is spreading"),
        Urgency.URGENT,
        "red-flag-progressive-neurology",
    ),
    RedFlagQuestion(
        RedFlag.MALIGNANCY,
        "Could something more serious be behind the pain?",
        (
            "you have or had cancer",
            "losing weight without trying",
            "pain that never eases, even at rest or at night",
        ),
        Urgency.URGENT,
        _OTHER,
    ),
    RedFlagQuestion(
        RedFlag.INFECTION,
        "Do you have signs of an infection?",
        (
            "fever, shivering or feeling very unwell with the back pain",
            "a weak immune system (illness, chemotherapy, steroids)",
            "drug injection",
            "a recent infection or procedure on the spine",
        ),
        Urgency.URGENT,
        _OTHER,
    ),
    RedFlagQuestion(
        RedFlag.FRACTURE,
        "Could a bone be broken?",
        (
            "a bad fall, crash or blow before it started",
            (
                "a small fall or lift if you are over 50, have thin bones (osteoporosis) or have taken "
                "steroids for long"
            ),
        ),
        Urgency.URGENT,
        _OTHER,
    ),
)


QUESTION_NUMBERS = {question.flag: number for number, question in enumerate(QUESTIONS, start=1)}
"""The number that each flag's question is asked under."""


def urgency(standing: Collection[RedFlag]) -> Urgency:
    """Return how soon somebody has to look, given the flags that stand: the most urgent one decides."""
    found = {question.urgency for question in QUESTIONS if question.flag in standing}
    return max(found, key=list(Urgency).index, default=Urgency.ROUTINE)
