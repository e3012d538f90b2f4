"""The page answers as the published vectors say: what a reader sees is what the rules give."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from tests.browser.calculator_form import CalculatorForm
from tests.browser.clock import set_clock
from tests.browser.conftest import PATIENCE
from tests.vectors.on_the_page import TYPED, expected_on_page

WITHOUT_A_DATE = "2026-11-23"


def _facts(vector: dict[str, Any]) -> set[str]:
    """What a vector shows that another may not: each value that stands somewhere else on the page, or decides."""
    plan, score = vector["plan"], vector["score"]
    return {
        f"urgency {plan['urgency']}",
        f"group {plan['group']}",
        f"course {plan['course']}",
        f"complete {score['complete']}, used {score['used']}",
        *(f"possible {group}" for group in score["possible"]),
        *(f"action {action['statement']} {action['when']} {action['rule']}" for action in plan["actions"]),
        *(f"notice {notice}" for notice in plan["notices"]),
        *(f"milestone {milestone['id']}" for milestone in plan["milestones"]),
    }


def _chosen() -> list[dict[str, Any]]:
    """Vectors that show together all that any vector shows, and then others that show it again."""
    chosen: list[dict[str, Any]] = []
    for _round in range(2):
        others = [vector for vector in TYPED if vector not in chosen]
        left = set().union(*map(_facts, others))
        while left:
            # The one that has most of what is left.
            chosen.append(max(others, key=lambda vector: len(_facts(vector) & left)))
            left -= _facts(chosen[-1])
    return chosen


CHOSEN = _chosen()
"""These go through the page. All of them go through what makes the result (tests/result_view/test_vectors.py) and
through Python as it is shipped (tests/runtime/test_pyodide.py)."""


def test_the_vectors_that_go_through_the_page_show_all_that_there_is() -> None:
    assert {v["plan"]["urgency"] for v in CHOSEN} == {"routine", "urgent", "emergency"}
    assert {v["plan"]["group"] for v in CHOSEN} == {None, "low", "medium", "high"}
    assert len(CHOSEN) >= 12


def test_what_the_page_shows_is_what_the_vector_says(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    form = CalculatorForm(page)
    form.open()
    wrong = []
    for vector in CHOSEN:
        set_clock(page, f"{vector['request'].get('today', WITHOUT_A_DATE)}T12:00:00")
        form.fill_request(vector["request"])
        form.submit()
        expected, shown = expected_on_page(vector), form.shown()
        shown["actions"] = sorted(shown["actions"], key=lambda action: action["statement"])
        shown["notices"].sort()
        if shown != expected:
            wrong.append((vector["id"], {k: (shown[k], expected[k]) for k in expected if shown[k] != expected[k]}))
        page.click("#calculator-change")
        form.erase()
    context.close()
    assert wrong == []
