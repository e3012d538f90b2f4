"""Scoring a cohort: the calculator's command and a straightforward pandas script score the same table, in turns."""

from __future__ import annotations

import csv
import filecmp
import random
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import harness
from bench.harness import CHECKOUT, MB, PYTHON, SCRATCH, CommandRun, MeasurementError, Results, Row, say
from bench.machine import versions
from bench.report import preamble, table

ROWS, ROUNDS, SEED = 1_000_000, 5, 20260101
MISSING_EACH = 50
"""One row of so many lacks an answer."""
PEER = "pandas"
"""The contender that the others are compared with."""
_EXTENTS = ("not at all", "slightly", "moderately", "very much", "extremely")


@dataclass(frozen=True)
class Scorer(Row):
    """A command that scores a table in CSV."""

    command: tuple[str | Path, ...]
    """For Python; `{source}` and `{target}` are the tables."""
    status: int = 0
    """The exit status of success."""


CONTENDERS = (
    # It ends with 1 where some rows lack an answer, as some do here.
    Scorer("lumbar", "the calculator’s command", ("-m", "calculator", "score", "{source}", "-o", "{target}"), 1),
    Scorer(PEER, "a script with pandas", (CHECKOUT / "bench" / "cohort_pandas.py", "{source}", "{target}")),
)


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--rows", type=harness.positive, default=ROWS, metavar="N", help="rows of the table")


def write_table(file: Path, rows: int) -> None:
    """Write a made-up cohort, the same at every run: an id, the nine answers, a clinic and a note with a comma."""
    pick = random.Random(SEED)
    with file.open("w", encoding="utf-8", newline="") as output:
        writer = csv.writer(output, lineterminator="\n")
        writer.writerow(["id", *(f"q{item}" for item in range(1, 10)), "clinic", "note"])
        for number in range(rows):
            answers = [*pick.choices(("agree", "disagree"), k=8), pick.choice(_EXTENTS)]
            if number % MISSING_EACH == 0:
                answers[pick.randrange(9)] = ""
            writer.writerow([number, *answers, f"clinic {number % 17}", f"seen, wave {number % 5}"])


def measure(options: Namespace) -> Iterator[Results]:
    """Score a table in turns; yield the results.

    Raises MeasurementError when a contender fails, or when the tables that were written are not the same, byte for
    byte.
    """
    harness.check_installed(PYTHON)
    folder = SCRATCH / "cohort"
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "cohort.csv", options.rows)
    tables = {each.name: folder / f"{each.name}.csv" for each in options.contenders}
    for file in tables.values():
        file.unlink(missing_ok=True)
    runs = []
    for number, contender in harness.in_turn(options.contenders, range(options.rounds + 1)):
        run = _score(contender, number, folder / "cohort.csv", tables[contender.name])
        took = f"{run.seconds:6.2f} s  {run.peak_bytes / MB:5.0f} MB  load {run.load}"
        say(f"round {number}: {run.contender:<7} {took}")
        if not same(*(file for file in tables.values() if file.exists())):
            raise MeasurementError("The scored tables are not the same: nothing here was measured.")
        if number:
            runs.append(run)
    runs.sort(key=lambda run: (run.contender, run.round))
    yield {
        "versions": versions(PYTHON, ["pandas", "numpy"]),
        "rows": options.rows,
        "figures": figures(runs, options.rows),
        "runs": [asdict(run) for run in runs],
    }


def same(first: Path, *others: Path) -> bool:
    """Return whether files hold the same bytes."""
    return all(filecmp.cmp(first, other, shallow=False) for other in others)


def _score(contender: Scorer, number: int, source: Path, target: Path) -> CommandRun:
    parts = [str(part).format(source=source, target=target) for part in contender.command]
    log = target.with_suffix(".log")
    return harness.measure_command(contender.name, number, [PYTHON, *parts], CHECKOUT, log, contender.status)


def figures(runs: Sequence[CommandRun], rows: int) -> list[dict[str, Any]]:
    """Return the medians of each contender, and the ratio of its seconds to the pandas script's."""
    groups = harness.group_by(runs, lambda run: run.contender)
    medians = [harness.command_figures(group, groups.get(PEER, [])) for group in groups.values()]
    return [{"rows_a_second": round(rows / each["seconds"]), **each} for each in medians]


_COLUMNS = {
    "": "`{contender}`",
    "rows a second": "{rows_a_second:,}",
    "s": "{seconds:.2f}",
    "fastest–slowest": "{fastest:.2f}–{slowest:.2f}",
    "CPU s": "{cpu_seconds:.2f}",
    "ratio": "{ratio:.2f}",
    "peak MB": "{peak_mb:.0f}",
}


def report(results: Results) -> Iterator[str]:
    """Yield the results as Markdown."""
    introduction = (
        f"{results['rows']:,} rows, one in {MISSING_EACH} without an answer. Both wrote the same table, byte "
        "for byte. What the columns mean: [docs/cohorts.md](../../docs/cohorts.md)."
    )
    yield from preamble("Scoring a cohort", introduction, results)
    yield "\n".join(table(_COLUMNS, results["figures"]))


BENCH = harness.Bench("cohort", __doc__, CONTENDERS, ROUNDS, measure, report, _add_options)
