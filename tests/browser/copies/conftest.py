"""A site that a test may change, on a host that it may spoil, and a phone that may keep a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import PATIENCE
from tests.browser.copies.kept_copy import copy_site
from tests.browser.runtime_page import Host, serving


@pytest.fixture
def below(site: Path, tmp_path: Path) -> Path:
    """A site in a sub-path that a test may change."""
    return copy_site(site, tmp_path)


@pytest.fixture
def host(below: Path) -> Iterator[Host]:
    """It is served."""
    with serving(below.parents[1]) as serves:
        yield serves


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A phone in a fresh profile that may keep sites."""
    opened = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="allow")
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()
