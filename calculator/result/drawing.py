"""The few shapes that the pictures are drawn with. How they look is the style sheet's (`pictures.css`).

Lengths are units of the picture: on a phone's screen one of them is about one CSS pixel. Across they are counted
from where lines of text begin: a picture of an interface from right to left is drawn from right to left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from calculator.core.language import interface_language
from calculator.core.markup import Html, el

WIDTH = 300
"""How wide every picture is: the column of text on a screen of 320 pixels."""


def picture(kind: str, title: str, *shapes: str | None, bottom: float, top: float = 0) -> Html:
    """Return a picture that is WIDTH wide and shows the heights from `top` to `bottom`.

    A screen reader says `title` in its place.
    """
    _language, direction = interface_language()
    return el(
        "svg",
        el("title", title),
        *shapes,
        class_=f"picture picture--{kind}",
        direction=None if direction == "ltr" else direction,
        viewBox=f"0 {_short(top)} {WIDTH} {_short(bottom - top)}",
        role="img",
    )


def words(
    x: float,
    y: float,
    content: str,
    *,
    anchor: Literal["start", "middle", "end"] = "start",
    class_: str | None = None,
) -> Html:
    """Return a line of text on the baseline `y`."""
    return el(
        "text",
        content,
        x=_short(_across(x)),
        y=_short(y),
        text_anchor=None if anchor == "start" else anchor,
        class_="picture__text" + (f" {class_}" if class_ else ""),
    )


def line(points: Iterable[tuple[float, float]], class_: str) -> Html:
    """Return an open line through points."""
    return el("polyline", points=_points(points), class_=class_)


def shape(points: Iterable[tuple[float, float]], class_: str) -> Html:
    """Return a closed shape with these corners."""
    return el("polygon", points=_points(points), class_=class_)


def box(x: float, y: float, width: float, height: float, class_: str) -> Html:
    """Return a box with its upper left corner at a point."""
    left = min(_across(x), _across(x + width))
    return el("rect", x=_short(left), y=_short(y), width=_short(width), height=_short(height), class_=class_)


def dot(x: float, y: float, radius: float, class_: str) -> Html:
    """Return a circle about a point."""
    return el("circle", cx=_short(_across(x)), cy=_short(y), r=_short(radius), class_=class_)


def diamond(x: float, y: float, half: float, class_: str) -> Html:
    """Return a square on its tip about a point."""
    return shape([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], class_)


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_short(_across(x))},{_short(y)}" for x, y in points)


def _across(x: float) -> float:
    """Return how far from the left side a point is."""
    _language, direction = interface_language()
    return x if direction == "ltr" else WIDTH - x


def _short(length: float) -> str:
    # A tenth of a unit is finer than any screen shows.
    return f"{length:.1f}".removesuffix(".0")
