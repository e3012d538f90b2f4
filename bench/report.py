"""The parts that reports of results have in common: what was measured on, tables, what could not be measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bench.harness import Results


def preamble(title: str, introduction: str, results: Results) -> Iterator[str]:
    """Yield the title, what the figures mean, the machine, the versions and the contenders."""
    machine, load = results["machine"], results["load"]
    yield f"# {title}"
    yield introduction
    yield (
        f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}. Load average {load['before']} before and {load['after']} after."
    )
    yield ", ".join(f"{name} {version}" for name, version in results["versions"].items()) + "."
    if "contenders" in results:
        yield "\n".join(f"- `{name}`: {description}." for name, description in results["contenders"].items())


def section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a section, or nothing where it has no line."""
    text = "\n".join(lines)
    if text:
        yield f"## {heading}"
        yield text


def not_measured(results: Results) -> Iterator[str]:
    """Yield the section on what could not be measured, and why."""
    reasons = results.get("not_measured", {}) | results.get("failed", {})
    lines = [f"- `{name}` was not measured: {reason}." for name, reason in reasons.items()]
    lines += [
        f"- `{run['contender']}`, {run['pages']:,} pages: void, {run['void']}."
        for run in results.get("runs", ())
        if run.get("void")
    ]
    yield from section("Not measured", lines)


def table(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the lines of a Markdown table; `columns` are format strings by their headings, such as `{ms:.0f}`.

    The first column is text, the others are figures. A figure that is None is a dash; no rows are no table.
    """
    lines = [[_cell(pattern, row) for pattern in columns.values()] for row in rows]
    if not lines:
        return []
    return [f"| {' | '.join(line)} |" for line in (columns, ["-", *["-:"] * (len(columns) - 1)], *lines)]


def _cell(pattern: str, row: Mapping[str, Any]) -> str:
    try:
        return pattern.format_map(row)
    except TypeError:
        # None has no digits.
        return "–"
