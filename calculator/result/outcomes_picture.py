"""How many of each risk group improved, as bars: for a clinician, never for a patient."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.core.markup import Html, join
from calculator.core.texts import text
from calculator.result.drawing import WIDTH, box, line, picture, words
from calculator.start_back.measurement import GroupOutcome

LEFT, RIGHT = 10, 285
"""Where 0 % and 100 % are."""
ROW, BAR = 44, 14
"""Heights: from each group to the next, and of a bar."""


def outcomes_picture(outcomes: Sequence[GroupOutcome]) -> Html:
    """Draw a bar for each group, with its name and figure above it."""
    bottom = ROW * len(outcomes) + 4
    return picture(
        "outcomes",
        text("measurement.picture"),
        *(_bar(ROW * row, outcome) for row, outcome in enumerate(outcomes)),
        _axis(bottom),
        bottom=bottom + 36,
    )


def group_of(outcome: GroupOutcome) -> str:
    """Return the group's name, such as "Low risk"."""
    return text("measurement.risk", group=text(f"result.group.{outcome.risk}").capitalize())


def share_of(outcome: GroupOutcome) -> str:
    """Return the share as it is read, such as "65.6 %"."""
    return text("measurement.percent", percent=str(outcome.percent))


def _at(percent: float) -> float:
    return LEFT + (RIGHT - LEFT) * percent / 100


def _bar(top: float, outcome: GroupOutcome) -> Html:
    said = text("measurement.bar", group=group_of(outcome), percent=share_of(outcome))
    return join(
        words(LEFT, top + 18, said, class_="picture__text--strong"),
        box(LEFT, top + 24, _at(outcome.percent) - LEFT, BAR, "picture__bar"),
    )


def _axis(y: float) -> Html:
    ticks = [
        join(
            line([(_at(percent), y), (_at(percent), y + 5)], "picture__line"),
            words(
                _at(percent),
                y + 18,
                text("measurement.percent", percent=str(percent)),
                anchor="end" if percent == 100 else "start" if percent == 0 else "middle",
                class_="picture__text--small",
            ),
        )
        for percent in (0, 25, 50, 75, 100)
    ]
    caption = words(WIDTH / 2, y + 33, text("measurement.axis"), anchor="middle", class_="picture__text--small")
    return join(line([(_at(0), y), (_at(100), y)], "picture__line"), *ticks, caption)
