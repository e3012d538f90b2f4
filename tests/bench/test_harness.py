"""What benches have in common: what a command took, turns, ratios, options, and where results go."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import cohort
from bench.harness import (
    MB,
    RESULTS,
    SCRATCH,
    Bench,
    CommandRun,
    MeasurementError,
    Results,
    Row,
    in_turn,
    measure_command,
)
from bench.report import table

ROWS = [Row("one", "the first"), Row("two", "the second")]


def measured(tmp_path: Path, program: str, status: int = 0) -> CommandRun:
    command = [sys.executable, "-I", "-S", "-c", program]
    return measure_command("it", 1, command, tmp_path, tmp_path / "output.log", status)


# ---- What a command took: its own memory and not that of whoever measures, and its own exit status ---------------


def test_the_memory_is_the_commands_own(tmp_path: Path) -> None:
    small = measured(tmp_path, "").peak_bytes
    large = measured(tmp_path, f"b'x' * {100 * MB}").peak_bytes
    assert large - small == pytest.approx(100 * MB, rel=0.05)


def test_the_memory_of_who_measures_is_not_counted(tmp_path: Path) -> None:
    """A process that is started by a large one is as large as that one, by Linux' account."""
    ballast = b"x" * (300 * MB)
    assert measured(tmp_path, "").peak_bytes < 100 * MB < len(ballast)


def test_a_childs_memory_counts(tmp_path: Path) -> None:
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', \"b'x' * {100 * MB}\"])"
    assert measured(tmp_path, program).peak_bytes > 100 * MB


def test_another_exit_status_than_expected_is_an_error_with_the_last_words(tmp_path: Path) -> None:
    assert measured(tmp_path, "raise SystemExit(3)", 3).seconds > 0
    with pytest.raises(MeasurementError, match=r"^no such luck$"):
        measured(tmp_path, "raise SystemExit('first\\nno such luck')")
    with pytest.raises(MeasurementError, match=r"^it printed nothing$"):
        measured(tmp_path, "raise SystemExit(3)")


def test_an_error_names_no_place_of_this_machine(tmp_path: Path) -> None:
    with pytest.raises(MeasurementError, match=r"^ERROR: mkdocs.yml is broken$"):
        measured(tmp_path, f"raise SystemExit('ERROR: {tmp_path}/mkdocs.yml is broken\\nlast')")


# ---- Turns --------------------------------------------------------------------------------------------


def test_each_is_first_once_before_one_is_first_again() -> None:
    turns = [(number, row.name) for number, row in in_turn(ROWS, range(3))]
    assert turns == [(0, "one"), (0, "two"), (1, "two"), (1, "one"), (2, "one"), (2, "two")]


# ---- Options and results -----------------------------------------------------------------------------------------


def measure(_options: Namespace) -> Iterator[Results]:
    yield {"failed": {}, "runs": []}
    yield {"failed": {"two": "it broke"}, "runs": []}


BENCH = Bench("made-up", "A bench.", ROWS, 7, measure, lambda results: ["# Title", str(results["failed"])])


def test_only_whole_runs_go_where_results_are_committed() -> None:
    assert BENCH.parse([]).results == BENCH.parse(["--rounds", "8"]).results == RESULTS
    assert BENCH.parse(["--rounds", "6"]).results == BENCH.parse(["--contenders", "two"]).results == SCRATCH
    assert BENCH.parse(["--contenders", "two"]).contenders == ROWS[1:]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [(["--contenders", "sphinx"], "there is no sphinx; there are one, two"), (["--rounds", "0"], "from 1 on")],
)
def test_a_wrong_argument_is_refused(wrong: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        BENCH.parse(wrong)
    assert reason in capsys.readouterr().err


def test_results_are_written_and_a_failure_is_the_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert BENCH.run(["--results", str(tmp_path)]) == 1
    assert (tmp_path / "made-up.md").read_text(encoding="utf-8") == "# Title\n\n{'two': 'it broke'}\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["made-up.json", "made-up.md"]
    assert "it broke" in capsys.readouterr().out


def test_without_the_peers_it_says_how_to_install_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cohort, "PYTHON", tmp_path / "python")
    assert cohort.BENCH.run(["--results", str(tmp_path)]) == 1
    assert "python is missing: run `make bench`, which makes it." in capsys.readouterr().err


def test_a_figure_that_is_missing_is_a_dash() -> None:
    columns = {"": "`{name}`", "ms": "{ms:.0f}"}
    assert table(columns, [{"name": "one", "ms": 2.4}, {"name": "two", "ms": None}]) == [
        "|  | ms |",
        "| - | -: |",
        "| `one` | 2 |",
        "| `two` | – |",
    ]
