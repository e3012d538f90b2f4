"""From single starts to figures: medians, and the goals with what was reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.start_look import Start

MB = 1_000_000


@dataclass(frozen=True)
class Figures:
    """What a contender's starts under one condition took: medians."""

    condition: str
    contender: str
    visit: int
    rounds: int
    ms: float
    fastest: float
    slowest: float
    block_ms: float
    longest_block_ms: float
    """The longest of all rounds."""
    peak_mb: float
    share_mb: float
    mb: float
    requests: int
    ratio: float | None = None
    """Of the time to the stock start's of the same round; None where that was not measured."""


@dataclass(frozen=True)
class Goal:
    """A figure that is wanted: smaller is better."""

    what: str
    unit: str
    most: float
    ours: float | None
    """None where it was not measured."""

    @property
    def reached(self) -> bool | None:
        """Whether it is, to the digits that are shown; None where nobody knows."""
        return None if self.ours is None else round(self.ours, 2) <= self.most


def figures(starts: Iterable[Start]) -> list[Figures]:
    """Return the figures of every condition, contender and visit, in the order in which they first appear."""
    found = list(starts)
    groups: dict[tuple[str, str, int], list[Start]] = {}
    for each in found:
        groups.setdefault((each.condition, each.contender, each.visit), []).append(each)
    return [_figures(group, ratio(found, group, "stock")) for group in groups.values()]


def ratio(starts: Iterable[Start], group: Sequence[Start], base: str) -> float | None:
    """Return the median of the times of `group` to those of `base` under the same condition, round by round.

    `base` is compared on the same visit, or on its first where it has no other. A slow minute of the machine slows
    both.
    """
    same = [each for each in starts if (each.contender, each.condition) == (base, group[0].condition)]
    of = {(each.round, each.visit): each.ms for each in same}
    plain = [of.get((each.round, each.visit), of.get((each.round, 1))) for each in group]
    ratios = [each.ms / ms for each, ms in zip(group, plain, strict=True) if ms is not None]
    return median(ratios) if ratios else None


def goals(starts: Iterable[Start]) -> list[Goal]:
    """Return the budgets and what this project reached of them, whatever was measured."""
    found = list(starts)

    def group(contender: str, condition: str, visit: int = 1) -> list[Start]:
        return [s for s in found if (s.contender, s.condition, s.visit) == (contender, condition, visit)]

    def against(contender: str, condition: str, base: str, visit: int = 1) -> float | None:
        ours = group(contender, condition, visit)
        return ratio(found, ours, base) if ours else None

    def middle(values: Iterable[float]) -> float | None:
        known = list(values)
        return median(known) if known else None

    def sent(condition: str) -> float | None:
        return middle(each.bytes / MB for each in group("lumbar", condition))

    stock = "against the stock start"
    return [
        Goal(f"first visit, {stock}", "×", 0.35, against("lumbar", "plain", "stock")),
        Goal("bytes of a first visit over brotli", "MB", 3.6, sent("plain")),
        Goal("bytes of a first visit over gzip", "MB", 4.95, sent("gzip")),
        Goal("bytes of a first visit from a host that compresses nothing", "MB", 5.0, sent("none")),
        Goal(
            "first visit at 20 Mbps and 40 ms, against the stock start",
            "×",
            0.5,
            against("lumbar", "20-mbps", "stock"),
        ),
        Goal(
            f"first visit with a 4 times slower processor, {stock}",
            "×",
            0.5,
            against("lumbar", "slow-cpu", "stock"),
        ),
        *(
            Goal(
                f"{name} visit from the service worker, against compiling on the same visit",
                "×",
                2.0,
                against("lumbar-again", "plain", "floor-again", visit),
            )
            for visit, name in ((2, "second"), (3, "third"))
        ),
        Goal(f"from a folder, {stock} over http", "×", 0.4, against("lumbar-folder", "plain", "stock")),
        Goal(
            "longest block of the page while Python starts",
            "ms",
            50,
            middle(each.block_ms for each in group("lumbar", "plain")),
        ),
    ]


def _figures(group: Sequence[Start], to_stock: float | None) -> Figures:
    first = group[0]
    times = [each.ms for each in group]
    return Figures(
        condition=first.condition,
        contender=first.contender,
        visit=first.visit,
        rounds=len(group),
        ms=median(times),
        fastest=min(times),
        slowest=max(times),
        block_ms=median(each.block_ms for each in group),
        longest_block_ms=max(each.block_ms for each in group),
        peak_mb=median(each.peak_bytes for each in group) / MB,
        share_mb=median(each.share_bytes for each in group) / MB,
        mb=median(each.bytes for each in group) / MB,
        requests=int(median(each.requests for each in group)),
        ratio=to_stock,
    )
