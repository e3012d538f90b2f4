"""The results of bench/search.py for people: a table for each case, and the goal with what was reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.results import machine_line, table
from bench.search_look import Case

GOAL_MS, GOAL_BLOCK_MS = 300.0, 50.0
"""Until the first result, and without a chance to react."""


def report(results: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    return "\n\n".join(_parts(results))


def _parts(results: Mapping[str, Any]) -> Iterator[str]:
    text = results["corpus"]
    yield "# Searching at scale, from a folder"
    yield (
        f"{text['pages']:,} pages of {text['words_a_page']} made-up words, opened by `file://` in Chromium. "
        f"“{text['words'][0]}” stands on nearly all pages, “{text['words'][1]}” on few."
    )
    load = results["load"]
    yield f"{machine_line(results['machine'])} Load average {load['before']} before and {load['after']} after."
    yield ", ".join(f"{name} {version}" for name, version in results["versions"].items()) + "."
    yield "\n".join(f"- `{name}`: {what}." for name, what in results["contenders"].items())
    yield table(
        ["index", "files", "MB"],
        [(f"`{name}`", each["files"], f"{each['bytes'] / 1e6:.1f}") for name, each in results["index"].items()],
    )
    for case in Case:
        found = [each for each in results["figures"] if each["case"] == case]
        if found:
            yield f"## Search {case}"
            yield table(
                ["", "word", "ms to the first result", "longest block, ms", "worst of all rounds, ms"],
                [
                    (
                        f"`{each['contender']}`",
                        each["word"],
                        *(f"{each[name]:.0f}" for name in ("hit_ms", "block_ms", "longest_block_ms")),
                    )
                    for each in found
                ],
            )
    if results["failed"]:
        yield "## Not measured"
        yield "\n".join(f"- `{name}` was not measured: {why}." for name, why in results["failed"].items())
    yield "## Goal"
    yield "\n".join(_verdicts(results))


def _verdicts(results: Mapping[str, Any]) -> Iterator[str]:
    for each in results["figures"]:
        if each["contender"].startswith("lumbar") and each["case"] != Case.OPENED_SLOWLY:
            reached = each["hit_ms"] <= GOAL_MS and each["block_ms"] <= GOAL_BLOCK_MS
            said = f"`{each['contender']}`, {each['case']}, “{each['word']}”"
            hit = f"{each['hit_ms']:.0f} ms of {GOAL_MS:.0f}"
            block = f"{each['block_ms']:.0f} ms of {GOAL_BLOCK_MS:.0f}"
            yield f"- {'Reached' if reached else 'Not reached'}: {said}: {hit}, blocked {block}."
