"""What the tests of all exports share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.exports.results import Made, result_of


@pytest.fixture(scope="session")
def guideline(site: Path) -> dict[str, Any]:
    """The guideline as published."""
    text = (site / "data" / "guidelines" / "low-back-pain-next-steps.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@pytest.fixture(scope="session")
def made(guideline: dict[str, Any]) -> Made:
    """Makes an outcome of a request; red flags that it does not give are answered with no."""
    return lambda request, unsure=(): result_of(guideline, request, unsure)
