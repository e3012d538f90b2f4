"""How many of each risk group improved, as bars: for a clinician, never for a patient."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.core.fields import number_text
from calculator.core.markup import Html, join
from calculator.core.measurement import GroupShare
from calculator.core.messages import begin_sentence
from calculator.result.drawing import WIDTH, box, line, picture, words
from calculator.result.texts import text

LEFT, RIGHT = 10, 285
"""Where 0 % and 100 % are."""
ROW, BAR = 44, 14
"""Heights: from each group to the next, and of a bar."""


def shares_picture(shares: Sequence[GroupShare]) -> Html:
    """Draw a bar for each group, with its name and figure above it."""
    bottom = ROW * len(shares) + 4
    return picture(
        "outcomes",
        text("measurement.picture"),
        *(_bar(ROW * row, share) for row, share in enumerate(shares)),
        _axis(bottom),
        bottom=bottom + 36,
    )


def group_name(share: GroupShare) -> str:
    """Return the group's name, such as "Low risk"."""
    return text("measurement.risk", group=begin_sentence(share.band.label))


def share_text(share: GroupShare) -> str:
    """Return the share as it is read, such as "65.6 %"."""
    return text("measurement.percent", percent=number_text(share.percent))


def _at(percent: float) -> float:
    return LEFT + (RIGHT - LEFT) * percent / 100


def _bar(top: float, share: GroupShare) -> Html:
    label = text("measurement.bar", group=group_name(share), percent=share_text(share))
    return join(
        words(LEFT, top + 18, label, class_="picture__text--strong"),
        box(LEFT, top + 24, _at(share.percent) - LEFT, BAR, "picture__bar"),
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
