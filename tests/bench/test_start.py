"""Measuring starts: the medians, the goals, the report, the picture and the network. No test looks at a time."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.start import WrongAnswerError, check_answer, count_lines, schedule
from bench.start.conditions import CONDITIONS, Start
from bench.start.contenders import CONTENDERS, REQUEST
from bench.start.results import figures, goals, picture, report
from bench.start.server import Coding, Host, Link, slices
from bench.start.slowness import kilobytes
from site_plugins.build_tools import BuildCache
from site_plugins.runtime import Steps

PLAIN = next(each for each in CONDITIONS if each.name == "plain")
SLOWEST_LINK = next(each for each in CONDITIONS if each.name == "1.6-mbps")


def start(contender: str, ms: float, **changes: Any) -> Start:
    sizes = {"peak_bytes": 250_000_000, "share_bytes": 150_000_000, "bytes": 3_500_000, "page_bytes": 300}
    usual = {"condition": "plain", "round": 1, "visit": 1, "block_ms": 20, "requests": 8}
    return Start(contender=contender, ms=ms, **{**usual, **sizes, **changes})


def results(starts: list[Start], **changes: Any) -> dict[str, Any]:
    return {
        "machine": {"date": "today", "processor": "one", "cores": 2, "memory_gb": 8, "system": "Linux"},
        "load": {"before": 0.1, "after": 0.2},
        "versions": {"Chromium": "156"},
        "contenders": {"lumbar": "Lumbar"},
        "checks": {},
        "failed": {},
        "figures": figures(starts),
        "goals": goals(starts),
    } | changes


def rendered(starts: list[Start], **changes: Any) -> str:
    return "\n\n".join(report(results(starts, **changes)))


def verdict(starts: list[Start], what: str) -> tuple[float | None, bool | None]:
    [goal] = [each for each in goals(starts) if each["what"].startswith(what)]
    return goal["ours"], goal["reached"]


# ---- Figures and goals -------------------------------------------------------------------------------------------


def test_figures_are_medians_and_the_longest_block_is_the_longest_of_all() -> None:
    times = [(1, 900.0, 10), (2, 1000.0, 70), (3, 5000.0, 30)]
    [medians] = figures([start("lumbar", ms, round=number, block_ms=block) for number, ms, block in times])
    assert [medians[name] for name in ("ms", "fastest", "slowest", "rounds")] == [1000, 900, 5000, 3]
    assert [medians[name] for name in ("block_ms", "longest_block_ms", "mb", "ratio")] == [30, 70, 3.5, None]


def test_a_ratio_is_taken_round_by_round() -> None:
    # In the second round the machine was ten times slower, for both.
    slow = [start("stock", 32_000, round=2), start("lumbar", 3200, round=2)]
    starts = [start("stock", 3200), start("lumbar", 320), *slow]
    assert [each["ratio"] for each in figures(starts) if each["contender"] == "lumbar"] == [0.1]
    assert verdict(starts, "first visit, against") == (0.1, True)


def test_a_later_visit_is_compared_with_the_same_visit_of_the_floor() -> None:
    floor = [start("floor-again", 400, visit=2), start("floor-again", 100, visit=3)]
    ours = [start("lumbar-again", 500, visit=2), start("lumbar-again", 300, visit=3)]
    assert verdict(floor + ours, "second visit") == (1.25, True)
    assert verdict(floor + ours, "third visit") == (3, False)


def test_conditions_are_kept_apart() -> None:
    slow = [start("lumbar", 400, condition="20-mbps"), start("stock", 2000, condition="20-mbps")]
    starts = [start("stock", 1000), *slow]
    assert verdict(starts, "first visit at 20 Mbps") == (0.2, True)
    assert verdict(starts, "first visit, against") == (None, None)


def test_bytes_are_judged_by_what_the_host_does() -> None:
    starts = [start("lumbar", 1, bytes=1_700_000), start("lumbar", 1, condition="gzip", bytes=1_900_000)]
    assert verdict(starts, "bytes of a first visit over brotli") == (1.7, False)
    assert verdict(starts, "bytes of a first visit over gzip") == (1.9, True)
    assert verdict(starts, "bytes of a first visit from a host") == (None, None)


def test_memory_is_that_of_a_first_visit_and_the_zip_has_a_goal_where_there_is_one() -> None:
    starts = [start("lumbar", 1, peak_bytes=210_000_000), start("lumbar-again", 1, visit=2, peak_bytes=999_000_000)]
    assert verdict(starts, "peak memory of the tab") == (210, True)
    assert [(each["ours"], each["reached"]) for each in goals(starts) if each["what"].startswith("zip")] == [
        (None, None)
    ]
    assert [each["reached"] for each in goals(starts, 4_600_000) if each["what"].startswith("zip")] == [False]


# ---- What is measured, and in which order ------------------------------------------------------------------------


def test_each_is_first_once_before_one_is_first_again() -> None:
    chosen = [each for each in CONTENDERS if each.visits == 1][:3]
    turns = [each.name for _condition, each, number in schedule([PLAIN], chosen, 3) if number]
    assert {turns[0], turns[3], turns[6]} == {each.name for each in chosen}


def test_slow_conditions_are_measured_less_often_and_never_more_than_asked() -> None:
    assert [PLAIN.rounds(name, 7) for name in ("stock", "pyscript")] == [7, 7]
    assert [SLOWEST_LINK.rounds(name, 7) for name in ("stock", "pyscript", "lumbar-folder")] == [3, 1, 0]
    assert SLOWEST_LINK.rounds("stock", 2) == 2


def test_conditions_name_contenders_that_there_are() -> None:
    known = {each.name for each in CONTENDERS}
    for condition in CONDITIONS:
        assert {*condition.only, *condition.fewer} <= known


def test_every_step_is_left_out_once_and_those_of_the_full_python_where_there_is_no_image() -> None:
    steps = {field.name for field in fields(Steps)}
    left_out = {each.name.removeprefix("lumbar-without-") for each in CONTENDERS if "-without-" in each.name}
    of_full = {"trim", "compile"}
    assert left_out == steps - of_full | {f"image-{name}" for name in of_full}


def test_what_the_calculators_page_needs_is_told_from_what_python_needs() -> None:
    page, lumbar = (next(each for each in CONTENDERS if each.name == name) for name in ("lumbar-page", "lumbar"))
    for_python = ["site/assets/runtime/python.js", "site/data/guidelines/low-back-pain-next-steps.json"]
    for_page = ["site/calculator/index.html", "site/assets/theme/lumbar.css", "site/assets/calculator/loading.js"]
    assert [page.needs(path) for path in for_python] == [True, True]
    assert [page.needs(path) for path in for_page] == [False, False, False]
    assert [lumbar.needs(f"lumbar/page/lumbar.{ending}") for ending in ("js", "html")] == [True, False]


def test_what_is_asked_is_a_sheet_that_gets_a_result() -> None:
    from calculator.service import COMMANDS

    assert "present" in COMMANDS
    # It stands as it is between the quotation marks of Python and JavaScript.
    assert REQUEST.isascii()


def test_another_answer_than_this_pythons_is_no_start() -> None:
    check_answer('{"html": "it", "errors": []}', {"errors": [], "html": "it"})
    with pytest.raises(WrongAnswerError, match="something else"):
        check_answer('{"html": ""}', {"html": "it"})
    with pytest.raises(WrongAnswerError, match="failed: load"):
        check_answer("failed: load", {"html": "it"})


def test_the_floor_answers_nothing_but_says_when_it_fails() -> None:
    assert [each.name for each in CONTENDERS if not each.answers] == ["floor", "floor-again"]
    check_answer("", None)
    with pytest.raises(WrongAnswerError, match="CompileError"):
        check_answer("failed: CompileError", None)


# ---- The network and the host ------------------------------------------------------------------------------------


@given(size=st.integers(0, 20_000_000), mbps=st.floats(0.1, 1000))
def test_a_body_is_cut_into_pieces_without_a_loss(size: int, mbps: float) -> None:
    pieces = slices(size, Link(mbps, 0))
    assert sum(pieces) == size
    assert all(piece > 0 for piece in pieces)


def test_a_slow_link_is_asked_for_small_pieces() -> None:
    # 1.6 Mbps are 200 kB a second: a piece of 100 kB would keep the others waiting for half a second.
    assert max(slices(1_000_000, Link(1.6, 150))) < 2000


def test_what_compression_makes_no_smaller_is_sent_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "noise.bin"
    file.write_bytes(bytes(range(256)))
    host = Host(tmp_path, BuildCache(None))
    host.reset(Coding.NONE)
    assert host.body(file) == (file.read_bytes(), Coding.NONE)


def test_memory_is_read_in_the_kernels_own_words() -> None:
    text = "Name:\tchromium\nVmPeak:\t 1234 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  1 kB\n"
    assert kilobytes(text, "VmHWM") == 204_800
    assert kilobytes(text, "Pss") == 0


# ---- For people --------------------------------------------------------------------------------------------------


def test_the_report_says_what_was_reached_what_was_not_and_what_nobody_measured() -> None:
    text = rendered([start("stock", 1000), start("lumbar", 110, block_ms=51)])
    assert "- Reached: first visit, against the stock start: 0.11 of 0.12 ×." in text
    assert "- Not reached: longest block of the page while Python starts: 51 of 50 ms." in text
    assert "- Not measured: bytes of a first visit over gzip: – of 2.05 MB." in text
    assert "| `lumbar` | 1 | 110 | 110 | 110 | 0.11 | 51 | 51 | 250 | 150 | 8 |" in text


def test_the_report_says_what_the_page_itself_fetched_how_large_the_zip_is_and_how_much_code_there_is() -> None:
    starts = [start("lumbar", 1), start("lumbar-page", 1, page_bytes=420_000)]
    text = rendered(starts, zip_bytes=4_400_000, lines={"site_plugins/runtime": 1685})
    assert "| `lumbar` | 3.50 | – | – | – |" in text
    assert "| `lumbar-page` | 3.50 | – | – | 0.42 |" in text
    assert "- The zip to take along: 4.40 MB.\n- The code in `site_plugins/runtime`: 1,685 lines." in text


def test_lines_of_code_are_those_of_scripts_and_types_alone(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for name, lines in {"a.py": 2, "assets/b.d.ts": 3, "assets/c.mjs": 4, "d.md": 5, "e.pyc": 6}.items():
        (tmp_path / name).write_text("x\n" * lines, encoding="utf-8")
    assert count_lines(tmp_path) == 9


def test_the_report_names_what_failed() -> None:
    text = rendered([start("lumbar", 1)], failed={"pyscript, plain": "failed: no Pyodide"})
    assert "- `pyscript, plain` was not measured: failed: no Pyodide." in text


def test_the_report_shows_whether_the_slowness_was_real_in_workers_too() -> None:
    link = {"mbps": 1.6, "rtt_ms": 150, "bytes": 100_000}
    took = {"page": {"ms": 655, "expected_ms": 650}, "worker": {"ms": 660, "expected_ms": 650}}
    checks = {"cpu": {"asked": 4, "page": 3.9, "worker": 4.1}, "links": [link | took]}
    text = rendered([start("lumbar", 1)], checks=checks)
    assert "4 times slower: a loop took 3.9 times as long in a page, 4.1 times in its worker" in text
    assert "should take 650 ms, and took 655 ms in a page and 660 ms in its worker" in text


def test_the_picture_has_a_bar_for_each_as_long_as_its_time() -> None:
    starts = [start("stock", 2000), start("lumbar", 500), start("lumbar-again", 250, visit=2)]
    drawn = ElementTree.fromstring(picture(results(starts)))
    space = "{http://www.w3.org/2000/svg}"
    stock, lumbar, again = (float(bar.attrib["width"]) for bar in drawn.iter(f"{space}rect"))
    assert [stock / lumbar, stock / again] == pytest.approx([4, 8], rel=0.01)
    words = [text.text for text in drawn.iter(f"{space}text")]
    assert {"stock", "2,000 ms", "lumbar-again, visit 2"} <= set(words)
