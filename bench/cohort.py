"""Scoring a cohort: the calculator's command and a straightforward pandas script score the same table, in turns."""

from __future__ import annotations

import argparse
import csv
import filecmp
import json
import random
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.build import PYTHON
from bench.machine import load, machine, versions
from bench.results import CHECKOUT, KEPT, SCRATCH, machine_line, table, write_results
from bench.turns import LAUNCH

ROWS, ROUNDS, SEED = 1_000_000, 5, 20260101
OURS, PEER = "lumbar", "pandas"
WORDS = ("not at all", "slightly", "moderately", "very much", "extremely")
MISSING_EACH = 50
"""One row of so many lacks an answer."""


@dataclass(frozen=True)
class Run:
    """One scoring of the table."""

    contender: str
    round: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int
    load: float
    """The machine's load average of the last minute when it began."""


@dataclass(frozen=True)
class Figures:
    """What a contender's runs took: medians."""

    contender: str
    runs: int
    rows_a_second: float
    seconds: float
    fastest: float
    slowest: float
    cpu_seconds: float
    peak_mb: float
    ratio: float
    """Of the seconds to the pandas script's of the same round, then the median."""


def write_table(file: Path, rows: int) -> None:
    """Write a made-up cohort, the same at every run: an id, the nine answers, a clinic and a note with a comma."""
    pick = random.Random(SEED)
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(["id", *(f"q{item}" for item in range(1, 10)), "clinic", "note"])
        for number in range(rows):
            answers = [*pick.choices(("agree", "disagree"), k=8), pick.choice(WORDS)]
            if number % MISSING_EACH == 0:
                answers[pick.randrange(9)] = ""
            writer.writerow([number, *answers, f"clinic {number % 17}", f"seen, wave {number % 5}"])


def figures(runs: Sequence[Run], rows: int) -> list[Figures]:
    """Return the figures of each contender, in the order of their first runs."""
    peer = {run.round: run.seconds for run in runs if run.contender == PEER}
    return [_figures([run for run in runs if run.contender == name], rows, peer) for name in _names(runs)]


def _names(runs: Sequence[Run]) -> list[str]:
    return list(dict.fromkeys(run.contender for run in runs))


def _figures(runs: Sequence[Run], rows: int, peer: Mapping[int, float]) -> Figures:
    seconds = [run.seconds for run in runs]
    return Figures(
        contender=runs[0].contender,
        runs=len(runs),
        rows_a_second=round(rows / median(seconds)),
        seconds=median(seconds),
        fastest=min(seconds),
        slowest=max(seconds),
        cpu_seconds=median(run.cpu_seconds for run in runs),
        peak_mb=median(run.peak_bytes for run in runs) / 1e6,
        ratio=median(run.seconds / peer[run.round] for run in runs),
    )


def measure(rows: int, rounds: int, python: Path, folder: Path, say: Callable[[str], None]) -> list[Run]:
    """Score a table of so many rows with both, in turns, and return the runs but those that only warmed up.

    `python` has pandas; `folder` takes the tables; `say` gets a line on each run. Raises RuntimeError when a
    contender fails, or when the two tables that were written are not the same, byte for byte.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "cohort.csv"
    write_table(source, rows)
    commands: dict[str, tuple[list[str | Path], int]] = {
        OURS: ([python, "-m", "calculator", "score", source, "-o", folder / "lumbar.csv"], 1),
        PEER: ([python, CHECKOUT / "bench" / "cohort_pandas.py", source, folder / "pandas.csv"], 0),
    }
    runs = []
    for number in range(rounds + 1):
        # Each goes first as often as the other: what comes before may leave the machine warm or busy.
        for name in (OURS, PEER) if number % 2 else (PEER, OURS):
            run = _run(name, number, *commands[name], folder)
            say(f"round {number}: {name:<7} {run.seconds:6.2f} s  {run.peak_bytes / 1e6:5.0f} MB  load {run.load}")
            if number:
                runs.append(run)
        if not same(folder / "lumbar.csv", folder / "pandas.csv"):
            raise RuntimeError("The two scored tables are not the same: nothing here was measured.")
    return sorted(runs, key=lambda run: (run.contender, run.round))


def same(one: Path, other: Path) -> bool:
    """Return whether two files hold the same bytes."""
    return filecmp.cmp(one, other, shallow=False)


def _run(name: str, number: int, command: Sequence[str | Path], status: int, folder: Path) -> Run:
    report, before = folder / "took.json", load()
    launch = [sys.executable, "-I", "-S", LAUNCH, report, *command]
    said = subprocess.run(launch, cwd=CHECKOUT, capture_output=True, text=True, check=False).stderr
    took = json.loads(report.read_text(encoding="utf-8"))
    # The calculator's command tells by 1 that some rows lack an answer, as some do here.
    if took["exit_code"] != status:
        raise RuntimeError(f"{name} ended with {took['exit_code']}: {said}")
    return Run(name, number, round(took["seconds"], 4), round(took["cpu_seconds"], 4), took["peak_bytes"], before)


def report(results: Mapping[str, Any]) -> str:
    """Return the results as Markdown."""
    rows = [
        [
            f"`{each['contender']}`",
            f"{each['rows_a_second']:,}",
            f"{each['seconds']:.2f}",
            f"{each['fastest']:.2f}–{each['slowest']:.2f}",
            f"{each['cpu_seconds']:.2f}",
            f"{each['ratio']:.2f}",
            f"{each['peak_mb']:.0f}",
        ]
        for each in results["figures"]
    ]
    load_before, load_after = results["load"]["before"], results["load"]["after"]
    return "\n\n".join(
        [
            "# Scoring a cohort",
            f"{results['rows']:,} rows, one in {MISSING_EACH} without an answer. Both wrote the same table, byte "
            "for byte. What the columns mean: [docs/cohorts.md](../../docs/cohorts.md).",
            f"{machine_line(results['machine'])} Load average {load_before} before and {load_after} after.",
            ", ".join(f"{name} {version}" for name, version in results["versions"].items()) + ".",
            table(["", "rows a second", "s", "fastest–slowest", "CPU s", "ratio", "peak MB"], rows),
        ]
    )


def main(arguments: Sequence[str]) -> int:
    """Measure, write the results and print the report; 1 when the two do not agree or one of them failed."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=cohort", description=__doc__)
    parser.add_argument(
        "--rows", type=int, default=ROWS, metavar="N", help=f"rows of the table (default: {ROWS:,})"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help=f"default: {ROUNDS}")
    options = parser.parse_args(arguments)
    if min(options.rows, options.rounds) < 1:
        parser.error("--rows and --rounds take whole numbers from 1 on")
    if not PYTHON.is_file():
        print(f"{PYTHON} is missing: run `make bench`, which makes it.", file=sys.stderr)
        return 2
    started, before = machine(), load()
    try:
        runs = measure(options.rows, options.rounds, PYTHON, SCRATCH / "cohort", _say)
    except RuntimeError as error:
        _say(str(error))
        return 1
    results: dict[str, Any] = {
        "bench": "cohort",
        "machine": started,
        "load": {"before": before, "after": load()},
        "versions": versions(PYTHON, ["pandas", "numpy"]),
        "rows": options.rows,
        "figures": [asdict(each) for each in figures(runs, options.rows)],
        "runs": [asdict(run) for run in runs],
    }
    whole = options.rows == ROWS and options.rounds >= ROUNDS
    text = report(results)
    write_results(KEPT if whole else SCRATCH, "cohort", results, text)
    print(text)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
