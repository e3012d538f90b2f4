"""Building at scale: plain Material, its citation plugin and Lumbar build the same text, in turns."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench import build_report
from bench.contenders import PLAIN, contenders
from bench.corpus import CITATIONS, REFERENCES, WORDS
from bench.figures import Run, figures, growths
from bench.machine import load, machine, pandoc_version, versions
from bench.results import CHECKOUT, KEPT, SCRATCH, write_results
from bench.turns import measure

SIZES = (1, 200, 1_000)
ROUNDS = {1: 7, 200: 7, 1_000: 3}
"""By size of the site. What is not named here takes three."""
PYTHON = SCRATCH.parent / "bench-venv" / "bin" / "python"
PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "mkdocs-bibtex", "pybtex", "citeproc-py")


def _line(run: Run) -> str:
    name = f"{run.pages:>5} pages, {f'round {run.round}' if run.round else 'warm-up'}: {run.contender:<18}"
    if run.void is not None:
        return f"{name} VOID: {run.void}"
    return f"{name} {run.seconds:7.2f} s  {run.peak_bytes / 1e6:5.0f} MB  load {run.load}"


def main(arguments: Sequence[str]) -> int:
    """Measure, write the results and print the report; 1 when a contender failed."""
    options = _options(arguments)
    if not PYTHON.is_file():
        print(f"{PYTHON} is missing: run `make bench`, which makes it.", file=sys.stderr)
        return 2
    chosen, absent = [], {}
    for contender in options.contenders:
        lack = contender.lacks()
        if lack is None:
            chosen.append(contender)
        else:
            absent[contender.name] = lack
            _say(f"NOT MEASURED: {contender.name}: {lack}")
    started, before = machine(), load()
    runs: list[Run] = []
    for pages in options.pages:
        last = options.rounds or ROUNDS.get(pages, 3)
        # The caches are the same for every size.
        rounds = range(0 if pages == options.pages[0] else 1, last + 1)
        runs += measure(chosen, pages, rounds, PYTHON, SCRATCH, lambda run: _say(_line(run)))
        found = figures(runs, PLAIN)
        results: dict[str, Any] = {
            "bench": "build",
            "machine": started,
            "load": {"before": before, "after": load()},
            "versions": {**versions(PYTHON, PACKAGES), **pandoc_version()},
            "corpus": {"words_a_page": WORDS, "citations_a_page": CITATIONS, "references": REFERENCES},
            "contenders": {contender.name: contender.what for contender in options.contenders},
            "not_measured": absent,
            "figures": [asdict(each) for each in found],
            "growth": [asdict(each) for each in growths(found)],
            "runs": [asdict(run) for run in runs],
        }
        report = build_report.report(results)
        # After each size: a run that is stopped keeps what it has.
        files = write_results(options.results, "build", results, report)
    print(report)
    for file in files:
        _say(f"Written: {file.relative_to(CHECKOUT) if file.is_relative_to(CHECKOUT) else file}")
    return 1 if any(run.void for run in runs) else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=build", description=__doc__)
    every = {contender.name: contender for contender in contenders()}
    parser.add_argument("--pages", type=_numbers, default=list(SIZES), metavar="N,N", help="sizes of the site")
    parser.add_argument("--rounds", type=int, metavar="N", help="builds of each; by default 7, for 1,000 pages 3")
    parser.add_argument(
        "--contenders", type=lambda value: value.split(","), metavar="NAME,NAME", help=", ".join(every)
    )
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="where the results go")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.contenders or () if name not in every]
    if unknown:
        parser.error(f"--contenders: there is no {', '.join(unknown)}; there are {', '.join(every)}")
    if min(options.pages) < 1 or (1 if options.rounds is None else options.rounds) < 1:
        parser.error("--pages and --rounds take whole numbers from 1 on")
    whole = set(options.pages) >= set(SIZES) and not options.contenders
    options.results = options.results or (KEPT if whole else SCRATCH)
    options.contenders = [every[name] for name in options.contenders or every]
    return options


def _numbers(value: str) -> list[int]:
    return sorted({int(part) for part in value.split(",")})


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
