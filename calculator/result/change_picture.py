"""Totals and distress scores over time as a picture; a sheet without a total is a gap, never a guess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from calculator.core.markup import Html, join
from calculator.core.texts import text
from calculator.result.change import Reading
from calculator.result.drawing import WIDTH, box, diamond, dot, line, picture, shape, words
from calculator.start_back.instrument import START_BACK_9
from calculator.start_back.measurement import MARKED_FALL

LEFT, RIGHT, TOP, BOTTOM = 34, 284, 24, 204
"""Where the first and the last day and the highest and the lowest total are."""
LEGEND = BOTTOM + 72
"""Where the first of the legend's lines stands."""
MOST = len(START_BACK_9.items)
APART = 24
"""How near to each other two labels may stand."""


def change_picture(readings: Sequence[Reading]) -> Html:
    """Draw sheets of different days, in the order of their days, numbered as in the table beside it."""
    days = [_at(reading.day, readings) for reading in readings]
    placed = list(zip(days, readings, strict=True))
    forms = sorted({reading.instrument for reading in readings}, reverse=True)
    return picture(
        "change",
        text("change.picture"),
        _axes(),
        *(part for form in forms for part in _series([p for p in placed if p[1].instrument == form])),
        *_labels(placed),
        *_legend(readings),
        bottom=LEGEND + 40,
    )


def _at(day: str, readings: Sequence[Reading]) -> float:
    first, last = (date.fromisoformat(readings[end].day) for end in (0, -1))
    return LEFT + (RIGHT - LEFT) * (date.fromisoformat(day) - first).days / (last - first).days


def _height(points: int) -> float:
    return BOTTOM - (BOTTOM - TOP) * points / MOST


def _axes() -> Html:
    marks = [
        join(
            line([(LEFT - 14, _height(points)), (RIGHT + 10, _height(points))], "picture__grid"),
            words(LEFT - 18, _height(points) + 4, str(points), anchor="end", class_="picture__text--small"),
        )
        for points in range(0, MOST + 1, 3)
    ]
    return join(words(0, 12, text("change.total"), class_="picture__text--small"), *marks)


def _series(placed: list[tuple[float, Reading]]) -> Iterator[Html]:
    """Yield the lines of one form's sheets: broken where a sheet has no total."""
    for (x, reading), (next_x, following) in pairwise(placed):
        if reading.total is not None and following.total is not None:
            yield line([(x, _height(reading.total)), (next_x, _height(following.total))], "picture__total")
        if reading.distress is not None and following.distress is not None:
            yield line([(x, _height(reading.distress)), (next_x, _height(following.distress))], "picture__distress")
    for x, reading in placed:
        if reading.distress is not None:
            yield diamond(x, _height(reading.distress), 5, "picture__step")
        if reading.total is None:
            yield words(x, BOTTOM - 4, "?", anchor="middle", class_="picture__text--strong")
        else:
            yield _mark(reading.instrument, x, _height(reading.total))
            if reading.marked:
                yield _fall(x, _height(reading.total))


def _mark(instrument: str, x: float, y: float) -> Html:
    # The two forms' totals must not be taken for one line.
    nine = instrument == START_BACK_9.id
    return dot(x, y, 5, "picture__solid") if nine else box(x - 5, y - 5, 10, 10, "picture__solid")


def _fall(x: float, y: float) -> Html:
    return shape([(x - 6, y + 9), (x + 6, y + 9), (x, y + 18)], "picture__solid")


def _labels(placed: list[tuple[float, Reading]]) -> Iterator[Html]:
    """Yield each sheet's total above its dot and its number below; where days crowd, the last ones count."""
    free: float = WIDTH + APART
    for number, (x, reading) in reversed(list(enumerate(placed, start=1))):
        if free - x < APART:
            continue
        free = x
        yield words(x, BOTTOM + 34, str(number), anchor="middle")
        if reading.risk is not None:
            initial = text(f"change.initial.{reading.risk}")
            yield words(x, BOTTOM + 50, initial, anchor="middle", class_="picture__text--strong")
        if reading.total is not None:
            total = str(reading.total)
            yield words(x, _height(reading.total) - 9, total, anchor="middle", class_="picture__text--strong")


def _legend(readings: Sequence[Reading]) -> Iterator[Html]:
    forms = sorted({reading.instrument for reading in readings}, reverse=True)
    said = [text(f"change.legend-{form}") for form in forms]
    if any(reading.distress is not None for reading in readings):
        said.append(text("change.legend-distress"))
    if any(reading.total is None for reading in readings):
        said.append(text("change.legend-gap"))
    lines = ["   ".join(said)]
    if any(reading.risk is not None for reading in readings):
        lines.append(text("change.legend-groups"))
    if any(reading.marked for reading in readings):
        lines.append(text("change.legend-fall", points=str(MARKED_FALL)))
    for number, words_of_line in enumerate(lines):
        yield words(0, LEGEND + 17 * number, words_of_line, class_="picture__text--small")
