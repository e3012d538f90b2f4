"""The results of bench/start.py for people: a table for each condition, and the goals with what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bench.results import machine_line, table
from bench.start_conditions import CONDITIONS
from bench.start_server import Coding

_CODINGS = {"plain": Coding.BROTLI, "gzip": Coding.GZIP, "none": Coding.NONE}
"""The conditions that tell what is sent, by what the host does."""


def report(results: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    return "\n\n".join(_parts(results))


def label(figure: Mapping[str, Any]) -> str:
    """Return whose figure it is: of those who are visited again, which visit it was."""
    return str(figure["contender"]) + (f", visit {figure['visit']}" if figure["visit"] > 1 else "")


def _parts(results: Mapping[str, Any]) -> Iterator[str]:
    yield "# From navigation to Python’s first answer"
    yield (
        "Every page asks the same wheel for the result of the same sheet as soon as its Python can answer, and "
        "every answer was the same. Milliseconds from the beginning of the navigation until the answer is on the "
        "page, in a fresh profile. The floor compiles, and answers nothing."
    )
    load = results["load"]
    yield f"{machine_line(results['machine'])} Load average {load['before']} before and {load['after']} after."
    yield ", ".join(f"{name} {version}" for name, version in results["versions"].items()) + "."
    yield "\n".join(f"- `{name}`: {what}." for name, what in results["contenders"].items())
    figures: Sequence[Mapping[str, Any]] = results["figures"]
    for condition in CONDITIONS:
        found = [each for each in figures if each["condition"] == condition.name]
        if found and (condition.coding is Coding.BROTLI):
            yield f"## Start {condition.what}"
            yield _times(found)
    if any(each["condition"] in _CODINGS for each in figures):
        yield "## What is sent for it, MB"
        yield _bytes(figures)
    if results["checks"]:
        yield "## Whether it was as slow as it should be"
        yield "\n".join(_checked(results["checks"]))
    if results["failed"]:
        yield "## Not measured"
        yield "\n".join(f"- {name}: {why}" for name, why in results["failed"].items())
    yield "## Goals"
    yield "\n".join(map(_verdict, results["goals"]))


def _times(found: Sequence[Mapping[str, Any]]) -> str:
    head = [
        "",
        "rounds",
        "ms",
        "fastest",
        "slowest",
        "to stock",
        "block, ms",
        "worst",
        "peak MB",
        "PSS MB",
        "requests",
    ]
    return table(
        head,
        [
            (
                f"`{each['contender']}`" + label(each).removeprefix(each["contender"]),
                each["rounds"],
                *(f"{each[name]:.0f}" for name in ("ms", "fastest", "slowest")),
                None if each["ratio"] is None else f"{each['ratio']:.2f}",
                *(f"{each[name]:.0f}" for name in ("block_ms", "longest_block_ms", "peak_mb", "share_mb")),
                each["requests"],
            )
            for each in found
        ],
    )


def _bytes(figures: Sequence[Mapping[str, Any]]) -> str:
    sent = {(each["contender"], each["condition"]): each["mb"] for each in figures if each["visit"] == 1}
    names = dict.fromkeys(contender for contender, condition in sent if condition in _CODINGS)
    # What comes from a folder is sent by nobody.
    rows = [[sent.get((name, condition)) for condition in _CODINGS] for name in names]
    told = [
        (f"`{name}`", *(f"{mb:.2f}" if mb else None for mb in row))
        for name, row in zip(names, rows, strict=True)
        if any(row)
    ]
    return table(["", "brotli", "gzip", "uncompressed"], told)


def _checked(checks: Mapping[str, Any]) -> Iterator[str]:
    cpu = checks["cpu"]
    yield (
        f"- The processor, asked to be {cpu['asked']:g} times slower: a loop took {cpu['page']:.1f} times as long "
        f"in a page, {cpu['worker']:.1f} times in its worker."
    )
    for link in checks["links"]:
        page, worker = link["page"], link["worker"]
        yield (
            f"- {link['mbps']:g} Mbps and {link['rtt_ms']:g} ms: {link['bytes'] / 1000:g} kB should take "
            f"{page['expected_ms']} ms, and took {page['ms']} ms in a page and {worker['ms']} ms in its worker."
        )


def _verdict(goal: Mapping[str, Any]) -> str:
    said = {True: "Reached", False: "Not reached", None: "Not measured"}[goal["reached"]]
    digits = 0 if goal["unit"] == "ms" else 2
    ours = "–" if goal["ours"] is None else f"{goal['ours']:.{digits}f}"
    return f"- {said}: {goal['what']}: {ours} of {goal['most']:g} {goal['unit']}."
