"""The group in words that a frightened person can bear, and the scores."""

from __future__ import annotations

from typing import Any

from calculator.core.markup import Html, el, join
from calculator.core.texts import text
from calculator.result.site import Site
from calculator.result.sources import notice_view
from calculator.start_back.instrument import START_BACK_9

OPEN_QUESTIONS = ("complete-the-form", "ask-the-other-three")
"""The notices that say why no group is known."""


def score_view(score: dict[str, Any] | None, plan: dict[str, Any], site: Site) -> Html:
    """Render the head of the result: group and scores; or which answers are missing."""
    group = plan["group"]
    if group is None:
        return join(
            el("h2", text("result.no-group"), id="result-title"),
            links_view(),
            notice_view("not-a-diagnosis", site),
            _open_questions(score, plan, site) if score else None,
        )
    return join(
        el("h2", text(f"result.group-{group}"), id="result-title"),
        el("p", text("result.group-means")),
        links_view(),
        el(
            "p",
            el("strong", text("result.group-name", group=text(f"result.group.{group}"))),
            class_="result__group",
            data_risk=group,
        ),
        notice_view("low-mood", site) if "low-mood" in plan["notices"] else None,
        notice_view("not-a-diagnosis", site),
        _totals(score) if score else None,
    )


def links_view() -> Html:
    """Render the links to what stands far below: a result is long, by keyboard above all."""
    places = (
        ("result.help-link", "when-safety-net"),
        ("result.take-link", "take"),
        ("clinician.title", "clinician-view"),
    )
    return el(
        "ul", *(el("li", el("a", text(name), href=f"#{place}")) for name, place in places), class_="result__links"
    )


def _totals(score: dict[str, Any]) -> Html:
    if score["total"] is None:
        return el("p", text("result.scores-unknown"), class_="result__scores")
    total = text("result.total", total=str(score["total"]), items=str(len(score["items"])))
    distress = score["distress"]
    return el(
        "p",
        total,
        None if distress is None else " " + text("result.distress", distress=str(distress)),
        class_="result__scores",
        data_total=score["total"],
        data_distress=distress,
    )


def _open_questions(score: dict[str, Any], plan: dict[str, Any], site: Site) -> Html:
    """Render what would have to be answered for a group to be known."""
    missing = score["missing"]
    # The short form is complete and not low: the long one holds the items that are still to be answered.
    longer = START_BACK_9.id if "ask-the-other-three" in plan["notices"] else None
    if longer:
        asked = {line["item"] for line in score["items"]}
        missing = [item.number for item in START_BACK_9.items if item.number not in asked]
    links = [
        el(
            "li",
            el(
                "a",
                text("result.missing-item", number=str(number)),
                href=f"#answers.{number}",
                data_instrument=longer,
            ),
        )
        for number in missing
    ]
    return el(
        "div",
        el("h3", text("result.missing-title")),
        *(notice_view(name, site, score) for name in OPEN_QUESTIONS if name in plan["notices"]),
        el("ul", *links) if links else None,
        notice_view("low-mood", site) if "low-mood" in plan["notices"] else None,
        _totals(score),
        class_="result__missing",
        data_possible=" ".join(score["possible"]),
    )
