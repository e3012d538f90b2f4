"""From single starts to figures and goals, and how they read: tables, verdicts and a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from bench.harness import MB, Results, compare, group_by, median_of
from bench.report import not_measured, preamble, section, table
from bench.start.conditions import CONDITIONS, Start
from bench.start.server import Coding
from calculator.core.markup import Html, el

BASE = "stock"
"""The contender that the others are compared with."""


def figures(starts: Sequence[Start]) -> list[dict[str, Any]]:
    """Return the medians of every condition, contender and visit, in the order in which they first appear."""
    groups = group_by(starts, lambda each: (each.condition, each.contender, each.visit))
    return [
        {
            "condition": condition,
            "contender": contender,
            "visit": visit,
            "rounds": len(group),
            "ms": median(each.ms for each in group),
            "fastest": min(each.ms for each in group),
            "slowest": max(each.ms for each in group),
            "block_ms": median(each.block_ms for each in group),
            "longest_block_ms": max(each.block_ms for each in group),
            "peak_mb": median(each.peak_bytes for each in group) / MB,
            "share_mb": median(each.share_bytes for each in group) / MB,
            "mb": median(each.bytes for each in group) / MB,
            "page_mb": median(each.page_bytes for each in group) / MB,
            "requests": int(median(each.requests for each in group)),
            "ratio": _ratio(starts, condition, contender, BASE, visit),
        }
        for (condition, contender, visit), group in groups.items()
    ]


def _select(starts: Iterable[Start], condition: str, contender: str, visit: int = 1) -> list[Start]:
    return [s for s in starts if (s.condition, s.contender, s.visit) == (condition, contender, visit)]


def _ratio(starts: Sequence[Start], condition: str, contender: str, base: str, visit: int = 1) -> float | None:
    """Return the ratio of the times to those of `base` on the same visit, or on its first where it has no other."""
    base_starts = _select(starts, condition, base, visit) or _select(starts, condition, base)
    return compare(_select(starts, condition, contender, visit), base_starts, lambda ours, of: ours.ms / of.ms)


def goals(starts: Sequence[Start], zip_bytes: int | None = None) -> list[dict[str, Any]]:
    """Return each goal, the most that is allowed, and what was reached of it: None where it was not measured.

    `zip_bytes` is the size of the zip that the site offers.
    """

    def goal(what: str, unit: str, most: float, ours: float | None) -> dict[str, Any]:
        # To the digits that are shown.
        reached = None if ours is None else round(ours, 2) <= most
        return {"what": what, "unit": unit, "most": most, "ours": ours, "reached": reached}

    def times(what: str, most: float, *of: Any) -> dict[str, Any]:
        return goal(what, "×", most, _ratio(starts, *of))

    def megabytes(what: str, most: float, condition: str) -> dict[str, Any]:
        sent = median_of(each.bytes / MB for each in _select(starts, condition, "lumbar"))
        return goal(f"bytes of a first visit {what}", "MB", most, sent)

    def later(which: str, visit: int) -> dict[str, Any]:
        what = f"{which} visit from the service worker, against compiling on the same visit"
        return times(what, 1.25, "plain", "lumbar-again", "floor-again", visit)

    stock = "against the stock start"
    first = _select(starts, "plain", "lumbar")
    return [
        times(f"first visit, {stock}", 0.12, "plain", "lumbar", BASE),
        times(f"first visit at 20 Mbps and 40 ms, {stock}", 0.21, "20-mbps", "lumbar", BASE),
        times(f"first visit at 1.6 Mbps and 150 ms, {stock}", 0.29, "1.6-mbps", "lumbar", BASE),
        times(f"first visit with a 4 times slower processor, {stock}", 0.12, "slow-cpu", "lumbar", BASE),
        megabytes("over brotli", 1.55, "plain"),
        megabytes("over gzip", 2.05, "gzip"),
        megabytes("from a host that compresses nothing", 2.05, "none"),
        later("second", 2),
        later("third", 3),
        times(f"from a folder, {stock} over http", 0.14, "plain", "lumbar-folder", BASE),
        goal("peak memory of the tab", "MB", 215, median_of(each.peak_bytes / MB for each in first)),
        goal("zip to take along", "MB", 4.5, None if zip_bytes is None else zip_bytes / MB),
        goal("longest block of the page while Python starts", "ms", 50, median_of(each.block_ms for each in first)),
    ]


_COLUMNS = {
    "": "`{contender}`{visited}",
    "rounds": "{rounds}",
    "ms": "{ms:.0f}",
    "fastest": "{fastest:.0f}",
    "slowest": "{slowest:.0f}",
    "to stock": "{ratio:.2f}",
    "block, ms": "{block_ms:.0f}",
    "worst": "{longest_block_ms:.0f}",
    "peak MB": "{peak_mb:.0f}",
    "PSS MB": "{share_mb:.0f}",
    "requests": "{requests}",
}
_SENT_COLUMNS = {"": "`{name}`", "brotli": "{plain:.2f}", "gzip": "{gzip:.2f}", "uncompressed": "{none:.2f}"}
_SENT_COLUMNS |= {"the page itself, brotli": "{page:.2f}"}
_SENT_CONDITIONS = ("plain", "gzip", "none")
"""The conditions that tell what is sent, by what the host does."""
_TIMED = [each for each in CONDITIONS if each.coding is Coding.BROTLI]


def report(results: Results) -> Iterator[str]:
    """Yield the results as Markdown."""
    introduction = (
        "Every page asks the same wheel for the result of the same sheet as soon as its Python can answer, and "
        "every answer was the same. Milliseconds from the beginning of the navigation until the answer is on the "
        "page, in a fresh profile. The floor compiles, and answers nothing."
    )
    yield from preamble("From navigation to Python’s first answer", introduction, results)
    for condition in _TIMED:
        rows = [
            each | {"visited": _visited(each)} for each in results["figures"] if each["condition"] == condition.name
        ]
        yield from section(f"Start {condition.description}", table(_COLUMNS, rows))
    yield from section("What is sent for Python, MB", table(_SENT_COLUMNS, _sent(results["figures"])))
    yield from section("How large it is", _sizes(results))
    yield from section("Whether it was as slow as it should be", _slowness(results["checks"]))
    yield from not_measured(results)
    yield from section("Goals", map(_verdict, results["goals"]))


def _visited(figure: Mapping[str, Any]) -> str:
    return f", visit {figure['visit']}" if figure["visit"] > 1 else ""


def _sent(of_starts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    measured = [each for each in of_starts if each["visit"] == 1 and each["condition"] in _SENT_CONDITIONS]
    for name, group in group_by(measured, lambda each: str(each["contender"])).items():
        # What comes from a folder is sent by nobody.
        sent = dict.fromkeys(_SENT_CONDITIONS) | {each["condition"]: each["mb"] or None for each in group}
        # The pages that only ask are a few lines.
        page = next((each["page_mb"] for each in group if each["condition"] == "plain"), 0)
        if any(sent.values()):
            yield {"name": name, **sent, "page": page if page > 0.01 else None}


def _sizes(results: Results) -> Iterator[str]:
    if results.get("zip_bytes"):
        yield f"- The zip to take along: {results['zip_bytes'] / MB:.2f} MB."
    for folder, lines in results.get("lines", {}).items():
        yield f"- The code in `{folder}`: {lines:,} lines."


def _slowness(checks: Mapping[str, Any]) -> Iterator[str]:
    if not checks:
        return
    cpu = checks["cpu"]
    yield (
        f"- The processor, asked to be {cpu['asked']:g} times slower: a loop took {cpu['page']:.1f} times as long "
        f"in a page, {cpu['worker']:.1f} times in its worker."
    )
    for link in checks["links"]:
        page, worker = link["page"], link["worker"]
        yield (
            f"- {link['mbps']:g} Mbps and {link['rtt_ms']:g} ms: {link['bytes'] / 1000:g} kB should take "
            f"{page['expected_ms']} ms, and took {page['ms']} ms in a page and {worker['ms']} ms in its worker."
        )


def _verdict(goal: Mapping[str, Any]) -> str:
    verdict = {True: "Reached", False: "Not reached", None: "Not measured"}[goal["reached"]]
    ours = "–" if goal["ours"] is None else f"{goal['ours']:.{0 if goal['unit'] == 'ms' else 2}f}"
    return f"- {verdict}: {goal['what']}: {ours} of {goal['most']:g} {goal['unit']}."


WIDTH = 860
_NAMES, _FIGURES = 230, 110
"""How wide the column of names is, and what is kept free on the right for the longest bar's figure."""
_ROW, _HEADING, _EDGE = 24, 40, 16
_STYLE = """
svg { background: #fff; font-family: sans-serif; font-size: 14px }
text { fill: #12282d }
.heading { font-weight: bold; font-size: 15px }
.name { text-anchor: end }
.peer { fill: #8aa0a6 }
.ours { fill: #0b5563 }
.floor { fill: #d0b16a }
"""


def picture(results: Results) -> str:
    """Return the medians as SVG: bars, grouped by condition, each group with a scale from 0 to its slowest."""
    title = "From navigation to Python’s first answer: milliseconds, medians"
    shapes: list[Html] = []
    top = 2 * _EDGE
    for condition in _TIMED:
        bars = [each for each in results["figures"] if each["condition"] == condition.name]
        if not bars:
            continue
        top += _HEADING
        shapes.append(el("text", f"Start {condition.description}", x=_EDGE, y=top - 12, class_="heading"))
        for each in bars:
            shapes += _bar(each, max(bar["ms"] for bar in bars), top)
            top += _ROW
    drawing = el(
        "svg",
        el("title", title),
        el("style", _STYLE),
        el("text", title, x=_EDGE, y=_EDGE + 8),
        *shapes,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {top + _EDGE}",
        role="img",
    )
    return f"{drawing}\n"


def _bar(figure: Mapping[str, Any], slowest: float, top: int) -> Iterator[Html]:
    width = round((WIDTH - _NAMES - _FIGURES) * figure["ms"] / slowest, 1)
    kind = {"lumbar": "ours", "floor": "floor"}.get(figure["contender"].partition("-")[0], "peer")
    yield el("text", figure["contender"] + _visited(figure), x=_NAMES - 10, y=top + 15, class_="name")
    yield el("rect", x=_NAMES, y=top + 3, width=width, height=_ROW - 7, class_=kind)
    yield el("text", f"{figure['ms']:,.0f} ms", x=_NAMES + width + 8, y=top + 15)
