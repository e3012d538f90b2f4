"""The plan: its actions by when they are due, the dates, and the notices where they belong."""

from __future__ import annotations

from typing import Any

from calculator.core.markup import Html, el, join
from calculator.core.texts import text
from calculator.result.outcome import Outcome
from calculator.result.safety_net_view import safety_net_view
from calculator.result.site import Site
from calculator.result.sources import action_view, notice_view
from calculator.result.timeline_view import timeline_view
from calculator.start_back.rules import When

NOTICE_PLACES = {
    "medicine-first-ask": When.ASK,
    "dont-stop-suddenly": When.AVOID,
    "source-list-missing": When.WEEK_12,
    "safety-net": When.SAFETY_NET,
}
"""The part of the plan that each notice stands in; the other notices stand with the score."""

ORDER = (
    When.NOW,
    When.WITHIN_2_WEEKS,
    When.AVOID,
    When.WEEKS_4_TO_6,
    When.WEEK_12,
    When.ASK,
    When.OPTION,
    When.SAFETY_NET,
)
"""What to do, what to leave out and when to come back; then what may be added. Help at once stands last, where the
eye ends."""


def plan_view(outcome: Outcome) -> Html:
    """Render the plan of a person without a red flag."""
    plan, site = outcome.plan, outcome.site
    parts = {when: [a for a in plan["actions"] if a["when"] == when] for when in ORDER}
    notices = _placed(plan, parts)
    sections = []
    for when in ORDER:
        if when is When.WEEKS_4_TO_6:
            sections.append(timeline_view(outcome))
        if when is When.SAFETY_NET:
            sections.append(safety_net_view(parts[when], notices.get(when, []), site))
        elif parts[when]:
            sections.append(_section(when, parts[when], notices.get(when, []), site))
    return join(el("h2", text("result.plan"), class_="result__plan"), *sections)


def _placed(plan: dict[str, Any], parts: dict[When, list[Any]]) -> dict[When, list[str]]:
    """Return each part's notices; where a notice's part is empty, it goes to where its statement stands."""
    placed: dict[When, list[str]] = {}
    for name in plan["notices"]:
        if name not in NOTICE_PLACES:
            continue
        place = NOTICE_PLACES[name]
        if not parts[place]:
            place = _place_of("escalate-12-weeks", parts) if name == "source-list-missing" else When.AVOID
        placed.setdefault(place, []).append(name)
    return placed


def _place_of(statement: str, parts: dict[When, list[Any]]) -> When:
    return next(when for when, actions in parts.items() if any(a["statement"] == statement for a in actions))


def _section(when: When, actions: list[Any], notices: list[str], site: Site) -> Html:
    return el(
        "section",
        el("h3", text(f"result.part.{when}"), id=f"when-{when}"),
        el("ul", *(action_view(action, site) for action in actions), class_="actions"),
        *(notice_view(name, site) for name in notices),
        class_=f"when when--{when}",
        aria_labelledby=f"when-{when}",
    )
