"""The page answers as the published vectors say: what a reader sees is what the rules give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.calculator_form import CalculatorForm
from tests.browser.conftest import PATIENCE

PLANS = Path(__file__).parent.parent / "vectors" / "plans.json"
WITHOUT_A_DATE = "2026-11-23"


def _can_be_typed(request: dict[str, Any]) -> bool:
    """The page always asks the red flags and the nine items, and knows the day."""
    return (
        bool(request.get("red_flags"))
        and request.get("answers") is not None
        and request.get("instrument", "start-back-9") == "start-back-9"
        and ("today" in request or "first_session" not in request)
    )


TYPED = [v for v in json.loads(PLANS.read_text(encoding="utf-8"))["valid"] if _can_be_typed(v["request"])]
PARTS = 4
"""The vectors are dealt out to this many pages, each of which starts Python once."""


def test_at_least_a_hundred_vectors_go_through_the_page() -> None:
    assert len(TYPED) >= 100
    assert {v["plan"]["urgency"] for v in TYPED} == {"routine", "urgent", "emergency"}
    assert {v["plan"]["group"] for v in TYPED} == {None, "low", "medium", "high"}


@pytest.mark.parametrize("part", range(PARTS))
def test_what_the_page_shows_is_what_the_vector_says(browser: Browser, address: str, part: int) -> None:
    context = browser.new_context(base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    form = CalculatorForm(page)
    form.open()
    wrong = []
    for vector in TYPED[part::PARTS]:
        page.clock.set_fixed_time(f"{vector['request'].get('today', WITHOUT_A_DATE)}T12:00:00")
        form.fill_request(vector["request"])
        form.submit()
        expected, shown = _as_shown(vector), form.shown()
        shown["actions"] = sorted(shown["actions"], key=lambda action: action["statement"])
        shown["notices"].sort()
        if shown != expected:
            wrong.append((vector["id"], {k: (shown[k], expected[k]) for k in expected if shown[k] != expected[k]}))
        page.click("#calculator-change")
        page.click("#calculator button[type=reset]")
    context.close()
    assert wrong == []


def _as_shown(vector: dict[str, Any]) -> dict[str, Any]:
    """What the page must show of a vector: all of the plan; the score only where no red flag stands."""
    plan, score = vector["plan"], vector["score"]
    calm = plan["urgency"] == "routine"
    scored = calm and score["complete"]
    return {
        "urgency": plan["urgency"],
        "group": plan["group"] if calm else None,
        "total": str(score["total"]) if scored else None,
        "distress": str(score["distress"]) if scored else None,
        "possible": " ".join(score["possible"]) if calm and not scored else None,
        # The page groups them by when they are due, so their order is its own.
        "actions": sorted(plan["actions"], key=lambda action: action["statement"]),
        # Nobody is sent to two places: an emergency alone says where to go.
        "notices": sorted(set(plan["notices"]) - ({"contact-today"} if plan["urgency"] == "emergency" else set())),
        "milestones": plan["milestones"],
    }
