"""The site in Firefox: from a folder, under the rules that Firefox has for folders, and over http."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from site_plugins.offline import BUNDLE
from tests.browser.runtime_page import serving

VISIT = Path(__file__).parent / "visit.mjs"
PLANS = Path(__file__).parent.parent / "vectors" / "plans.json"
PAGES = (
    "guidelines/low-back-pain-next-steps/index.html",
    "guidelines/low-back-pain-next-steps/patient/index.html",
    "references/index.html",
    "about/index.html",
)
PATIENCE = int(os.environ.get("LUMBAR_PATIENCE", "60000"))


def visit(firefox: str, start: str) -> dict[str, Any]:
    """Open a site at its first page's address, use it, and return what Firefox showed and asked for."""
    told = {
        "firefox": firefox,
        "start": start,
        "pages": PAGES,
        "words": "imaging",
        "request": vector()["request"],
        "shots": os.environ.get("LUMBAR_SHOTS"),
        "patience": PATIENCE,
    }
    done = subprocess.run(
        ["node", VISIT], input=json.dumps(told), capture_output=True, text=True, timeout=PATIENCE / 200, check=False
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def vector() -> dict[str, Any]:
    """A published vector to fill in: the whole questionnaire, high, without a day and what is asked by it."""
    found: dict[str, Any] = next(
        each
        for each in json.loads(PLANS.read_text(encoding="utf-8"))["valid"]
        if each["plan"]
        and each["plan"]["group"] == "high"
        and each["score"]
        and {"first_session", "reviewed", "risk_group"}.isdisjoint(each["request"])
    )
    return found


def assert_right(seen: dict[str, Any]) -> None:
    """Assert what holds wherever the site stands: pages, a statement found, the vector's result, no complaint."""
    assert list(seen["titles"]) == list(PAGES)
    assert len(set(seen["titles"].values())) == len(PAGES)
    assert "imaging" in seen["found"]
    expected, result = vector(), seen["result"]
    assert {name: result[name] for name in ("group", "total", "distress")} == {
        "group": expected["score"]["risk"],
        "total": expected["score"]["total"],
        "distress": expected["score"]["distress"],
    }

    def order(action: dict[str, Any]) -> str:
        return str(action["statement"])

    assert sorted(result["actions"], key=order) == sorted(expected["plan"]["actions"], key=order)
    assert seen["faults"] == []


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unzipped folder to take along: its path is hard to write as an address, and nobody may write to it."""
    unzipped = tmp_path_factory.mktemp("folder") / "Überweisung #2 für 100% von 腰痛"
    with zipfile.ZipFile(site / BUNDLE) as archive:
        archive.extractall(unzipped)
    for each in (unzipped, *unzipped.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    return unzipped


def _left(folder: Path) -> list[tuple[str, int]]:
    """What may not change: the tests may run as root, whom no permission stops."""
    return sorted((each.relative_to(folder).as_posix(), each.stat().st_mtime_ns) for each in folder.rglob("*"))


def test_from_a_folder_pages_search_and_calculator_work_under_firefoxs_strict_rules_without_a_request(
    firefox: str, folder: Path
) -> None:
    before = _left(folder)
    seen = visit(firefox, (folder / "site" / "index.html").as_uri())
    # Drivers relax the rule that keeps the files of a folder apart: without it this would prove nothing.
    assert seen["strict"] is True
    assert_right(seen)
    asked = {*seen["requests"], *seen["result"]["resources"]}
    assert [url for url in asked if not url.startswith((f"{folder.as_uri()}/", "blob:", "data:"))] == []
    assert _left(folder) == before


def test_over_http_firefox_gives_the_same_result_and_asks_no_one_else(firefox: str, site: Path) -> None:
    with serving(site) as host:
        seen = visit(firefox, f"{host.address}/index.html")
        assert_right(seen)
        asked = {*seen["requests"], *seen["result"]["resources"]}
        assert any(url.startswith(f"{host.address}/assets/runtime/") for url in asked)
        assert [url for url in asked if not url.startswith((f"{host.address}/", "blob:", "data:"))] == []
