"""The clinician's part of the printed sheet: how the result came about, in small boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.core.markup import Html, el, join
from calculator.core.texts import day_text, text
from calculator.result.clinician_view import FIELDS
from calculator.result.outcome import Outcome
from calculator.result.sheet_lines import SheetPart
from calculator.result.site import Site, instrument_of
from calculator.result.working_view import rule_text
from calculator.start_back.red_flags import QUESTION_NUMBERS, RedFlag
from calculator.start_back.situation import Improving, Nsaid


def sheet_clinician_view(outcome: Outcome, parts: Sequence[SheetPart]) -> Html:
    """Render the working of a result without a red flag."""
    return el(
        "div",
        el("h3", text("sheet.for-clinician"), class_="sheet__party"),
        el(
            "div",
            _box(*_score(outcome)),
            _box(*_given(outcome)),
            _box(_head(text("clinician.not-asked")), el("p", text("clinician.not-asked-words"))),
            _box(*_basis(parts, outcome.site)),
            class_="sheet__boxes",
        ),
        el("p", *_safety(outcome)),
        class_="sheet__clinician",
    )


def _box(*content: Html) -> Html:
    return el("div", *content, class_="sheet__box")


def _head(words: str) -> Html:
    return el("h4", words, class_="sheet__head")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str | Html]]) -> Html:
    return el(
        "table",
        el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
        el("tbody", *(el("tr", *(el("td", cell) for cell in row)) for row in rows)),
        class_="sheet__table",
    )


def _score(outcome: Outcome) -> list[Html]:
    score, group = outcome.score, outcome.plan["group"]
    if score is None:
        known = text("record.group-told", group=text(f"result.group.{group}")) if group else None
        return [_head(text("clinician.score")), el("p", known or text("record.group-unknown"))]
    instrument = instrument_of(score)
    labels = {item.number: {choice.value: choice.label for choice in item.choices} for item in instrument.items}
    distress = {item.number for item in instrument.items if item.distress}
    rows = [
        (
            str(line["item"]),
            line["domain"] + (text("result.working-distress") if line["item"] in distress else ""),
            labels[line["item"]].get(line["answer"], text("result.working-missing")),
            "–" if line["point"] is None else str(line["point"]),
        )
        for line in score["items"]
    ]
    heads = ("sheet.item", "result.working-domain", "result.working-answer", "result.working-point")
    return [
        _head(instrument.title),
        _table([text(head) for head in heads], rows),
        *_sums(score),
    ]


def _sums(score: dict[str, Any]) -> list[Html]:
    if score["total"] is None:
        possible = " / ".join(text(f"result.group.{risk}") for risk in score["possible"])
        return [el("p", text("result.scores-unknown"), " ", text("sheet.possible", groups=possible))]
    said = [text("sheet.total", total=str(score["total"]), most=str(len(score["items"])))]
    if score["distress"] is not None:
        said.append(text("sheet.distress", distress=str(score["distress"])))
    said.append(text("sheet.risk", group=text(f"result.group.{score['risk']}")))
    return [el("p", *(el("strong", words) for words in said), class_="sheet__sums")]


def _safety(outcome: Outcome) -> list[str]:
    """Render the five safety questions as answered: without a red flag, all with no."""
    flags = outcome.request["red_flags"]
    answers = [
        text(
            "sheet.flag",
            number=str(QUESTION_NUMBERS[flag]),
            flag=flag.replace("-", " "),
            answer=text("form.flag-yes" if flags[flag] else "form.flag-no"),
        )
        for flag in RedFlag
    ]
    return [el("strong", text("sheet.safety")), " ", "; ".join(answers), ". ", text("sheet.safety-no")]


def _given(outcome: Outcome) -> list[Html]:
    rows = [(text(f"record.field.{field}"), _value(field, outcome.request.get(field))) for field in FIELDS]
    rows.append((text("sheet.course"), text(f"clinician.course.{outcome.plan['course'] or 'unknown'}")))
    pairs = (join(el("dt", name), el("dd", value)) for name, value in rows)
    rule = el("p", rule_text(instrument_of(outcome.score))) if outcome.score else Html()
    return [_head(text("clinician.given")), el("dl", *pairs, class_="sheet__given"), rule]


def _value(field: str, value: Any) -> str:
    if value is None:
        return text("clinician.not-given")
    if field == "first_session":
        return day_text(value)
    if value in list(Nsaid):
        return text(f"record.nsaid.{value}")
    return text(f"form.{field}.{value}").lower() if value in list(Improving) else str(value)


def _basis(parts: Sequence[SheetPart], site: Site) -> list[Html]:
    """Return for each line above the rule that chose it and the numbers of its references."""
    rows = [
        (str(line.number), str(line.rule), _references(line.statement, site))
        for part in parts
        for line in part.lines
    ]
    heads = [text(f"sheet.{head}") for head in ("line", "rule", "references")]
    half = (len(rows) + 1) // 2
    tables = el("div", _table(heads, rows[:half]), _table(heads, rows[half:]), class_="sheet__halves")
    return [_head(text("sheet.basis")), tables, el("p", text("sheet.basis-words"))]


def _references(statement_id: str, site: Site) -> str:
    found = [site.references[key] for key in site.statements[statement_id]["citations"]]
    numbers = (f"{one['number']}{'?' if one['status'] == 'unlisted' else ''}" for one in found)
    return ", ".join(numbers) or "–"
