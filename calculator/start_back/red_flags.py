"""Red flags: signs that must be looked at by a clinician before anything else is planned.

The source names the conditions; the questions put them in a patient's words. The wording is the editors'
and not yet reviewed by a clinician. Behind the signs: NHS cauda equina warning lists (Torbay and South
Devon, Royal Free, Oxford University Hospitals), AAFP/Choosing Wisely and ACR lists of red flags.
"""

from __future__ import annotations

from calculator.core.red_flags import RedFlag, Urgency

CAUDA_EQUINA = "cauda-equina"
PROGRESSIVE_NEUROLOGY = "progressive-neurology"
MALIGNANCY = "malignancy"
INFECTION = "infection"
FRACTURE = "fracture"

ALREADY_CHECKED = "Answer no if a clinician has already checked this and ruled it out."

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
            "a new change in sexual feeling or function",
        ),
        Urgency.EMERGENCY,
        "red-flag-cauda-equina",
    ),
    RedFlag(
        PROGRESSIVE_NEUROLOGY,
        2,
        "Is a leg or foot getting weaker, or number, from day to day?",
        ("a foot that drops or drags", "legs giving way", "numbness that is spreading"),
        Urgency.URGENT,
        "red-flag-progressive-neurology",
    ),
    RedFlag(
        MALIGNANCY,
        3,
        "Could something more serious be behind the pain?",
        (
            "you have or had cancer",
            "losing weight without trying",
            "pain that never eases, even at rest or at night",
        ),
        Urgency.URGENT,
        _OTHER,
    ),
    RedFlag(
        INFECTION,
        4,
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
    RedFlag(
        FRACTURE,
        5,
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
