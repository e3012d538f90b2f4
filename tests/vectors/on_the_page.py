"""Which published vectors a reader can fill in on the page, and what the page must show of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

ASKED_FROM_WEEK = 4
PLANS = Path(__file__).parent / "plans.json"


def _can_be_typed(request: dict[str, Any]) -> bool:
    """The page always asks the red flags and the nine items, knows the day, and asks of a review from week 4 on."""
    return (
        bool(request.get("red_flags"))
        and request.get("answers") is not None
        and request.get("instrument", "start-back-9") == "start-back-9"
        and ("today" in request or "first_session" not in request)
        and (request.get("reviewed") is None or _in_care(request) >= ASKED_FROM_WEEK)
    )


def _in_care(request: dict[str, Any]) -> float:
    """Weeks since the first session, or below 0 where they are not known."""
    if "weeks_since_first_session" in request:
        return float(request["weeks_since_first_session"])
    if "first_session" not in request:
        return -1
    return (date.fromisoformat(request["today"]) - date.fromisoformat(request["first_session"])).days / 7


TYPED = [v for v in json.loads(PLANS.read_text(encoding="utf-8"))["valid"] if _can_be_typed(v["request"])]


def expected_on_page(vector: dict[str, Any]) -> dict[str, Any]:
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
