"""What is wrong elsewhere in a form never holds up where to go, and never lends the result a day or a number."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calculator.result.screen import answer_page
from calculator.start_back import START_BACK
from tests.results import NO_FLAGS, published, site_of


def answer(site: Path, text: str) -> dict[str, Any]:
    return answer_page(text, START_BACK, site_of(published(site)))


@pytest.mark.parametrize(
    "wrong",
    ['"weeks_since_onset": ' + "9" * 5000, '"sessions_attended": 2.5', '"answers": {"9": "sometimes"}', '"x": NaN'],
)
def test_with_a_red_flag_it_is_said_where_to_go_whatever_else_is_wrong(site: Path, wrong: str) -> None:
    flags = json.dumps(NO_FLAGS | {"fracture": True})
    found = answer(site, f'{{"red_flags": {flags}, {wrong}}}')
    assert "Contact a clinician today" in found["html"]
    assert found["errors"] == []


def test_a_day_that_is_given_twice_is_no_day(site: Path) -> None:
    flags = json.dumps(NO_FLAGS | {"fracture": True})
    found = answer(site, f'{{"red_flags": {flags}, "today": "2026-11-01", "today": "2026-11-29"}}')
    assert "Contact a clinician today" in found["html"]
    assert "November 2026" not in found["html"].replace(" of 29 November 2026", "")
