"""The result as HTML says of every published vector what the vector says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from calculator.result.screen import answer_page
from calculator.start_back import START_BACK
from tests.results import published, site_of
from tests.vectors.on_the_page import TYPED, expected_on_page


def test_at_least_a_hundred_vectors_can_be_typed() -> None:
    assert len(TYPED) >= 100
    assert {v["plan"]["urgency"] for v in TYPED} == {"routine", "urgent", "emergency"}
    assert {v["plan"]["group"] for v in TYPED} == {None, "low", "medium", "high"}


@pytest.mark.parametrize("vector", TYPED, ids=lambda vector: vector["id"])
def test_the_result_is_what_the_vector_says(site: Path, vector: dict[str, Any]) -> None:
    answer = answer_page(json.dumps(vector["request"]), START_BACK, site_of(published(site)))
    assert answer["errors"] == []
    result = html.fragment_fromstring(answer["html"], create_parent="section")

    def first(name: str) -> str | None:
        return next(iter(result.xpath(f"//@data-{name}")), None)

    shown = {
        "urgency": first("urgency") or "routine",
        "group": first("risk"),
        "total": first("total"),
        "distress": first("distress"),
        "possible": first("possible"),
        "actions": sorted(
            (
                {
                    "statement": each.get("data-statement"),
                    "when": each.get("data-when"),
                    "rule": int(each.get("data-rule")),
                }
                for each in result.xpath("//*[@data-statement]")
            ),
            key=lambda action: action["statement"],
        ),
        "notices": sorted(result.xpath("//@data-notice")),
        "milestones": [
            {"id": each.get("data-milestone"), "from": each.get("data-from"), "to": each.get("data-to")}
            for each in result.xpath("//*[@data-milestone]")
        ],
    }
    assert shown == expected_on_page(vector)
