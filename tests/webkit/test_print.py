"""What comes out of the printer in WebKit, which prints larger than others: two pages or one, and all of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.result.sheet import render_sheet
from tests.browser.test_print import LARGER, pages
from tests.results import NO_FLAGS, published, result_of, sheet
from tests.webkit.window import display

PAPERS = ("iso_a4", "na_letter")
SCRIPT = Path(__file__).parent / "print_page.py"
SYSTEM = "/usr/bin/python3"
LONGEST = [
    sheet("AAAAAAAAE")
    | {"weeks_since_onset": 20, "first_session": "2026-09-29", "today": "2026-12-30", "improving": "no"},
    sheet("???????A?") | {"weeks_since_onset": 20, "weeks_since_first_session": 12.5, "improving": "no"},
    sheet("AAAADDDAN") | {"weeks_since_onset": 20, "weeks_since_first_session": 4, "nsaid": "cannot-take"},
    {"red_flags": NO_FLAGS | {"fracture": True, "infection": True, "malignancy": True}, "today": "2026-11-23"},
    {"red_flags": dict.fromkeys(NO_FLAGS, True), "today": "2026-11-23"},
]
"""The longest sheets that tests/browser/test_print.py finds among all, and some that are urgent."""

type Print = Callable[[str, str], list[bytes]]
"""Prints a page, on which a script has run, on each kind of paper."""


@pytest.fixture(scope="module")
def in_webkit(webkit: str, tmp_path_factory: pytest.TempPathFactory) -> Print:
    """What prints; where the system's Python has no PyGObject with WebKit2 it skips the test."""
    del webkit
    folder = tmp_path_factory.mktemp("printed")

    def run(jobs: list[dict[str, str]]) -> subprocess.CompletedProcess[str]:
        with display() as name:
            env = {**os.environ, "DISPLAY": name, "GDK_BACKEND": "x11"}
            # It is another Python than that of the tests.
            env.pop("PYTHONPATH", None)
            command = [SYSTEM, str(SCRIPT)]
            return subprocess.run(
                command, input=json.dumps(jobs), env=env, capture_output=True, text=True, check=False
            )

    if not Path(SYSTEM).is_file() or run([]).returncode != 0:
        pytest.skip("nothing prints in WebKit: Debian's packages python3-gi and gir1.2-webkit2-4.1 are missing")

    def printed(address: str, script: str) -> list[bytes]:
        files = [folder / f"{paper}.pdf" for paper in PAPERS]
        jobs = [
            {"address": address, "script": script, "paper": paper, "file": str(file)}
            for paper, file in zip(PAPERS, files, strict=True)
        ]
        done = run(jobs)
        assert done.returncode == 0, done.stderr
        return [file.read_bytes() for file in files]

    return printed


@pytest.mark.parametrize("number", range(len(LONGEST)))
def test_the_longest_sheets_are_two_pages_and_urgent_ones_one(in_webkit: Print, site: Path, number: int) -> None:
    fragment = json.dumps(render_sheet(result_of(published(site), LONGEST[number])))
    script = f"""{{
        const result = document.getElementById("result");
        result.innerHTML = {fragment};
        result.hidden = false;
    }}"""
    count = 1 if "red_flags" in LONGEST[number] else 2
    files = in_webkit((site / "calculator" / "index.html").as_uri(), script)
    assert [pages(file) for file in files] == [count, count]


def test_the_questionnaire_is_one_page(in_webkit: Print, site: Path) -> None:
    files = in_webkit((site / "calculator" / "paper" / "index.html").as_uri(), "")
    assert [pages(file) for file in files] == [1, 1]


def test_a_guideline_is_laid_out_for_the_paper_that_it_is_printed_on(in_webkit: Print, site: Path) -> None:
    """Else the foot of each page is cut off: WebKit takes the margins of the one page that it knows."""
    address = (site / "guidelines" / "low-back-pain-next-steps" / "index.html").as_uri()
    for file, height in zip(in_webkit(address, ""), (842, 792), strict=True):
        assert pages(file) > 5
        scale, top, bottom = _first_page(file)
        # A pixel of CSS is three quarters of a point.
        assert scale / 0.75 == pytest.approx(LARGER, abs=0.02)
        assert top + bottom * scale < height


def _first_page(pdf: bytes) -> tuple[float, float, float]:
    """Return how much a PDF's first page was scaled, and where it begins and ends: in points, in pixels."""
    for stream in re.findall(rb"(?s)stream\r?\n(.*?)endstream", pdf):
        try:
            drawn = zlib.decompress(stream)
        except zlib.error:
            continue
        number = rb"([\d.]+)"
        found = re.search(
            rb"\n"
            + number
            + rb" 0 0 "
            + number
            + rb" [\d.]+ "
            + number
            + rb" cm\n(?:.*\n){1,3}0 0 [\d.]+ "
            + number
            + rb" re",
            drawn,
        )
        if found:
            return float(found[1]), float(found[3]), float(found[4])
    raise AssertionError("no page was drawn")
