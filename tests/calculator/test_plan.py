"""Plans: against a second computation, and the properties that hold for every input."""

import json
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculator import assess
from tests.calculator import oracle
from tests.calculator.helpers import FULL_REQUEST, NO_FLAGS, NOTICES, flags, respond
from tests.calculator.oracle_faults import fault_fields
from tests.calculator.oracle_plan import FLAG_STATEMENTS, FLAGS, SOURCE_ORDER, place_in_plan
from tests.calculator.strategies import spoiled_requests, valid_requests

URGENCY = ("routine", "urgent", "emergency")

with_plan = valid_requests(with_red_flags=True)


def plan(request: dict[str, Any]) -> dict[str, Any]:
    response = respond(request)
    assert response["ok"], response
    found: dict[str, Any] = response["plan"]
    return found


def urgency_of(request: dict[str, Any]) -> int:
    return URGENCY.index(plan(request)["urgency"])


def statements(request: dict[str, Any]) -> list[str]:
    return [action["statement"] for action in plan(request)["actions"]]


@settings(max_examples=settings().max_examples * 4)
@given(valid_requests())
def test_the_whole_response_agrees_with_a_second_computation(request: dict[str, Any]) -> None:
    assert fault_fields(request) == set()
    assert respond(request) == oracle.respond(request)


WEEKS = (None, 0, 3.9, 4, 5.9, 6, 8, 8.1, 11.9, 12, 12.1)


@pytest.mark.parametrize("group", [None, "low", "medium", "high"])
def test_the_plan_of_every_band_of_time_agrees_with_a_second_computation(group: str | None) -> None:
    """Every pair of weeks at a limit of the rules, every answer about improving; the rest takes turns."""
    for number, (onset, care, improving) in enumerate(product(WEEKS, WEEKS, (None, "yes", "no", "unsure"))):
        request = {
            "risk_group": group,
            "red_flags": NO_FLAGS,
            "weeks_since_onset": onset,
            "weeks_since_first_session": care,
            "improving": improving,
            "reviewed": (None, "yes", "no", "unsure")[number // 16 % 4],
            "nsaid": (None, "not-tried", "tried", "cannot-take")[number // 4 % 4],
            "sessions_attended": (None, 0, 1, 2, 30)[number % 5],
            "first_session": (None, "2028-02-29", "2026-12-31")[number % 3],
        }
        if not fault_fields(request):
            assert respond(request) == oracle.respond(request)


def test_a_risk_group_known_from_elsewhere_gives_the_plan_of_that_group() -> None:
    """A plan depends on the group, not on the way it was found; low mood alone is read from the sheet."""
    rest = {field: value for field, value in FULL_REQUEST.items() if field not in ("instrument", "answers")}
    from_score = respond(FULL_REQUEST)
    from_elsewhere = respond(rest | {"risk_group": "medium"})
    assert from_score["score"]["used"] is True
    assert from_elsewhere["score"] is None
    assert from_elsewhere["plan"] == from_score["plan"]


@given(valid_requests())
def test_the_same_input_gives_the_same_response(request: dict[str, Any]) -> None:
    text = json.dumps(request)
    first = assess(text)
    assert assess(text) == first
    assert assess(text.encode()) == first


@given(valid_requests(), st.randoms(use_true_random=False))
def test_the_order_of_the_fields_does_not_matter(request: dict[str, Any], random: Any) -> None:
    shuffled = list(request.items())
    random.shuffle(shuffled)
    assert respond(dict(shuffled)) == respond(request)


@given(valid_requests())
def test_null_and_absent_mean_the_same(request: dict[str, Any]) -> None:
    given_fields = {field: value for field, value in request.items() if value is not None}
    assert respond(given_fields) == respond(dict.fromkeys(FULL_REQUEST | {"risk_group": None}) | given_fields)


@given(valid_requests())
def test_there_is_a_plan_exactly_when_the_red_flags_were_answered(request: dict[str, Any]) -> None:
    assert (respond(request)["plan"] is None) == (request.get("red_flags") is None)


@given(with_plan)
def test_a_plan_is_never_empty(request: dict[str, Any]) -> None:
    assert plan(request)["actions"]
    assert plan(request)["notices"]


@given(with_plan)
def test_no_statement_appears_twice(request: dict[str, Any]) -> None:
    found = statements(request)
    assert len(found) == len(set(found))


@given(with_plan)
def test_no_notice_appears_twice_and_they_keep_their_order(request: dict[str, Any]) -> None:
    found = plan(request)["notices"]
    assert found == [notice for notice in NOTICES if notice in found]


@given(with_plan)
def test_every_action_is_a_statement_of_the_guideline(request: dict[str, Any]) -> None:
    assert set(statements(request)) <= set(SOURCE_ORDER)


@given(with_plan)
def test_actions_stand_in_the_order_of_the_rules_and_of_the_source(request: dict[str, Any]) -> None:
    order = [place_in_plan(action["rule"], action["statement"]) for action in plan(request)["actions"]]
    assert order == sorted(order)


@given(with_plan, st.sampled_from(FLAGS))
def test_one_more_red_flag_never_makes_a_plan_less_urgent(request: dict[str, Any], flag: str) -> None:
    more = request | {"red_flags": request["red_flags"] | {flag: True}}
    assert urgency_of(more) >= urgency_of(request)


def test_urgency_never_falls_along_any_chain_of_red_flags() -> None:
    combos = [some for size in range(len(FLAGS) + 1) for some in combinations(FLAGS, size)]
    urgency = {frozenset(some): urgency_of({"red_flags": flags(*some)}) for some in combos}
    assert len(urgency) == 32
    for fewer, more in product(urgency, urgency):
        assert not fewer < more or urgency[fewer] <= urgency[more]


@given(with_plan)
def test_urgency_is_the_worst_red_flag(request: dict[str, Any]) -> None:
    standing = {flag for flag, answer in request["red_flags"].items() if answer}
    expected = "emergency" if "cauda-equina" in standing else "urgent" if standing else "routine"
    assert plan(request)["urgency"] == expected


@given(with_plan, st.sampled_from(FLAGS))
def test_with_a_red_flag_nothing_but_red_flag_statements_appears(request: dict[str, Any], flag: str) -> None:
    flagged = request | {"red_flags": request["red_flags"] | {flag: True}}
    found = plan(flagged)
    standing = {name for name, answer in flagged["red_flags"].items() if answer}
    assert set(statements(flagged)) == {FLAG_STATEMENTS[name] for name in standing}
    assert {(action["when"], action["rule"]) for action in found["actions"]} == {("now", 1)}
    assert set(found["notices"]) <= {"not-a-diagnosis", "emergency-now", "contact-today", "emergency-signs"}
    assert found["milestones"] == []


@given(with_plan, st.sampled_from(FLAGS))
def test_with_a_red_flag_the_score_is_given_and_not_used(request: dict[str, Any], flag: str) -> None:
    flagged = respond(request | {"red_flags": request["red_flags"] | {flag: True}})
    without = respond(request | {"red_flags": NO_FLAGS})
    assert (flagged["score"] is None) == (request.get("answers") is None)
    if flagged["score"]:
        assert flagged["score"] == without["score"] | {"used": False}
    for known in ("group", "course"):
        assert flagged["plan"][known] == without["plan"][known]


@given(with_plan)
def test_heat_is_never_offered_beside_active_not_passive(request: dict[str, Any]) -> None:
    assert not {"add-heat", "medium-active-not-passive"} <= set(statements(request))


@given(with_plan)
def test_nsaids_are_never_suggested_to_someone_who_cannot_take_them(request: dict[str, Any]) -> None:
    assert "nsaids-first-line" not in statements(request | {"nsaid": "cannot-take"})


@given(with_plan)
def test_natural_history_is_told_only_when_the_pain_is_known_to_be_acute(request: dict[str, Any]) -> None:
    found = plan(request)
    if "low-natural-history" in {action["statement"] for action in found["actions"]}:
        assert found["course"] == "acute"
        assert found["group"] == "low"


@given(with_plan)
def test_a_score_is_used_exactly_when_the_group_of_the_plan_came_from_it(request: dict[str, Any]) -> None:
    response = respond(request)
    score, found = response["score"], response["plan"]
    if score is not None:
        grouped = score["risk"] in ("low", "medium", "high")
        assert found["group"] == (score["risk"] if grouped else None)
        assert score["used"] is (grouped and found["urgency"] == "routine")


@given(with_plan)
def test_no_group_is_guessed_from_an_incomplete_sheet(request: dict[str, Any]) -> None:
    assume(request.get("answers"))
    item = sorted(request["answers"])[0]
    less = request | {"answers": request["answers"] | {item: None}, "red_flags": NO_FLAGS}
    assert plan(less)["group"] is None
    assert "stratify-start-back" in statements(less)
    assert "complete-the-form" in plan(less)["notices"]


@settings(max_examples=settings().max_examples * 4)
@given(spoiled_requests())
def test_an_invalid_input_names_its_faults_and_gives_neither_plan_nor_score(request: dict[str, Any]) -> None:
    expected = fault_fields(request)
    response = respond(request)
    if not expected:
        assert response == oracle.respond(request)
    else:
        assert response.keys() == {"ok", "errors"}
        assert {entry["field"] for entry in response["errors"]} == expected
