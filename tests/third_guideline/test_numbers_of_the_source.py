"""Numbers that a source gave its recommendations and references, on a built site: shown, linked to, exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.site.html import Element, article_of, with_class, words

SLUG = "paper-plane"
PAGE = f"guidelines/{SLUG}/index.html"
NUMBERS = {"fold-wings": "A.4", "consider-clip": "R3:", "nose-again": "B.1"}
ANCHORS = {"fold-wings": "A.4", "consider-clip": "R3", "nose-again": "B.1"}
CITED = {"fold-wings": "24, 3", "consider-clip": "7", "nose-again": "3"}
"""What stands behind a sentence: in its author's order, with the source's numbers."""
REFERENCES = {3: "glide1988", 7: "clip1950", 24: "kite1901", 25: "scale2024"}
"""The source has 3, 7 and 24; what only the editors cite comes behind them."""


@pytest.fixture(scope="module")
def page(third_site: Path) -> Element:
    return article_of(third_site / PAGE)


@pytest.fixture(scope="module")
def published(third_site: Path) -> dict[str, Any]:
    return json.loads((third_site / f"data/guidelines/{SLUG}.json").read_text(encoding="utf-8"))


def test_each_recommendation_stands_behind_the_sources_number_which_can_be_linked_to(page: Element) -> None:
    for name, number in NUMBERS.items():
        [statement] = page.xpath(".//*[@id=$name]", name=name)
        [shown] = with_class(statement, "statement__number")
        assert (words(shown), words(statement).startswith(number)) == (number, True)
        assert shown.get("id") == ANCHORS[name]
        assert len(page.xpath(".//*[@id=$anchor]", anchor=ANCHORS[name])) == 1
    [reference] = with_class(page, "cross-reference")
    assert (reference.get("href"), words(reference)) == ("#A.4", "A.4")


def test_citations_and_lists_keep_the_numbers_of_the_source(page: Element) -> None:
    for name, cited in CITED.items():
        [statement] = page.xpath(".//*[@id=$name]", name=name)
        [marks] = statement.xpath("./*[contains(@class, 'citations')]")
        assert words(marks) == cited
    listed = {int(each.get("value")): each.get("id") for each in with_class(page, "reference")}
    assert listed == {number: f"ref:{key}" for number, key in REFERENCES.items()}


def test_what_others_take_along_has_the_numbers_too(
    third_site: Path, page: Element, published: dict[str, Any]
) -> None:
    assert {each["id"]: each["number"] for each in published["statements"] if "number" in each} == NUMBERS
    assert {each["number"]: each["id"] for each in published["references"]} == REFERENCES
    file = third_site / f"data/fhir/PlanDefinition-{SLUG}.json"
    actions = [
        action for section in json.loads(file.read_text(encoding="utf-8"))["action"] for action in section["action"]
    ]
    assert {each["id"]: each["prefix"] for each in actions if "prefix" in each} == NUMBERS
    cited = {
        each["id"]: {part["label"] for part in each.get("documentation", []) if "label" in part} for each in actions
    }
    assert cited["fold-wings"] == {"3", "24"}
    [quote] = page.xpath(".//*[@id='quote:fold-wings']")
    assert "“A.4 Fold the wings" in words(quote)
    assert "24. Kite A. On kites." in words(quote)
