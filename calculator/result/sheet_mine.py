"""The printed sheet's first page, for the patient: when to get help, what to do, dates, questions, own lines."""

from __future__ import annotations

from calculator.core.markup import Html, el, join
from calculator.core.plan import Step, StepState, When
from calculator.result.first_things import questions_to_take
from calculator.result.own_lines import COLUMN_LIMITS, MOST_EXERCISES
from calculator.result.result import Result
from calculator.result.sheet_pieces import NumberedPlan, render_line, render_notice, render_version
from calculator.result.texts import text
from calculator.result.timeline import describe_dates, describe_today, describe_today_on_its_day, remark_on

BLANK_ROWS = 3
"""The rows of the table of exercises that are always there, to be filled in by pen."""


def render_my_page(result: Result, numbered: NumberedPlan) -> Html:
    """Render what the patient keeps in sight; `numbered` is the plan shared out between the pages."""
    first = [render_line(line, result) for line in numbered.first.lines]
    notices = [render_notice(name, result) for name in numbered.first.notices]
    return join(
        el(
            "div",
            _heading(text(f"result.part.{When.SAFETY_NET}")),
            *(el("p", result.notice_text(each.id)) for each in result.plan.notices_at(When.SAFETY_NET)),
            class_="sheet__help",
        ),
        *_render_group(result, numbered),
        _heading(text(f"result.part.{When.NOW}")) if first else None,
        *first,
        *notices,
        *_render_dates(result),
        *_render_questions(result, numbered),
        *_render_own(result),
        el("p", render_version(result, "sheet.version-short"), class_="sheet__last"),
    )


def _heading(words: str) -> Html:
    return el("h3", words, class_="sheet__heading")


def _render_group(result: Result, numbered: NumberedPlan) -> list[Html]:
    notices = [render_notice(name, result) for name in numbered.about_group]
    group = result.plan.group
    if group is None:
        return [el("p", el("strong", text("result.no-group")), class_="sheet__group"), *notices]
    name = result.calculator.group_title.format(group=group.label)
    return [
        el("p", el("strong", group.plain), f" ({name})", class_="sheet__group"),
        el("p", result.group_meaning),
        *notices,
    ]


def _render_dates(result: Result) -> list[Html]:
    """Render what is due when: with dates where the first session's is known, else in weeks."""
    timeline = result.plan.timeline
    if not timeline.steps:
        return []
    rows = []
    if timeline.first_session is None:
        counted = text("sheet.counted", start=result.calculator.weeks_start)
        rows.append(el("p", counted, " ", el("span", class_="sheet__write")))
    today = describe_today(timeline)
    if today is not None:
        rows.append(el("p", describe_today_on_its_day(today, result.today)))
    title = "result.timeline-undated" if timeline.first_session is None else "result.timeline"
    return [_heading(text(title)), *rows, el("ul", *map(_render_step, timeline.steps), class_="sheet__list")]


def _render_step(step: Step) -> Html:
    remark = remark_on(step)
    due = text("sheet.due", due=step.row.task)
    # Since when it is due is its date.
    if step.state is StepState.PAST and remark:
        return el("li", el("strong", due), " ", remark)
    return el(
        "li",
        el("strong", text("sheet.dates", dates=describe_dates(step))),
        f" {due}",
        f" {remark}" if remark else None,
    )


def _render_questions(result: Result, numbered: NumberedPlan) -> list[Html]:
    questions = questions_to_take(result)
    asked = el("ul", *(el("li", each.text) for each in questions), class_="sheet__list")
    notices = (render_notice(name, result) for name in numbered.about_questions)
    return [_heading(text("sheet.questions")), asked, *notices] if questions else []


def _render_own(result: Result) -> list[Html]:
    """Render the reader's own lines; what is empty is to be filled in by pen.

    All rows that there may be are there: the page's script fills them in as they are typed.
    """
    own = result.site.own
    rows = []
    for place in range(MOST_EXERCISES):
        written = own.exercises[place] if place < len(own.exercises) else {}
        spare = place >= max(BLANK_ROWS, len(own.exercises))
        cells = (el("td", written.get(name, "")) for name in COLUMN_LIMITS)
        rows.append(el("tr", *cells, class_="sheet__spare" if spare else None))
    heads = (el("th", text(f"sheet.own-{name}"), scope="col") for name in COLUMN_LIMITS)
    return [
        el("p", text("sheet.own-goal"), " ", el("span", own.goal, class_="sheet__write"), class_="sheet__goal"),
        el("table", el("thead", el("tr", *heads)), el("tbody", *rows), class_="sheet__table sheet__exercises"),
    ]
