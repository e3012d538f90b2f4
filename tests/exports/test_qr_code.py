"""The QR code of a summary: another program reads from its pixels exactly what was put in."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from calculator.exports.qr_code import qr_picture, summary_text
from site_plugins.runtime.wheels import build_qr_wheel
from tests.exports.reading import drawn, read_codes
from tests.results import FLAGS, NO_FLAGS, published, result_of, sheet

ROOT = Path(__file__).parents[2]


def outcomes(guideline: dict[str, Any]) -> list[Any]:
    """Outcomes of every kind."""
    day = {"today": "2026-11-23"}
    return [
        *(result_of(guideline, sheet(f"{number:08b}".replace("1", "A").replace("0", "D") + "E") | day)
          for number in range(0, 256, 5)),
        result_of(guideline, sheet("A?AAD?DD?") | day),
        result_of(guideline, sheet("AAADAV") | day),
        result_of(guideline, {"risk_group": "low"}),
        result_of(guideline, {"red_flags": dict.fromkeys(FLAGS, True)} | day, FLAGS[1:3]),
        result_of(guideline, {"red_flags": NO_FLAGS | {"fracture": True}} | day),
    ]  # fmt: skip


def test_another_program_reads_back_what_was_put_in(site: Path) -> None:
    for outcome in outcomes(published(site)):
        text = summary_text(outcome)
        (code,) = read_codes(drawn(qr_picture(text)))
        assert code.text == text
        assert code.ec_level in {"M", "Q", "H"}


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii"), min_size=1, max_size=300))
def test_any_ascii_text_of_300_characters_survives(text: str) -> None:
    (code,) = read_codes(drawn(qr_picture(text)))
    assert code.bytes == text.encode()


def test_a_code_has_a_quiet_zone_of_four_modules_and_whole_pixels_within_a_phones_screen() -> None:
    for length in (1, 50, 150, 300):
        root = etree.fromstring(qr_picture("x" * length))
        _, _, modules, _ = (int(part) for part in root.get("viewBox", "").split())
        width = int(root.get("width", "0"))
        assert width <= 320
        assert width % modules == 0
        # 4 pixels to a module of the longest summary: a camera can tell them apart.
        assert width // modules >= 4
        image = drawn(qr_picture("x" * length), pixels=1)
        inside = image.point([255 - value for value in range(256)]).getbbox()
        assert inside == (4, 4, modules - 4, modules - 4)


def test_text_that_is_no_ascii_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        qr_picture("naïve")


def test_the_wheel_for_the_browser_is_enough_and_asks_little_of_the_standard_library(tmp_path: Path) -> None:
    # Pyodide unpacks a wheel, too.
    zipfile.ZipFile(io.BytesIO(build_qr_wheel()[1])).extractall(tmp_path)
    script = (
        "import sys\n"
        f"sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]\n"
        "from calculator.exports.qr_code import qr_picture\n"
        "before = set(sys.modules)\n"
        "sys.stdout.write(qr_picture('x' * 300))\n"
        "sys.stderr.write(' '.join(sorted({m.partition('.')[0] for m in set(sys.modules) - before})))\n"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.stdout == qr_picture("x" * 300), run.stderr
    assert "segno" in run.stderr.split()
    # Neither is in a browser's trimmed library.
    assert not {"urllib", "xml", "email", "http", "ssl", "socket"} & set(run.stderr.split())
