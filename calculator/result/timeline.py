"""The weeks after the first session, in words and as a picture: what is due when, and where today is."""

from __future__ import annotations

from datetime import date

from calculator.core.dates import day_text
from calculator.core.fields import weeks_text
from calculator.core.markup import Html, join
from calculator.core.plan import Step, StepState, Timeline
from calculator.result.drawing import WIDTH, box, diamond, line, picture, shape, words
from calculator.result.texts import text

DAYS_BEFORE_WEEKS = 42
"""Days up to which a time is told in days: "week 1" is read as the first week by one and the second by another."""
WEEKS = 12
"""How far the axis goes: to the last milestone."""
LEFT, RIGHT = 22, 276
"""Where week 0 and the last week are; what lies outside has room for an arrow on either side."""
AXIS, TOP, ROW = 50, 62, 56
"""Heights: of the axis, of the first step, and from each step to the next."""


# ---- In words ---------------------------------------------------------------------------------------------------


def describe_today(timeline: Timeline) -> str | None:
    """Return where today is on a timeline, in words; None when that is not known."""
    if timeline.days is None:
        return None
    return text(
        f"result.here-{_place(timeline.days, timeline.weeks)}", time=_time_text(timeline.days, timeline.weeks)
    )


def _place(days: float, weeks: float | None) -> str:
    if days < 0:
        return "before"
    if weeks is not None and weeks < 1:
        return "first"
    return "start" if days == 0 else "after"


def _time_text(days: float, weeks: float | None) -> str:
    """Return a time in words: in weeks where weeks were given; else in days, and in whole weeks from six on."""
    if weeks is None and days < DAYS_BEFORE_WEEKS:
        return text.counted("result.days", int(days))
    return weeks_text(int(days // 7) if weeks is None else weeks)


def describe_today_on_its_day(place: str, today: date | None) -> str:
    """Return where today is, with its date where that is known."""
    if today is None:
        return text("result.here-week", here=place)
    return text("result.here-day", here=place, day=day_text(today))


def describe_dates(step: Step) -> str:
    """Return when a step is due, in words: its dates, or its weeks where no date is known."""
    if step.first_day is not None and step.last_day is not None:
        first_day, last_day = day_text(step.first_day), day_text(step.last_day)
        if first_day == last_day:
            return text("result.milestone-on", day=first_day)
        return text("result.milestone-span", first=first_day, last=last_day)
    first, last = step.row.weeks
    if first == last:
        return text("result.milestone-week", first=str(first))
    return text("result.milestone-weeks", first=str(first), last=str(last))


def remark_on(step: Step) -> str | None:
    """Return what today makes of a step: it is due now or since a day; None while it is to come.

    A course of treatment that is over gets no remark: nothing of it is due.
    """
    if step.state is StepState.RUNNING:
        return text("result.milestone-running" if step.row.can_be_overdue else "result.course-running")
    if step.state is StepState.COMING or not step.row.can_be_overdue:
        return None
    if step.last_day is None:
        return text("result.milestone-past-week", week=str(step.row.weeks[1]))
    return text("result.milestone-past", day=day_text(step.last_day))


def next_step(timeline: Timeline) -> Step | None:
    """Return the first thing that somebody has to do or, where there is none, the course that is not over yet.

    What is past counts: nobody knows whether it was done.
    """
    by_day = sorted(timeline.steps, key=lambda step: step.row.from_day)
    to_do = [step for step in by_day if step.row.can_be_overdue]
    return next(iter(to_do or (step for step in by_day if step.state is not StepState.PAST)), None)


# ---- As a picture -----------------------------------------------------------------------------------------------


def timeline_picture(timeline: Timeline) -> Html:
    """Draw a timeline that has steps: a line for each, with its dates or weeks, and today across them."""
    bottom = TOP + ROW * len(timeline.steps)
    return picture(
        "timeline",
        text("timeline.picture"),
        _axis(bottom),
        _today(timeline),
        *(_step(number, step) for number, step in enumerate(timeline.steps, start=1)),
        top=AXIS - 20 if describe_today(timeline) is None else 0,
        bottom=bottom + 20,
    )


def _at(week: float) -> float:
    return LEFT + (RIGHT - LEFT) * week / WEEKS


def _axis(bottom: float) -> Html:
    ticks = [
        join(
            line([(_at(week), AXIS - 3), (_at(week), AXIS + 3)], "picture__line"),
            words(_at(week), AXIS - 7, str(week), anchor="middle", class_="picture__text--small"),
        )
        for week in range(0, WEEKS + 1, 2)
    ]
    caption = words(WIDTH / 2, bottom + 14, text("timeline.axis"), anchor="middle", class_="picture__text--small")
    return join(line([(_at(0), AXIS), (_at(WEEKS), AXIS)], "picture__line"), *ticks, caption)


def _today(timeline: Timeline) -> Html | None:
    if timeline.days is None:
        return None
    # The caption says from when it counts: the whole sentence has no room beside the mark.
    after = _place(timeline.days, timeline.weeks) == "after"
    time = _time_text(timeline.days, timeline.weeks)
    place = text("timeline.here", time=time) if after else describe_today(timeline)
    assert place is not None
    week = timeline.days / 7
    x = min(max(_at(week), 6), WIDTH - 6)
    # Where today lies off the axis the mark points away from it, else down to the day.
    if x < LEFT and week < 0:
        mark = [(x - 6, 24), (x + 6, 18), (x + 6, 30)]
    elif x > RIGHT:
        mark = [(x + 6, 24), (x - 6, 18), (x - 6, 30)]
    else:
        mark = [(x - 7, 19), (x + 7, 19), (x, 30)]
    return join(
        # Beside the bars alone: a line through the words would make them hard to read.
        *(
            line([(x, TOP + ROW * row + 35), (x, TOP + ROW * row + 52)], "picture__today")
            for row in range(len(timeline.steps))
        ),
        shape(mark, "picture__solid"),
        words(*_label(x), place, anchor="start" if x < WIDTH / 2 else "end", class_="picture__text--strong"),
    )


def _label(x: float) -> tuple[float, float]:
    return (max(x - 7, 0) if x < WIDTH / 2 else min(x + 7, WIDTH)), 13


def _step(number: int, step: Step) -> Html:
    top = TOP + ROW * (number - 1)
    name = text("timeline.numbered", number=str(number), name=step.row.picture_label)
    mark = _mark(step)
    overdue = step.state is StepState.PAST and step.row.can_be_overdue
    return join(
        _warning(7, top + 10) if overdue else None,
        words(
            18 if overdue else 0,
            top + 15,
            text("timeline.marked", name=name, mark=mark) if mark else name,
            class_="picture__text--strong",
        ),
        words(0, top + 31, describe_dates(step)),
        _bar(step, top + 43),
    )


def _mark(step: Step) -> str | None:
    if step.state is StepState.COMING:
        return None
    if step.state is StepState.RUNNING:
        return text("timeline.running")
    return text("timeline.due") if step.row.can_be_overdue else None


def _bar(step: Step, y: float) -> Html:
    first, last = (_at(week) for week in step.row.weeks)
    class_ = f"picture__step picture__step--{step.state}"
    if first == last:
        return diamond(first, y, 7, class_)
    return box(first, y - 5, last - first, 10, class_)


def _warning(x: float, y: float) -> Html:
    return join(
        shape([(x, y - 8), (x + 8, y + 6), (x - 8, y + 6)], "picture__warning"),
        words(x, y + 4, "?", anchor="middle", class_="picture__text--sign"),
    )
