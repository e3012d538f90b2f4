"""Totals and distress scores over time as a picture; a sheet without a total is a gap, never a guess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import ceil

from calculator.core.instrument import Instrument
from calculator.core.markup import Html, join
from calculator.result.change import Reading
from calculator.result.drawing import WIDTH, box, diamond, dot, line, picture, shape, words
from calculator.result.texts import text

LEFT, RIGHT, TOP, BOTTOM = 34, 284, 24, 204
"""Where the first and the last day and the highest and the lowest total are."""
LEGEND = BOTTOM + 72
"""Where the first of the legend's lines stands."""
APART = 24
"""How near to each other two labels may stand."""


def change_picture(readings: Sequence[Reading], *, for_patient: bool = False) -> Html:
    """Draw sheets of different days, in the order of their days, numbered as in the table beside it.

    `for_patient`: without subscales and groups.
    """
    placed = [(_at(reading.day, readings), reading) for reading in readings]
    scale = _Scale(readings[-1].result.calculator.instrument)
    legend = tuple(_legend(readings, for_patient))
    return picture(
        "change",
        text("change.picture-words" if for_patient else "change.picture"),
        _axes(scale, text("change.counted" if for_patient else "change.total")),
        *(
            part
            for form in _forms(readings)
            for part in _series([each for each in placed if each[1].sheet.instrument == form], scale, for_patient)
        ),
        *_labels(placed, scale, for_patient),
        *legend,
        bottom=LEGEND + 40 if not for_patient else LEGEND + 8 if legend else LEGEND - 4,
    )


class _Scale:
    """Where points are drawn: from none to the most that the whole form can have."""

    def __init__(self, whole: Instrument) -> None:
        self.most = whole.highest(whole.scales[0])

    def height(self, points: int) -> float:
        return BOTTOM - (BOTTOM - TOP) * points / self.most


def _forms(readings: Sequence[Reading]) -> list[Instrument]:
    used = {reading.sheet.instrument.id for reading in readings}
    return [form for form in readings[-1].result.calculator.instruments if form.id in used]


def _at(day: date, readings: Sequence[Reading]) -> float:
    first, last = readings[0].day, readings[-1].day
    return LEFT + (RIGHT - LEFT) * (day - first).days / (last - first).days


def _axes(scale: _Scale, name: str) -> Html:
    marks = [
        join(
            line([(LEFT - 14, scale.height(points)), (RIGHT + 10, scale.height(points))], "picture__grid"),
            words(LEFT - 18, scale.height(points) + 4, str(points), anchor="end", class_="picture__text--small"),
        )
        for points in range(0, scale.most + 1, ceil(scale.most / 3))
    ]
    return join(words(0, 12, name, class_="picture__text--small"), *marks)


def _series(placed: list[tuple[float, Reading]], scale: _Scale, for_patient: bool) -> Iterator[Html]:
    """Yield the lines of one form's sheets: broken where a sheet has no total."""
    for (x, reading), (next_x, following) in pairwise(placed):
        if reading.total is not None and following.total is not None:
            ends = [(x, scale.height(reading.total)), (next_x, scale.height(following.total))]
            yield line(ends, "picture__total")
        if reading.subscale and following.subscale and not for_patient:
            ends = [(x, scale.height(reading.subscale.points)), (next_x, scale.height(following.subscale.points))]
            yield line(ends, "picture__subscale")
    for x, reading in placed:
        if reading.subscale and not for_patient:
            yield diamond(x, scale.height(reading.subscale.points), 5, "picture__step")
        if reading.total is None:
            yield words(x, BOTTOM - 4, "?", anchor="middle", class_="picture__text--strong")
        else:
            yield _mark(reading, x, scale.height(reading.total))
            if reading.marked and not for_patient:
                yield _fall(x, scale.height(reading.total))


def _is_whole(reading: Reading) -> bool:
    return reading.sheet.instrument == reading.result.calculator.instrument


def _mark(reading: Reading, x: float, y: float) -> Html:
    # The totals of two forms must not be taken for one line.
    return dot(x, y, 5, "picture__solid") if _is_whole(reading) else box(x - 5, y - 5, 10, 10, "picture__solid")


def _fall(x: float, y: float) -> Html:
    return shape([(x - 6, y + 9), (x + 6, y + 9), (x, y + 18)], "picture__solid")


def _labels(placed: list[tuple[float, Reading]], scale: _Scale, for_patient: bool) -> Iterator[Html]:
    """Yield each sheet's total above its dot and its number below; where days crowd, the last ones count."""
    free: float = WIDTH + APART
    for number, (x, reading) in reversed(list(enumerate(placed, start=1))):
        if free - x < APART:
            continue
        free = x
        yield words(x, BOTTOM + 34, str(number), anchor="middle")
        if reading.shown and reading.shown.band and not for_patient:
            initial = reading.shown.band.initial
            yield words(x, BOTTOM + 50, initial, anchor="middle", class_="picture__text--strong")
        if reading.total is not None:
            y = scale.height(reading.total) - 9
            yield words(x, y, str(reading.total), anchor="middle", class_="picture__text--strong")


def _legend(readings: Sequence[Reading], for_patient: bool) -> Iterator[Html]:
    calculator = readings[-1].result.calculator
    forms = _forms(readings)
    # Of a single form a patient needs no name.
    marks = [
        text(
            "change.legend-whole" if form == calculator.instrument else "change.legend-short",
            name=text("change.legend-asked", number=str(len(form.items))) if for_patient else form.legend,
        )
        for form in forms
        if len(forms) > 1 or not for_patient
    ]
    subscales = {each.scale.label.lower() for reading in readings if (each := reading.subscale) and not for_patient}
    marks += [text("change.legend-subscale", name=name) for name in subscales]
    if any(reading.total is None for reading in readings):
        marks.append(text("change.legend-not-counted" if for_patient else "change.legend-gap"))
    lines = ["   ".join(marks)] if marks else []
    if any(reading.shown for reading in readings) and not for_patient:
        bands = calculator.instrument.bands
        initials, groups = ", ".join(band.initial for band in bands), ", ".join(band.label for band in bands)
        lines.append(text("change.legend-groups", initials=initials, groups=groups))
    if calculator.measurement and any(reading.marked for reading in readings) and not for_patient:
        lines.append(text("change.legend-fall", points=str(calculator.measurement.marked_fall.points)))
    for number, words_of_line in enumerate(lines):
        yield words(0, LEGEND + 17 * number, words_of_line, class_="picture__text--small")
