"""Builds in turns: every contender, round by round, each build a fresh process whose output is looked at."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL
from typing import IO, Any

from bench.contenders import Contender
from bench.corpus import Corpus, corpus
from bench.figures import Run
from bench.machine import load

TIMEOUT = 900
"""Seconds after which a build is given up."""
LAUNCH = Path(__file__).with_name("launch.py")


def measure(
    chosen: Sequence[Contender],
    pages: int,
    rounds: Iterable[int],
    python: Path,
    scratch: Path,
    say: Callable[[Run], None],
) -> list[Run]:
    """Build a site of so many pages with every contender in turns, and return the runs.

    `rounds` are their numbers: 0 only fills the caches, Python's own among them, and is not returned. `python` is
    the environment's, `scratch` takes the sites; `say` gets each run when it is over. A contender that fails is not
    tried again; the others go on.
    """
    text = corpus(pages)
    folders = {each.name: _sources(each, text, scratch) for each in chosen}
    runs: list[Run] = []
    for number in rounds:
        # Each has every place in the order once: what comes before may leave the machine warm or busy.
        turn = number % len(chosen) if chosen else 0
        for contender in [*chosen[turn:], *chosen[:turn]]:
            if any(run.void for run in runs if run.contender == contender.name):
                continue
            run = _run(contender, folders[contender.name], text, number, python)
            say(run)
            if number or run.void is not None:
                runs.append(run)
    places = [each.name for each in chosen]
    return sorted(runs, key=lambda run: (places.index(run.contender), run.round))


def _sources(contender: Contender, text: Corpus, scratch: Path) -> Path:
    folder = scratch / "sites" / f"{contender.name}-{len(text.pages)}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    contender.write(folder, text)
    return folder


def _run(contender: Contender, folder: Path, text: Corpus, number: int, python: Path) -> Run:
    site, log, report = folder / "site", folder / "build.log", folder / "took.json"
    shutil.rmtree(site, ignore_errors=True)
    report.unlink(missing_ok=True)
    before = load()
    build: list[str | Path] = [python, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
    took: dict[str, Any] = {"exit_code": None, "seconds": 0.0, "cpu_seconds": 0.0, "peak_bytes": 0}
    with log.open("w", encoding="utf-8") as output:
        try:
            ended = _launch([python, "-I", "-S", LAUNCH, report, *build], folder, output)
            if ended == 0:
                took = json.loads(report.read_text(encoding="utf-8"))
            else:
                print(f"what measured it ended with {ended}", file=output)
        except subprocess.TimeoutExpired:
            print(f"no end after {TIMEOUT} s", file=output)
        except OSError as error:
            print(f"not run: {error}", file=output)
    built = [file for file in site.rglob("*") if file.is_file()]
    void = contender.undone(site, text) if took["exit_code"] == 0 else _last_words(log)
    return Run(
        contender=contender.name,
        pages=len(text.pages),
        round=number,
        seconds=round(took["seconds"], 4),
        cpu_seconds=round(took["cpu_seconds"], 4),
        peak_bytes=took["peak_bytes"],
        files=len(built),
        bytes=sum(file.stat().st_size for file in built),
        load=before,
        void=void,
    )


def _launch(command: Sequence[str | Path], folder: Path, output: IO[str]) -> int:
    """Run a command to its end and return how it ended; nothing that it started outlives it or its time."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=output,
        stderr=subprocess.STDOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""},
        start_new_session=True,
    )
    try:
        return process.wait(TIMEOUT)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, SIGKILL)
        process.wait()


def _last_words(log: Path) -> str:
    """Return what a failed build said of its failure, without where on this machine it was."""
    said = log.read_text(encoding="utf-8", errors="replace").replace(f"{log.parent}/", "")
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["it said nothing"]
    return f"the build failed: {next((line for line in lines if 'ERROR' in line), lines[-1])}"
