"""The results of bench/start.py as a picture: a bar for each contender, a group for each condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bench.start_conditions import CONDITIONS
from bench.start_report import label
from bench.start_server import Coding
from calculator.core.markup import Html, el

WIDTH = 860
_NAMES, _FIGURES = 230, 110
"""How wide the column of names is, and what is kept free on the right for the longest bar's figure."""
_ROW, _HEADING, _EDGE = 24, 40, 16
_STYLE = """
svg { background: #fff; font-family: sans-serif; font-size: 14px }
text { fill: #12282d }
.heading { font-weight: bold; font-size: 15px }
.name { text-anchor: end }
.peer { fill: #8aa0a6 }
.ours { fill: #0b5563 }
.floor { fill: #d0b16a }
"""


def picture(figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the medians as an SVG file. Each condition has a scale of its own, from 0 to its slowest."""
    named = {each.name: each for each in CONDITIONS if each.coding is Coding.BROTLI}
    shown = sorted(
        (each for each in figures if each["condition"] in named),
        key=lambda each: list(named).index(each["condition"]),
    )
    shapes: list[Html] = []
    top = 2 * _EDGE
    for name, group in groupby(shown, key=lambda each: str(each["condition"])):
        top += _HEADING
        shapes.append(el("text", f"Start {named[name].what}", x=_EDGE, y=top - 12, class_="heading"))
        bars = list(group)
        slowest = max(each["ms"] for each in bars)
        for each in bars:
            shapes += _bar(each, slowest, top)
            top += _ROW
    height = top + _EDGE
    said = "From navigation to Python’s first answer: milliseconds, medians"
    drawn = el(
        "svg",
        el("title", said),
        el("style", _STYLE),
        el("text", said, x=_EDGE, y=_EDGE + 8),
        *shapes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
    )
    return f"{drawn}\n"


def _bar(figure: Mapping[str, Any], slowest: float, top: float) -> Iterator[Html]:
    room = WIDTH - _NAMES - _FIGURES
    width = round(room * figure["ms"] / slowest, 1)
    kind = figure["contender"].partition("-")[0]
    class_ = {"lumbar": "ours", "floor": "floor"}.get(kind, "peer")
    yield el("text", label(figure), x=_NAMES - 10, y=top + 15, class_="name")
    yield el("rect", x=_NAMES, y=top + 3, width=width, height=_ROW - 7, class_=class_)
    yield el("text", f"{figure['ms']:,.0f} ms", x=_NAMES + width + 8, y=top + 15)
