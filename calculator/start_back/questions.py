"""The questions that a patient takes along, each turned from statements of the plan.

The wording is the editors' and not yet reviewed by a clinician. It says nothing beyond the statements.
"""

from __future__ import annotations

from calculator.core.calculator import Question

QUESTIONS = (
    Question(
        ("nsaids-first-line",),
        "Should I try an anti-inflammatory painkiller, such as ibuprofen? Is it safe with my other medicines?",
    ),
    Question(
        ("lead-continue-pt", "medium-structured-pt"),
        "How many weeks of therapy do we plan, and when do we check whether it works?",
    ),
    Question(("high-add-cbt",), "Would talking treatment help me as well?"),
    Question(("high-biopsychosocial-pt",), "Who looks at my worries, mood and daily life as well as my back?"),
    Question(("escalate-12-weeks",), "What do we do if I am no better at 12 weeks?"),
    Question(("acetaminophen-alternative",), "Is paracetamol (acetaminophen) an option for me?"),
)
"""In the order in which they are asked."""
