"""Scores of the STarT Back forms, for every answer sheet there is: complete, partial, nine items and six."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from calculator import assess
from tests.calculator.helpers import respond
from tests.calculator.oracle import FORMS, Sheet, choices, score_sheet

NINE, SIX = "start-back-9", "start-back-6"


def sheets(form: str, blank: tuple[None, ...] = ()) -> Iterator[Sheet]:
    """Every sheet of a form; with `blank`, also those with items left open."""
    return product(*((*choices(item), *blank) for item in FORMS[form]))


def text(form: str, sheet: Sheet) -> str:
    """The request for a score and nothing else; every other blank item is null, the rest of them absent."""
    pairs = zip(FORMS[form], sheet, strict=True)
    answers = ", ".join(
        f'"{item}": null' if answer is None else f'"{item}": "{answer}"'
        for item, answer in pairs
        if answer is not None or item % 2
    )
    return f'{{"instrument": "{form}", "answers": {{{answers}}}}}'


def score(form: str, sheet: Sheet) -> dict[str, Any]:
    """The score of a sheet, read without further checks: there are many."""
    response = json.loads(assess(text(form, sheet)))
    assert response["ok"], response
    assert response["plan"] is None
    found: dict[str, Any] = response["score"]
    return found


def nine(agree: str, bother: str = "not-at-all") -> dict[str, Any]:
    """The score of a nine-item sheet on which the given items are agreed with."""
    answers = {str(item): "agree" if str(item) in agree else "disagree" for item in range(1, 9)}
    found: dict[str, Any] = respond({"answers": answers | {"9": bother}})["score"]
    return found


@pytest.mark.parametrize(("form", "number"), [(NINE, 1280), (SIX, 160)])
def test_every_complete_sheet_has_the_score_of_the_paper_form(form: str, number: int) -> None:
    seen = 0
    for sheet in sheets(form):
        assert score(form, sheet) == score_sheet(form, sheet) | {"used": False}
        seen += 1
    assert seen == number


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize(("form", "number"), [(NINE, 3**8 * 6), (SIX, 3**5 * 6)])
def test_every_partial_sheet_names_the_missing_items_and_the_groups_in_reach(form: str, number: int) -> None:
    seen = 0
    for sheet in sheets(form, blank=(None,)):
        assert score(form, sheet) == score_sheet(form, sheet) | {"used": False}
        seen += 1
    assert seen == number


def test_an_incomplete_sheet_has_no_total_no_distress_and_no_risk() -> None:
    for form in FORMS:
        for sheet in sheets(form, blank=(None,)):
            if sheet.count(None) == 1:
                found = score(form, sheet)
                assert found["complete"] is False
                assert found["total"] is found["distress"] is found["risk"] is None


def test_groups_of_the_1280_nine_item_sheets() -> None:
    """By hand. Totals: the coefficients of (1 + x)^8 (3 + 2x) are 3, 26, 100 and 224 up to x^3.

    Distress: those of (1 + x)^4 (3 + 2x) are 11 and 2 for x^4 and x^5, times 16 ways to answer items 1 to 4.
    """
    assert Counter(score(NINE, sheet)["risk"] for sheet in sheets(NINE)) == {
        "low": 3 + 26 + 100 + 224,
        "high": 16 * (11 + 2),
        "medium": 1280 - 353 - 208,
    }


def test_groups_of_the_160_six_item_sheets() -> None:
    """By hand: (1 + x)^5 (3 + 2x) gives 3, 17 and 40 sheets with a total of 0, 1 and 2."""
    assert Counter(score(SIX, sheet)["risk"] for sheet in sheets(SIX)) == {"low": 60, "not-low": 100}


@pytest.mark.parametrize(
    ("agree", "bother", "total", "distress", "risk"),
    [
        ("", "not-at-all", 0, 0, "low"),
        ("123", "moderately", 3, 0, "low"),
        ("567", "moderately", 3, 3, "low"),
        ("1234", "moderately", 4, 0, "medium"),
        ("123", "very-much", 4, 1, "medium"),
        ("1567", "moderately", 4, 3, "medium"),
        ("1234567", "moderately", 7, 3, "medium"),
        ("5678", "not-at-all", 4, 4, "high"),
        ("567", "extremely", 4, 4, "high"),
        ("5678", "very-much", 5, 5, "high"),
        ("12345678", "extremely", 9, 5, "high"),
    ],
)
def test_total_4_leaves_the_low_group_and_distress_4_makes_it_high(
    agree: str, bother: str, total: int, distress: int, risk: str
) -> None:
    found = nine(agree, bother)
    assert (found["total"], found["distress"], found["risk"]) == (total, distress, risk)
    assert found["possible"] == [risk]


@pytest.mark.parametrize(
    ("bother", "point"),
    [("not-at-all", 0), ("slightly", 0), ("moderately", 0), ("very-much", 1), ("extremely", 1)],
)
def test_bothersomeness_counts_from_very_much(bother: str, point: int) -> None:
    found = nine("", bother)
    assert found["total"] == found["distress"] == point
    assert found["items"][8] == {"item": 9, "domain": "bothersomeness", "answer": bother, "point": point}


def test_distress_is_items_5_to_9_and_no_others() -> None:
    assert [nine(str(item))["distress"] for item in range(1, 9)] == [0, 0, 0, 0, 1, 1, 1, 1]


def test_the_six_item_form_leaves_the_low_group_at_3_and_has_no_distress_score() -> None:
    low = dict.fromkeys("13", "agree") | dict.fromkeys("478", "disagree") | {"9": "moderately"}
    for answers, total, risk in [(low, 2, "low"), (low | {"9": "extremely"}, 3, "not-low")]:
        found = respond({"instrument": SIX, "answers": answers})["score"]
        assert (found["total"], found["distress"], found["risk"]) == (total, None, risk)
        assert [entry["item"] for entry in found["items"]] == [1, 3, 4, 7, 8, 9]


def test_a_sheet_with_nothing_answered_can_lead_to_every_group() -> None:
    assert respond({"answers": {}})["score"]["possible"] == ["low", "medium", "high"]
    assert respond({"instrument": SIX, "answers": {}})["score"]["possible"] == ["low", "not-low"]


def test_low_and_high_can_both_remain_while_medium_cannot() -> None:
    """Total 3 and distress 3 with one distress item open: no point is low, a point is high at once."""
    answers = {str(item): "agree" if item in (5, 6, 7) else "disagree" for item in range(1, 9)}
    assert respond({"answers": answers})["score"]["possible"] == ["low", "high"]


@pytest.mark.parametrize("instrument", [None, NINE])
def test_answers_without_an_instrument_are_of_the_nine_item_form(instrument: str | None) -> None:
    expected = respond({"answers": {"2": "agree"}})
    assert respond({"instrument": instrument, "answers": {"2": "agree"}}) == expected
    assert expected["score"]["instrument"] == NINE


@pytest.mark.parametrize("request_data", [{}, {"answers": None}, {"instrument": SIX}, {"risk_group": "high"}])
def test_without_answers_there_is_no_score(request_data: dict[str, Any]) -> None:
    assert respond(request_data)["score"] is None
