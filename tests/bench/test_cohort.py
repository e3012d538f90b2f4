"""The bench of cohorts: what it writes, what it computes, and that a table that differs is not passed over."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bench import cohort
from bench.cohort import Run, figures, measure, same, write_table
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


def test_rows_a_second_are_of_the_median_and_ratios_of_each_round() -> None:
    """The machine was slow in the third round, for both: that changes no ratio."""
    runs = [Run("lumbar", n, seconds, seconds, 20_000_000, 0.0) for n, seconds in enumerate([1.0, 1.25, 3.0])]
    runs += [Run("pandas", n, seconds, seconds, 500_000_000, 0.0) for n, seconds in enumerate([4.0, 5.0, 12.0])]
    ours, peer = figures(runs, 1000)
    assert (ours.rows_a_second, ours.seconds, ours.ratio, ours.peak_mb) == (800, 1.25, 0.25, 20)
    assert (peer.rows_a_second, peer.ratio) == (200, 1)


def test_two_that_do_not_agree_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(name: str, number: int, _command: object, _status: int, folder: Path) -> Run:
        for file in ("lumbar.csv", "pandas.csv"):
            (folder / file).touch()
        (folder / f"{name}.csv").write_text(f"total\n{len(name) + (name == 'pandas')}\n", encoding="utf-8")
        return Run(name, number, 1.0, 1.0, 1, 0.0)

    monkeypatch.setattr(cohort, "_run", disagree)
    with pytest.raises(RuntimeError, match="not the same"):
        measure(10, 1, Path("python"), tmp_path, lambda _line: None)
