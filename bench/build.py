"""Building at scale: plain Material, its citation plugin and Lumbar build the same text, in turns."""

from __future__ import annotations

import re
import shutil
import subprocess
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from math import log
from pathlib import Path
from typing import Any

from bench import harness
from bench.corpus import CITATIONS, KIND, REFERENCES, WORDS, Corpus, Page, corpus
from bench.harness import (
    MB,
    PYTHON,
    SCRATCH,
    CommandRun,
    MeasurementError,
    Results,
    Row,
    compare,
    empty_folder,
    group_by,
    say,
)
from bench.machine import load, versions
from bench.report import not_measured, preamble, section, table
from bench.sites import (
    guideline_path,
    page_path,
    write_bibtex,
    write_citations,
    write_plain,
    write_plain_with_references,
    write_statements,
)

SIZES = (1, 200, 1_000)
ROUNDS, ROUNDS_OF_LARGE = 7, 3
"""Builds of each, unless an option says otherwise; of a site of 1,000 pages or more three are enough."""
PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "pymdown-extensions", "mkdocs-bibtex", "pybtex", "citeproc-py")
GOAL_PAGES = 1_000
GOALS = {"lumbar-citations": (5.0, 30.0), "lumbar-statements": (10.0, 60.0)}
"""The milliseconds of a page and the MB of the whole that may be more than plain Material's, at so many pages."""
PLAIN = "plain"
"""The contender that the others are compared with."""
PLAIN_WITH_REFERENCES = "plain-with-references"
"""The contender that Lumbar is compared with as well: its sites have a page for each reference."""
_LUMBAR = "lumbar-"
_CSL = str(harness.CHECKOUT / "site_plugins" / "references" / "styles" / "nlm-citation-sequence.csl")


@dataclass(frozen=True)
class Builder(Row):
    """A way to build the site."""

    write: Callable[[Path, Corpus], None]
    """Writes its site's source into an empty folder."""
    path: Callable[[Page], str] = page_path
    """Where a page stands, below its source's and its site's folder, without suffix."""
    required: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """What every page must hold 20 times, by its name: the proof that the work was done."""
    program: str = ""
    """A program that it needs on the PATH."""

    def missing_work(self, site: Path, text: Corpus) -> str | None:
        """Say what a built site lacks, or None. A fast build that left the work undone is no result."""
        for page in text.pages:
            name = f"{self.path(page)}.html"
            if not (site / name).is_file():
                return f"{name} was not built"
            html = (site / name).read_text(encoding="utf-8")
            for what, pattern in self.required.items():
                count = len(pattern.findall(html))
                if count != CITATIONS:
                    return f"{name} has {count} {what} instead of {CITATIONS}"
        return None


_FOOTNOTES = {
    "numbered citations": re.compile(r'<a class="footnote-ref" href="#fn:made-up-\d+">\d+</a>'),
    "references in its list": re.compile(r'<li id="fn:made-up-\d+">\s*<p>\S'),
}
_REFERENCES = {
    "numbered citations": re.compile(r'<a\b[^>]*\brole="doc-noteref"[^>]*>\d+</a>'),
    "references in its list": re.compile(r'<li\b[^>]*\bid="[^"]*\bmade-up-\d+"[^>]*\bclass="reference\b'),
}
_STATEMENTS = {
    "statements": re.compile(rf'class="[^"]*\bstatement--{KIND}\b'),
    "layers": re.compile(r'<details\b[^>]*\bclass="layer\b'),
}
CONTENDERS = (
    Builder(PLAIN, "Material with navigation.prune; citations stay text", write_plain),
    Builder(PLAIN_WITH_REFERENCES, "the same, and one more page for each reference", write_plain_with_references),
    Builder("mkdocs-bibtex", "the plugin mkdocs-bibtex, without CSL", write_bibtex, required=_FOOTNOTES),
    Builder(
        "mkdocs-bibtex-csl",
        "the plugin mkdocs-bibtex, with CSL by pandoc",
        lambda folder, text: write_bibtex(folder, text, csl_file=_CSL, csl_file_encoding="utf-8"),
        required=_FOOTNOTES,
        program="pandoc",
    ),
    Builder("lumbar-citations", "Lumbar, pages that cite", write_citations, required=_REFERENCES),
    Builder(
        "lumbar-statements",
        "Lumbar, pages of one guideline, each citation a statement",
        write_statements,
        guideline_path,
        {**_REFERENCES, **_STATEMENTS},
    ),
)


@dataclass(frozen=True)
class Build(CommandRun):
    """One build."""

    pages: int
    files: int
    """Files of the built site."""
    bytes: int
    """What they hold together."""
    void: str | None = None
    """Why it does not count, or None."""


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--pages", type=_sizes, default=list(SIZES), metavar="N,N", help="sizes of the site")


def _sizes(value: str) -> list[int]:
    return sorted({harness.positive(part) for part in value.split(",")})


def measure(options: Namespace) -> Iterator[Results]:
    """Build each size of the site in turns; yield the results after each size."""
    harness.check_installed(PYTHON)
    missing = {
        each.name: f"{each.program} is not installed"
        for each in options.contenders
        if each.program and not shutil.which(each.program)
    }
    for name, reason in missing.items():
        say(f"NOT MEASURED: {name}: {reason}")
    chosen = [each for each in options.contenders if each.name not in missing]
    runs: list[Build] = []
    for pages in options.pages:
        rounds = ROUNDS_OF_LARGE if pages >= SIZES[-1] and options.rounds == ROUNDS else options.rounds
        # The caches are the same for every size.
        runs += _build_in_turn(chosen, corpus(pages), range(0 if pages == options.pages[0] else 1, rounds + 1))
        yield {
            "versions": versions(PYTHON, PACKAGES) | _pandoc_version(),
            "corpus": {"words_a_page": WORDS, "citations_a_page": CITATIONS, "references": REFERENCES},
            "not_measured": missing,
            "figures": figures(runs),
            "growth": growths(figures(runs)),
            "runs": [asdict(run) for run in runs],
        }


def _pandoc_version() -> dict[str, str]:
    if not shutil.which("pandoc"):
        return {}
    output = subprocess.run(["pandoc", "--version"], capture_output=True, text=True, check=True).stdout
    return {"pandoc": output.split("\n")[0].removeprefix("pandoc ")}


def _build_in_turn(chosen: Sequence[Builder], text: Corpus, rounds: Iterable[int]) -> list[Build]:
    """Build the text in turns and return the runs; a contender that fails is not tried again."""
    folders = {each.name: empty_folder(SCRATCH / "sites" / f"{each.name}-{len(text.pages)}") for each in chosen}
    for each in chosen:
        each.write(folders[each.name], text)
    runs: list[Build] = []
    for number, contender in harness.in_turn(chosen, rounds):
        if any(run.void for run in runs if run.contender == contender.name):
            continue
        run = _build(contender, folders[contender.name], text, number)
        name = f"{run.pages:>5} pages, {f'round {number}' if number else 'warm-up'}: {run.contender:<18}"
        took = f"{run.seconds:7.2f} s  {run.peak_bytes / MB:5.0f} MB  load {run.load}"
        say(f"{name} {f'VOID: {run.void}' if run.void else took}")
        if number or run.void:
            runs.append(run)
    places = [each.name for each in chosen]
    return sorted(runs, key=lambda run: (places.index(run.contender), run.round))


def _build(contender: Builder, folder: Path, text: Corpus, number: int) -> Build:
    site = folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    command: list[str | Path] = [PYTHON, "-m", "mkdocs", "build", "--quiet", "--site-dir", site]
    try:
        run = harness.measure_command(contender.name, number, command, folder, folder / "build.log")
        void = contender.missing_work(site, text)
    except MeasurementError as error:
        run = CommandRun(contender.name, number, 0.0, 0.0, 0, load())
        void = f"the build failed: {error}"
    sizes = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    return Build(**asdict(run), pages=len(text.pages), files=len(sizes), bytes=sum(sizes), void=void)


def figures(runs: Iterable[Build]) -> list[dict[str, Any]]:
    """Return the medians of every size and contender; runs that are void do not count."""
    groups = group_by((run for run in runs if not run.void), lambda run: (run.pages, run.contender))
    rows: list[dict[str, Any]] = []
    for (pages, contender), group in groups.items():
        row = _figures(group, groups.get((pages, PLAIN), []))
        with_references = groups.get((pages, PLAIN_WITH_REFERENCES))
        if with_references and contender.startswith(_LUMBAR):
            row["without_references"] = _costs(group, with_references)
        rows.append(row)
    return rows


def _figures(runs: Sequence[Build], plain: Sequence[Build]) -> dict[str, Any]:
    return {
        **harness.command_figures(runs, plain),
        "pages": runs[0].pages,
        "files": runs[0].files,
        "site_mb": runs[0].bytes / MB,
        **_costs(runs, plain),
    }


def _costs(runs: Sequence[Build], base: Sequence[Build]) -> dict[str, float | None]:
    """Return what the runs cost more than another contender's of the same rounds."""
    pages = runs[0].pages
    return {
        "ms_a_page": compare(runs, base, lambda ours, other: (ours.seconds - other.seconds) * 1000 / pages),
        "cpu_ms_a_page": compare(
            runs, base, lambda ours, other: (ours.cpu_seconds - other.cpu_seconds) * 1000 / pages
        ),
        "mb_over": compare(runs, base, lambda ours, other: (ours.peak_bytes - other.peak_bytes) / MB),
    }


def growths(of_sizes: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return how every contender's cost grows between its two largest sizes; it takes two.

    The exponent is 1 where twice the pages take twice the seconds; the rest is the cost of each further page.
    """
    groups = group_by(of_sizes, lambda each: each["contender"]).values()
    pairs = [sorted(group, key=lambda each: each["pages"])[-2:] for group in groups if len(group) > 1]
    return [
        {
            "contender": larger["contender"],
            "smaller": smaller["pages"],
            "larger": larger["pages"],
            "exponent": log(larger["seconds"] / smaller["seconds"]) / log(larger["pages"] / smaller["pages"]),
            "ms_a_page": (larger["seconds"] - smaller["seconds"]) * 1000 / (larger["pages"] - smaller["pages"]),
            "kb_a_page": (larger["peak_mb"] - smaller["peak_mb"]) * 1000 / (larger["pages"] - smaller["pages"]),
        }
        for smaller, larger in pairs
    ]


_COLUMNS = {
    "": "`{contender}`",
    "s": "{seconds:.2f}",
    "fastest–slowest": "{fastest:.2f}–{slowest:.2f}",
    "ratio": "{ratio:.2f}",
    "ms a page more": "{ms_a_page:.2f}",
    "CPU s": "{cpu_seconds:.2f}",
    "CPU ms a page more": "{cpu_ms_a_page:.2f}",
    "peak MB": "{peak_mb:.0f}",
    "MB more": "{mb_over:.1f}",
    "files": "{files:,}",
    "site MB": "{site_mb:.1f}",
}
_GROWTH_COLUMNS = {
    "": "`{contender}`",
    "from": "{smaller:,}",
    "to pages": "{larger:,}",
    "exponent": "{exponent:.2f}",
    "ms a further page": "{ms_a_page:.2f}",
    "kB a further page": "{kb_a_page:.0f}",
}


def report(results: Results) -> Iterator[str]:
    """Yield the results as Markdown."""
    text = results["corpus"]
    introduction = (
        f"Pages of {text['words_a_page']} made-up words and {text['citations_a_page']} citations, "
        f"{text['references']} references. What the columns mean: [docs/bench.md](../../docs/bench.md)."
    )
    yield from preamble("Building at scale", introduction, results)
    nothing_more = dict.fromkeys(("ms_a_page", "cpu_ms_a_page", "mb_over"))
    rows = [each | nothing_more if each["contender"] == PLAIN else each for each in results["figures"]]
    for pages, group in sorted(group_by(rows, lambda row: row["pages"]).items()):
        yield from section(f"{pages:,} page{'s' if pages > 1 else ''}", table(_COLUMNS, _with_parts(group)))
    yield from section("Growth", table(_GROWTH_COLUMNS, results["growth"]))
    yield from not_measured(results)
    yield from section("Goals", _verdicts(results))


def _with_parts(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows, and below those that have it what they cost without the references' own pages."""
    for row in rows:
        yield dict(row)
        if row.get("without_references"):
            name = f"{row['contender']} without the references’ pages"
            yield dict.fromkeys(row) | row["without_references"] | {"contender": name}


def _verdicts(results: Results) -> Iterator[str]:
    """Yield how Lumbar stands to its goals; they are no test, and nothing fails by them."""
    exponents = {each["contender"]: each["exponent"] for each in results["growth"]}
    for each in results["figures"]:
        name, ms, mb = each["contender"], each["ms_a_page"], each["mb_over"]
        if each["pages"] != GOAL_PAGES or name not in GOALS or ms is None:
            continue
        goal_ms, goal_mb = GOALS[name]
        verdict = (
            f"- `{name}`, {GOAL_PAGES:,} pages: {ms:.2f} ms a page more than plain (goal {goal_ms:g}: "
            f"{_reached(ms, goal_ms)}), {mb:.1f} MB more (goal {goal_mb:g}: {_reached(mb, goal_mb)})"
        )
        if name in exponents and PLAIN in exponents:
            ours, plain = exponents[name], exponents[PLAIN]
            verdict += f", exponent {ours:.2f} to plain’s {plain:.2f} ({_reached(ours, plain)})"
        yield f"{verdict}."


def _reached(value: float, goal: float) -> str:
    return "reached" if round(value, 2) <= round(goal, 2) else "missed"


BENCH = harness.Bench("build", __doc__, CONTENDERS, ROUNDS, measure, report, _add_options)
