"""A page with what real guidelines rate, list and dose in forms of their own, as a reader has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.second_guideline import source
from tests.second_guideline.pages import article, statement
from tests.site.html import with_class, words

RATED = {
    "carry-crumbs": [
        "a crew of acorns: GRADE: recommendation strong, certainty high",
        "a crew of lentils: GRADE: recommendation conditional, certainty very low",
        "SIGN: grade B",
    ],
    "serve-before": ["GRADE: 1C"],
    "wipe-deck": ["GRADE: recommendation ungraded"],
    "no-bow-meal": [],
    "meal-acorns": ["ACC/AHA: COR IIa, LOE B-R"],
    "meal-lentils": ["ACC/AHA: COR III: Harm, LOE C-LD"],
}


@pytest.fixture(scope="module")
def model(second_site: Path) -> dict[str, Any]:
    return json.loads((second_site / f"data/guidelines/{source.SLUG}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", RATED)
def test_each_rating_stands_beside_its_statement_and_leads_to_what_it_means(second_site: Path, name: str) -> None:
    links = list(with_class(statement(second_site, source.GALLEY, name), "rating"))
    # Where a row's cells say the levels, what is left is the way to what they mean.
    in_cells = name.startswith("meal-")
    assert [words(link) for link in links] == (["ACC/AHA"] if in_cells else RATED[name])
    assert [link.get("aria-label") for link in links] == [
        f"Rating by the source, {each}: what it means" for each in RATED[name]
    ]
    page = article(second_site, source.GALLEY)
    for link in links:
        [meaning] = page.xpath("//*[@id=$name]", name=link.get("href").removeprefix("#"))
        assert words(meaning)


def test_they_are_published_with_what_they_are_of(model: dict[str, Any]) -> None:
    published = {each["id"]: each for each in model["statements"]}
    for name, expected in RATED.items():
        each = published[name]
        ratings = [each["rating"]] if each.get("rating") else []
        assert [rating["words"] for rating in [*ratings, *each.get("further_ratings", ())]] == expected
    assert published["serve-before"]["rating"]["levels"][1]["level"] == "C"
    assert published["meal-acorns"]["text"].startswith("COR: IIa; LOE: B-R; Crew: acorns[a]; Meal: • one crumb • a")


def test_the_items_of_a_cell_are_a_list(second_site: Path) -> None:
    lists = list(with_class(article(second_site, source.GALLEY), "exhibit__items"))
    assert [[words(item) for item in each] for each in lists] == [
        ["one crumb", "a drop of dew 34"],
        ["one crumb 49", "no dew 20"],
    ]


def test_a_table_of_one_drug_says_it_and_how_it_is_misread(second_site: Path, model: dict[str, Any]) -> None:
    [table] = [each for each in model["tables"] if each["id"] == "tab-thickened"]
    assert (table["drug"], table["read"]["by"]) == ("Rice starch 1:1000", "Bo Inkwell, who is made up")
    page = article(second_site, source.GALLEY)
    [note] = with_class(page, "exhibit__misread")
    assert [word for word in ("1:1000", "1 in 10 000", "µg") if f"“{word}”" not in words(note)] == []


def test_a_figure_has_its_notes_below_it(second_site: Path, model: dict[str, Any]) -> None:
    [figure] = [each for each in model["figures"] if each["id"] == "fig-galley"]
    assert figure["notes"] == [
        {"mark": "*", "text": "Before the meal."},
        {"mark": "", "text": "C: crumb; D: dew."},
    ]
    [box] = article(second_site, source.GALLEY).xpath("//figure[@id='fig-galley']")
    assert [words(note) for note in with_class(box, "exhibit__note")] == [
        "C: crumb; D: dew. 10",
        "* Before the meal.",
    ]
