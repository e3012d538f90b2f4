"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SITE = Path(__file__).parent.parent / "site"


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site."""
    if not (SITE / "index.html").is_file():
        pytest.fail(f"{SITE} holds no site: run `make site` first")
    return SITE
