"""The preview's bench: its page is as long as it says, and its figures are medians of its own edits."""

from __future__ import annotations

from bench.preview import CONTENDERS, Seen, figures


def test_the_long_page_has_100_statements() -> None:
    text = CONTENDERS[0].text()
    assert [sum(block.key is not None for block in page.blocks) for page in text.pages] == [20, 100, 20, 20, 20]


def test_the_figures_are_the_medians_of_each_sites_edits() -> None:
    runs = [Seen("page-of-100", number, seconds, 0.1) for number, seconds in enumerate((3.0, 1.0, 2.0), start=1)]
    runs.append(Seen("site-of-1000", 1, 4.0, 0.1))
    first, second = figures(runs)
    assert (first["seconds"], first["fastest"], first["slowest"], first["goal"], first["runs"]) == (2, 1, 3, 1, 3)
    assert (second["seconds"], second["goal"]) == (4, 3)
