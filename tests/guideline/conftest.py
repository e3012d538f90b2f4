"""The real guideline, read from the checkout's content."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_plugins.guideline import Guideline, Library
from tests.guideline.source_text import CONTENT, SLUG
from tests.guideline.tiny import Tiny


@pytest.fixture(scope="session")
def guideline() -> Guideline:
    return Library(CONTENT).guideline(SLUG)


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A content folder with a guideline of two statements, in which nothing is wrong."""
    return Tiny(tmp_path / "content")
