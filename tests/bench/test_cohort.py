"""The bench of cohorts: what it writes, what it computes, and that a table that differs is not passed over."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench import cohort
from bench.cohort import BENCH, Scorer, figures, same, write_table
from bench.harness import MB, CommandRun
from calculator.cohort.table import score_table


def test_the_table_is_the_same_at_every_run_and_one_row_in_fifty_lacks_an_answer(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    write_table(one, 1000)
    write_table(other, 1000)
    assert same(one, other)
    bad = []
    score_table(io.BytesIO(one.read_bytes()), io.BytesIO(), bad_row=lambda line, error: bad.append((line, error)))
    assert [line for line, _ in bad] == list(range(2, 1002, 50))
    assert all(error in {f"q{item} is missing" for item in range(1, 10)} for _, error in bad)


def run(contender: str, number: int, seconds: float, mb: int) -> CommandRun:
    return CommandRun(
        contender=contender, round=number, seconds=seconds, cpu_seconds=seconds, peak_bytes=mb * MB, load=0.0
    )


def test_rows_a_second_are_of_the_median_and_ratios_of_each_round() -> None:
    """The machine was slow in the third round, for both: that changes no ratio."""
    runs = [run("lumbar", number, seconds, 20) for number, seconds in enumerate([1.0, 1.25, 3.0])]
    runs += [run("pandas", number, seconds, 500) for number, seconds in enumerate([4.0, 5.0, 12.0])]
    ours, peer = figures(runs, 1000)
    assert (ours["rows_a_second"], ours["seconds"], ours["ratio"], ours["peak_mb"]) == (800, 1.25, 0.25, 20)
    assert (peer["rows_a_second"], peer["ratio"]) == (200, 1)


COPY = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"


@pytest.mark.parametrize(("last", "status"), [("", 0), ("; open(sys.argv[2], 'a').write('1')", 1)])
def test_two_that_do_not_agree_are_not_compared(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    last: str,
    status: int,
) -> None:
    monkeypatch.setattr(cohort, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(cohort, "SCRATCH", tmp_path)
    tables = ("{source}", "{target}")
    contenders = [
        Scorer("one", "copies", ("-c", COPY, *tables)),
        Scorer("two", "too", ("-c", COPY + last, *tables)),
    ]
    arguments = ["--rows", "10", "--rounds", "1", "--results", str(tmp_path / "results")]
    assert replace(BENCH, contenders=contenders).run(arguments) == status
    assert ("not the same" in capsys.readouterr().err) == bool(status)
    assert (tmp_path / "results").exists() == (not status)
