"""What the tests of built sites share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shared_folders import SharedFolders
from tests.site.two_guidelines import two_guidelines


@pytest.fixture(scope="session")
def two(shared_folders: SharedFolders) -> Path:
    """The site of two guidelines, built for these tests."""
    return shared_folders.make_once("two-guidelines", two_guidelines) / "site"


@pytest.fixture(scope="session", params=["site", "second_site", "two"])
def any_site(request: pytest.FixtureRequest) -> Path:
    """The real site, that of the made-up guideline over two pages, and that of two guidelines."""
    found: Path = request.getfixturevalue(request.param)
    return found
