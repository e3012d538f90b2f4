"""Rules 1 to 4 of the plan: red flags, stratifying, going on with treatment, treatment by group."""

from typing import Any

import pytest

from tests.calculator.helpers import flags, in_care, in_pain, plan, respond, whens

LOW_SHEET = {str(item): "disagree" for item in range(1, 9)} | {"9": "slightly"}
SIX_ITEMS = ("1", "3", "4", "7", "8", "9")
ACUTE = in_pain(2)
CHRONIC = in_pain(13)

#: Whoever waits for a clinician is told what turns it into an emergency.
TODAY = ["contact-today", "emergency-signs"]

# Rule 1: any red flag stops the plan.


@pytest.mark.parametrize(
    ("standing", "urgency", "statement", "notices"),
    [
        ("cauda-equina", "emergency", "red-flag-cauda-equina", ["emergency-now"]),
        ("progressive-neurology", "urgent", "red-flag-progressive-neurology", TODAY),
        ("malignancy", "urgent", "red-flag-malignancy-infection-fracture", TODAY),
        ("infection", "urgent", "red-flag-malignancy-infection-fracture", TODAY),
        ("fracture", "urgent", "red-flag-malignancy-infection-fracture", TODAY),
    ],
)
def test_one_red_flag_is_the_whole_plan(standing: str, urgency: str, statement: str, notices: list[str]) -> None:
    found = plan(red_flags=flags(standing), risk_group="low", weeks_since_onset=2, first_session="2026-11-16")
    assert found == {
        "urgency": urgency,
        "group": "low",
        "course": "acute",
        "actions": [{"statement": statement, "when": "now", "rule": 1}],
        "notices": ["not-a-diagnosis", *notices],
        "milestones": [],
    }


def test_all_red_flags_are_an_emergency_with_three_statements_and_both_calls() -> None:
    found = plan(red_flags=dict.fromkeys(flags(), True))
    assert found["urgency"] == "emergency"
    assert [action["statement"] for action in found["actions"]] == [
        "red-flag-cauda-equina",
        "red-flag-progressive-neurology",
        "red-flag-malignancy-infection-fracture",
    ]
    assert found["notices"] == ["not-a-diagnosis", "emergency-now", "contact-today"]


def test_a_red_flag_silences_low_mood_and_what_the_form_still_lacks() -> None:
    found = plan(red_flags=flags("fracture"), answers={"8": "agree"})
    assert found["notices"] == ["not-a-diagnosis", *TODAY]


def test_red_flags_never_asked_give_a_score_and_no_plan() -> None:
    response = respond({"answers": LOW_SHEET, "first_session": "2026-11-16"})
    assert response["plan"] is None
    assert (response["score"]["risk"], response["score"]["used"]) == ("low", False)


# Rule 2: without a group, stratify within two weeks.


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"answers": {}},
        {"answers": {"1": "agree"}},
        # three points left open cannot lift a total of 0 over 3: low only, and still incomplete
        {"answers": dict.fromkeys("12345", "disagree") | {"9": "slightly"}},
        {"instrument": "start-back-6", "answers": dict.fromkeys("13478", "agree") | {"9": "extremely"}},
    ],
)
def test_without_a_group_the_first_step_is_to_stratify(fields: dict[str, Any]) -> None:
    found = plan(**fields)
    assert found["group"] is None
    assert found["actions"][0] == {"statement": "stratify-start-back", "when": "within-2-weeks", "rule": 2}
    assert not {action["rule"] for action in found["actions"]} & {1, 4}


@pytest.mark.parametrize("group", ["low", "medium", "high"])
def test_with_a_group_nobody_is_sent_to_stratify_again(group: str) -> None:
    assert "stratify-start-back" not in whens(risk_group=group)


def test_a_six_item_form_that_is_low_is_a_group() -> None:
    fields = {"instrument": "start-back-6", "answers": {item: LOW_SHEET[item] for item in SIX_ITEMS}}
    assert plan(**fields)["group"] == "low"
    assert "stratify-start-back" not in whens(**fields)


# Rule 3: treatment goes on.


@pytest.mark.parametrize("weeks", [0, 12, 40])
@pytest.mark.parametrize("improving", ["yes", "no", "unsure", None])
def test_at_low_risk_going_on_with_therapy_is_a_question(weeks: float, improving: str | None) -> None:
    assert whens(risk_group="low", improving=improving, **in_care(weeks))["lead-continue-pt"] == "ask"


@pytest.mark.parametrize("group", [None, "medium", "high"])
@pytest.mark.parametrize("improving", ["yes", "no", "unsure", None])
@pytest.mark.parametrize(
    ("weeks", "when"), [(0, "now"), (7.9, "now"), (8, "now"), (8.1, "ask"), (12, "ask"), (60, "ask")]
)
def test_past_the_eighth_week_going_on_with_therapy_is_a_question(
    group: str | None, weeks: float, improving: str | None, when: str
) -> None:
    """The source's "at least 4-8 weeks" is then fulfilled."""
    assert whens(risk_group=group, improving=improving, **in_care(weeks))["lead-continue-pt"] == when


@pytest.mark.parametrize("improving", ["yes", "no", "unsure", None])
def test_in_an_unknown_week_therapy_goes_on(improving: str | None) -> None:
    assert whens(risk_group="high", improving=improving)["lead-continue-pt"] == "now"
    assert whens(risk_group="high", improving=improving, **in_pain(30))["lead-continue-pt"] == "now"


@pytest.mark.parametrize("group", [None, "medium", "high"])
@pytest.mark.parametrize(
    ("sessions", "told"), [(0, True), (1, True), (1.0, True), (None, True), (2, False), (30, False)]
)
def test_after_one_session_or_none_therapy_is_not_to_be_abandoned(
    group: str | None, sessions: float | None, told: bool
) -> None:
    found = whens(risk_group=group, sessions_attended=sessions)
    assert found.get("why-multiple-sessions") == ("now" if told else None)
    assert found.get("dont-abandon-pt") == ("avoid" if told else None)


@pytest.mark.parametrize("sessions", [None, 0, 1, 2])
def test_at_low_risk_one_session_may_be_enough(sessions: int | None) -> None:
    assert (
        not {"why-multiple-sessions", "dont-abandon-pt"}
        & whens(risk_group="low", sessions_attended=sessions).keys()
    )


# Rule 4: by group.


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("low", ["low-self-management", "low-natural-history"]),
        ("medium", ["medium-structured-pt", "medium-active-not-passive"]),
        ("high", ["high-biopsychosocial-pt", "high-add-cbt"]),
        (None, []),
    ],
)
def test_each_group_has_its_own_treatment(group: str | None, expected: list[str]) -> None:
    actions = [action for action in plan(risk_group=group, **ACUTE)["actions"] if action["rule"] == 4]
    assert actions == [{"statement": statement, "when": "now", "rule": 4} for statement in expected]


@pytest.mark.parametrize(
    ("group", "treatment"),
    [
        ("medium", ["medium-structured-pt", "medium-active-not-passive"]),
        ("high", ["high-biopsychosocial-pt", "high-add-cbt"]),
        (None, []),
    ],
)
@pytest.mark.parametrize("time", [CHRONIC, in_care(12.1)])
def test_in_chronic_pain_what_exercise_can_do_stands_after_the_groups_treatment(
    group: str | None, treatment: list[str], time: dict[str, float]
) -> None:
    actions = [action for action in plan(risk_group=group, **time)["actions"] if action["rule"] == 4]
    assert actions == [
        {"statement": statement, "when": "now", "rule": 4} for statement in [*treatment, "why-exercise-works"]
    ]


@pytest.mark.parametrize("group", [None, "medium", "high"])
@pytest.mark.parametrize("time", [{}, ACUTE, in_pain(4), in_pain(12), in_care(12)])
def test_what_exercise_does_for_chronic_pain_is_said_of_chronic_pain_alone(
    group: str | None, time: dict[str, float]
) -> None:
    assert "why-exercise-works" not in whens(risk_group=group, **time)


def test_at_low_risk_chronic_pain_adds_nothing() -> None:
    assert "why-exercise-works" not in whens(risk_group="low", **CHRONIC)


@pytest.mark.parametrize(
    ("time", "told"),
    [
        (in_pain(3.9), True),
        (in_pain(4), False),
        (in_pain(13), False),
        (in_care(4), False),
        (in_care(1), False),
        ({}, False),
    ],
)
def test_recovery_within_6_weeks_is_promised_only_in_known_acute_pain(time: dict[str, float], told: bool) -> None:
    assert ("low-natural-history" in whens(risk_group="low", **time)) is told
