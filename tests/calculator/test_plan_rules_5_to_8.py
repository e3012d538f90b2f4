"""Rules 5 to 8 of the plan: medicines, options beside exercise, time, the safety net."""

import pytest

from tests.calculator.helpers import in_care, in_pain, plan, whens

ACUTE = in_pain(2)
CHRONIC = in_pain(30)

# Rule 5: medicines.


@pytest.mark.parametrize(
    ("nsaid", "expected"),
    [
        ("not-tried", {"nsaids-first-line"}),
        ("cannot-take", {"acetaminophen-alternative"}),
        ("tried", set()),
        (None, {"nsaids-first-line", "acetaminophen-alternative"}),
    ],
)
@pytest.mark.parametrize("group", [None, "low", "medium", "high"])
def test_a_medicine_is_a_question_that_depends_on_what_was_tried(
    group: str | None, nsaid: str | None, expected: set[str]
) -> None:
    found = {a["statement"]: a["when"] for a in plan(risk_group=group, nsaid=nsaid)["actions"] if a["rule"] == 5}
    assert found == dict.fromkeys(expected, "ask") | {
        "avoid-relaxants-opioids-benzodiazepines": "avoid",
        "dont-long-term-opioids": "avoid",
    }


# Rule 6: options beside exercise.


@pytest.mark.parametrize("group", [None, "low", "high"])
@pytest.mark.parametrize(
    ("time", "heat"),
    [
        (in_pain(3.9), True),
        ({}, True),
        (in_care(3.9), True),
        (in_pain(4), False),
        (in_care(4), False),
        (in_pain(12), False),
        (in_pain(13), False),
        (in_care(13), False),
    ],
)
def test_heat_is_for_acute_pain_or_pain_of_unknown_course(
    group: str | None, time: dict[str, float], heat: bool
) -> None:
    assert ("add-heat" in whens(risk_group=group, **time)) is heat


@pytest.mark.parametrize("time", [ACUTE, CHRONIC, {}])
def test_heat_is_no_option_at_medium_risk(time: dict[str, float]) -> None:
    assert "add-heat" not in whens(risk_group="medium", **time)


@pytest.mark.parametrize(
    ("time", "offered"),
    [(in_pain(12.1), True), (in_care(12.1), True), (in_pain(12), False), (in_care(12), False), ({}, False)],
)
def test_acupuncture_is_for_chronic_pain(time: dict[str, float], offered: bool) -> None:
    assert whens(**time).get("add-acupuncture") == ("option" if offered else None)


@pytest.mark.parametrize("group", [None, "low", "medium", "high"])
def test_manipulation_and_massage_are_always_options_and_passive_modalities_never(group: str | None) -> None:
    found = whens(risk_group=group)
    assert found["add-spinal-manipulation"] == found["add-massage"] == "option"
    assert found["dont-passive-modalities"] == "avoid"


# Rule 7: time.


@pytest.mark.parametrize(
    ("time", "when"),
    [
        ({}, "weeks-4-to-6"),
        (in_care(3.9), "weeks-4-to-6"),
        (in_care(4), "now"),
        (in_care(50), "now"),
        (CHRONIC, "weeks-4-to-6"),
    ],
)
def test_the_review_is_due_from_week_4_of_care(time: dict[str, float], when: str) -> None:
    for reviewed in (None, "no", "unsure"):
        assert whens(reviewed=reviewed, **time)["review-4-6-weeks"] == when


@pytest.mark.parametrize(
    ("time", "when"),
    [
        ({}, "weeks-4-to-6"),
        (in_care(3.9), "weeks-4-to-6"),
        (in_care(4), None),
        (in_care(50), None),
        (CHRONIC, "weeks-4-to-6"),
    ],
)
def test_a_review_that_took_place_is_not_due(time: dict[str, float], when: str | None) -> None:
    """Before week 4, or in an unknown week, it is the next one that is to come."""
    assert whens(reviewed="yes", **time).get("review-4-6-weeks") == when


@pytest.mark.parametrize("improving", ["yes", "no", "unsure", None])
@pytest.mark.parametrize("time", [{}, in_care(11.9), CHRONIC])
def test_before_week_12_of_care_the_next_step_waits_for_week_12(
    improving: str | None, time: dict[str, float]
) -> None:
    assert whens(improving=improving, **time)["escalate-12-weeks"] == "week-12"


@pytest.mark.parametrize(("improving", "when"), [("no", "now"), ("unsure", "ask"), (None, "ask"), ("yes", None)])
def test_from_week_12_of_care_the_next_step_depends_on_improvement(improving: str | None, when: str | None) -> None:
    assert whens(improving=improving, **in_care(12)).get("escalate-12-weeks") == when


@pytest.mark.parametrize(
    ("time", "avoid"),
    [
        ({}, True),
        (in_pain(5.9), True),
        (in_pain(6), False),
        (in_care(5.9), True),
        (in_care(6), False),
        (in_pain(30) | in_care(1), False),
        (in_pain(5.5) | in_care(6.5), True),
    ],
)
def test_imaging_is_to_be_avoided_in_the_first_6_weeks_of_pain(time: dict[str, float], avoid: bool) -> None:
    assert whens(**time).get("dont-image-early") == ("avoid" if avoid else None)


@pytest.mark.parametrize(
    ("weeks", "improving", "offered"),
    [
        (12, "no", True),
        (11.9, "no", False),
        (12, "unsure", False),
        (12, None, False),
        (12, "yes", False),
        (None, "no", False),
    ],
)
def test_multidisciplinary_rehabilitation_is_for_no_improvement_at_12_weeks(
    weeks: float | None, improving: str | None, offered: bool
) -> None:
    found = whens(weeks_since_first_session=weeks, improving=improving)
    assert found.get("outcome-multidisciplinary") == ("now" if offered else None)


# Rule 8: the safety net.


@pytest.mark.parametrize("group", [None, "low", "medium", "high"])
def test_every_plan_without_a_flag_ends_with_the_safety_net(group: str | None) -> None:
    assert plan(risk_group=group)["actions"][-3:] == [
        {"statement": "red-flag-cauda-equina", "when": "safety-net", "rule": 8},
        {"statement": "red-flag-progressive-neurology", "when": "safety-net", "rule": 8},
        {"statement": "red-flag-malignancy-infection-fracture", "when": "safety-net", "rule": 8},
    ]
