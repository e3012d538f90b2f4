"""The printed sheet under a red flag: where to go and why, and the safety questions that say so. One page."""

from __future__ import annotations

from calculator.core.markup import Html, el, join
from calculator.result.result import Result
from calculator.result.sheet_pieces import render_notice
from calculator.result.texts import text


def render_urgent_page(result: Result) -> Html:
    """Render where to go, to be read from afar, and what was answered."""
    where = result.where_to_go.title
    rest = result.calculator.rest_of_notice(result.where_to_go.id, result.site.lines)
    rows = (
        el(
            "tr",
            el("td", str(flag.number)),
            el("td", el("strong", flag.question), " ", "; ".join(flag.signs)),
            el("td", el("strong", result.answer_to(flag))),
        )
        for flag in result.assessment.standing
    )
    heads = (text(f"sheet.{name}") for name in ("item", "safety", "answer"))
    signs = (render_notice(name, result) for name in result.where_to_go_and_when_at_once[1:])
    sources = " ".join(f"“{result.site.statements[action.statement].text}”" for action in result.plan.actions)
    return join(
        el(
            "div",
            el("p", el("strong", f"{where}."), class_="sheet__where"),
            el("p", rest, class_="sheet__where-else"),
            class_="sheet__go",
        ),
        *signs,
        el("p", text("result.show-page"), class_="sheet__show"),
        el("h3", text("result.why"), class_="sheet__party"),
        el("p", result.reason, class_="sheet__why"),
        el(
            "table",
            el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
            el("tbody", *rows),
            class_="sheet__table",
        ),
        render_notice("flag-not-sure", result) if result.site.unsure else None,
        el("p", el("strong", text("sheet.source")), f" {sources}"),
    )
