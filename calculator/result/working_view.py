"""The working of a score: each item with its answer and its point, and the rule that decided."""

from __future__ import annotations

from typing import Any

from calculator.core.markup import Html, el, join
from calculator.core.texts import text
from calculator.result.site import instrument_of
from calculator.start_back.instrument import COPYRIGHT, Instrument

HEAD = ("working-item", "working-domain", "working-answer", "working-point")


def working_view(score: dict[str, Any]) -> Html:
    """Render a response's score item by item."""
    instrument = instrument_of(score)
    return join(
        el(
            "div",
            el(
                "table",
                el("thead", el("tr", *(el("th", text(f"result.{name}"), scope="col") for name in HEAD))),
                el("tbody", *(_row(instrument, line) for line in score["items"])),
                _sums(score),
                class_="working",
            ),
            class_="result__scroll",
            tabindex=0,
            role="group",
            aria_label=text("result.working"),
        ),
        el("p", rule_text(instrument)),
        el("p", COPYRIGHT, class_="copyright", translate="no"),
    )


def rule_text(instrument: Instrument) -> str:
    """Return the rule by which a total becomes a group."""
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
        el("td", line["domain"], text("result.working-distress") if item.distress else None),
        el("td", answer, translate="no" if line["answer"] else None),
        el("td", "–" if line["point"] is None else str(line["point"])),
    )


def _sums(score: dict[str, Any]) -> Html | None:
    if score["total"] is None:
        return None
    sums = [("result.working-total", score["total"])]
    if score["distress"] is not None:
        sums.append(("result.working-subscale", score["distress"]))
    return el(
        "tfoot",
        *(el("tr", el("th", text(name), scope="row", colspan=3), el("td", str(value))) for name, value in sums),
    )
