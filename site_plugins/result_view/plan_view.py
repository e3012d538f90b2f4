"""The plan: its actions by when they are due, the dates, and the notices where they belong."""

from __future__ import annotations

from typing import Any

from calculator.milestones import ROWS as MILESTONES
from calculator.rules import When
from site_plugins.outcome import Site
from site_plugins.result_view.markup import Html, el, join
from site_plugins.result_view.sources import action_view, notice_view, source_view
from site_plugins.texts import day_text, text

NOTICE_PLACES = {
    "medicine-first-ask": When.ASK,
    "dont-stop-suddenly": When.AVOID,
    "source-list-missing": When.WEEK_12,
    "safety-net": When.SAFETY_NET,
}
"""The part of the plan that each notice stands in; the other notices stand with the score."""

_STATEMENTS = {row.id: row.statement for row in MILESTONES}
"""The statement that sets the time of each milestone."""

ORDER = (
    When.NOW,
    When.WITHIN_2_WEEKS,
    When.ASK,
    When.AVOID,
    When.OPTION,
    When.WEEKS_4_TO_6,
    When.WEEK_12,
    When.SAFETY_NET,
)
"""What to do and what to leave first, then what can wait; help at once stands last, where the eye ends."""


def plan_view(plan: dict[str, Any], score: dict[str, Any] | None, today: str | None, site: Site) -> Html:
    """Render the plan of a person without a red flag."""
    parts = {when: [a for a in plan["actions"] if a["when"] == when] for when in ORDER}
    notices = _placed(plan, parts)
    sections = []
    for when in ORDER:
        if when is When.WEEKS_4_TO_6 and plan["milestones"]:
            sections.append(_timeline(plan["milestones"], today, site))
        if parts[when]:
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
        el("h3", text(f"result.when.{when}"), id=f"when-{when}"),
        *(notice_view(name, site) for name in notices if when is When.SAFETY_NET),
        el("ul", *(action_view(action, site) for action in actions), class_="actions"),
        *(notice_view(name, site) for name in notices if when is not When.SAFETY_NET),
        class_=f"when when--{when}",
        aria_labelledby=f"when-{when}",
    )


def _timeline(milestones: list[dict[str, str]], today: str | None, site: Site) -> Html:
    return el(
        "section",
        el("h3", text("result.timeline"), id="result-timeline"),
        el("ol", *(_milestone(stone, today, site) for stone in milestones), class_="timeline"),
        class_="when when--timeline",
        aria_labelledby="result-timeline",
    )


def _milestone(stone: dict[str, str], today: str | None, site: Site) -> Html:
    first, last = stone["from"], stone["to"]
    span = (
        text("result.milestone-on", day=day_text(first))
        if first == last
        else text("result.milestone-span", first=day_text(first), last=day_text(last))
    )
    state, remark = "coming", None
    if today is not None and last < today:  # ISO dates sort as text
        state, remark = "past", text("result.milestone-past", day=day_text(last))
    elif today is not None and first <= today:
        state, remark = "running", text("result.milestone-running")
    return el(
        "li",
        el("strong", span),
        " ",
        text(f"result.milestone.{stone['id']}"),
        el("em", f" {remark}") if remark else None,
        source_view(_STATEMENTS[stone["id"]], site),
        class_=f"milestone milestone--{state}",
        data_milestone=stone["id"],
        data_from=first,
        data_to=last,
    )
