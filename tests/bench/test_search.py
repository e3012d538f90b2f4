"""Measuring the search: what is asked for, the medians, and the report. No test looks at a time."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from bench.corpus import corpus
from bench.search import ASKED, figures, search_words
from bench.search_look import Case, Look
from bench.search_report import report
from bench.search_sites import search_sites


def looks(*times: float, site: str = "lumbar", block: float = 10) -> list[Look]:
    return [Look(site, Case.OPENED, "dib", number, time, block) for number, time in enumerate(times, start=1)]


def results(**given: Any) -> dict[str, Any]:
    return {
        "machine": {"date": "today", "processor": "one", "cores": 2, "memory_gb": 8, "system": "Linux"},
        "load": {"before": 0.1, "after": 0.2},
        "versions": {"Python": "3.13"},
        "corpus": {"pages": 1000, "words_a_page": 880, "words": ["dib", "preabirt"]},
        "contenders": {"lumbar": "Lumbar"},
        "index": {"lumbar": {"files": 3, "bytes": 1_500_000}},
        "failed": {},
        "figures": figures(looks(100, 300, 200)),
    } | given


def test_one_word_stands_nearly_everywhere_and_one_nearly_nowhere() -> None:
    pages = corpus(300).pages
    found: Counter[str] = Counter()
    for page in pages:
        found.update({word.strip(".").lower() for block in page.blocks for word in block.text.split()})
    common, rare = ASKED
    assert found[common] > 0.9 * len(pages)
    assert 0 < found[rare] < 0.05 * len(pages)
    assert search_words(corpus(300)) == [common, rare]


def test_figures_are_medians_and_the_longest_block_is_the_longest_of_all() -> None:
    [found] = figures([*looks(100, 900, 200, block=20), *looks(300, 250, block=70)])
    assert (found["hit_ms"], found["block_ms"], found["longest_block_ms"], found["rounds"]) == (250, 20, 70, 5)


def test_cases_words_and_contenders_are_kept_apart() -> None:
    found = figures([*looks(1), *looks(2, site="minisearch")])
    assert [(each["contender"], each["hit_ms"]) for each in found] == [("lumbar", 1), ("minisearch", 2)]


def test_the_report_says_what_was_reached_and_what_was_not() -> None:
    assert "- Reached: `lumbar`, opened with words in the address, “dib”: 200 ms of 300" in report(results())
    slow = report(results(figures=figures(looks(400))))
    assert "- Not reached: `lumbar`" in slow
    blocked = report(results(figures=figures(looks(10, block=51))))
    assert "- Not reached: `lumbar`" in blocked
    assert "blocked 51 ms of 50" in blocked


def test_the_report_names_what_failed() -> None:
    assert "- `minisearch` was not measured: no node" in report(results(failed={"minisearch": "no node"}))


@pytest.mark.parametrize("site", search_sites(), ids=lambda site: site.name)
def test_each_contender_says_what_it_is(site: Any) -> None:
    assert site.what
    assert site.asks in ("#q=", "?q=")
