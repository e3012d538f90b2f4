"""Measuring the search: what is asked for, the medians, and the report. No test looks at a time."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from bench.corpus import corpus
from bench.search import CONTENDERS, SEARCH_WORDS, Case, Search, SearchSite, figures, report, words_of


def searches(*times: float, site: str = "lumbar", block: float = 10) -> list[Search]:
    return [Search(site, number, Case.OPENED, "dib", time, block) for number, time in enumerate(times, start=1)]


def rendered(**changes: Any) -> str:
    results: dict[str, Any] = {
        "machine": {"date": "today", "processor": "one", "cores": 2, "memory_gb": 8, "system": "Linux"},
        "load": {"before": 0.1, "after": 0.2},
        "versions": {"Python": "3.13"},
        "corpus": {"pages": 1000, "words_a_page": 880, "words": ["dib", "preabirt"]},
        "contenders": {"lumbar": "Lumbar"},
        "index": {"lumbar": {"files": 3, "bytes": 1_500_000}},
        "failed": {},
        "figures": figures(searches(100, 300, 200)),
    }
    return "\n\n".join(report(results | changes))


def test_one_word_stands_nearly_everywhere_and_one_nearly_nowhere() -> None:
    pages = corpus(300).pages
    pages_with: Counter[str] = Counter()
    for page in pages:
        pages_with.update({word.strip(".").lower() for block in page.blocks for word in block.text.split()})
    common, rare = SEARCH_WORDS
    assert pages_with[common] > 0.9 * len(pages)
    assert 0 < pages_with[rare] < 0.05 * len(pages)
    assert words_of(corpus(300)) == [common, rare]


def test_figures_are_medians_and_the_longest_block_is_the_longest_of_all() -> None:
    [medians] = figures([*searches(100, 900, 200, block=20), *searches(300, 250, block=70)])
    assert (medians["hit_ms"], medians["block_ms"], medians["longest_block_ms"], medians["rounds"]) == (
        250,
        20,
        70,
        5,
    )


def test_cases_words_and_contenders_are_kept_apart() -> None:
    medians = figures([*searches(1), *searches(2, site="minisearch")])
    assert [(each["contender"], each["hit_ms"]) for each in medians] == [("lumbar", 1), ("minisearch", 2)]


def test_the_report_says_what_was_reached_and_what_was_not() -> None:
    assert "- Reached: `lumbar`, opened with words in the address, “dib”: 200 ms of 300" in rendered()
    slow = rendered(figures=figures(searches(400)))
    assert "- Not reached: `lumbar`" in slow
    blocked = rendered(figures=figures(searches(10, block=51)))
    assert "- Not reached: `lumbar`" in blocked
    assert "blocked 51 ms of 50" in blocked


def test_the_report_names_what_failed() -> None:
    assert "- `minisearch` was not measured: no node" in rendered(failed={"minisearch": "no node"})


@pytest.mark.parametrize("site", CONTENDERS, ids=lambda site: site.name)
def test_each_contender_says_what_it_is(site: SearchSite) -> None:
    assert site.description
    assert site.query in ("#q=", "?q=")
