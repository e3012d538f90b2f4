"""The reader's own lines in a saved file: written, and looked at before they are read."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.core.messages import one_line, quote
from calculator.core.strict_json import Json
from calculator.exports.texts import text
from calculator.result.own_lines import COLUMN_LIMITS, GOAL_LIMIT, MOST_EXERCISES, OwnLines


def write_own(own: OwnLines) -> Json:
    """Return the lines as a file, and the page, hold them; null where nothing was written."""
    if own.empty:
        return None
    return {"goal": own.goal, "exercises": [dict(row) for row in own.exercises]}


def own_faults(own: Json) -> Iterator[tuple[str, Json, str]]:
    """Yield what is wrong with the lines of a file: the field, its value and what is allowed."""
    if own is None:
        return
    if not isinstance(own, dict):
        yield "own", own, text("saved.object-or-null")
        return
    yield from _others(own, ("goal", "exercises"), "own")
    yield from _line(own, "goal", GOAL_LIMIT, "own")
    rows = own.get("exercises")
    if not isinstance(rows, list) or len(rows) > MOST_EXERCISES:
        yield "own.exercises", rows, text("saved.rows", most=str(MOST_EXERCISES))
        return
    for place, row in enumerate(rows):
        name = f"own.exercises.{place}"
        if not isinstance(row, dict) or not any(row.values()):
            yield name, row, text("saved.rows", most=str(MOST_EXERCISES))
            continue
        yield from _others(row, COLUMN_LIMITS, name)
        for column, most in COLUMN_LIMITS.items():
            yield from _line(row, column, most, name)


def _others(
    group: dict[str, Json], known: tuple[str, ...] | dict[str, int], name: str
) -> Iterator[tuple[str, Json, str]]:
    for key in (each for each in group if each not in known):
        yield f"{name}.{quote(key)[1:-1]}", group[key], text("saved.no-such-field", fields=", ".join(known))


def _line(group: dict[str, Json], name: str, most: int, within: str) -> Iterator[tuple[str, Json, str]]:
    line = group.get(name)
    if not isinstance(line, str) or line != one_line(line, most):
        yield f"{within}.{name}", line, text("saved.line", most=str(most))
