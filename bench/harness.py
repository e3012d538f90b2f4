"""What every bench does alike: its options, rounds in turn, what a command costs, ratios, results as files.

A bench is a `Bench`, its contenders are rows: a contender is added by a row.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from statistics import median
from typing import Any

from bench.machine import load, machine

CHECKOUT = Path(__file__).resolve().parent.parent
RESULTS = CHECKOUT / "bench" / "results"
"""Results of whole runs, under version control."""
SCRATCH = CHECKOUT / "build" / "bench"
"""The sites that are built, and the results of runs of a part."""
PYTHON = CHECKOUT / "build" / "bench-venv" / "bin" / "python"
"""The Python that has the peers beside the site's own packages; tools/bench.sh installs it."""
TIMEOUT = 900
"""Seconds after which a command is given up."""
MB = 1_000_000
_LAUNCH = Path(__file__).with_name("launch.py")

type Results = Mapping[str, Any]
"""The results of a bench as they stand in its JSON file."""


class MeasurementError(Exception):
    """Something could not be measured; the message says why."""


@dataclass(frozen=True)
class Row:
    """A contender, or a condition: each bench adds what it has to know of its own."""

    name: str
    description: str
    """In a few words, for the report."""


@dataclass(frozen=True)
class Run:
    """One measurement; each bench adds what it measures."""

    contender: str
    round: int
    """From 1."""


@dataclass(frozen=True)
class CommandRun(Run):
    """What a command took."""

    seconds: float
    cpu_seconds: float
    """Of all its processes and threads together."""
    peak_bytes: int
    """The most memory that one of its processes held at once."""
    load: float
    """The machine's load average of the last minute when it began."""


@dataclass(frozen=True)
class Bench:
    """A bench: what is measured of whom, and how the results read."""

    name: str
    """Of its results: `<name>.json` and `<name>.md`."""
    summary: str | None
    contenders: Sequence[Row]
    rounds: int
    measure: Callable[[Namespace], Iterator[Results]]
    """Measures and yields the results so far, each time complete; raises MeasurementError."""
    report: Callable[[Results], Iterable[str]]
    """Yields the Markdown of results, paragraph by paragraph."""
    options: Callable[[ArgumentParser], None] = lambda _parser: None
    """Adds the options that it alone has."""
    picture: Callable[[Results], str] | None = None
    """Returns results as SVG."""

    def run(self, arguments: Sequence[str]) -> int:
        """Measure, write the results and print the report; return 1 when something could not be measured."""
        options = self.parse(arguments)
        head = {"bench": self.name, "machine": machine()}
        contenders = {each.name: each.description for each in options.contenders}
        before, files = load(), []
        results: Results = {}
        try:
            for part in self.measure(options):
                loads = {"before": before, "after": load()}
                results = {**head, "load": loads, "contenders": contenders, **part}
                # Each time: a run that is stopped keeps what it has.
                files = self.write(options.results, results)
        except MeasurementError as error:
            say(str(error))
            return 1
        print("\n\n".join(self.report(results)))
        for file in files:
            say(f"Written: {file.relative_to(CHECKOUT) if file.is_relative_to(CHECKOUT) else file}")
        return 1 if results.get("failed") or any(run.get("void") for run in results.get("runs", ())) else 0

    def parse(self, arguments: Sequence[str]) -> Namespace:
        """Read the options; results of less than a whole run go to SCRATCH."""
        parser = ArgumentParser(prog=f"make bench ARGS={self.name}", description=self.summary)
        parser.add_argument("--contenders", type=rows_of(self.contenders), default=list(self.contenders))
        parser.add_argument("--rounds", type=positive, default=self.rounds, help="%(default)s by default")
        parser.add_argument("--results", type=Path, metavar="FOLDER", help="where the results go")
        self.options(parser)
        options, whole = parser.parse_args(arguments), vars(parser.parse_args([]))
        same = all(
            value == whole[name] for name, value in vars(options).items() if name not in ("rounds", "results")
        )
        options.results = options.results or (RESULTS if same and options.rounds >= self.rounds else SCRATCH)
        return options

    def files(self, results: Results) -> dict[str, str]:
        """Return the content of each file of the results by its ending."""
        return {
            "json": json.dumps(results, ensure_ascii=False, indent=1) + "\n",
            "md": "\n\n".join(self.report(results)) + "\n",
            **({"svg": self.picture(results)} if self.picture else {}),
        }

    def write(self, folder: Path, results: Results) -> list[Path]:
        """Write the files of the results into a folder, each whole or not at all; return where they are."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for ending, text in self.files(results).items():
            file = folder / f"{self.name}.{ending}"
            new = file.with_name(f"{file.name}.new")
            new.write_text(text, encoding="utf-8")
            written.append(new.replace(file))
        return written


def positive(value: str) -> int:
    """Read an option that is a whole number from 1 on."""
    number = int(value)
    if number < 1:
        raise ArgumentTypeError("takes whole numbers from 1 on")
    return number


def rows_of[R: Row](rows: Iterable[R]) -> Callable[[str], list[R]]:
    """Return how to read an option that names some of these rows, separated by commas."""
    by_name = {row.name: row for row in rows}

    def read(value: str) -> list[R]:
        unknown = [name for name in value.split(",") if name not in by_name]
        if unknown:
            raise ArgumentTypeError(f"there is no {', '.join(unknown)}; there are {', '.join(by_name)}")
        return [by_name[name] for name in value.split(",")]

    return read


def say(line: str) -> None:
    """Print a line of progress."""
    print(line, file=sys.stderr, flush=True)


def check_installed(python: Path) -> None:
    """Raise MeasurementError where the Python that has the peers is missing."""
    if not python.is_file():
        raise MeasurementError(f"{python} is missing: run `make bench`, which makes it.")


def empty_folder(folder: Path) -> Path:
    """Make a folder, or empty it; return it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def in_turn[R](rows: Sequence[R], rounds: Iterable[int]) -> Iterator[tuple[int, R]]:
    """Yield every row in every round with the round's number; round 0 is the one that only fills caches.

    The order moves on by one a round: what comes before may leave the machine warm or busy.
    """
    for number in rounds:
        first = number % len(rows) if rows else 0
        yield from ((number, row) for row in (*rows[first:], *rows[:first]))


def measure_command(
    contender: str, number: int, command: Sequence[str | Path], folder: Path, log: Path, status: int = 0
) -> CommandRun:
    """Run a command in a folder to its end, its output into `log`; nothing that it started outlives it.

    Raises MeasurementError with the last words of its output unless it ends with `status` within TIMEOUT.
    """
    before, cost_file = load(), log.with_suffix(".json")
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", _LAUNCH, cost_file, *command],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""},
            start_new_session=True,
        )
        try:
            launched = process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            raise MeasurementError(f"no end after {TIMEOUT} s") from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, SIGKILL)
            process.wait()
    if launched == 0:
        cost: dict[str, Any] = json.loads(cost_file.read_text(encoding="utf-8"))
        if cost.pop("exit_code") == status:
            rounded = {name: round(value, 4) for name, value in cost.items()}
            return CommandRun(contender, number, load=before, **rounded)
    # Without where on this machine it was.
    text = log.read_text(encoding="utf-8", errors="replace").replace(f"{log.parent}/", "")
    lines = [line.strip() for line in text.splitlines() if line.strip()] or ["it printed nothing"]
    raise MeasurementError(next((line for line in lines if "ERROR" in line), lines[-1]))


def group_by[R, K: Hashable](runs: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    """Return the runs by their key, in the order in which keys first appear."""
    groups: dict[K, list[R]] = {}
    for run in runs:
        groups.setdefault(key(run), []).append(run)
    return groups


def compare[R: Run](runs: Iterable[R], base: Iterable[R], value: Callable[[R, R], float]) -> float | None:
    """Return the median of `value(run, base's run of the same round)`; None where no round has both.

    Round by round before the median is taken: a slow minute of the machine slows both.
    """
    base_runs = {run.round: run for run in base}
    return median_of(value(run, base_runs[run.round]) for run in runs if run.round in base_runs)


def command_figures(runs: Sequence[CommandRun], base: Iterable[CommandRun]) -> dict[str, Any]:
    """Return the medians of a contender's runs, and the ratio of its seconds to those of `base`."""
    seconds = [run.seconds for run in runs]
    return {
        "contender": runs[0].contender,
        "runs": len(runs),
        "seconds": median(seconds),
        "fastest": min(seconds),
        "slowest": max(seconds),
        "cpu_seconds": median(run.cpu_seconds for run in runs),
        "peak_mb": median(run.peak_bytes for run in runs) / MB,
        "ratio": compare(runs, base, lambda ours, theirs: ours.seconds / theirs.seconds),
    }


def median_of(values: Iterable[float]) -> float | None:
    """Return the median, or None of nothing."""
    known = list(values)
    return median(known) if known else None
