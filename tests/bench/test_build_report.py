"""The report for people says what was reached and what was not."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bench.build_report import report
from bench.figures import Run, figures, growths


def results(ours: dict[int, tuple[float, float]]) -> dict[str, Any]:
    """Plain Material takes 10 ms and holds 50 MB; `ours` are seconds and MB by pages."""
    runs = [Run("plain", pages, 1, pages / 100, 1.0, 50_000_000, 10, 10, 0.0) for pages in ours]
    runs += [
        Run("lumbar-statements", pages, 1, seconds, 1.0, int(mb * 1_000_000), 10, 10, 0.0)
        for pages, (seconds, mb) in ours.items()
    ]
    found = figures(runs, "plain")
    return {
        "machine": {"date": "today", "processor": "one", "cores": 2, "memory_gb": 8, "system": "some"},
        "load": {"before": 0.1, "after": 1.0},
        "versions": {"Python": "3.13"},
        "corpus": {"words_a_page": 880, "citations_a_page": 20, "references": 200},
        "contenders": {"plain": "the floor", "lumbar-statements": "ours"},
        "not_measured": {},
        "figures": [asdict(each) for each in found],
        "growth": [asdict(each) for each in growths(found)],
        "runs": [],
    }


def test_goals_that_are_reached() -> None:
    said = report(results({200: (2.6, 60), 1000: (12.9, 79)}))
    assert (
        "- `lumbar-statements`, 1,000 pages: 2.90 ms a page more than plain (goal 3: reached), "
        "29.0 MB more (goal 30: reached), exponent 1.00 to plain’s 1.00 (reached)." in said
    )


def test_every_figure_stands_below_its_name() -> None:
    lines = report(results({1000: (12.9, 79)})).splitlines()
    head = next(line for line in lines if "ms a page more" in line)
    ours = next(line for line in lines if line.startswith("| `lumbar-statements`"))
    row = dict(zip(head.split("|"), ours.split("|"), strict=True))
    assert row[" s "] == " 12.90 "
    assert row[" ratio "] == " 1.29 "
    assert row[" ms a page more "] == " 2.90 "
    assert row[" CPU ms a page more "] == " 0.00 "
    assert row[" MB more "] == " 29.0 "


def test_goals_that_are_missed() -> None:
    said = report(results({200: (2.0, 60), 1000: (13.1, 81)}))
    assert "3.10 ms a page more than plain (goal 3: missed), 31.0 MB more (goal 30: missed)" in said
    assert "exponent 1.17 to plain’s 1.00 (missed)" in said


def test_the_goals_are_those_of_a_large_site() -> None:
    assert "## Goals" not in report(results({1: (0.5, 60), 200: (2.6, 60)}))
