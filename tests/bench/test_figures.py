"""From runs to figures, against values worked out by hand."""

from __future__ import annotations

import pytest

from bench.figures import Run, figures, growths


def run(contender: str, pages: int, number: int, seconds: float, mb: float, void: str | None = None) -> Run:
    return Run(contender, pages, number, seconds, seconds, int(mb * 1_000_000), 10, 5_000_000, 0.0, void)


def test_a_median_is_of_all_rounds_and_a_ratio_of_each() -> None:
    """The machine was slow in the third round: both took three times as long, which changes no ratio."""
    runs = [run("plain", 100, n, seconds, 50) for n, seconds in enumerate([1.0, 1.2, 3.0])]
    runs += [run("ours", 100, n, seconds, 70) for n, seconds in enumerate([1.5, 1.8, 4.5])]
    plain, ours = figures(runs, "plain")
    assert (plain.seconds, plain.fastest, plain.slowest, plain.ratio) == (1.2, 1.0, 3.0, 1.0)
    assert (ours.seconds, ours.ratio) == (1.8, 1.5)
    # 0.5, 0.6 and 1.5 s more for 100 pages.
    assert ours.ms_a_page == pytest.approx(6)
    assert ours.cpu_ms_a_page == ours.ms_a_page
    assert ours.mb_over == pytest.approx(20)
    assert ours.site_mb == 5


def test_a_void_run_counts_for_nothing() -> None:
    runs = [run("plain", 1, 1, 1.0, 50), run("ours", 1, 1, 0.1, 50, "0 citations instead of 20")]
    assert [each.contender for each in figures(runs, "plain")] == ["plain"]


def test_without_plain_material_there_is_nothing_to_compare_with() -> None:
    [alone] = figures([run("ours", 1, 1, 1.0, 50)], "plain")
    assert (alone.ratio, alone.ms_a_page, alone.mb_over) == (None, None, None)


def test_a_round_that_one_of_the_two_lost_is_no_pair() -> None:
    runs = [run("plain", 1, 1, 1.0, 50), run("plain", 1, 2, 9.0, 50, "lost"), run("ours", 1, 1, 2.0, 50)]
    assert figures([*runs, run("ours", 1, 2, 9.0, 50)], "plain")[1].ratio == 2


def test_growth_is_1_where_five_times_the_pages_take_five_times_as_long() -> None:
    runs = [run("linear", 200, 1, 2.0, 50), run("linear", 1000, 1, 10.0, 90)]
    runs += [run("square", 200, 1, 1.0, 50), run("square", 1000, 1, 25.0, 50)]
    runs += [run("linear", 1, 1, 1.0, 45), run("single", 200, 1, 1.0, 50)]
    linear, square = growths(figures(runs, "plain"))
    assert linear.exponent == pytest.approx(1)
    assert square.exponent == pytest.approx(2)
    assert (linear.smaller, linear.larger) == (200, 1000)
    assert linear.ms_a_page == pytest.approx(10)
    assert linear.kb_a_page == pytest.approx(50)
