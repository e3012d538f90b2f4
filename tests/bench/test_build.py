"""Building at scale: the work is proved, failures cost the others nothing, figures and goals are as by hand."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench import build as bench
from bench.build import BENCH, CONTENDERS, Build, Builder, figures, growths, report
from bench.corpus import Corpus, corpus
from bench.sites import build_site

PLAIN = CONTENDERS[0]
BROKEN = replace(PLAIN, name="broken", write=lambda folder, _text: (folder / "mkdocs.yml").touch())
BY_NAME = {contender.name: contender for contender in CONTENDERS}


@pytest.fixture(scope="module")
def text() -> Corpus:
    return corpus(3)


def build(contender: Builder, folder: Path, text: Corpus) -> Path:
    contender.write(folder, text)
    build_site(folder, folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def plain_site(slow: None, tmp_path_factory: pytest.TempPathFactory, text: Corpus) -> Path:
    return build(BY_NAME["plain"], tmp_path_factory.mktemp("plain"), text)


def test_plain_material_leaves_citations_as_text(plain_site: Path, text: Corpus) -> None:
    assert BY_NAME["plain"].missing_work(plain_site, text) is None
    for page in text.pages:
        html = (plain_site / f"{BY_NAME['plain'].path(page)}.html").read_text(encoding="utf-8")
        assert html.count("[@made-up-") == 20


@pytest.mark.parametrize("name", ["mkdocs-bibtex", "mkdocs-bibtex-csl", "lumbar-citations"])
def test_plain_materials_site_passes_for_nobody_elses(name: str, plain_site: Path, text: Corpus) -> None:
    assert BY_NAME[name].missing_work(plain_site, text) == (
        "pages/page-0001/index.html has 0 numbered citations instead of 20"
    )


def test_a_page_that_was_not_built_is_missed(plain_site: Path) -> None:
    assert BY_NAME["plain"].missing_work(plain_site, corpus(4)) == "pages/page-0004/index.html was not built"


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("name", ["lumbar-citations", "lumbar-statements"])
def test_lumbar_builds_its_sites(name: str, tmp_path: Path, text: Corpus) -> None:
    assert BY_NAME[name].missing_work(build(BY_NAME[name], tmp_path, text), text) is None


# ---- Failures ----------------------------------------------------------------------------------------------------


def test_a_failure_is_reported_and_loses_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(bench, "SCRATCH", tmp_path)
    results = tmp_path / "results"
    broken = replace(BENCH, contenders=[BROKEN, PLAIN])
    assert broken.run(["--pages", "1", "--rounds", "1", "--results", str(results)]) == 1

    text = (results / "build.md").read_text(encoding="utf-8")
    assert "- `broken`, 1 pages: void, the build failed: " in text
    content = json.loads((results / "build.json").read_text(encoding="utf-8"))
    [plain] = content["figures"]
    assert plain["contender"] == "plain"
    assert plain["files"] > 1
    assert plain["peak_mb"] > 10
    assert {"processor", "cores", "memory_gb", "system", "date"} <= content["machine"].keys()
    assert content["versions"]["mkdocs"].startswith("1.6")


def test_what_cannot_run_here_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "PYTHON", Path(sys.executable))
    lacking = replace(BENCH, contenders=[replace(PLAIN, program="no-such-program")])
    assert lacking.run(["--results", str(tmp_path)]) == 0
    assert "NOT MEASURED: plain: no-such-program is not installed" in capsys.readouterr().err
    text = (tmp_path / "build.md").read_text(encoding="utf-8")
    assert "`plain` was not measured: no-such-program is not installed." in text


def test_no_site_is_smaller_than_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        BENCH.parse(["--pages", "0"])
    assert "from 1 on" in capsys.readouterr().err


# ---- Figures, against values worked out by hand ------------------------------------------------------------------


def run(contender: str, pages: int, number: int, seconds: float, mb: float, void: str | None = None) -> Build:
    took: dict[str, Any] = {
        "seconds": seconds,
        "cpu_seconds": seconds,
        "peak_bytes": int(mb * 1_000_000),
        "load": 0.0,
    }
    return Build(contender=contender, pages=pages, round=number, files=10, bytes=5_000_000, void=void, **took)


def test_a_median_is_of_all_rounds_and_a_ratio_of_each() -> None:
    """The machine was slow in the third round: both took three times as long, which changes no ratio."""
    runs = [run("plain", 100, n, seconds, 50) for n, seconds in enumerate([1.0, 1.2, 3.0])]
    runs += [run("ours", 100, n, seconds, 70) for n, seconds in enumerate([1.5, 1.8, 4.5])]
    plain, ours = figures(runs)
    assert (plain["seconds"], plain["fastest"], plain["slowest"], plain["ratio"]) == (1.2, 1.0, 3.0, 1.0)
    assert (ours["seconds"], ours["ratio"]) == (1.8, 1.5)
    # 0.5, 0.6 and 1.5 s more for 100 pages.
    assert ours["ms_a_page"] == pytest.approx(6)
    assert ours["cpu_ms_a_page"] == ours["ms_a_page"]
    assert ours["mb_over"] == pytest.approx(20)
    assert ours["site_mb"] == 5


def test_a_void_run_counts_for_nothing() -> None:
    runs = [run("plain", 1, 1, 1.0, 50), run("ours", 1, 1, 0.1, 50, "0 citations instead of 20")]
    assert [each["contender"] for each in figures(runs)] == ["plain"]


def test_without_plain_material_there_is_nothing_to_compare_with() -> None:
    [alone] = figures([run("ours", 1, 1, 1.0, 50)])
    assert (alone["ratio"], alone["ms_a_page"], alone["mb_over"]) == (None, None, None)


def test_a_round_that_one_of_the_two_lost_is_no_pair() -> None:
    runs = [run("plain", 1, 1, 1.0, 50), run("plain", 1, 2, 9.0, 50, "lost"), run("ours", 1, 1, 2.0, 50)]
    assert figures([*runs, run("ours", 1, 2, 9.0, 50)])[1]["ratio"] == 2


def test_pages_of_references_are_taken_off_where_somebody_built_them_alone() -> None:
    """Material takes a second for the references' pages; Lumbar takes two more than plain, so one without them."""
    runs = [run("plain", 100, 1, 1.0, 50), run("plain-with-references", 100, 1, 2.0, 52)]
    runs += [run("lumbar-citations", 100, 1, 3.0, 60), run("mkdocs-bibtex", 100, 1, 3.0, 60)]
    _plain, pages_alone, ours, theirs = figures(runs)
    assert ours["ms_a_page"] == pytest.approx(20)
    assert ours["without_references"] == pytest.approx({"ms_a_page": 10, "cpu_ms_a_page": 10, "mb_over": 8})
    assert "without_references" not in pages_alone.keys() | theirs.keys()


def test_growth_is_1_where_five_times_the_pages_take_five_times_as_long() -> None:
    runs = [run("linear", 200, 1, 2.0, 50), run("linear", 1000, 1, 10.0, 90)]
    runs += [run("square", 200, 1, 1.0, 50), run("square", 1000, 1, 25.0, 50)]
    runs += [run("linear", 1, 1, 1.0, 45), run("single", 200, 1, 1.0, 50)]
    linear, square = growths(figures(runs))
    assert linear["exponent"] == pytest.approx(1)
    assert square["exponent"] == pytest.approx(2)
    assert (linear["smaller"], linear["larger"]) == (200, 1000)
    assert linear["ms_a_page"] == pytest.approx(10)
    assert linear["kb_a_page"] == pytest.approx(50)


# ---- The report --------------------------------------------------------------------------------------------------


def rendered(ours: dict[int, tuple[float, float]]) -> str:
    """Plain Material takes 10 ms a page and holds 50 MB; `ours` are seconds and MB by pages."""
    runs = [run("plain", pages, 1, pages / 100, 50) for pages in ours]
    runs += [run("lumbar-statements", pages, 1, seconds, mb) for pages, (seconds, mb) in ours.items()]
    return rendered_runs(runs)


def rendered_runs(runs: list[Build]) -> str:
    medians = figures(runs)
    results: dict[str, Any] = {
        "machine": {"date": "today", "processor": "one", "cores": 2, "memory_gb": 8, "system": "some"},
        "load": {"before": 0.1, "after": 1.0},
        "versions": {"Python": "3.13"},
        "corpus": {"words_a_page": 880, "citations_a_page": 20, "references": 200},
        "contenders": {"plain": "the floor", "lumbar-statements": "ours"},
        "not_measured": {},
        "figures": medians,
        "growth": growths(medians),
        "runs": [],
    }
    return "\n\n".join(report(results))


def test_goals_that_are_reached() -> None:
    text = rendered({200: (3.96, 60), 1000: (19.8, 109)})
    assert (
        "- `lumbar-statements`, 1,000 pages: 9.80 ms a page more than plain (goal 10: reached), "
        "59.0 MB more (goal 60: reached), exponent 1.00 to plain’s 1.00 (reached)." in text
    )


def test_every_figure_stands_below_its_name() -> None:
    lines = rendered({1000: (12.9, 79)}).splitlines()
    head = next(line for line in lines if "ms a page more" in line)
    ours = next(line for line in lines if line.startswith("| `lumbar-statements`"))
    row = dict(zip(head.split("|"), ours.split("|"), strict=True))
    assert row[" s "] == " 12.90 "
    assert row[" ratio "] == " 1.29 "
    assert row[" ms a page more "] == " 2.90 "
    assert row[" CPU ms a page more "] == " 2.90 "
    assert row[" MB more "] == " 29.0 "


def test_a_row_says_what_it_costs_without_the_pages_of_references() -> None:
    runs = [run("plain", 1000, 1, 10.0, 50), run("plain-with-references", 1000, 1, 12.0, 52)]
    lines = rendered_runs([*runs, run("lumbar-statements", 1000, 1, 19.0, 60)]).splitlines()
    [with_them, without] = [line for line in lines if line.startswith("| `lumbar-statements")]
    assert "| 9.00 |" in with_them
    assert without.startswith("| `lumbar-statements without the references’ pages` | – |")
    assert "| 7.00 |" in without


def test_goals_that_are_missed() -> None:
    text = rendered({200: (3.0, 60), 1000: (20.1, 111)})
    assert "10.10 ms a page more than plain (goal 10: missed), 61.0 MB more (goal 60: missed)" in text
    assert "exponent 1.18 to plain’s 1.00 (missed)" in text


def test_the_goals_are_those_of_a_large_site() -> None:
    assert "## Goals" not in rendered({1: (0.5, 60), 200: (2.6, 60)})
