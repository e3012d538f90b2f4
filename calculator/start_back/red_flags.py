"""Red flags: signs that must be looked at by a clinician before anything else is planned.

The source names the conditions; the questions put them in a patient's words (version 2 of the questions). The
wording is the editors' and not yet reviewed by a clinician. Behind the signs: NHS cauda equina warning lists
(Torbay and South Devon, Royal Free, Oxford University Hospitals), AAFP/Choosing Wisely and ACR lists of red flags,
and for pain in both legs the national suspected cauda equina syndrome pathway (GIRFT, with CSP and BASS;
csp2024ces).
"""

from __future__ import annotations

from calculator.core.red_flags import RedFlag, Urgency

CAUDA_EQUINA = "cauda-equina"
PROGRESSIVE_NEUROLOGY = "progressive-neurology"
MALIGNANCY = "malignancy"
INFECTION = "infection"
FRACTURE = "fracture"

HOW_TO_ANSWER = (
    "If even one of the things in a list fits you, answer **yes**. Answer **no** if none fits you, or if a "
    "clinician has checked exactly that and nothing about it is new or worse since."
)
"""Stands once, above the questions. An old check does not cover a new sign."""

_ANY = "Does any of these fit you?"
"""No question asks for a diagnosis: that is what a patient comes with."""
_OTHER = "red-flag-malignancy-infection-fracture"

RED_FLAGS = (
    RedFlag(
        CAUDA_EQUINA,
        1,
        "Since your back pain began or got worse, have you noticed any of these?",
        (
            "trouble starting, stopping or feeling when you pee",
            "leaking, or needing pads, when you did not before",
            "cannot control or feel your bowels",
            "numbness or tingling between your legs, around your genitals, back passage or buttocks",
            "weakness or numbness in both legs",
            "new pain down both legs",
            "a new change in sexual feeling or function",
        ),
        Urgency.EMERGENCY,
        "red-flag-cauda-equina",
        reason="signs that the nerves to the bladder, bowels and legs may be squeezed",
    ),
    RedFlag(
        PROGRESSIVE_NEUROLOGY,
        2,
        "Is a leg or foot getting weaker, or losing feeling, from day to day?",
        ("a foot that drops or drags", "legs giving way", "numbness that is spreading"),
        Urgency.URGENT,
        "red-flag-progressive-neurology",
        reason="a leg or foot that is getting weaker or losing feeling",
    ),
    RedFlag(
        MALIGNANCY,
        3,
        _ANY,
        (
            "you have cancer, or had it before",
            "you are losing weight without trying",
            "your pain never eases, not even when you rest or at night",
        ),
        Urgency.URGENT,
        _OTHER,
        reason="an illness that needs to be ruled out",
    ),
    RedFlag(
        INFECTION,
        4,
        _ANY,
        (
            "fever, shivering or feeling very unwell together with the back pain",
            "your body fights infections badly (an illness, chemotherapy, steroids)",
            "you inject drugs",
            "a recent infection",
            "a recent operation, injection or other procedure on your spine",
        ),
        Urgency.URGENT,
        _OTHER,
        reason="a possible infection",
    ),
    RedFlag(
        FRACTURE,
        5,
        _ANY,
        (
            "a bad fall, a crash or a hard blow just before the pain began",
            (
                "a small fall, or lifting something, just before it began, and you are over 50, have thin bones "
                "(osteoporosis) or have taken steroids for a long time"
            ),
        ),
        Urgency.URGENT,
        _OTHER,
        reason="a possible broken bone",
    ),
)
