"""The group in words that a frightened person can bear, the scores, and what counted."""

from __future__ import annotations

from typing import Any

from calculator.instrument import COPYRIGHT, Instrument
from site_plugins.outcome import Site, instrument_of
from site_plugins.result_view.markup import Html, el, join
from site_plugins.result_view.sources import notice_view
from site_plugins.texts import text

OPEN_QUESTIONS = ("complete-the-form", "ask-the-other-three")
"""The notices that say why no group is known."""


def score_view(score: dict[str, Any] | None, plan: dict[str, Any], site: Site) -> Html:
    """Render the head of the result: group, scores, working; or which answers are missing."""
    group = plan["group"]
    if group is None:
        return join(
            el("h2", text("result.no-group"), id="result-title"),
            notice_view("not-a-diagnosis", site),
            _open_questions(score, plan, site) if score else None,
            _working(score) if score else None,
        )
    return join(
        el("h2", text(f"result.group-{group}"), id="result-title"),
        el("p", text("result.group-means")),
        el(
            "p",
            el("strong", text("result.group-name", group=text(f"result.group.{group}"))),
            class_="result__group",
            data_risk=group,
        ),
        notice_view("low-mood", site) if "low-mood" in plan["notices"] else None,
        notice_view("not-a-diagnosis", site),
        _totals(score) if score else None,
        _working(score) if score else None,
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
    links = [
        el("li", el("a", text("result.missing-item", number=str(number)), href=f"#answers.{number}"))
        for number in score["missing"]
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


def _working(score: dict[str, Any]) -> Html:
    instrument = instrument_of(score)
    rows = [_row(instrument, line) for line in score["items"]]
    head = ("working-item", "working-answer", "working-point")
    return el(
        "details",
        el("summary", text("result.working")),
        el(
            "div",
            el(
                "table",
                el("thead", el("tr", *(el("th", text(f"result.{name}"), scope="col") for name in head))),
                el("tbody", *rows),
                class_="working",
            ),
            class_="result__scroll",
            tabindex=0,
            role="group",
            aria_label=text("result.working"),
        ),
        el("p", _rule(instrument)),
        el("p", COPYRIGHT, class_="copyright"),
        class_="result__working",
    )


def _rule(instrument: Instrument) -> str:
    cut_offs = {"low_at_most": str(instrument.low_at_most), "above_low": str(instrument.low_at_most + 1)}
    if instrument.high_from_distress is None:
        return text("result.working-rule-low", **cut_offs)
    return text("result.working-rule", **cut_offs, high_from=str(instrument.high_from_distress))


def _row(instrument: Instrument, line: dict[str, Any]) -> Html:
    item = next(item for item in instrument.items if item.number == line["item"])
    labels = {choice.value: choice.label for choice in item.choices}
    answer = labels.get(line["answer"], text("result.working-missing"))
    return el(
        "tr",
        el("th", el("span", f"{item.number}. {item.text}", translate="no"), scope="row"),
        el("td", answer, translate="no" if line["answer"] else None),
        el("td", "–" if line["point"] is None else str(line["point"])),
    )
