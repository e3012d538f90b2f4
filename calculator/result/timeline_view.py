"""What is due when: a list, and a picture of the same beside it."""

from __future__ import annotations

from calculator.core.markup import Html, el
from calculator.core.texts import day_text, text
from calculator.result.outcome import Outcome
from calculator.result.site import Site
from calculator.result.sources import source_view
from calculator.result.timeline import State, Step, Timeline, timeline
from calculator.result.timeline_picture import here, span, timeline_picture


def timeline_view(outcome: Outcome) -> Html:
    """Render the timeline: real dates where the first session's is known, else weeks."""
    found = timeline(outcome)
    return el(
        "section",
        el("h3", text("result.timeline" if found.dated else "result.timeline-undated"), id="result-timeline"),
        None if found.dated else el("p", text("result.timeline-counted")),
        _here(found, outcome.today),
        timeline_picture(found),
        el("ol", *(_step(step, outcome.site) for step in found.steps), class_="timeline"),
        class_="when when--timeline",
        aria_labelledby="result-timeline",
    )


def _here(found: Timeline, today: str | None) -> Html | None:
    place = here(found)
    if place is None:
        return None
    said = text("result.here-week", here=place) if today is None else _on_the_day(place, today)
    return el("p", said, class_="timeline__here")


def _on_the_day(place: str, today: str) -> str:
    return text("result.here-day", here=place, day=day_text(today))


def _step(step: Step, site: Site) -> Html:
    remark = remark_on(step)
    weeks = step.weeks
    return el(
        "li",
        el("strong", span(step)),
        " ",
        text(f"result.milestone.{step.row.id}"),
        el("em", f" {remark}") if remark else None,
        source_view(step.row.statement, site),
        class_=f"milestone milestone--{step.state}" + ("" if step.to_do else " milestone--course"),
        # What the calculator's plan holds: without a date there are weeks, and no milestone.
        data_milestone=step.row.id if step.first_day else None,
        data_from=step.first_day,
        data_to=step.last_day,
        data_weeks=f"{weeks[0]}-{weeks[1]}",
    )


def remark_on(step: Step) -> str | None:
    """Return what today makes of a step: it is due now, it was due, or None while it is to come."""
    kind = "milestone" if step.to_do else "course"
    if step.state is State.RUNNING:
        return text(f"result.{kind}-running")
    if step.state is State.COMING:
        return None
    if step.last_day is None:
        return text(f"result.{kind}-past-week", week=str(step.weeks[1]))
    return text(f"result.{kind}-past", day=day_text(step.last_day))
