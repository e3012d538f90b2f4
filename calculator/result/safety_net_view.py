"""When to get help at once: a card for each place to go, with a heading of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.core.markup import Html, el
from calculator.core.texts import text
from calculator.result.site import Site
from calculator.result.sources import action_view, notice_view
from calculator.start_back.red_flags import QUESTIONS, Urgency
from calculator.start_back.rules import When

CARDS = ((Urgency.EMERGENCY, "emergency-now"), (Urgency.URGENT, "contact-today"))
"""The most urgent first; the notice that says where to go, whose first sentence is the card's heading."""


def safety_net_view(actions: Sequence[dict[str, Any]], notices: Sequence[str], site: Site) -> Html:
    """Render the safety net of a plan: `actions` are its red-flag statements."""
    return el(
        "section",
        el("h3", text(f"result.part.{When.SAFETY_NET}"), id="when-safety-net"),
        *(notice_view(name, site) for name in notices),
        *(_card(urgency, where, actions, site) for urgency, where in CARDS),
        class_=f"when when--{When.SAFETY_NET}",
        aria_labelledby="when-safety-net",
    )


def _card(urgency: Urgency, where: str, actions: Sequence[dict[str, Any]], site: Site) -> Html:
    statements = {question.statement for question in QUESTIONS if question.urgency is urgency}
    return el(
        "div",
        el(
            "h4",
            el("span", text(f"result.card.{urgency}"), class_="visually-hidden"),
            text("result.card", where=site.notice(where).partition(".")[0]),
        ),
        el("ul", *(action_view(a, site) for a in actions if a["statement"] in statements), class_="actions"),
        class_=f"care-card care-card--{urgency}",
    )
