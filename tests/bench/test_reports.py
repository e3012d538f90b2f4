"""What is committed in bench/results: the figures are those of the runs, the reports those of the figures."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bench import build, cohort, preview, search, start
from bench.harness import RESULTS, Bench, CommandRun
from bench.start.conditions import Start
from bench.start.results import figures, goals

BENCHES = [build.BENCH, cohort.BENCH, preview.BENCH, search.BENCH, start.BENCH]


def committed(bench: Bench) -> Any:
    return json.loads((RESULTS / f"{bench.name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.name)
def test_the_report_and_the_picture_are_made_from_the_results(bench: Bench) -> None:
    files = bench.files(committed(bench))
    assert sorted(files) == sorted(file.suffix[1:] for file in RESULTS.glob(f"{bench.name}.*"))
    for ending, text in files.items():
        assert (RESULTS / f"{bench.name}.{ending}").read_text(encoding="utf-8") == text


def test_the_figures_are_made_from_the_runs() -> None:
    built = committed(build.BENCH)
    medians = build.figures([build.Build(**run) for run in built["runs"]])
    assert (medians, build.growths(medians)) == (built["figures"], built["growth"])
    scored = committed(cohort.BENCH)
    assert cohort.figures([CommandRun(**run) for run in scored["runs"]], scored["rows"]) == scored["figures"]
    searched = committed(search.BENCH)
    assert search.figures([search.Search(**run) for run in searched["runs"]]) == searched["figures"]
    started = committed(start.BENCH)
    starts = [Start(**run) for run in started["runs"]]
    assert (figures(starts), goals(starts, started["zip_bytes"])) == (started["figures"], started["goals"])
