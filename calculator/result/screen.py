"""The result on the screen: where to go under a red flag; else the group, the plan and what is due when."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from calculator.core.calculator import Calculator
from calculator.core.markup import Html, el, join
from calculator.core.plan import Action, Step, When
from calculator.core.red_flags import Urgency
from calculator.core.scoring import Score
from calculator.result.clinician import render_sources, render_working
from calculator.result.result import (
    OPEN_QUESTIONS,
    WHERE_TO_GO,
    RefusedError,
    Result,
    error_messages,
    flag_name,
    result_of,
)
from calculator.result.sheet import render_sheet
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


def answer_page(request: str, calculator: Calculator, site: Site) -> dict[str, Any]:
    """Answer what the page asks; `request` is a request by the calculator's contract.

    The answer holds `response` (the contract's response), `errors` (a list of `field` and `message`) and `html`
    (empty when there are errors).
    """
    try:
        result = result_of(request, calculator, site)
    except RefusedError as refused:
        return {"response": refused.response, "errors": error_messages(refused, calculator), "html": ""}
    return {"response": result.assessment.to_json(), "errors": [], "html": render_result(result)}


def render_result(result: Result) -> Html:
    """Render a result for the screen, with the printed sheet, which a screen hides."""
    if result.urgent:
        body = render_red_flag(result)
    else:
        body = join(_render_group(result), _render_plan(result), render_working(result))
    version = text("result.version", **result.editions()) + (f" {result.day}." if result.day else "")
    overdue = el("p", result.review_notice, class_="notice notice--warning") if result.review_notice else None
    # Rule of the site: a number with a question mark is never left unexplained.
    legend = el("p", text("card.unlisted"), class_="result__version")
    as_of = el("p", result.as_of, class_="notice notice--as-of") if result.as_of else None
    return join(as_of, body, overdue, legend, render_sheet(result), el("p", version, class_="result__version"))


# ---- With a red flag: where to go now, and nothing else ---------------------------------------------------------


def render_red_flag(result: Result) -> Html:
    """Render where to go now and why."""
    where, urgency = result.where_to_go, result.plan.urgency
    first = result.where_to_go_and_when_at_once
    others = [each.id for each in result.plan.notices if each.id not in {*first, *WHERE_TO_GO.values()}]
    if result.site.unsure:
        others.append("flag-not-sure")
    return join(
        el("h2", where.title, id="result-title"),
        el(
            "div",
            *(render_notice(notice, result) for notice in first),
            el("p", text("result.show-page")),
            el("p", text("result.why"), class_="result__why"),
            el("p", result.reason, class_="result__reason"),
            el("ul", *_render_answered_flags(result)),
            class_=f"care-card care-card--{urgency}",
            data_urgency=urgency,
        ),
        *(render_notice(notice, result) for notice in others),
        render_sources(result),
    )


def _render_answered_flags(result: Result) -> list[Html]:
    """Return the safety questions behind the flags that stand, for whoever is shown the page."""
    return [
        el(
            "li",
            text(
                "result.answered",
                name=flag_name(flag),
                answer=result.answer_to(flag),
                question=flag.question,
            ),
            el("ul", *(el("li", sign) for sign in flag.signs)),
        )
        for flag in result.assessment.standing
    ]


# ---- The group, in words that a frightened person can bear, and the scores --------------------------------------


def _render_group(result: Result) -> Html:
    group, sheet = result.plan.group, result.score
    low_mood = render_notice("low-mood", result) if result.plan.has_notice("low-mood") else None
    general = [render_notice(name, result) for name in ("not-a-diagnosis", *(n.id for n in result.general_notices))]
    general.append(el("p", result.no_red_flag, class_="result__no-red-flag"))
    if group is None:
        return join(
            el("h2", text("result.no-group"), id="result-title"),
            _render_links(),
            *general,
            _render_open_questions(result, sheet, low_mood) if sheet else None,
        )
    return join(
        el("h2", group.plain, id="result-title"),
        el("p", result.group_meaning),
        _render_links(),
        el(
            "p",
            el("strong", result.calculator.group_title.format(group=group.label)),
            class_="result__group",
            data_risk=group.id,
        ),
        low_mood,
        *general,
        _render_scores(sheet) if sheet else None,
    )


def _render_links() -> Html:
    """Render the links to what stands far below: a result is long, by keyboard above all."""
    places = (
        ("result.help-link", "when-safety-net"),
        ("result.take-link", "take"),
        ("clinician.title", "clinician-view"),
    )
    return el(
        "ul", *(el("li", el("a", text(name), href=f"#{place}")) for name, place in places), class_="result__links"
    )


def _render_scores(sheet: Score) -> Html:
    if not sheet.complete:
        return el("p", text("result.scores-unknown"), class_="result__scores")
    scores = (
        text("result.score", name=each.scale.question_label, points=str(each.points), highest=str(each.highest))
        for each in sheet.scales
    )
    return el(
        "p",
        " ".join(scores),
        class_="result__scores",
        **{f"data_{each.scale.id}": each.points for each in sheet.scales},
    )


def _render_open_questions(result: Result, sheet: Score, low_mood: Html | None) -> Html:
    """Render what would have to be answered for a group to be known."""
    missing, longer = sheet.missing, None
    if sheet.complete:
        # A short form that cannot tell two groups apart: the long one holds the items still to be answered.
        whole = result.calculator.instrument
        longer = whole.id
        missing = tuple(number for number in whole.item_by_number if number not in sheet.instrument.item_by_number)
    links = [
        el(
            "li",
            el(
                "a",
                text("result.missing-item", number=str(number)),
                href=f"#answers.{number}",
                data_instrument=longer,
            ),
        )
        for number in missing
    ]
    return el(
        "div",
        el("h3", text("result.missing-title")),
        *(render_notice(name, result) for name in OPEN_QUESTIONS if result.plan.has_notice(name)),
        el("ul", *links) if links else None,
        low_mood,
        _render_scores(sheet),
        class_="result__missing",
        data_possible=" ".join(band.id for band in sheet.possible),
    )


# ---- The plan ---------------------------------------------------------------------------------------------------


def _render_plan(result: Result) -> Html:
    """Render the plan by when its actions are due, the days, and the notices where they belong."""
    sections = []
    for when in When:
        if when is When.WEEKS_4_TO_6:
            sections.append(render_timeline(result))
        if when is When.SAFETY_NET:
            sections.append(_render_safety_net(result))
        elif when is When.NOW:
            sections += _render_now(result)
        elif actions := result.plan.actions_at(when):
            sections.append(_render_part(when, actions, result))
    return join(el("h2", text("result.plan"), class_="result__plan"), *sections)


def _render_now(result: Result) -> Iterator[Html]:
    """Yield what can be done now, and apart from it what is only good to know."""
    actions = result.plan.actions_at(When.NOW)
    to_do = [action for action in actions if not result.is_to_know(action)]
    if to_do:
        yield _render_part(When.NOW, to_do, result)
    to_know = [action for action in actions if result.is_to_know(action)]
    if to_know:
        yield _render_part("know", to_know, result, notices=not to_do)


def _render_part(name: str, actions: Collection[Action], result: Result, *, notices: bool = True) -> Html:
    """Render a part of the plan with the notices of its time; `name` is a time, or "know": due now, to be known."""
    when = When.NOW if name == "know" else When(name)
    beside = result.plan.notices_at(when) if notices else ()
    return el(
        "section",
        el("h3", text(f"result.part.{name}"), id=f"when-{name}"),
        render_actions(actions, result.site),
        *(render_notice(notice.id, result) for notice in beside),
        class_=f"when when--{name}",
        aria_labelledby=f"when-{name}",
    )


def _render_safety_net(result: Result) -> Html:
    """Render when to get help at once: a card for each place to go, with a heading of its own."""
    when = When.SAFETY_NET
    return el(
        "section",
        el("h3", text(f"result.part.{when}"), id=f"when-{when}"),
        *(render_notice(notice.id, result) for notice in result.plan.notices_at(when)),
        *(_render_care_card(urgency, result) for urgency in WHERE_TO_GO if _help_actions(urgency, result)),
        class_=f"when when--{when}",
        aria_labelledby=f"when-{when}",
    )


def _help_actions(urgency: Urgency, result: Result) -> list[Action]:
    """Return the actions of the safety net that call for one place to go."""
    statements = {flag.statement for flag in result.calculator.red_flags if flag.urgency is urgency}
    return [action for action in result.plan.actions_at(When.SAFETY_NET) if action.statement in statements]


def _render_care_card(urgency: Urgency, result: Result) -> Html:
    where = result.calculator.notice_by_id[WHERE_TO_GO[urgency]].title
    return el(
        "div",
        el(
            "h4",
            el("span", text(f"result.card.{urgency}"), class_="visually-hidden"),
            text("result.card", where=where),
        ),
        render_actions(_help_actions(urgency, result), result.site),
        class_=f"care-card care-card--{urgency}",
    )


def render_timeline(result: Result) -> Html:
    """Render what is due when: real dates where the first session's is known, else weeks; and a picture of it."""
    timeline = result.plan.timeline
    dated = timeline.first_session is not None
    today = describe_today(timeline)
    return el(
        "section",
        el("h3", text("result.timeline" if dated else "result.timeline-undated"), id="result-timeline"),
        None if dated else el("p", text("result.timeline-counted", start=result.calculator.weeks_start)),
        None if today is None else el("p", describe_today_on_its_day(today, result.today), class_="timeline__here"),
        timeline_picture(timeline),
        el("ol", *(_render_step(step, result.site) for step in timeline.steps), class_="timeline"),
        class_="when when--timeline",
        aria_labelledby="result-timeline",
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
