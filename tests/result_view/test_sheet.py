"""The printed sheet: the whole plan with its dates and its working, and nothing that paper cannot hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from lxml import html

from calculator.core.dates import day_text
from calculator.result.first_things import first_things, questions_to_take
from calculator.result.own_lines import read_own_lines
from calculator.result.sheet import render_sheet
from calculator.start_back import START_BACK
from calculator.start_back.instrument import COPYRIGHT, ITEMS
from calculator.start_back.measurement import MEASUREMENT
from calculator.start_back.red_flags import RED_FLAGS
from tests.exports.results import valid_forms
from tests.results import FLAGS, NO_FLAGS, published, result_of, sheet

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests" / "vectors" / "plans.json").read_text(encoding="utf-8"))
PLANS = [v for v in VECTORS["valid"] if v["plan"] is not None]
CALM = [v for v in PLANS if v["plan"]["urgency"] == "routine"]
URGENT = [v for v in PLANS if v["plan"]["urgency"] != "routine"]
SITUATION = {
    "weeks_since_onset": 14,
    "sessions_attended": 1,
    "improving": "no",
    "nsaid": "not-tried",
    "first_session": "2026-11-02",
    "today": "2026-11-23",
}


@pytest.fixture(scope="module")
def guideline(site: Path) -> dict[str, Any]:
    """The guideline as published."""
    return published(site)


def tree(guideline: dict[str, Any], request: dict[str, Any], unsure: tuple[str, ...] = ()) -> Any:
    """The sheet as elements."""
    return html.fragment_fromstring(render_sheet(result_of(guideline, request, unsure)))


def words(element: Any) -> str:
    """An element's text with single spaces."""
    return " ".join(" ".join(element.itertext()).split())


def rows(table: Any) -> list[list[str]]:
    """A table's body, cell by cell."""
    return [[words(cell) for cell in row.findall("td")] for row in table.iter("tr") if row.find("td") is not None]


def score_table(found: Any) -> Any:
    """The table with the answers."""
    [box] = [each for each in found.find_class("sheet__box") if words(each).startswith("The Keele")]
    return box.find_class("sheet__table")[0]


def lines(found: Any) -> dict[int, str]:
    """The patient's numbered lines."""
    return {int(words(line[0])): words(line[1]) for line in found.find_class("sheet__line") if words(line[0])}


@pytest.mark.parametrize("vector", CALM, ids=lambda vector: vector["id"])
def test_the_whole_plan_is_on_the_sheet_in_its_plain_words_each_line_numbered_once(
    guideline: dict[str, Any], vector: dict[str, Any]
) -> None:
    result = result_of(guideline, vector["request"])
    found = html.fragment_fromstring(render_sheet(result))
    plan = vector["plan"]
    numbered = lines(found)
    assert list(numbered) == list(range(1, len(plan["actions"]) + 1))
    wording = {statement["id"]: statement["plain"] for statement in guideline["statements"]}
    for action in plan["actions"]:
        assert sum(wording[action["statement"]] in line for line in numbered.values()) == 1
    text = words(found)
    for notice in plan["notices"]:
        assert text.count(" ".join(result.notice_text(notice).split())) == 1
    assert "{" not in text
    assert "None" not in text


@pytest.mark.parametrize("vector", CALM, ids=lambda vector: vector["id"])
def test_the_clinician_finds_each_lines_rule_and_references(
    guideline: dict[str, Any], vector: dict[str, Any]
) -> None:
    found = tree(guideline, vector["request"])
    numbered = lines(found)
    [halves] = found.find_class("sheet__halves")
    basis = {int(line): (int(rule), refs) for line, rule, refs in rows(halves)}
    assert basis.keys() == numbered.keys()
    statements = {statement["id"]: statement for statement in guideline["statements"]}
    references = {reference["id"]: reference for reference in guideline["references"]}
    for action in vector["plan"]["actions"]:
        statement = statements[action["statement"]]
        [number] = [number for number, line in numbered.items() if statement["plain"] in line]
        rule, refs = basis[number]
        assert rule == action["rule"]
        assert [int(one) for one in re.findall(r"\d+", refs)] == [
            references[key]["number"] for key in statement["citations"]
        ]
        assert refs.count("?") == sum(references[key]["status"] == "unlisted" for key in statement["citations"])


@pytest.mark.parametrize("vector", CALM, ids=lambda vector: vector["id"])
def test_the_patients_page_has_at_most_three_things_the_dates_and_the_questions(
    guideline: dict[str, Any], vector: dict[str, Any]
) -> None:
    result = result_of(guideline, vector["request"])
    [mine] = html.fragment_fromstring(render_sheet(result)).find_class("sheet__page--mine")
    text = words(mine)
    # When to get help comes before everything else.
    assert text.index("Go to an emergency department now if") < text.index(
        "Your group" if "Your group" in text else "STarT Back group"
    )
    wording = {statement["id"]: statement["plain"] for statement in guideline["statements"]}
    assert list(lines(mine).values()) == [wording[action.statement] for action in first_things(result)]
    assert all(step.row.task in text for step in result.plan.timeline.steps)
    assert all(question.text in text for question in questions_to_take(result))
    # Who must not take a painkiller is said wherever one is named.
    assert ("painkiller" in " ".join(question.text for question in questions_to_take(result))) <= (
        START_BACK.notice_by_id["medicine-first-ask"].text in text
    )


OWN = {
    "goal": "walk to the shop <b>& back",
    "exercises": [
        {"what": "Bridge", "how_many": "10", "how_often": "twice a day"},
        {"what": "", "how_many": "", "how_often": ""},
        {"what": "<i>Squat", "how_many": "", "how_often": ""},
    ],
}


def test_own_lines_are_on_the_patients_page_alone_and_what_is_empty_is_to_write_on(
    guideline: dict[str, Any],
) -> None:
    result = result_of(guideline, {"risk_group": "low"})
    found = html.fragment_fromstring(
        render_sheet(replace(result, site=replace(result.site, own=read_own_lines(OWN))))
    )
    mine, clinicians = found.find_class("sheet__page")
    assert "One thing I want to be able to do again: walk to the shop <b>& back" in words(mine)
    [table] = mine.find_class("sheet__exercises")
    assert [words(head) for head in table.iter("th")] == ["My exercises: what", "How many", "How often"]
    seen = [row for row in table.find("tbody") if row.get("class") is None]
    assert [[words(cell) for cell in row] for row in seen] == [
        ["Bridge", "10", "twice a day"],
        ["<i>Squat", "", ""],
        ["", "", ""],
    ]
    assert not {"Bridge", "shop"} & set(words(clinicians).split())
    [empty] = tree(guideline, {"risk_group": "low"}).find_class("sheet__goal")
    assert words(empty) == "One thing I want to be able to do again:"


@pytest.mark.parametrize(
    "typed", [None, [], "x", {"goal": 3, "exercises": "x"}, {"exercises": [1, {"what": None}]}]
)
def test_what_is_in_another_form_is_nobodys_own_line(typed: object) -> None:
    assert read_own_lines(typed).empty


def test_own_lines_are_cut_to_what_the_page_holds() -> None:
    row = {"what": "w" * 99, "how_many": "m\n\u202eMM" * 40, "how_often": "o" * 99}
    own = read_own_lines({"goal": "g" * 999, "exercises": [row] * 99})
    assert (len(own.goal), len(own.exercises)) == (80, 5)
    assert {name: len(cell) for name, cell in own.exercises[0].items()} == {
        "what": 40,
        "how_many": 20,
        "how_often": 25,
    }
    assert own.exercises[0]["how_many"].startswith("m MMm MM")


def test_a_session_with_a_date_gives_the_days_on_which_to_come_back(guideline: dict[str, Any]) -> None:
    result = result_of(guideline, {**sheet("ADAADDDDE"), **SITUATION})
    text = words(html.fragment_fromstring(render_sheet(result)))
    assert "30 November 2026 to 14 December 2026: Have your progress checked" in text
    assert "25 January 2027: Not better? See your physical therapist or doctor again." in text
    assert "You are here: 21 days after your first session, counted on 23 November 2026." in text
    assert len(result.plan.timeline.steps) == 3


def test_what_is_past_is_asked_about_with_its_day(guideline: dict[str, Any]) -> None:
    late = SITUATION | {"weeks_since_onset": 20, "first_session": "2026-09-01", "today": "2026-12-30"}
    assert (
        "Not better? See your physical therapist or doctor again. Due since 24 November 2026. Has it been done?"
    ) in words(tree(guideline, {**sheet("AAAAAAAAE"), **late}))


def test_lines_stay_in_their_order_where_one_has_no_day_of_its_own(guideline: dict[str, Any]) -> None:
    """Before week 4 a review is still to come although the last one took place: it is a line and no milestone."""
    numbered = lines(tree(guideline, {**sheet("ADAADDDDE"), **SITUATION, "reviewed": "yes"}))
    assert list(numbered) == sorted(numbered)


def test_the_score_is_shown_item_by_item_with_the_rule_that_decided(guideline: dict[str, Any]) -> None:
    found = tree(guideline, {**sheet("ADAADDDDE"), **SITUATION})
    items = rows(score_table(found))
    assert [row[0] for row in items] == [str(item.number) for item in ITEMS]
    assert [row[1].removesuffix(" (distress)") for row in items] == [item.domain for item in ITEMS]
    assert [row[2] for row in items] == ["Agree", "Disagree", "Agree", "Agree", *["Disagree"] * 4, "Extremely"]
    assert [row[3] for row in items] == list("101100001")
    assert [words(sum_) for sum_ in found.find_class("sheet__sums")[0]] == [
        "Total 4 of 9",
        "Distress 1 of 5",
        "Risk medium",
    ]
    text = words(found)
    assert "total 3 or less is low; 4 or more is medium; but 4 or more points in questions 5 to 9 are high" in text
    assert all(f"{number} {flag.replace('-', ' ')}: No" in text for number, flag in enumerate(FLAGS, start=1))
    assert START_BACK.not_asked in text


def test_what_was_given_and_what_was_not_is_shown(guideline: dict[str, Any]) -> None:
    [given] = tree(guideline, {**sheet("ADAADDDDE"), **SITUATION}).find_class("sheet__given")
    assert [words(value) for value in given.findall("dd")] == [
        "14 weeks", "2 November 2026", "not given", "1", "no", "not tried", "chronic"
    ]  # fmt: skip
    [nothing] = tree(guideline, {}).find_class("sheet__given")
    assert {words(value) for value in nothing.findall("dd")} == {"not given", "not known"}


def test_an_open_answer_gives_no_total_and_names_what_is_missing(guideline: dict[str, Any]) -> None:
    found = tree(guideline, sheet("AA?ADDDDN"))
    assert not found.find_class("sheet__sums")
    text = words(found)
    assert "Some answers are missing: question 3." in text
    assert "Possible: low / medium." in text
    assert rows(score_table(found))[2][2:] == ["missing", "–"]


@pytest.mark.parametrize("vector", URGENT, ids=lambda vector: vector["id"])
def test_under_a_red_flag_there_is_only_where_to_go_and_why(
    guideline: dict[str, Any], vector: dict[str, Any]
) -> None:
    result = result_of(guideline, vector["request"])
    text = words(html.fragment_fromstring(render_sheet(result)))
    standing = [question for question in RED_FLAGS if vector["request"]["red_flags"][question.id]]
    emergency_signs = START_BACK.notice_text("emergency-signs", {})
    assert (emergency_signs in text) == (result.plan.urgency == "urgent")
    asked = text.replace(emergency_signs, "")
    for question in RED_FLAGS:
        listed = f"{question.question} {'; '.join(question.signs)}"
        assert (listed in asked) == (question in standing)
        assert not any(sign in asked for sign in question.signs if question not in standing)
    assert " ".join(result.notice_text(result.where_to_go.id).split()) in text
    flags = {question.statement for question in RED_FLAGS}
    for statement in guideline["statements"]:
        if statement["id"] not in flags:
            assert statement["plain"] not in text
    assert not re.search(r"\b(risk|Total|Distress|Rule)\b", text)


def test_not_sure_is_said_as_it_was_answered(guideline: dict[str, Any]) -> None:
    request = {"red_flags": NO_FLAGS | {"fracture": True, "infection": True}}
    found = tree(guideline, request, unsure=("fracture",))
    [table] = found.find_class("sheet__table")
    assert [(row[0], row[-1]) for row in rows(table)] == [("4", "Yes"), ("5", "Not sure")]
    assert "You answered “not sure” about: safety question 5." in words(found)


@given(form=valid_forms())
def test_every_sheet_says_what_it_is_and_holds_nothing_but_words(
    guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    request, _unsure = form
    found = tree(guideline, *form)
    text = words(found)
    assert COPYRIGHT in text
    assert text.count("It is not a diagnosis") == 1
    assert "Calculator 1.1.0, guideline 1.0.0" in text or "sheet--urgent" in found.get("class")
    assert "Calculator 1.1.0, guideline “Next steps after a single physical therapy session" in text
    assert guideline["status"] in text
    if request.get("today"):
        assert f"Filled in on {day_text(date.fromisoformat(request['today']))}" in text
    pages = found.find_class("sheet__page") or [found]
    assert len(pages) == (1 if "sheet--urgent" in found.get("class") else 2)
    # The pages may be parted from each other.
    for page in pages:
        for label in ("Name", "Date of birth"):
            [field] = [each for each in page.find_class("sheet__field") if words(each) == label]
            assert not words(field.find_class("sheet__write")[0])
    # Ids and data would be there twice, and paper has no links.
    assert {name for each in found.iter() for name in each.attrib} <= {"class", "scope", "translate"}
    assert not list(found.iter("a", "input", "button", "script", "style"))


@given(form=valid_forms())
def test_no_sheet_tells_a_person_the_outcomes_of_groups(
    guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    text = words(tree(guideline, *form))
    assert "%" not in text
    assert not [share for share in MEASUREMENT.shares if str(share.percent) in text]
