"""What of a plan stands first: at most three things that one can do, and questions that its statements raise."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from calculator.result.first_things import first_things, questions_to_take
from tests.results import NO_FLAGS, published, result_of, sheet
from tests.source_facts.transcribed import transcribed

QUESTIONS: list[dict[str, Any]] = transcribed("words-for-patients")["questions_to_take"]
LATE: dict[str, Any] = {"weeks_since_onset": 20, "weeks_since_first_session": 12.5, "improving": "no"}


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({}, ["lead-continue-pt"]),
        ({"risk_group": "low"}, ["low-self-management"]),
        # The second is good to know alone.
        ({"risk_group": "low", "weeks_since_onset": 2}, ["low-self-management"]),
        (sheet("AAAADDDAN"), ["lead-continue-pt", "medium-structured-pt", "medium-active-not-passive"]),
        (sheet("AAAAAAAAE"), ["lead-continue-pt", "high-biopsychosocial-pt", "high-add-cbt"]),
        (sheet("AAAAAAAAE") | LATE, ["high-biopsychosocial-pt", "high-add-cbt", "review-4-6-weeks"]),
        ({"red_flags": NO_FLAGS | {"fracture": True}}, []),
    ],
)
def test_the_first_things_are_three_at_most_that_one_can_do(
    site: Path, answers: dict[str, Any], first: list[str]
) -> None:
    assert [action.statement for action in first_things(result_of(published(site), answers))] == first


def test_questions_to_take_are_those_of_the_plans_statements_in_their_words(site: Path) -> None:
    situations = product(
        ({"risk_group": group} for group in ("low", "medium", "high")),
        ({"nsaid": nsaid} for nsaid in ("tried", "not-tried", "cannot-take")),
        (LATE, dict[str, Any](), {"red_flags": NO_FLAGS | {"infection": True}}),
    )
    asked = set()
    for group, medicines, time in situations:
        result = result_of(published(site), group | medicines | time)
        planned = {action.statement for action in result.plan.actions}
        found = [question.text for question in questions_to_take(result)]
        assert found == [each["text"] for each in QUESTIONS if planned & set(each["statements"])]
        asked.update(found)
    assert asked == {each["text"] for each in QUESTIONS}
