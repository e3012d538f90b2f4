"""WebKitGTK for the tests of this folder, and what it opens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_plugins.runtime import Steps, runtime_files
from tests.browser.runtime_page import serving, write_site
from tests.webkit.window import Window, opened

ROOT = Path(__file__).parents[2]
HARD = "Überweisung #2 für 100% von 腰痛"
"""A folder's name that is hard to write as an address."""


@contextmanager
def opened_by(way: str, folder: Path) -> Iterator[str]:
    """Give the address by which a page of the folder is opened, without a slash at its end."""
    if way == "folder":
        yield folder.as_uri()
        return
    with serving(folder) as host:
        yield host.address


@pytest.fixture(scope="module")
def window(webkit: str) -> Iterator[Window]:
    """One window for all tests of a file."""
    with opened(webkit) as window:
        yield window


@pytest.fixture(scope="module", params=["image", "full"])
def python(request: pytest.FixtureRequest) -> str:
    """Which Python starts."""
    return str(request.param)


@pytest.fixture(scope="module")
def alone(guideline_text: str, python: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with nothing but the runtime and a page that starts it."""
    below = tmp_path_factory.mktemp("alone") / HARD
    write_site(below, runtime_files(ROOT, Steps(image=python == "image")), guideline_text)
    return below


@pytest.fixture(scope="module", params=["http", "folder"])
def way(request: pytest.FixtureRequest) -> str:
    """How the page is opened."""
    return str(request.param)
