"""Change from sheet to sheet as HTML: in words, as a picture, what is due now; and the figures, for a clinician."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from calculator.core.dates import day_text
from calculator.core.markup import Html, el, join
from calculator.core.plan import When
from calculator.core.scoring import ScaleScore
from calculator.result.change import Difference, Reading
from calculator.result.change_picture import change_picture
from calculator.result.change_words import describe_change, has_risen
from calculator.result.screen import render_red_flag
from calculator.result.statements import render_actions, render_notice
from calculator.result.texts import text


def render_change(readings: Sequence[Reading], label_of: Mapping[date | None, str]) -> Html:
    """Render what `compare` found; while the latest sheet has a red flag, only where to go.

    `label_of` holds the labels of the sheets by their days: what a sheet is called to tell people apart.
    """
    latest = readings[-1].result
    if latest.urgent:
        return render_red_flag(latest)
    return el(
        "section",
        el("h2", text("change.title"), id="change-title"),
        el("p", " ".join(describe_change(readings)), class_="change__words"),
        _render_rise(readings[-1]) if has_risen(readings[-1]) else None,
        el("p", latest.calculator.what_counts),
        change_picture(readings, for_patient=True),
        # Numbered as in the picture.
        el("ol", *(el("li", day_text(reading.day)) for reading in readings)),
        _render_due(readings[-1]),
        render_notice("not-a-diagnosis", latest),
        el(
            "details",
            el("summary", el("h3", text("change.clinician"), class_="clinician__title")),
            change_picture(readings),
            _render_table(readings, label_of),
            *(el("p", note) for note in _notes(readings)),
            class_="clinician-view",
        ),
        class_="change",
        aria_labelledby="change-title",
    )


def _render_rise(latest: Reading) -> Html:
    """Render what more answers that count call for, with a link to the first safety question."""
    first = latest.result.calculator.red_flags[0]
    link = text("change.rise-link")
    before, name, after = text("change.rise", link=link).partition(link)
    return el("p", before, el("a", name, href=f"#red_flags.{first.id}"), after, class_="notice notice--rise")


def _render_table(readings: Sequence[Reading], label_of: Mapping[date | None, str]) -> Html:
    whole = readings[-1].result.calculator.instrument
    subscales = [scale.label for scale in whole.scales[1:2]]
    heads = [text("change.sheet"), text("change.total"), text("change.since"), *subscales, text("change.group")]
    head = el("tr", *(el("th", name, scope="col") for name in heads))
    rows = (
        _render_row(number, reading, label_of.get(reading.day, ""), has_subscale=bool(subscales))
        for number, reading in enumerate(readings, start=1)
    )
    return el(
        "div",
        el("table", el("thead", head), el("tbody", *rows), class_="working figures"),
        class_="result__scroll",
        tabindex=0,
        role="group",
        aria_label=text("change.title"),
    )


def _render_row(number: int, reading: Reading, label: str, *, has_subscale: bool) -> Html:
    none = text("change.none")
    band = reading.shown.band if reading.shown else None
    subscale = reading.subscale
    changes = [_difference_text(each) for each in reading.differences]
    return el(
        "tr",
        el(
            "th",
            text("change.numbered", number=str(number), day=day_text(reading.day)),
            text("change.label", label=label) if label else None,
            scope="row",
        ),
        el("td", _total_text(reading)),
        el("td", *(el("p", change) for change in changes or [none])),
        el("td", _score_text(subscale) if subscale else none) if has_subscale else None,
        el("td", band.label if band else none),
        data_day=reading.day.isoformat(),
    )


def _score_text(score: ScaleScore) -> str:
    return text("change.of", score=str(score.points), most=str(score.highest))


def _total_text(reading: Reading) -> str:
    if reading.shown:
        return _score_text(reading.shown.scales[0])
    if reading.result.urgent:
        return text("change.red-flag")
    items = ", ".join(text("change.item", number=str(number)) for number in reading.sheet.missing)
    return text("change.missing", items=items)


def _difference_text(difference: Difference) -> str:
    direction = "same" if difference.points == 0 else "fell" if difference.points < 0 else "rose"
    change = text(f"change.{direction}", points=str(abs(difference.points)))
    change = text("change.since-day", change=change, day=day_text(difference.since))
    return text("change.marked", change=change) if difference.marked else change


def _notes(readings: Sequence[Reading]) -> Iterator[str]:
    measurement = readings[-1].result.calculator.measurement
    if measurement is None:
        return
    fall = measurement.marked_fall
    if any(reading.marked for reading in readings):
        source = str(fall.prediction.source)
        yield text("change.marked-means", points=str(fall.points), prediction=fall.prediction.value, source=source)
    compared = [reading.differences[0] for reading in readings if reading.differences]
    if any(not difference.marked and difference.points != 0 for difference in compared):
        yield text("change.rises")
    if any(reading.sheet.instrument.id != fall.instrument for reading in readings):
        yield text("change.forms")


def _render_due(latest: Reading) -> Html:
    plan = latest.result.plan
    rule = latest.result.calculator.time_rule
    actions = [action for action in plan.actions_at(When.NOW) if action.rule == rule]
    if actions:
        due = render_actions(actions, latest.result.site)
    else:
        known = plan.timeline.days is not None
        due = el("p", text("change.nothing-due" if known else "change.due-unknown"))
    # With a statement goes the notice about it.
    notices = [each for each in plan.notices_at(When.NOW) if each.about and any(map(each.about, actions))]
    return join(
        el("h3", text("change.due", day=day_text(latest.day))),
        due,
        *(render_notice(notice.id, latest.result) for notice in notices),
    )
