"""The published vectors: what the second computation gives, complete, and what the calculator answers."""

import json
from functools import cache
from itertools import product
from typing import Any

import pytest

from tests.calculator import oracle_plan
from tests.calculator.helpers import NOTICES, faults, respond
from tests.calculator.oracle import BOTHER, FORMS
from tests.vectors.make_vectors import FOLDER, files

made = cache(files)

NAMES = ("start-back-9.json", "start-back-6.json", "plans.json")


@cache
def published(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FOLDER.joinpath(name).read_text("ascii"))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_what_the_second_computation_gives(name: str) -> None:
    """If not: python -m tests.vectors.make_vectors"""
    assert made().keys() == set(NAMES)
    assert FOLDER.joinpath(name).read_text("ascii") == made()[name]


@pytest.mark.parametrize(("form", "number"), [("start-back-9", 1280), ("start-back-6", 160)])
def test_the_calculator_agrees_with_every_published_sheet(form: str, number: int) -> None:
    records = published(f"{form}.json")["sheets"]
    assert len({record["answers"] for record in records}) == len(records) == number
    for record in records:
        *letters, bother = record["answers"]
        said = [{"A": "agree", "D": "disagree"}[letter] for letter in letters] + [BOTHER["NSMVE".index(bother)]]
        answers = dict(zip(map(str, FORMS[form]), said, strict=True))
        score = respond({"instrument": form, "answers": answers})["score"]
        assert {"answers": record["answers"]} | {key: score[key] for key in record.keys() - {"answers"}} == record


def test_the_calculator_agrees_with_every_published_plan() -> None:
    plans = published("plans.json")
    for record in plans["valid"]:
        expected = {"ok": True, "version": plans["version"], "score": record["score"], "plan": record["plan"]}
        assert respond(record["request"]) == expected, record["id"]


def test_the_calculator_refuses_every_published_invalid_request_for_the_published_fields() -> None:
    wrong = {}
    for record in published("plans.json")["invalid"]:
        told = sorted(faults(record["text"]))
        if told != record["fields"]:
            wrong[record["what"]] = (told, record["fields"])
    assert wrong == {}


def test_the_published_plans_cover_every_rule() -> None:
    """Every row of the rules, every notice, course, group, urgency and milestone, every set of red flags."""
    valid = published("plans.json")["valid"]
    plans = [record["plan"] for record in valid if record["plan"]]
    scores = [record["score"] for record in valid if record["score"]]
    actions = {(a["rule"], a["statement"], a["when"]) for plan in plans for a in plan["actions"]}
    assert actions == {
        *((1, statement, "now") for statement in oracle_plan.FLAG_STATEMENTS.values()),
        *((int(rule), statement, when) for rule, statement, when, _ in oracle_plan.table_rows()),
    }
    assert {notice for plan in plans for notice in plan["notices"]} == set(NOTICES)
    assert {plan["urgency"] for plan in plans} == {"routine", "urgent", "emergency"}
    assert {plan["group"] for plan in plans} == {None, "low", "medium", "high"}
    assert {plan["course"] for plan in plans} == {None, "acute", "subacute", "chronic", "not-acute"}
    assert {tuple(step["id"] for step in plan["milestones"]) for plan in plans} == {
        (*stratify, *review, *course, *escalation)
        for stratify, course in [((), ()), ((), ("minimum-course",)), (("stratify",), ("minimum-course",))]
        for review, escalation in product([(), ("review",)], [(), ("escalation-check",)])
    }
    assert len({tuple(record["request"].get("red_flags", {}).values()) for record in valid}) == 1 + 32
    assert {score["used"] for score in scores} == {True, False}
    assert {score["complete"] for score in scores} == {True, False}
    assert {score["instrument"] for score in scores} == set(FORMS)
    assert {tuple(score["possible"]) for score in scores} >= {
        *(("low",), ("medium",), ("high",), ("not-low",)),
        *(("low", "high"), ("low", "medium"), ("low", "medium", "high"), ("low", "not-low")),
    }


def test_the_published_vectors_stay_small() -> None:
    sizes = [path.stat().st_size for path in FOLDER.iterdir() if path.suffix in (".json", ".md", ".py")]
    assert sum(sizes) < 1_500_000


def test_every_record_is_one_line() -> None:
    for name in NAMES:
        records = sum(len(part) for part in published(name).values() if isinstance(part, list))
        lines = FOLDER.joinpath(name).read_text("ascii").splitlines()
        assert sum(line.startswith('{"') and line.rstrip(",").endswith("}") for line in lines) == records
