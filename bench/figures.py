"""From single runs to figures: medians, ratios, what a page costs, how fast a cost grows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

MB = 1_000_000


@dataclass(frozen=True)
class Run:
    """One build."""

    contender: str
    pages: int
    round: int
    seconds: float
    cpu_seconds: float
    """Of all its processes and threads together."""
    peak_bytes: int
    """The most memory that one of its processes held at once."""
    files: int
    """Files of the built site."""
    bytes: int
    """What they hold together."""
    load: float
    """The machine's load average of the last minute when it began."""
    void: str | None = None
    """Why it does not count, or None."""


@dataclass(frozen=True)
class Figures:
    """What a contender's builds of one size took: medians, and the same against plain Material's."""

    contender: str
    pages: int
    runs: int
    seconds: float
    fastest: float
    slowest: float
    cpu_seconds: float
    peak_mb: float
    files: int
    site_mb: float
    ratio: float | None = None
    """Of the seconds to plain Material's; None where plain Material has none."""
    ms_a_page: float | None = None
    """Milliseconds a page more than plain Material."""
    cpu_ms_a_page: float | None = None
    """The same of the processor's time."""
    mb_over: float | None = None
    """Megabytes of memory more than plain Material."""


@dataclass(frozen=True)
class Growth:
    """How a contender's cost grows from one size of the site to a larger one."""

    contender: str
    smaller: int
    larger: int
    exponent: float
    """1: twice the pages, twice the seconds."""
    ms_a_page: float
    """Milliseconds for each further page."""
    kb_a_page: float
    """Kilobytes of memory for each further page."""


def figures(runs: Iterable[Run], base: str) -> list[Figures]:
    """Return the figures of every contender and size, sizes first; runs that are void do not count.

    What is compared with `base` is compared round by round before a median is taken: a slow minute of the machine
    slows both.
    """
    groups: dict[tuple[int, str], list[Run]] = {}
    for run in runs:
        if run.void is None:
            groups.setdefault((run.pages, run.contender), []).append(run)
    return [_figures(group, groups.get((pages, base), [])) for (pages, _contender), group in groups.items()]


def _figures(runs: Sequence[Run], base: Sequence[Run]) -> Figures:
    first = runs[0]
    seconds = [run.seconds for run in runs]
    of_round = {run.round: run for run in base}
    pairs = [(run, of_round[run.round]) for run in runs if run.round in of_round]
    return Figures(
        contender=first.contender,
        pages=first.pages,
        runs=len(runs),
        seconds=median(seconds),
        fastest=min(seconds),
        slowest=max(seconds),
        cpu_seconds=median(run.cpu_seconds for run in runs),
        peak_mb=median(run.peak_bytes for run in runs) / MB,
        files=first.files,
        site_mb=first.bytes / MB,
        ratio=_median(run.seconds / plain.seconds for run, plain in pairs),
        ms_a_page=_median((run.seconds - plain.seconds) * 1000 / run.pages for run, plain in pairs),
        cpu_ms_a_page=_median((run.cpu_seconds - plain.cpu_seconds) * 1000 / run.pages for run, plain in pairs),
        mb_over=_median((run.peak_bytes - plain.peak_bytes) / MB for run, plain in pairs),
    )


def _median(values: Iterable[float]) -> float | None:
    found = list(values)
    return median(found) if found else None


def growth(smaller: Figures, larger: Figures) -> Growth:
    """Return how a contender's cost grows between two sizes."""
    pages = larger.pages - smaller.pages
    return Growth(
        contender=larger.contender,
        smaller=smaller.pages,
        larger=larger.pages,
        exponent=log(larger.seconds / smaller.seconds) / log(larger.pages / smaller.pages),
        ms_a_page=(larger.seconds - smaller.seconds) * 1000 / pages,
        kb_a_page=(larger.peak_mb - smaller.peak_mb) * 1000 / pages,
    )


def growths(found: Iterable[Figures]) -> list[Growth]:
    """Return every contender's growth between its two largest sizes; none for one that has a single size."""
    sizes: dict[str, list[Figures]] = {}
    for each in found:
        sizes.setdefault(each.contender, []).append(each)
    ordered = [sorted(group, key=lambda each: each.pages)[-2:] for group in sizes.values()]
    return [growth(*pair) for pair in ordered if len(pair) == 2]
