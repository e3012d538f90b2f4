"""Change from sheet to sheet: a picture, a table that says the same, and what is due now."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.core.markup import Html, el, join
from calculator.core.texts import day_text, text
from calculator.result.change import Difference, Reading
from calculator.result.change_picture import change_picture
from calculator.result.red_flag_view import red_flag_view
from calculator.result.sources import action_view, notice_view
from calculator.start_back.instrument import START_BACK_9
from calculator.start_back.measurement import MARKED_FALL, PREDICTION
from calculator.start_back.rules import When

TIME_RULE = 7
"""The rule that says what is due by the time that has passed."""
COLUMNS = ("sheet", "total", "since", "distress", "group")


def change_view(readings: Sequence[Reading]) -> Html:
    """Render what `change` found; while the latest sheet has a red flag, only where to go."""
    latest = readings[-1].outcome
    if latest.urgent:
        return red_flag_view(latest)
    return el(
        "section",
        el("h2", text("change.title"), id="change-title"),
        change_picture(readings),
        _table(readings),
        *(el("p", note) for note in _notes(readings)),
        _due(readings[-1]),
        notice_view("not-a-diagnosis", latest.site),
        class_="change",
        aria_labelledby="change-title",
    )


def _table(readings: Sequence[Reading]) -> Html:
    head = el("tr", *(el("th", text(f"change.{name}"), scope="col") for name in COLUMNS))
    rows = (_row(number, reading) for number, reading in enumerate(readings, start=1))
    return el(
        "div",
        el("table", el("thead", head), el("tbody", *rows), class_="working figures"),
        class_="result__scroll",
        tabindex=0,
        role="group",
        aria_label=text("change.title"),
    )


def _row(number: int, reading: Reading) -> Html:
    none = text("change.none")
    group = none if reading.risk is None else text(f"result.group.{reading.risk}")
    changes = [_difference(found) for found in (reading.since_before, reading.since_first) if found]
    return el(
        "tr",
        el("th", text("change.numbered", number=str(number), day=day_text(reading.day)), scope="row"),
        el("td", _total(reading)),
        el("td", *(el("p", change) for change in changes or [none])),
        el("td", none if reading.distress is None else text("change.of", score=str(reading.distress), most="5")),
        el("td", group),
        data_day=reading.day,
    )


def _total(reading: Reading) -> str:
    if reading.total is not None:
        return text("change.of", score=str(reading.total), most=str(reading.most))
    if reading.outcome.urgent:
        return text("change.red-flag")
    items = ", ".join(text("change.item", number=str(number)) for number in reading.missing)
    return text("change.missing", items=items)


def _difference(found: Difference) -> str:
    kind = "same" if found.points == 0 else "fell" if found.points < 0 else "rose"
    said = text(f"change.{kind}", points=str(abs(found.points)))
    said = text("change.since-day", change=said, day=day_text(found.since))
    return text("change.marked", change=said) if found.marked else said


def _notes(readings: Sequence[Reading]) -> list[str]:
    notes = []
    if any(reading.marked for reading in readings):
        points, source = str(MARKED_FALL), str(PREDICTION.source)
        notes.append(text("change.marked-means", points=points, prediction=PREDICTION.value, source=source))
    compared = [found for reading in readings if (found := reading.since_before or reading.since_first)]
    if any(not found.marked and found.points != 0 for found in compared):
        notes.append(text("change.rises"))
    if any(reading.instrument != START_BACK_9.id for reading in readings):
        notes.append(text("change.forms"))
    return notes


def _due(latest: Reading) -> Html:
    actions = [
        action
        for action in latest.outcome.plan["actions"]
        if action["rule"] == TIME_RULE and action["when"] == When.NOW
    ]
    known = latest.outcome.situation.weeks_since_first_session is not None
    shown = (
        el("ul", *(action_view(action, latest.outcome.site) for action in actions), class_="actions")
        if actions
        else el("p", text("change.nothing-due" if known else "change.due-unknown"))
    )
    # With the statement whose list is lost goes the notice that says so.
    lost = any(action["statement"] == "escalate-12-weeks" for action in actions)
    return join(
        el("h3", text("change.due", day=day_text(latest.day))),
        shown,
        notice_view("source-list-missing", latest.outcome.site) if lost else None,
    )
