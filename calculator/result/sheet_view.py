"""The printed sheet: one page with all that a result says, for the patient and for the clinician.

It has no addresses, ids or data of its own: it is the same result once more, for paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from calculator.core.markup import Html, el, join
from calculator.core.texts import day_text, text
from calculator.result.outcome import Outcome
from calculator.result.sheet_clinician_view import sheet_clinician_view
from calculator.result.sheet_lines import sheet_parts
from calculator.result.sheet_patient_view import sheet_notice, sheet_patient_view
from calculator.start_back.instrument import COPYRIGHT
from calculator.start_back.red_flags import QUESTION_NUMBERS, QUESTIONS

TO_WRITE = ("name", "birth", "clinician")
"""What is written on paper alone: nobody types it, and nothing holds it."""

_WORDS = re.compile("<(p|td)\\b[^>]*>(.*?)</\\1>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_ROW = 110
"""Characters that a row of the sheet has at least."""
_SMALLER = (33, 36, 43)
_SMALLER_URGENT = (24, 28)
"""From how many rows on the print is a size smaller each time; tests/browser/test_print.py measures the pages."""


def sheet_view(outcome: Outcome) -> Html:
    """Render an outcome for one page of paper; on a screen it is hidden."""
    if outcome.urgent:
        body = _urgent(outcome)
        kind = f"sheet sheet--urgent{_size(body, _SMALLER_URGENT)}"
        return el("div", _head(outcome), body, _foot(outcome), class_=kind)
    parts = sheet_parts(outcome.plan)
    patient, clinician = sheet_patient_view(outcome, parts), sheet_clinician_view(outcome, parts)
    return el("div", _head(outcome), patient, clinician, _foot(outcome), class_=f"sheet{_size(patient, _SMALLER)}")


def _size(body: Html, smaller: Sequence[int]) -> str:
    """Return the class for the size of the print: what is long must be on one page as well."""
    rows = sum(ceil(len(_TAG.sub("", words)) / _ROW) for _tag, words in _WORDS.findall(body))
    size = sum(rows >= least for least in smaller)
    return f" sheet--size-{size}" if size else ""


def _head(outcome: Outcome) -> Html:
    written = (
        el("p", text(f"sheet.{name}"), " ", el("span", class_="sheet__write"), class_="sheet__field")
        for name in TO_WRITE
    )
    day = outcome.today
    filled = el("strong", day_text(day)) if day else el("span", class_="sheet__write")
    return join(
        el(
            "div",
            el("h2", text("sheet.title"), class_="sheet__title"),
            el("p", outcome.site.notice("not-a-diagnosis"), class_="sheet__stamp"),
            class_="sheet__top",
        ),
        el("div", *written, el("p", text("sheet.filled"), " ", filled, class_="sheet__field"), class_="sheet__who"),
    )


def _foot(outcome: Outcome) -> Html:
    guideline = outcome.site.guideline
    version = text("sheet.version", **outcome.version, title=guideline["title"], status=guideline["status"])
    return el("p", version, " STarT Back: ", el("span", COPYRIGHT, translate="no"), class_="sheet__foot")


def _urgent(outcome: Outcome) -> Html:
    """Render where to go and why, and the safety questions that say so."""
    site, flags = outcome.site, outcome.request["red_flags"]
    first, _, rest = site.notice(outcome.where_to_go).partition(". ")
    standing = [question for question in QUESTIONS if flags[question.flag]]
    rows = (
        el(
            "tr",
            el("td", str(QUESTION_NUMBERS[question.flag])),
            el("td", el("strong", question.question), " ", "; ".join(question.signs)),
            el("td", el("strong", text("form.flag-not-sure" if question.flag in site.unsure else "form.flag-yes"))),
        )
        for question in standing
    )
    heads = (text(f"sheet.{name}") for name in ("item", "safety", "answer"))
    return join(
        el(
            "div",
            el("p", el("strong", f"{first}."), class_="sheet__where"),
            el("p", rest, class_="sheet__where-else"),
            class_="sheet__go",
        ),
        el("p", text("result.show-page"), class_="sheet__show"),
        el("h3", text("result.why"), class_="sheet__party"),
        *(el("p", site.words(action["statement"]), class_="sheet__why") for action in outcome.plan["actions"]),
        el(
            "table",
            el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
            el("tbody", *rows),
            class_="sheet__table",
        ),
        sheet_notice("flag-not-sure", outcome) if site.unsure else None,
    )
