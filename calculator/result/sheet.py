"""The printed sheet: page 1 for the patient, page 2 for the clinician; under a red flag one page for both.

It has no addresses, ids or data of its own: it is the same result once more, for paper.
"""

from __future__ import annotations

from calculator.core.markup import Html, el, join
from calculator.result.result import Result
from calculator.result.sheet_clinician import render_clinicians_page
from calculator.result.sheet_mine import render_my_page
from calculator.result.sheet_pieces import number_lines, render_field, render_version
from calculator.result.sheet_urgent import render_urgent_page
from calculator.result.texts import text


def render_sheet(result: Result) -> Html:
    """Render a result for paper; on a screen it is hidden."""
    if result.urgent:
        stamp = el("p", result.notice_text("not-a-diagnosis"), class_="sheet__stamp")
        foot = el("p", render_version(result), " ", _copyright(result), class_="sheet__foot")
        return el(
            "div", _render_head(result), stamp, render_urgent_page(result), foot, class_="sheet sheet--urgent"
        )
    numbered = number_lines(result)
    return el(
        "div",
        el(
            "div",
            _render_head(result, el("h3", text("sheet.patient"), class_="sheet__whose")),
            el("p", result.notice_text("not-a-diagnosis"), class_="sheet__stamp"),
            render_my_page(result, numbered),
            class_="sheet__page sheet__page--mine",
        ),
        el(
            "div",
            _render_head(result, el("h3", text("sheet.for-clinician"), class_="sheet__whose")),
            render_clinicians_page(result, numbered),
            class_="sheet__page sheet__page--clinician",
        ),
        class_="sheet",
    )


def _render_head(result: Result, whose: Html | None = None) -> Html:
    """Render the title, and who it is: the pages may be parted from each other."""
    fields = (render_field(text(f"sheet.{name}")) for name in ("name", "birth"))
    return join(
        el("div", el("h2", result.calculator.title, class_="sheet__title"), whose, class_="sheet__top"),
        el("div", *fields, render_field(text("sheet.filled"), result.day), class_="sheet__who"),
        el("p", result.as_of, class_="sheet__notice sheet__as-of") if result.as_of else None,
    )


def _copyright(result: Result) -> Html:
    notice = el("span", result.calculator.instrument.copyright, translate="no")
    return el("span", f"{result.calculator.short_title}: ", notice)
