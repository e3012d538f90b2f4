"""Every built page is valid HTML: the W3C's checker (vnu) and html-validate find no error on any.

html-validate runs with all that it recommends but for: how tags are spelt (`void-style`, `doctype-style`,
`attribute-boolean-style`) and white space at the end of a line, which no reader meets; and `wcag/h32`, because our
forms without a button to send them answer as one types or chooses. `valid-id` allows what HTML allows, such as
`ref:hill2011`, and `aria-label-misuse` a name for whatever may have one by ARIA.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

MODULES = Path(__file__).parents[2] / "node_modules"
CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
SETTINGS = Path(__file__).with_name("html-validate.json")


@pytest.fixture(scope="module")
def java() -> str:
    """The program that vnu runs on; where there is none, the test is skipped, and that is said."""
    found = shutil.which("java")
    runs = found and subprocess.run([found, "-version"], capture_output=True, check=False).returncode == 0
    return found if found and runs else pytest.skip("no Java could be found: vnu has not looked at the pages")


def pages_of(*sites: Path) -> list[Path]:
    """The pages of built sites."""
    found = [page for site in sites for page in sorted(site.rglob("*.html"))]
    assert len(found) >= 20 * len(sites)
    return found


def vnu(java: str, *files: Path, levels: Sequence[str] = ("error", "warning")) -> list[str]:
    """Return the errors and warnings that the W3C's checker finds in files."""
    done = subprocess.run(
        [java, "-Xss4m", "-jar", CHECKER, "--format", "json", "--stdout", *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout, done.stderr
    messages: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    # What is neither is, for one, that a slash at the end of a tag has no effect.
    return [
        f"{each.get('url')}:{each.get('lastLine')}: {each['message']}"
        for each in messages
        if each.get("subType", each["type"]) in levels or each["type"] not in {"error", "info"}
    ]


def html_validate(node: str, report: Path, *files: Path) -> list[str]:
    """Return what html-validate finds in files. It ends before a pipe has taken all that it says: hence a file."""
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    done = subprocess.run(
        [node, program, "--config", SETTINGS, "--formatter", f"json={report}", *files],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert report.is_file(), done.stderr
    return [
        f"{file['filePath']}:{each['line']}: {each['ruleId']}: {each['message']}"
        for file in json.loads(report.read_text(encoding="utf-8"))
        for each in file["messages"]
    ]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A page with faults of the kinds that Material's pages had."""
    page = tmp_path / "faulty.html"
    page.write_text(
        f'<!doctype html>\n<html lang="en"><head><title>{"Long " * 20}</title></head><body>'
        '<input type="checkbox" autocomplete="off" aria-label="A box"><nav></nav><nav></nav></body></html>\n',
        encoding="utf-8",
    )
    return page


def test_vnu_finds_nothing_wrong(java: str, site: Path, faulty: Path) -> None:
    assert any("autocomplete" in each for each in vnu(java, faulty))
    assert vnu(java, *pages_of(site)) == []


def test_vnu_finds_no_error_in_guidelines_of_other_kinds(java: str, second_site: Path, third_site: Path) -> None:
    """The made-up guidelines have every kind of block, table and list."""
    assert vnu(java, *pages_of(second_site, third_site), levels=["error"]) == []


def test_html_validate_finds_nothing_wrong(node: str, site: Path, faulty: Path, tmp_path: Path) -> None:
    found = "\n".join(html_validate(node, tmp_path / "faulty.json", faulty))
    for rule in ("long-title", "unique-landmark", "valid-autocomplete"):
        assert rule in found
    assert html_validate(node, tmp_path / "all.json", *pages_of(site)) == []
