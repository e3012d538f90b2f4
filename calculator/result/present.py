"""From the form's request to what the page shows: the calculator's response and its HTML, or the errors."""

from __future__ import annotations

from typing import Any

from calculator.core.markup import el, join
from calculator.core.texts import day_text, text
from calculator.result.clinician_view import clinician_view
from calculator.result.errors import field_errors
from calculator.result.outcome import Outcome
from calculator.result.plan_view import plan_view
from calculator.result.reading import RefusedError, outcome_of
from calculator.result.red_flag_view import red_flag_view
from calculator.result.score_view import score_view
from calculator.result.sheet_view import sheet_view
from calculator.result.site import Site


def present(request: str, site: Site) -> dict[str, Any]:
    """Answer what the page asks; `request` is a request by the calculator's contract.

    The answer holds `response` (the contract's response), `errors` (a list of `field` and `message`) and `html`
    (empty when there are errors).
    """
    try:
        outcome = outcome_of(request, site)
    except RefusedError as refused:
        return {"response": refused.response, "errors": field_errors(refused.response), "html": ""}
    return {"response": outcome.response, "errors": [], "html": _html(outcome)}


def _html(outcome: Outcome) -> str:
    today, site = outcome.today, outcome.site
    version = text("result.version", **outcome.version, today=day_text(today) if today else "")
    if outcome.urgent:
        body = red_flag_view(outcome)
    else:
        body = join(
            score_view(outcome.score, outcome.plan, site),
            plan_view(outcome),
            clinician_view(outcome),
        )
    # Rule of the site: a number with a question mark is never left unexplained.
    legend = el("p", text("card.unlisted"), class_="result__version")
    return join(body, legend, sheet_view(outcome), el("p", version, class_="result__version"))
