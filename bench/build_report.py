"""The results of bench/build.py for people: tables, and the goals with what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.contenders import PLAIN
from bench.results import machine_line, table

GOAL_PAGES, GOAL_MS, GOAL_MB = 1_000, 3.0, 30.0
"""What a page and what the whole may cost more than with plain Material, at so many pages."""


def report(results: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    return "\n\n".join(_parts(results))


def _parts(results: Mapping[str, Any]) -> Iterator[str]:
    text = results["corpus"]
    yield "# Building at scale"
    yield (
        f"Pages of {text['words_a_page']} made-up words and {text['citations_a_page']} citations, "
        f"{text['references']} references. What the columns mean: [docs/bench.md](../../docs/bench.md)."
    )
    load = results["load"]
    yield f"{machine_line(results['machine'])} Load average {load['before']} before and {load['after']} after."
    yield ", ".join(f"{name} {version}" for name, version in results["versions"].items()) + "."
    yield "\n".join(f"- `{name}`: {what}." for name, what in results["contenders"].items())
    for pages in sorted({each["pages"] for each in results["figures"]}):
        yield f"## {pages:,} page{'s' if pages > 1 else ''}"
        yield _size([each for each in results["figures"] if each["pages"] == pages])
    if results["growth"]:
        yield "## Growth"
        yield _growth(results["growth"])
    faults = [f"- `{name}` was not measured: {why}." for name, why in results["not_measured"].items()]
    void = [run for run in results["runs"] if run["void"]]
    faults += [f"- `{run['contender']}`, {run['pages']:,} pages: void, {run['void']}." for run in void]
    if faults:
        yield "## Not measured"
        yield "\n".join(faults)
    verdicts = list(_verdicts(results))
    if verdicts:
        yield "## Goals"
        yield "\n".join(verdicts)


def _size(found: list[Mapping[str, Any]]) -> str:
    rows = [
        {
            "": f"`{each['contender']}`",
            "s": f"{each['seconds']:.2f}",
            "fastest–slowest": f"{each['fastest']:.2f}–{each['slowest']:.2f}",
            "ratio": _number(each["ratio"], ".2f"),
            "ms a page more": _number(each["ms_a_page"], ".2f", base=each["contender"] == PLAIN),
            "CPU s": f"{each['cpu_seconds']:.2f}",
            "CPU ms a page more": _number(each["cpu_ms_a_page"], ".2f", base=each["contender"] == PLAIN),
            "peak MB": f"{each['peak_mb']:.0f}",
            "MB more": _number(each["mb_over"], ".1f", base=each["contender"] == PLAIN),
            "files": f"{each['files']:,}",
            "site MB": f"{each['site_mb']:.1f}",
        }
        for each in found
    ]
    return table(list(rows[0]), [list(row.values()) for row in rows])


def _growth(found: list[Mapping[str, Any]]) -> str:
    return table(
        ["", "from", "to pages", "exponent", "ms a further page", "kB a further page"],
        [
            [
                f"`{each['contender']}`",
                f"{each['smaller']:,}",
                f"{each['larger']:,}",
                f"{each['exponent']:.2f}",
                f"{each['ms_a_page']:.2f}",
                f"{each['kb_a_page']:.0f}",
            ]
            for each in found
        ],
    )


def _verdicts(results: Mapping[str, Any]) -> Iterator[str]:
    """Yield how Lumbar stands to its goals; they are no test, and nothing fails by them."""
    exponents = {each["contender"]: each["exponent"] for each in results["growth"]}
    for each in results["figures"]:
        name, ms, mb = each["contender"], each["ms_a_page"], each["mb_over"]
        if each["pages"] != GOAL_PAGES or not name.startswith("lumbar") or ms is None:
            continue
        verdict = (
            f"- `{name}`, {GOAL_PAGES:,} pages: {ms:.2f} ms a page more than plain (goal {GOAL_MS:g}: "
            f"{_reached(ms, GOAL_MS)}), {mb:.1f} MB more (goal {GOAL_MB:g}: {_reached(mb, GOAL_MB)})"
        )
        if name in exponents and PLAIN in exponents:
            ours, plain = exponents[name], exponents[PLAIN]
            verdict += f", exponent {ours:.2f} to plain’s {plain:.2f} ({_reached(ours, plain)})"
        yield f"{verdict}."


def _reached(value: float, goal: float) -> str:
    return "reached" if round(value, 2) <= round(goal, 2) else "missed"


def _number(value: float | None, form: str, *, base: bool = False) -> str | None:
    return None if value is None or base else f"{value:{form}}"
