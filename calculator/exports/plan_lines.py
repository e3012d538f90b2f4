"""A plan in few lines: the source's own sentences in the order of their weight, as many as there is room for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from calculator.core.texts import text
from calculator.result.outcome import Outcome
from calculator.start_back.rules import When

ORDER = (
    When.NOW,
    When.WITHIN_2_WEEKS,
    When.ASK,
    When.AVOID,
    When.WEEKS_4_TO_6,
    When.WEEK_12,
    When.OPTION,
)
"""By weight for a clinician. The safety net, which is all red flags, is said elsewhere, whatever room there is."""

_TIME = 7
_FIRST_RULES = {_TIME: 0, 4: 1}
"""What is due by now, then what the group calls for; what goes on anyway comes behind."""

_REASON = re.compile("—|, as (?=[a-z])|(?<=[.]) ")
"""Where a sentence of the source goes over to why it is so: what stands before is whole without it."""


@dataclass(frozen=True)
class _Line:
    when: When
    words: str
    weight: int
    """The lower, the sooner it gets room."""
    statements: int = 1


def plan_lines(outcome: Outcome, room: int, written: Callable[[str], str] = str) -> list[str]:
    """Return the plan in lines that take at most `room` characters, their line breaks included.

    Nothing is cut to fit: what there is no room for is counted in the last line, for which there must be room.
    `written` turns words into the characters that they are to be written with.
    """
    lines = [replace(line, words=written(line.words)) for line in _lines(outcome)]
    headings = {line.when: written(text(f"record.when.{line.when}")) for line in lines}
    kept: set[_Line] = set()
    room -= _size(_more(lines, written))
    for line in sorted(lines, key=lambda line: line.weight):
        headed = any(line.when is other.when for other in kept)
        needed = _size(_item(line)) + (0 if headed else _size(headings[line.when]))
        if needed <= room:
            kept.add(line)
            room -= needed
    shown = []
    for when, heading in headings.items():
        items = [_item(line) for line in lines if line.when is when and line in kept]
        shown += [heading, *items] if items else []
    left_out = [line for line in lines if line not in kept]
    return [*shown, _more(left_out, written)] if left_out else shown


def said(statement: str) -> str:
    """Return what a statement says without the reason that it gives for it."""
    words = _REASON.split(statement)[0]
    if words.endswith(":"):
        return text("record.breaks-off", words=words)
    return words if words.endswith(".") else words + "."


def _size(line: str) -> int:
    return len(line) + 1


def _item(line: _Line) -> str:
    return f"- {line.words}"


def _more(lines: Sequence[_Line], written: Callable[[str], str]) -> str:
    return written(text("record.more", number=str(sum(line.statements for line in lines))))


def _lines(outcome: Outcome) -> Iterator[_Line]:
    statements = outcome.site.statements
    for when in ORDER:
        due = [
            (action, statements[action["statement"]])
            for action in outcome.plan["actions"]
            if action["when"] == when
        ]
        if when is When.OPTION and due:
            names = ", ".join(_name(statement) for _action, statement in due)
            yield _Line(when, text("record.options", names=names), 0, len(due))
            continue
        for action, statement in sorted(due, key=lambda one: _FIRST_RULES.get(one[0]["rule"], len(_FIRST_RULES))):
            # A finding is the reason for something else, but for rehabilitation at 12 weeks.
            reason = statement["kind"] == "fact" and action["rule"] != _TIME
            yield _Line(when, said(statement["text"]), 1 if reason else 0)


def _name(option: dict[str, Any]) -> str:
    """Return what the source calls an option, before it says for whom it is and how well it works."""
    words: str = option["text"]
    return words.partition(": ")[0]
