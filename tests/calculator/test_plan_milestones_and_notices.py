"""Rule 9, the milestones, and the notices: the tool's own words beside the guideline's."""

from typing import Any

import pytest

from tests.calculator.helpers import MEDIUM_SHEET, plan

# Rule 9: milestones.

STRATIFY = {"id": "stratify", "from": "2026-11-30", "to": "2026-11-30"}
REVIEW = {"id": "review", "from": "2026-12-14", "to": "2026-12-28"}
COURSE = {"id": "minimum-course", "from": "2026-12-14", "to": "2027-01-11"}
ESCALATION = {"id": "escalation-check", "from": "2027-02-08", "to": "2027-02-08"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [STRATIFY, REVIEW, COURSE, ESCALATION]),
        ({"risk_group": "low"}, [REVIEW, ESCALATION]),
        ({"risk_group": "medium"}, [REVIEW, COURSE, ESCALATION]),
        ({"risk_group": "high", "improving": "yes"}, [REVIEW, COURSE]),
        ({"risk_group": "high", "improving": "no"}, [REVIEW, COURSE, ESCALATION]),
        ({"risk_group": "low", "improving": "unsure"}, [REVIEW, ESCALATION]),
        ({"risk_group": "low", "today": "2027-11-15", "improving": "no"}, [REVIEW, ESCALATION]),
        ({"reviewed": "yes"}, [STRATIFY, COURSE, ESCALATION]),
        ({"risk_group": "low", "reviewed": "yes"}, [ESCALATION]),
        ({"risk_group": "low", "reviewed": "yes", "improving": "yes"}, []),
        ({"risk_group": "high", "reviewed": "no"}, [REVIEW, COURSE, ESCALATION]),
        ({"risk_group": "high", "reviewed": "unsure", "today": "2027-01-15"}, [REVIEW, COURSE, ESCALATION]),
    ],
)
def test_milestones_count_from_the_first_session(fields: dict[str, Any], expected: list[dict[str, str]]) -> None:
    assert plan(first_session="2026-11-16", **fields)["milestones"] == expected


def test_milestones_cross_a_leap_day() -> None:
    found = plan(first_session="2028-02-15", risk_group="low", improving="yes")["milestones"]
    assert found == [{"id": "review", "from": "2028-03-14", "to": "2028-03-28"}]


def test_milestones_of_a_first_session_at_the_end_of_2199_lie_in_2200() -> None:
    found = plan(first_session="2199-12-31", risk_group="low")["milestones"]
    assert found[-1] == {"id": "escalation-check", "from": "2200-03-25", "to": "2200-03-25"}


def test_without_a_first_session_there_are_no_milestones() -> None:
    assert plan(risk_group="high", today="2026-11-23", weeks_since_first_session=2)["milestones"] == []


# Notices.

ALWAYS = ["not-a-diagnosis", "safety-net", "medicine-first-ask", "dont-stop-suddenly"]
NOT_LOW = {"instrument": "start-back-6", "answers": dict.fromkeys("13478", "agree") | {"9": "extremely"}}


@pytest.mark.parametrize(
    ("fields", "more"),
    [
        ({"risk_group": "low", "nsaid": "tried"}, {"source-list-missing"}),
        ({"risk_group": "low", "weeks_since_first_session": 12, "improving": "yes"}, set()),
        ({"answers": {}}, {"complete-the-form", "source-list-missing"}),
        ({"answers": {"8": "agree"}}, {"complete-the-form", "source-list-missing", "low-mood"}),
        ({"answers": MEDIUM_SHEET}, {"source-list-missing"}),
        ({"answers": MEDIUM_SHEET | {"8": "agree"}}, {"source-list-missing", "low-mood"}),
        (NOT_LOW, {"ask-the-other-three", "source-list-missing", "low-mood"}),
        # not low whatever the open item is, and still a form to complete first
        (
            {"instrument": "start-back-6", "answers": dict.fromkeys("1347", "agree") | {"9": "extremely"}},
            {"complete-the-form", "source-list-missing"},
        ),
    ],
)
def test_notices_say_what_the_plan_cannot(fields: dict[str, Any], more: set[str]) -> None:
    assert set(plan(**fields)["notices"]) == set(ALWAYS) | more
