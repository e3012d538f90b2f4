"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.second_guideline.build import SECOND, build

SITE = Path(__file__).parent.parent / "site"


@pytest.fixture(scope="session")
def site() -> Path:
    """The built site."""
    if not (SITE / "index.html").is_file():
        pytest.fail(f"{SITE} holds no site: run `make site` first")
    return SITE


@pytest.fixture(scope="session")
def second_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the made-up guideline, built for these tests."""
    return build("mkdocs", SECOND, tmp_path_factory.mktemp("second") / "site")
