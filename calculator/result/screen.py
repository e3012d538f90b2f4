"""The result on the screen: where to go under a red flag; else what somebody needs first, and the rest folded up.

Sources stand beside every line; the page shows them to whoever asks for them.
"""

from __future__ import annotations

from typing import Any

from calculator.core.calculator import Calculator
from calculator.core.markup import Html, el, join
from calculator.core.messages import number_word
from calculator.core.plan import When
from calculator.core.scoring import Score
from calculator.result.clinician import render_sources, render_working
from calculator.result.first_things import first_things
from calculator.result.parts import notices_beside, render_next, render_parts, render_safety_net
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
from calculator.result.statements import render_actions, render_notice
from calculator.result.texts import text
from calculator.result.timeline import next_step


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
    overdue = el("p", result.review_notice, class_="notice notice--warning") if result.review_notice else None
    # Rule of the site: a number with a question mark is never left unexplained.
    legend = el("p", text("card.unlisted"), class_="result__version result__legend")
    if result.urgent:
        body = join(render_red_flag(result), overdue, legend)
    else:
        body = join(
            _render_first(result),
            overdue,
            *render_parts(result),
            el("button", text("result.sources"), type="button", class_="sources", aria_pressed="false"),
            legend,
            render_working(result),
        )
    version = text("result.version", **result.editions()) + (f" {result.day}." if result.day else "")
    as_of = el("p", result.as_of, class_="notice notice--as-of") if result.as_of else None
    return join(as_of, body, render_sheet(result), el("p", version, class_="result__version"))


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


# ---- The first screen, in words that a frightened person can bear ------------------------------------------------


def _render_first(result: Result) -> Html:
    """Render what fits on the first screen of a phone: the group, what to do, the next date, help, what to take."""
    group, sheet, plan = result.plan.group, result.score, result.plan
    step = next_step(plan.timeline)
    return join(
        el("h2", group.plain if group else text("result.no-group"), id="result-title"),
        el("p", result.group_meaning, class_="result__meaning") if group else None,
        None if group or not sheet else _render_open_questions(result, sheet),
        _render_no_red_flag(result),
        render_notice("low-mood", result) if plan.has_notice("low-mood") else None,
        _render_first_things(result),
        render_next(step, result) if step else None,
        render_safety_net(result),
        el("p", el("a", text("result.take-link"), href="#take"), class_="result__take"),
        _render_group_name(result) if group else None,
        *(render_notice(name, result) for name in ("not-a-diagnosis", *(n.id for n in result.general_notices))),
    )


def _render_no_red_flag(result: Result) -> Html:
    """Render what follows from five times no, with a link to the part that it names."""
    part = text(f"result.part.{When.SAFETY_NET}")
    before, name, after = result.no_red_flag.partition(part)
    return el("p", before, el("a", name, href=f"#when-{When.SAFETY_NET}"), after, class_="result__no-red-flag")


def _render_group_name(result: Result) -> Html:
    group = result.plan.group
    assert group is not None
    title = result.calculator.group_title.format(group=group.label)
    return el("p", title, class_="result__group", data_risk=group.id)


def _render_first_things(result: Result) -> Html | None:
    """Render the few things to do this week; whoever has more to do reads where that stands."""
    first = first_things(result)
    if not first:
        return None
    to_do = [action for action in result.plan.actions_at(When.NOW) if not result.is_to_know(action)]
    more = text(
        "result.first",
        shown=number_word(len(first)),
        all=number_word(len(to_do)),
        part=text("result.part.more"),
    )
    return el(
        "section",
        el(
            "h3",
            el("span", text("result.card.routine"), class_="visually-hidden"),
            text(f"result.part.{When.NOW}"),
            id="when-now-title",
            class_="care-card__title",
        ),
        render_actions(first, result.site, kind="do"),
        el("p", more) if len(to_do) > len(first) else None,
        *(render_notice(notice.id, result) for notice in notices_beside(first, result)),
        id="when-now",
        class_="care-card care-card--routine",
        aria_labelledby="when-now-title",
    )


def _render_open_questions(result: Result, sheet: Score) -> Html:
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
        class_="result__missing",
        data_possible=" ".join(band.id for band in sheet.possible),
    )
