"""The parts of a plan below the first screen, each folded up until somebody asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from calculator.core.markup import Html, el, join
from calculator.core.plan import Action, Notice, Step, When
from calculator.core.red_flags import Urgency
from calculator.result.first_things import first_things, questions_to_take
from calculator.result.result import WHERE_TO_GO, Result
from calculator.result.site import Site
from calculator.result.statements import render_actions, render_notice, render_source
from calculator.result.texts import text
from calculator.result.timeline import (
    describe_dates,
    describe_today,
    describe_today_on_its_day,
    remark_on,
    timeline_picture,
)

LATER = (When.WEEKS_4_TO_6, When.WEEK_12)
"""What is due later stands with the dates."""


def render_parts(result: Result) -> Iterator[Html]:
    """Yield the folded parts of a plan from top to bottom; when to get help at once stands further up."""
    first = first_things(result)
    due = [action for action in result.plan.actions_at(When.NOW) if action not in first]
    more = [action for action in due if not result.is_to_know(action)]
    to_know = [action for action in due if result.is_to_know(action)]
    if more:
        notices = (render_notice(notice.id, result) for notice in notices_beside(more, result))
        yield render_part("more", result, render_actions(more, result.site, kind="do"), *notices)
    if soon := result.plan.actions_at(When.WITHIN_2_WEEKS):
        yield render_part(When.WITHIN_2_WEEKS, result, render_actions(soon, result.site, kind="do"))
    if to_know:
        yield render_part("know", result, render_actions(to_know, result.site))
    if avoid := result.plan.actions_at(When.AVOID):
        yield render_part(When.AVOID, result, render_actions(avoid, result.site, kind="dont"))
    yield from _render_questions(result)
    yield render_timeline(result)
    if options := result.plan.actions_at(When.OPTION):
        yield render_part(When.OPTION, result, render_actions(options, result.site))


def notices_beside(actions: Collection[Action], result: Result) -> list[Notice]:
    """Return the notices about any of these actions, which are due now."""
    return [each for each in result.plan.notices_at(When.NOW) if each.about and any(map(each.about, actions))]


def render_part(name: str, result: Result, *content: Html | None, title: str | None = None) -> Html:
    """Render a folded part with the notices of its time; `name` is a time, or that of a part that is no time."""
    beside = result.plan.notices_at(When(name)) if name in set(When) else ()
    return el(
        "details",
        el("summary", el("h3", title or text(f"result.part.{name}"), class_="part__title")),
        *content,
        *(render_notice(notice.id, result) for notice in beside),
        id=f"when-{name}",
        class_=f"when when--{name}",
    )


# ---- What to ask ------------------------------------------------------------------------------------------------


def _render_questions(result: Result) -> Iterator[Html]:
    """Yield the questions to read out, and below them the statements that a clinician is to be asked about."""
    questions, actions = questions_to_take(result), result.plan.actions_at(When.ASK)
    asked = [el("li", el("q", each.text), data_question=each.statements[0]) for each in questions]
    read_out = [el("p", text("result.questions")), el("ul", *asked, class_="questions")] if asked else []
    about = [el("p", text("result.questions-about"))] if asked and actions else []
    if asked or actions:
        yield render_part(When.ASK, result, *read_out, *about, render_actions(actions, result.site))


# ---- When to get help at once -----------------------------------------------------------------------------------


def render_safety_net(result: Result) -> Html:
    """Render when to get help at once: a card for each place to go, with a heading of its own."""
    cards = (_render_help(urgency, result) for urgency in WHERE_TO_GO if _help_actions(urgency, result))
    return render_part(When.SAFETY_NET, result, *cards)


def _help_actions(urgency: Urgency, result: Result) -> list[Action]:
    """Return the actions of the safety net that call for one place to go."""
    statements = {flag.statement for flag in result.calculator.red_flags if flag.urgency is urgency}
    return [action for action in result.plan.actions_at(When.SAFETY_NET) if action.statement in statements]


def _render_help(urgency: Urgency, result: Result) -> Html:
    where = result.calculator.notice_by_id[WHERE_TO_GO[urgency]].title
    return el(
        "div",
        el(
            "h4",
            el("span", text(f"result.card.{urgency}"), class_="visually-hidden"),
            text("result.card", where=where),
            class_="care-card__title",
        ),
        # The heading says where to go: a line that ends with it would say it once more.
        render_actions(
            _help_actions(urgency, result), result.site, said_above=text(f"result.card-ending.{urgency}")
        ),
        class_=f"care-card care-card--{urgency}",
    )


# ---- What is due when -------------------------------------------------------------------------------------------


def render_timeline(result: Result) -> Html:
    """Render what is due when: real dates where the first session's is known, else weeks; and a picture of it."""
    timeline = result.plan.timeline
    dated = timeline.first_session is not None
    today = describe_today(timeline)
    later = result.plan.actions_at(*LATER)
    notices = (notice for when in LATER for notice in result.plan.notices_at(when))
    return render_part(
        "dates",
        result,
        None if dated else el("p", text("result.timeline-counted", start=result.calculator.weeks_start)),
        None if today is None else el("p", describe_today_on_its_day(today, result.today), class_="timeline__here"),
        timeline_picture(timeline),
        el("ol", *(_render_step(step, result.site) for step in timeline.steps), class_="timeline"),
        render_actions(later, result.site) if later else None,
        *(render_notice(notice.id, result) for notice in notices),
        title=text("result.timeline" if dated else "result.timeline-undated"),
    )


def _render_step(step: Step, site: Site) -> Html:
    remark = remark_on(step)
    first_week, last_week = step.row.weeks
    return el(
        "li",
        el("strong", describe_dates(step)),
        " ",
        step.row.task,
        el("em", f" {remark}") if remark else None,
        render_source(step.row.statement, site),
        class_=f"milestone milestone--{step.state}" + ("" if step.row.can_be_overdue else " milestone--course"),
        # What the calculator's plan holds: without a date there are weeks, and no milestone.
        data_milestone=step.row.id if step.first_day else None,
        data_from=step.first_day.isoformat() if step.first_day else None,
        data_to=step.last_day.isoformat() if step.last_day else None,
        data_weeks=f"{first_week}-{last_week}",
    )


def render_next(step: Step, result: Result) -> Html:
    """Render the step that comes next in one line."""
    key = "result.next-dated" if step.first_day else "result.next-undated"
    remark = remark_on(step)
    return el(
        "p",
        el("strong", text("result.next")),
        " ",
        text(key, dates=describe_dates(step), start=result.calculator.weeks_start, task=step.row.task),
        join(" ", el("em", remark)) if remark else None,
        class_="result__next",
        data_next=step.row.id,
    )
