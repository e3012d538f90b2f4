"""The numbered lines of the printed sheet: the patient reads them, the clinician finds them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calculator.start_back.rules import When

PARTS: tuple[tuple[When, ...], ...] = (
    (When.NOW,),
    (When.WITHIN_2_WEEKS,),
    (When.AVOID,),
    (When.WEEKS_4_TO_6, When.WEEK_12),
    (When.ASK,),
    (When.OPTION,),
    (When.SAFETY_NET,),
)
"""The parts of the plan from top to bottom; all that is about coming back stands together, with its dates."""

MEDICINES = 5
"""The rule about medicines."""


@dataclass(frozen=True)
class SheetLine:
    """One action of the plan."""

    number: int
    statement: str
    rule: int


@dataclass(frozen=True)
class SheetPart:
    """One part of the plan with its lines and the notices that belong to them."""

    when: When
    """The first of its times."""
    lines: tuple[SheetLine, ...]
    notices: tuple[str, ...]


def sheet_parts(plan: dict[str, Any]) -> tuple[SheetPart, ...]:
    """Return the parts of a plan, without those that have no line; only coming back always has its part."""
    number = 0
    parts = []
    for times in PARTS:
        actions = [action for when in times for action in plan["actions"] if action["when"] == when]
        lines = tuple(
            SheetLine(place, action["statement"], action["rule"])
            for place, action in enumerate(actions, start=number + 1)
        )
        number += len(lines)
        if lines or When.WEEKS_4_TO_6 in times:
            parts.append((times[0], lines))
    notices = {name: _part_of(name, parts) for name in plan["notices"]}
    return tuple(
        SheetPart(when, lines, tuple(name for name, place in notices.items() if place is when))
        for when, lines in parts
    )


def _part_of(notice: str, parts: Sequence[tuple[When, tuple[SheetLine, ...]]]) -> When | None:
    """Return the part with what a notice is about; None for a notice about the group or the whole."""
    if notice == "safety-net":
        return When.SAFETY_NET
    if notice == "dont-stop-suddenly":
        return When.AVOID
    if notice == "source-list-missing":
        return next(when for when, lines in parts if any(line.statement == "escalate-12-weeks" for line in lines))
    if notice == "medicine-first-ask":
        about = [when for when, lines in parts if any(line.rule == MEDICINES for line in lines)]
        return When.ASK if When.ASK in about else about[0]
    return None
