"""A page of another site, with npm's Pyodide, loads the calculator by the very lines that the docs show."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from calculator import assess
from site_plugins.runtime import FOLDER, LOCK
from tests.browser.conftest import PATIENCE
from tests.browser.runtime_page import Host, serving
from tests.results import FLAGS

ROOT = Path(__file__).parents[2]
ALLOWED = {"Access-Control-Allow-Origin": "*"}
REQUEST = json.dumps(
    {
        "instrument": "start-back-9",
        "answers": {**dict.fromkeys("12345678", "agree"), "9": "very-much"},
        "red_flags": dict.fromkeys(FLAGS, False),
        "today": "2026-11-23",
    }
)
EXPECTED = json.loads(assess(REQUEST))
# The version of the guideline is no part of the wheel.
EXPECTED["version"]["guideline"] = "unknown"


def _lines(language: str, host: Host) -> str:
    """What the docs show, for the site that is served here."""
    text = (ROOT / "docs" / "offline.md").read_text(encoding="utf-8").partition("another page's Pyodide\n")[2]
    (lines,) = re.findall(rf"```{language}\n(.*?)```", text.partition("\n## ")[0], re.DOTALL)
    assert isinstance(lines, str)
    assert "https://guideline.example/" in lines
    return lines.replace("https://guideline.example", host.address)


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[Host]:
    """The built site, which allows other origins."""
    with serving(site) as serves:
        serves.headers = ALLOWED
        yield serves


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Another host, with npm's Pyodide and an empty page."""
    folder = tmp_path_factory.mktemp("stock")
    shutil.copytree(ROOT / "node_modules" / "pyodide", folder / "pyodide")
    (folder / "index.html").write_text("<!doctype html><title>Another site</title>", encoding="utf-8")
    with serving(folder) as serves:
        yield serves


@pytest.fixture
def page(browser: Browser, stock: Host) -> Iterator[Page]:
    """Its page."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    opened = context.new_page()
    opened.goto(f"{stock.address}/index.html")
    yield opened
    context.close()


def _run(page: Page, program: str) -> Any:
    """Return what an async function with this body returns; `loadPyodide` and `request` are there."""
    return page.evaluate(
        """async ([program, request]) => {
            const { loadPyodide } = await import(new URL("pyodide/pyodide.mjs", document.baseURI).href);
            const run = new Function("loadPyodide", "request", `return (async () => { ${program} })()`);
            return run(loadPyodide, request).catch((error) => `failed: ${error.message}`);
        }""",
        [program, REQUEST],
    )


def test_by_the_lock_it_answers_as_cpython_and_draws_the_code(page: Page, host: Host, stock: Host) -> None:
    host.asked.clear()
    drawn = """
    const picture = String(python.pyimport("calculator.exports.qr_code").qr_picture("A boat"));
    return [answer, picture];"""
    answer, picture = _run(page, _lines("js", host) + drawn)
    assert json.loads(answer) == EXPECTED
    assert "<svg" in picture
    names = {path.rpartition("/")[2] for path in host.asked}
    lock = json.loads((host.folder / FOLDER / LOCK).read_text(encoding="utf-8"))
    # The site was asked for its lock and the two wheels, and for nothing else.
    assert names == {LOCK, *(package["file_name"] for package in lock["packages"].values())}


def test_beside_another_lock_the_wheels_load_by_their_addresses(page: Page, host: Host) -> None:
    program = f"""
    const python = await loadPyodide();
    await python.runPythonAsync({json.dumps(_lines("python", host))});
    return python.pyimport("calculator").assess(request);"""
    assert json.loads(_run(page, program)) == EXPECTED


def test_a_wheel_that_is_not_the_locked_one_is_not_loaded(page: Page, site: Path, tmp_path: Path) -> None:
    """Half there, or of another version of the site."""
    (tmp_path / FOLDER).mkdir(parents=True)
    for file in ((site / FOLDER / LOCK), *(site / FOLDER).glob("*-any.whl")):
        shutil.copyfile(file, tmp_path / FOLDER / file.name)
    (wheel,) = (tmp_path / FOLDER).glob("lumbar_calculator-*.whl")
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    with serving(tmp_path) as other:
        other.headers = ALLOWED
        assert "No module named 'calculator'" in _run(page, _lines("js", other) + "return answer;")
