"""The patient's part of the printed sheet: the group, and the plan in numbered lines."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.core.markup import Html, el, join
from calculator.core.texts import day_text, text
from calculator.result.outcome import Outcome
from calculator.result.safety_net_view import CARDS
from calculator.result.score_view import OPEN_QUESTIONS
from calculator.result.sheet_lines import SheetLine, SheetPart
from calculator.result.site import Site
from calculator.result.timeline import Step, timeline
from calculator.result.timeline_picture import here, span
from calculator.result.timeline_view import remark_on
from calculator.start_back.red_flags import QUESTIONS
from calculator.start_back.rules import When


def sheet_patient_view(outcome: Outcome, parts: Sequence[SheetPart]) -> Html:
    """Render what a person without a red flag takes home."""
    return el(
        "div",
        el("h3", text("sheet.patient"), class_="sheet__party"),
        _row(text("sheet.group"), *_group(outcome), class_="sheet__row--group"),
        *(_part(part, outcome) for part in parts),
        class_="sheet__patient",
    )


def sheet_notice(notice_id: str, outcome: Outcome) -> Html:
    """Render a notice on the sheet."""
    return el("p", outcome.site.notice(notice_id, outcome.score), class_="sheet__notice")


def _row(label: str, *content: Html, class_: str | None = None) -> Html:
    written = "sheet__row" if class_ is None else f"sheet__row {class_}"
    return el("div", el("h4", label, class_="sheet__label"), el("div", *content), class_=written)


def _group(outcome: Outcome) -> list[Html]:
    group, found = outcome.plan["group"], outcome.plan["notices"]
    notices = [sheet_notice(name, outcome) for name in (*OPEN_QUESTIONS, "low-mood") if name in found]
    if group is None:
        return [el("p", el("strong", text("result.no-group")), class_="sheet__group"), *notices]
    name = text("result.group-name", group=text(f"result.group.{group}"))
    return [
        el("p", el("strong", text(f"result.group-{group}")), f" ({name})", class_="sheet__group"),
        el("p", text("result.group-means")),
        *notices,
    ]


def _part(part: SheetPart, outcome: Outcome) -> Html:
    notices = [sheet_notice(name, outcome) for name in part.notices]
    if part.when is When.SAFETY_NET:
        label = text(f"result.part.{When.SAFETY_NET}")
        return _row(label, *_help(part.lines, outcome.site), *notices, class_="sheet__row--help")
    if part.when is When.WEEKS_4_TO_6:
        return _row(text("sheet.come-back"), *_come_back(part.lines, outcome), *notices)
    lines = (_line(line, outcome.site) for line in part.lines)
    return _row(text(f"result.part.{part.when}"), *lines, *notices)


def _line(line: SheetLine, site: Site, *before: Html, after: str | None = None) -> Html:
    return _numbered(str(line.number), *before, site.words(line.statement), after)


def _numbered(number: str, *content: str | None) -> Html:
    return el(
        "p",
        el("span", number, class_="sheet__number"),
        el("span", *content),
        class_="sheet__line",
    )


def _help(lines: Sequence[SheetLine], site: Site) -> list[Html]:
    """Return the lines under where to go for them."""
    places = []
    for urgency, where in CARDS:
        statements = {question.statement for question in QUESTIONS if question.urgency is urgency}
        head = text("result.card", where=site.notice(where).partition(".")[0])
        rows = (_line(line, site) for line in lines if line.statement in statements)
        places.append(el("div", el("p", el("strong", head)), *rows))
    return [el("div", *places, class_="sheet__places")]


def _come_back(lines: Sequence[SheetLine], outcome: Outcome) -> list[Html]:
    """Return what is due when; a line of the plan stands with its dates."""
    found = timeline(outcome)
    of_step = {line.statement: line for line in lines}
    rows = [_step(step, of_step.pop(step.row.statement, None), outcome.site) for step in found.steps]
    rows += [_line(line, outcome.site) for line in of_step.values()]
    place = here(found)
    if place is not None:
        today = outcome.today
        said = "result.here-week" if today is None else "result.here-day"
        rows.insert(0, el("p", text(said, here=place, day=day_text(today) if today else "")))
    if not found.dated:
        rows.insert(0, el("p", text("sheet.counted"), " ", el("span", class_="sheet__write")))
    return rows


def _step(step: Step, line: SheetLine | None, site: Site) -> Html:
    dates = join(el("strong", text("sheet.dates", dates=span(step))), " ")
    said = remark_on(step)
    after = None if said is None else f" {said}"
    if line is not None:
        return _line(line, site, dates, after=after)
    return _numbered("", dates, text("sheet.due", due=text(f"result.milestone.{step.row.id}")), after)
