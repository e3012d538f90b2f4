"""What all tests share, and what they need beyond Python.

A test says what it needs by the fixtures that it requests. `browser`, `firefox`, `webkit`, `pyodide` and `slow`
mark it, and `make check` leaves out what is marked; `site` builds the site where it is missing or older than its
sources.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from site_plugins.runtime import runtime_files
from tests.asking_node import find_node
from tests.results import GUIDELINE
from tests.second_guideline.build import SECOND, THIRD, build
from tests.shared_folders import SharedFolders

ROOT = Path(__file__).parents[1]

MARKS = {"browser": "browser", "firefox": "browser", "webkit": "browser", "pyodide": "pyodide", "slow": "slow"}
"""The mark that a fixture gives to each test that requests it, directly or through another fixture."""

# The same examples on every run; LUMBAR_HYPOTHESIS=explore looks for new ones, many more and slowly.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "repeatable",
    deadline=None,
    max_examples=100,
    derandomize=True,
    database=None,
    suppress_health_check=_SLOW,
)
settings.register_profile("explore", deadline=None, max_examples=1000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("LUMBAR_HYPOTHESIS", "repeatable"))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the fixtures that it requests, before `-m` selects."""
    for fixture in MARKS.keys() & getattr(item, "fixturenames", ()):
        item.add_marker(MARKS[fixture])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let several workers begin with the files that take longest, so that none of them is left alone at the end."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: [item.get_closest_marker(mark) is None for mark in ("pyodide", "browser")])


@pytest.fixture(scope="session", autouse=True)
def _own_programs_first() -> None:
    """Have tests find this checkout's node, which is not on the PATH of whoever starts pytest without make."""
    os.environ["PATH"] = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="session")
def slow() -> None:
    """Given to a test that computes for seconds on an idle machine: a quick check has no time for it."""


@pytest.fixture(scope="session")
def shared_folders(tmp_path_factory: pytest.TempPathFactory) -> SharedFolders:
    """Folders that are made once in a run and read by all of pytest's worker processes."""
    base = tmp_path_factory.getbasetemp()
    # A worker's own folder lies in that of the whole run.
    return SharedFolders(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def site(shared_folders: SharedFolders) -> Path:
    """The built site, built anew if it is missing or its sources have changed."""

    def build_if_stale(_folder: Path) -> None:
        run_tool("build-site.sh", "--if-stale")

    # Asked once in a run: a source that is edited meanwhile must not swap the site under the tests.
    shared_folders.make_once("site-is-built", build_if_stale)
    return ROOT / "site"


@pytest.fixture(scope="session")
def guideline_text(site: Path) -> str:
    """The guideline as the built site publishes it: a text in JSON."""
    return (site / GUIDELINE).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def second_site(shared_folders: SharedFolders) -> Path:
    """The site of the made-up guideline, built for these tests."""
    return shared_folders.make_once("second-site", lambda folder: build("mkdocs", SECOND, folder))


@pytest.fixture(scope="session")
def third_site(shared_folders: SharedFolders) -> Path:
    """The site of the made-up guideline that has the numbers of its source, built for these tests."""
    return shared_folders.make_once("third-site", lambda folder: build("mkdocs", THIRD, folder))


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The runtime's files by their addresses within the site.

    They need no mark: where the site was built before, they come from the build cache and Pyodide is not started.
    """
    return runtime_files(ROOT)


@pytest.fixture(scope="session")
def pyodide() -> Path:
    """Pyodide as npm installed it, for tests that start it under Node or take it apart: either takes seconds."""
    return ROOT / "node_modules" / "pyodide"


@pytest.fixture(scope="session")
def node() -> str:
    """The program that runs scripts without a browser."""
    return find_node()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium: LUMBAR_CHROMIUM, or what `tools/find-chromium.sh` finds or installs."""
    return os.environ.get("LUMBAR_CHROMIUM") or run_tool("find-chromium.sh")


@pytest.fixture(scope="session")
def firefox() -> str:
    """The path of a Firefox: LUMBAR_FIREFOX, or what `tools/find-firefox.sh` finds or installs.

    Where there is none, or LUMBAR_FIREFOX is empty, it skips the test.
    """
    path = os.environ["LUMBAR_FIREFOX"] if "LUMBAR_FIREFOX" in os.environ else run_tool("find-firefox.sh")
    return path or pytest.skip("no Firefox could be found or installed (tools/find-firefox.sh)")


@pytest.fixture(scope="session")
def webkit() -> str:
    """The path of WebKitGTK's MiniBrowser: LUMBAR_WEBKIT, or what `tools/find-webkit.sh` finds or installs.

    Where there is none, or LUMBAR_WEBKIT is empty, it skips the test.
    """
    path = os.environ["LUMBAR_WEBKIT"] if "LUMBAR_WEBKIT" in os.environ else run_tool("find-webkit.sh")
    return path or pytest.skip("no WebKitGTK could be found or installed (tools/find-webkit.sh)")


def run_tool(name: str, *arguments: str) -> str:
    """Run a script of `tools/` and return what it prints; fail the test with its messages if it fails."""
    done = subprocess.run(
        [ROOT / "tools" / name, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        pytest.fail(f"tools/{name}: {done.stderr}")
    return done.stdout.strip()
