"""Safety questions, their signs and the notices reach every reader in the words that were written down for them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.site.html import Element, with_class, words
from tests.source_facts.reader import FLAGS, NO_FLAGS, Reader, cells, choices
from tests.source_facts.transcribed import (
    ITEMS,
    NOTICES,
    PLAIN_WORDS,
    QUESTIONS,
    RED_FLAGS,
    notice,
    sheet_answers,
)

ANSWERS = RED_FLAGS["answers"]
ABOVE = " ".join(RED_FLAGS["above"]["today"])
WHERE_TO_GO = {"emergency": "emergency-now", "urgent": "contact-today"}

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["flag"])


def number(question: dict[str, Any]) -> int:
    return FLAGS.index(question["flag"]) + 1


def stem(question: dict[str, Any]) -> str:
    return question["question"]["today"]


def signs(question: dict[str, Any]) -> list[str]:
    return question["signs"]["today"]


def with_flag(question: dict[str, Any]) -> dict[str, Any]:
    return {**sheet_answers("AAAAAAAAE"), "red_flags": NO_FLAGS | {question["flag"]: True}}


# ---- The questions -----------------------------------------------------------------------------------------------


def test_there_are_five_questions_in_their_order_on_the_page_and_on_paper(reader: Reader) -> None:
    fields = reader.form().xpath("//fieldset[@data-flag-urgency]")
    assert [(field.get("id"), field.get("data-flag-urgency")) for field in fields] == [
        (f"red_flags.{question['flag']}", question["urgency"]) for question in QUESTIONS
    ]
    [table, *_items] = with_class(reader.paper(), "questionnaire__table")
    assert len(list(table.find("tbody").iter("tr"))) == len(QUESTIONS) == 5


@each_question
def test_a_safety_question_on_the_page_has_its_words_and_all_its_signs(
    reader: Reader, question: dict[str, Any]
) -> None:
    [field] = reader.form().xpath("//fieldset[@id=$id]", id=f"red_flags.{question['flag']}")
    assert words(field.find("legend")) == f"Safety question {number(question)}: {stem(question)}"
    assert [words(sign) for sign in field.iter("li")] == signs(question)
    assert choices(field) == dict.fromkeys(ANSWERS, False)


@each_question
def test_a_safety_question_on_paper_has_its_words_and_all_its_signs(
    reader: Reader, question: dict[str, Any]
) -> None:
    [table, *_items] = with_class(reader.paper(), "questionnaire__table")
    assert cells(table.find("thead").find("tr")) == [ABOVE, *ANSWERS]
    asked = [cells(row)[0] for row in table.find("tbody").iter("tr")]
    assert asked[number(question) - 1] == f"{number(question)}. {stem(question)} {'; '.join(signs(question))}"


def test_what_counts_as_a_yes_stands_above_the_questions_on_the_page(reader: Reader) -> None:
    content = words(reader.form())
    assert ABOVE in content
    assert content.index(ABOVE) < content.index(stem(QUESTIONS[0]))


@pytest.mark.parametrize("place", ["page", "paper"])
def test_the_safety_questions_come_before_the_items(reader: Reader, place: str) -> None:
    content = words(reader.form() if place == "page" else reader.paper())
    assert content.index(stem(QUESTIONS[-1])) < content.index(ITEMS[0]["text"])


@each_question
@pytest.mark.parametrize("unsure", [False, True], ids=["yes", "not-sure"])
def test_a_red_flag_result_repeats_the_question_that_was_answered(
    reader: Reader, question: dict[str, Any], unsure: bool
) -> None:
    doubts = (question["flag"],) if unsure else ()
    answer = ANSWERS[2] if unsure else ANSWERS[0]
    asked = f"{stem(question)} {'; '.join(signs(question))}"
    screen = reader.screen(with_flag(question), doubts)
    assert f"Safety question {number(question)}, “{answer}”: {asked}" in [words(line) for line in screen.iter("li")]
    [table] = with_class(reader.sheet(with_flag(question), doubts), "sheet__table")
    assert [cells(row) for row in table.find("tbody").iter("tr")] == [[str(number(question)), asked, answer]]
    observations = [each for each in reader.make_bundle(with_flag(question), doubts) if "note" in each]
    answers = {each["code"]["text"]: each["valueCodeableConcept"]["text"] for each in observations}
    assert len(answers) == len(QUESTIONS)
    assert answers.pop(asked) == answer
    assert set(answers.values()) == {ANSWERS[1]}
    flag = question["flag"].replace("-", " ")
    assert f"Answered: {flag}: {answer.lower()}." in reader.record(with_flag(question), doubts).splitlines()


@each_question
def test_a_red_flag_leads_to_its_own_statement_and_its_own_place_to_go(
    reader: Reader, question: dict[str, Any]
) -> None:
    plan = reader.response(with_flag(question))["plan"]
    assert plan["urgency"] == question["urgency"]
    assert [action["statement"] for action in plan["actions"]] == [question["statement"]]
    where = notice(WHERE_TO_GO[question["urgency"]])
    assert reader.record(with_flag(question)).splitlines()[1] == where
    assert reader.saved(with_flag(question))["about"][0] == where
    assert reader.summary(with_flag(question)).splitlines()[1] == where.partition(". ")[0]
    assert PLAIN_WORDS[question["statement"]]["today"] in words(reader.screen(with_flag(question)))


# ---- The notices -------------------------------------------------------------------------------------------------

CALM = {
    **sheet_answers("AAAAAAAAE"),
    "nsaid": "not-tried",
    "weeks_since_onset": 2,
    "first_session": "2026-11-16",
    "today": "2026-11-23",
}
SITUATIONS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "not-a-diagnosis": (CALM, {}),
    "flag-not-sure": (with_flag(QUESTIONS[3]), {"flags": "safety question 4"}),
    "emergency-now": (with_flag(QUESTIONS[0]), {}),
    "contact-today": (with_flag(QUESTIONS[3]), {}),
    "safety-net": (CALM, {}),
    "complete-the-form": (
        {"answers": {"1": "agree", "2": "agree", "4": "agree", "5": "disagree"}},
        {
            "missing": "question 3, question 6, question 7, question 8, question 9",
            "possible": "low or medium or high",
        },
    ),
    "ask-the-other-three": (sheet_answers("AAADDM"), {}),
    "medicine-first-ask": (CALM, {}),
    "dont-stop-suddenly": (CALM, {}),
    "source-list-missing": (CALM, {}),
    "low-mood": (CALM, {}),
}
"""A form that leads to each notice, and what is filled into its words."""

each_notice = pytest.mark.parametrize("name", [each["id"] for each in NOTICES["notices"]])


def paragraphs(result: Element) -> list[str]:
    """The paragraphs of a result; where to go stands in two on a sheet."""
    content = [words(line) for line in result.iter("p")]
    return [*content, *(f"{first} {second}" for first, second in pairwise(content))]


@each_notice
def test_a_notice_is_shown_on_the_screen_and_on_the_sheet_in_its_words(reader: Reader, name: str) -> None:
    fields, values = SITUATIONS[name]
    unsure = ("infection",) if name == "flag-not-sure" else ()
    wording = notice(name, **values)
    screen = reader.screen(fields, unsure)
    assert [words(each) for each in screen.xpath("//*[@data-notice=$name]", name=name)] == [wording]
    assert wording in paragraphs(reader.sheet(fields, unsure))


@each_notice
def test_a_notice_is_in_the_plan_exactly_when_it_is_called_for(reader: Reader, name: str) -> None:
    fields, _values = SITUATIONS[name]
    # Only the page knows "not sure".
    assert (name in reader.response(fields)["plan"]["notices"]) == (name != "flag-not-sure")
    order = [each["id"] for each in NOTICES["notices"]]
    listed = reader.response(fields)["plan"]["notices"]
    assert listed == sorted(listed, key=order.index)


@pytest.mark.parametrize("place", ["page", "paper"])
def test_where_to_go_stands_on_the_form_before_any_result(reader: Reader, place: str) -> None:
    content = words(reader.form() if place == "page" else reader.paper())
    assert f"If you answered yes or not sure to safety question 1: {notice('emergency-now')}" in content
    assert f"If you answered yes or not sure to safety question 2, 3, 4 or 5: {notice('contact-today')}" in content


def test_the_paper_form_says_what_it_is_not(reader: Reader) -> None:
    assert notice("not-a-diagnosis") in [words(line) for line in reader.paper().iter("p")]


def test_the_safety_net_stands_on_the_patients_page(reader: Reader) -> None:
    content = words(reader.patient_page())
    assert notice("safety-net") in content


def test_what_the_tool_is_not_goes_with_the_fhir_resources_and_the_saved_file(reader: Reader) -> None:
    wording = notice("not-a-diagnosis")
    assert wording in reader.make_bundle(CALM)[0]["text"]["div"]
    assert reader.questionnaire("start-back-9")["description"] == wording
    assert wording in reader.saved(CALM)["about"]


@pytest.mark.parametrize(("question", "name"), [(QUESTIONS[0], "emergency-now"), (QUESTIONS[1], "contact-today")])
def test_where_to_go_is_the_first_note_of_a_red_flag_in_fhir(
    reader: Reader, question: dict[str, Any], name: str
) -> None:
    observations = [each for each in reader.make_bundle(with_flag(question)) if "note" in each]
    assert {observation["note"][0]["text"] for observation in observations} == {notice(name)}


def test_what_is_not_known_in_the_record_of_a_short_form_is_said(reader: Reader) -> None:
    assert notice("ask-the-other-three") in reader.record(sheet_answers("AAADDM")).splitlines()
