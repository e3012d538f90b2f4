"""What the comparisons with the facts share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.source_facts.reader import Reader


@pytest.fixture(scope="session")
def reader(site: Path) -> Reader:
    """Reads the built site and asks its Python."""
    return Reader(site)
