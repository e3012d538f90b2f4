"""The STarT Back and care-plan calculator: pure Python on the standard library.

It knows the guideline's statements by their ids only, and neither a site nor a browser. The public names:
`assess` and `respond` speak the JSON contract; the rest is for whoever wants to score or plan in Python.
"""

from calculator.core.assessment import Assessment, assess_request, respond_in_text
from calculator.core.assessment import respond as respond_with
from calculator.core.calculator import Calculator
from calculator.core.scoring import Score, score
from calculator.core.strict_json import Json
from calculator.start_back import START_BACK

__all__ = ["START_BACK", "Assessment", "Calculator", "Score", "assess", "assess_request", "respond", "score"]


def assess(request: str | bytes) -> str:
    """Answer a request to the STarT Back calculator: the score of the sheet and the plan that follows from it.

    `request` is a JSON text of at most 64 KiB. Returns a JSON text in ASCII: `{"ok": true, ...}`, or
    `{"ok": false, "errors": [...]}` that names every fault. Raises nothing for any text.
    """
    return respond_in_text(request, START_BACK)


def respond(request: str | bytes) -> dict[str, Json]:
    """Answer a request as `assess` does, as a plain object."""
    return respond_with(request, START_BACK)
