"""The printed sheet: one page with all that a result says, for the patient and for the clinician.

It has no addresses, ids or data of its own: it is the same result once more, for paper. Its lines are numbered: the
patient reads them, the clinician finds them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from calculator.core.markup import Html, el, join
from calculator.core.plan import Action, Step, When
from calculator.core.scoring import Score
from calculator.result.clinician import course_text, domain_text, points_text
from calculator.result.result import OPEN_QUESTIONS, WHERE_TO_GO, Result, value_text
from calculator.result.site import Site
from calculator.result.texts import text
from calculator.result.timeline import describe_dates, describe_today, describe_today_on_its_day, remark_on

TO_WRITE = ("name", "birth", "clinician")
"""What is written on paper alone: nobody types it, and nothing holds it."""

PARTS: tuple[tuple[When, ...], ...] = (
    (When.NOW,),
    (When.WITHIN_2_WEEKS,),
    (When.AVOID,),
    (When.WEEKS_4_TO_6, When.WEEK_12),
    (When.ASK,),
    (When.OPTION,),
    (When.SAFETY_NET,),
)
"""The parts of the plan from top to bottom; all that is about coming back stands together, with its dates."""

_WORDS = re.compile("<(p|td)\\b[^>]*>(.*?)</\\1>", re.DOTALL)
_TAG = re.compile("<[^>]*>")
_ROW = 110
"""Characters that a row of the sheet has at least."""
_SMALLER = (33, 36, 43)
_SMALLER_URGENT = (24, 28)
"""From how many rows on the print is a size smaller each time; tests/browser/test_print.py measures the pages."""


@dataclass(frozen=True)
class Line:
    """One action of the plan with its number on the sheet."""

    number: int
    action: Action


@dataclass(frozen=True)
class Part:
    """One part of the plan with its lines and the ids of the notices that belong to them."""

    when: When
    """The first of its times."""
    name: str
    """The time's name, or "know" for what is due now and only good to know."""
    lines: tuple[Line, ...]
    notices: tuple[str, ...]


def number_lines(result: Result) -> tuple[Part, ...]:
    """Return the parts of a plan, without those that have no line; only coming back always has its part."""
    plan, number = result.plan, 0
    parts: list[Part] = []
    for name, times, actions in _parts(result):
        lines = tuple(Line(place, each) for place, each in enumerate(actions, start=number + 1))
        number += len(lines)
        if lines or When.WEEKS_4_TO_6 in times:
            told = {notice for part in parts for notice in part.notices}
            notices = tuple(notice.id for notice in plan.notices if notice.place(plan.actions) in times)
            parts.append(Part(times[0], name, lines, tuple(each for each in notices if each not in told)))
    return tuple(parts)


def _parts(result: Result) -> Iterator[tuple[str, tuple[When, ...], list[Action]]]:
    for times in PARTS:
        actions = result.plan.actions_at(*times)
        yield str(times[0]), times, [action for action in actions if not result.is_to_know(action)]
        if When.NOW in times:
            yield "know", times, [action for action in actions if result.is_to_know(action)]


def render_sheet(result: Result) -> Html:
    """Render a result for one page of paper; on a screen it is hidden."""
    if result.urgent:
        body = _render_urgent(result)
        kind = f"sheet sheet--urgent{_size(body, _SMALLER_URGENT)}"
        return el("div", _render_head(result), body, _render_foot(result), class_=kind)
    parts = number_lines(result)
    patient, clinician = _render_patient(result, parts), _render_clinician(result, parts)
    kind = f"sheet{_size(patient, _SMALLER)}"
    return el("div", _render_head(result), patient, clinician, _render_foot(result), class_=kind)


def _size(body: Html, smaller: Sequence[int]) -> str:
    """Return the class for the size of the print: what is long must be on one page as well."""
    rows = sum(ceil(len(_TAG.sub("", words)) / _ROW) for _tag, words in _WORDS.findall(body))
    size = sum(rows >= least for least in smaller)
    return f" sheet--size-{size}" if size else ""


def _render_head(result: Result) -> Html:
    written = (
        el("p", text(f"sheet.{name}"), " ", el("span", class_="sheet__write"), class_="sheet__field")
        for name in TO_WRITE
    )
    day = el("strong", result.day) if result.day else el("span", class_="sheet__write")
    return join(
        el(
            "div",
            el("h2", result.calculator.title, class_="sheet__title"),
            el("p", result.notice_text("not-a-diagnosis"), class_="sheet__stamp"),
            class_="sheet__top",
        ),
        el("div", *written, el("p", text("sheet.filled"), " ", day, class_="sheet__field"), class_="sheet__who"),
        el("p", result.as_of, class_="sheet__notice sheet__as-of") if result.as_of else None,
    )


def _render_foot(result: Result) -> Html:
    version = text("sheet.version", **result.editions(), title=result.site.title, status=result.site.status)
    notice = el("span", result.calculator.instrument.copyright, translate="no")
    overdue = el("strong", f" {result.review_notice}") if result.review_notice else None
    return el("p", version, overdue, f" {result.calculator.short_title}: ", notice, class_="sheet__foot")


def _render_notice(notice_id: str, result: Result) -> Html:
    return el("p", result.notice_text(notice_id), class_="sheet__notice")


# ---- Under a red flag: where to go and why, and the safety questions that say so --------------------------------


def _render_urgent(result: Result) -> Html:
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
    signs = (_render_notice(name, result) for name in result.where_to_go_and_when_at_once[1:])
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
        _render_notice("flag-not-sure", result) if result.site.unsure else None,
        el("p", el("strong", text("sheet.source")), f" {sources}"),
    )


# ---- The patient's part: the group, and the plan in numbered lines ----------------------------------------------


def _render_patient(result: Result, parts: Sequence[Part]) -> Html:
    return el(
        "div",
        el("h3", text("sheet.patient"), class_="sheet__party"),
        _render_row(text("sheet.group"), *_render_group(result), class_="sheet__row--group"),
        *(_render_part(part, result) for part in parts),
        class_="sheet__patient",
    )


def _render_row(label: str, *content: Html, class_: str | None = None) -> Html:
    classes = "sheet__row" if class_ is None else f"sheet__row {class_}"
    return el("div", el("h4", label, class_="sheet__label"), el("div", *content), class_=classes)


def _render_group(result: Result) -> list[Html]:
    group = result.plan.group
    names = [name for name in (*OPEN_QUESTIONS, "low-mood") if result.plan.has_notice(name)]
    notices = [_render_notice(name, result) for name in (*names, *(each.id for each in result.general_notices))]
    if group is None:
        return [el("p", el("strong", text("result.no-group")), class_="sheet__group"), *notices]
    name = result.calculator.group_title.format(group=group.label)
    return [
        el("p", el("strong", group.plain), f" ({name})", class_="sheet__group"),
        el("p", result.group_meaning),
        *notices,
    ]


def _render_part(part: Part, result: Result) -> Html:
    notices = [_render_notice(name, result) for name in part.notices]
    if part.when is When.SAFETY_NET:
        label = text(f"result.part.{When.SAFETY_NET}")
        return _render_row(label, _render_help(part.lines, result), *notices, class_="sheet__row--help")
    if part.when is When.WEEKS_4_TO_6:
        return _render_row(text("sheet.come-back"), *_render_come_back(part.lines, result), *notices)
    lines = (_render_line(line, result.site) for line in part.lines)
    return _render_row(text(f"result.part.{part.name}"), *lines, *notices)


def _render_line(line: Line, site: Site, *before: Html, after: str | None = None) -> Html:
    statement = line.action.statement
    notes = (f" {text('note.plain-label')} {note.plain}" for note in site.patient_notes(statement))
    return _render_numbered(str(line.number), *before, site.patient_wording(statement), after, *notes)


def _render_numbered(number: str, *content: str | None) -> Html:
    return el(
        "p",
        el("span", number, class_="sheet__number"),
        el("span", *content),
        class_="sheet__line",
    )


def _render_help(lines: Sequence[Line], result: Result) -> Html:
    """Render the lines under where to go for them."""
    places = []
    for urgency, notice_id in WHERE_TO_GO.items():
        statements = {flag.statement for flag in result.calculator.red_flags if flag.urgency is urgency}
        head = text("result.card", where=result.calculator.notice_by_id[notice_id].title)
        rows = [_render_line(line, result.site) for line in lines if line.action.statement in statements]
        if rows:
            places.append(el("div", el("p", el("strong", head)), *rows))
    return el("div", *places, class_="sheet__places")


def _render_come_back(lines: Sequence[Line], result: Result) -> list[Html]:
    """Render what is due when; a line of the plan stands with its dates."""
    timeline = result.plan.timeline
    line_of = {line.action.statement: line for line in lines}
    rows = []
    for step in timeline.steps:
        own = line_of.pop(step.row.statement, None)
        # A line without a step of its own keeps its place among those that have one.
        earlier = [line for line in line_of.values() if own is not None and line.number < own.number]
        rows += [_render_line(line_of.pop(line.action.statement), result.site) for line in earlier]
        rows.append(_render_step(step, own, result.site))
    rows += [_render_line(line, result.site) for line in line_of.values()]
    today = describe_today(timeline)
    if today is not None:
        rows.insert(0, el("p", describe_today_on_its_day(today, result.today)))
    if timeline.first_session is None:
        rows.insert(
            0,
            el(
                "p",
                text("sheet.counted", start=result.calculator.weeks_start),
                " ",
                el("span", class_="sheet__write"),
            ),
        )
    return rows


def _render_step(step: Step, line: Line | None, site: Site) -> Html:
    dates = join(el("strong", text("sheet.dates", dates=describe_dates(step))), " ")
    remark = remark_on(step)
    after = None if remark is None else f" {remark}"
    if line is not None:
        return _render_line(line, site, dates, after=after)
    return _render_numbered("", dates, text("sheet.due", due=step.row.task), after)


# ---- The clinician's part: how the result came about, in small boxes --------------------------------------------


def _render_clinician(result: Result, parts: Sequence[Part]) -> Html:
    return el(
        "div",
        el("h3", text("sheet.for-clinician"), class_="sheet__party"),
        el(
            "div",
            _render_box(*_render_score(result)),
            _render_box(*_render_fields(result)),
            _render_box(_render_box_head(text("clinician.not-asked")), el("p", result.calculator.not_asked)),
            _render_box(*_render_basis(parts, result.site)),
            class_="sheet__boxes",
        ),
        el("p", *_render_safety_questions(result)),
        class_="sheet__clinician",
    )


def _render_box(*content: Html) -> Html:
    return el("div", *content, class_="sheet__box")


def _render_box_head(words: str) -> Html:
    return el("h4", words, class_="sheet__head")


def _render_table(heads: Sequence[str], rows: Sequence[Sequence[str | Html]]) -> Html:
    return el(
        "table",
        el("thead", el("tr", *(el("th", head, scope="col") for head in heads))),
        el("tbody", *(el("tr", *(el("td", cell) for cell in row)) for row in rows)),
        class_="sheet__table",
    )


def _render_score(result: Result) -> list[Html]:
    sheet, group = result.score, result.plan.group
    if sheet is None:
        known = text("group.stated", group=group.label) if group else text("group.unknown")
        return [_render_box_head(text("clinician.score")), el("p", known)]
    rows = [
        (
            str(line.item.number),
            domain_text(result, line.item),
            line.choice.label if line.choice else text("result.working-missing"),
            points_text(line),
        )
        for line in sheet.items
    ]
    heads = ("sheet.item", "result.working-domain", "result.working-answer", "result.working-point")
    return [
        _render_box_head(sheet.instrument.title),
        _render_table([text(head) for head in heads], rows),
        _render_sums(sheet),
    ]


def _render_sums(sheet: Score) -> Html:
    if sheet.band is None:
        possible = text("sheet.possible", groups=" / ".join(band.label for band in sheet.possible))
        return el("p", text("result.scores-unknown"), " ", possible)
    sums = [
        text("sheet.score", name=each.scale.label, points=str(each.points), highest=str(each.highest))
        for each in sheet.scales
    ]
    sums.append(text("sheet.risk", group=sheet.band.label))
    return el("p", *(el("strong", words) for words in sums), class_="sheet__sums")


def _render_safety_questions(result: Result) -> Iterator[str]:
    """Render the safety questions as answered: without a red flag, all with no."""
    answers = (
        text("sheet.flag", number=str(flag.number), flag=flag.short, answer=result.answer_to(flag))
        for flag in result.calculator.red_flags
    )
    yield from (el("strong", text("sheet.safety")), " ", "; ".join(answers), ". ", text("sheet.safety-no"))


def _render_fields(result: Result) -> list[Html]:
    rows = [
        (field.short, text("clinician.not-given") if value is None else value_text(field, value))
        for field in filter(result.was_asked, result.calculator.fields)
        for value in [result.request.values.get(field.name)]
    ]
    rows.append((text("sheet.course"), course_text(result)))
    pairs = (join(el("dt", name), el("dd", value)) for name, value in rows)
    rule = el("p", result.score.instrument.scoring_rule) if result.score else Html()
    return [_render_box_head(text("clinician.given")), el("dl", *pairs, class_="sheet__given"), rule]


def _render_basis(parts: Sequence[Part], site: Site) -> list[Html]:
    """Render for each line above the rule that chose it and the numbers of its references."""
    rows = [
        (str(line.number), str(line.action.rule), _reference_numbers(line.action.statement, site))
        for part in parts
        for line in part.lines
    ]
    heads = [text(f"sheet.{head}") for head in ("line", "rule", "references")]
    half = (len(rows) + 1) // 2
    tables = el("div", _render_table(heads, rows[:half]), _render_table(heads, rows[half:]), class_="sheet__halves")
    return [_render_box_head(text("sheet.basis")), tables, el("p", text("sheet.basis-words"))]


def _reference_numbers(statement_id: str, site: Site) -> str:
    references = (site.references[key] for key in site.statements[statement_id].citations)
    return ", ".join(f"{each.number}{'?' if each.unlisted else ''}" for each in references) or "–"
