"""Safety questions, their signs and the notices reach every reader in the words that were written down for them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from tests.guideline.source_text import statements
from tests.site.html import Element, with_class, words
from tests.source_facts.reader import FLAGS, NO_FLAGS, Reader, cells, choices
from tests.source_facts.transcribed import (
    ITEMS,
    NOTICES,
    PATIENT_TEXTS,
    PLAIN_WORDS,
    QUESTIONS,
    RED_FLAGS,
    notice,
    sheet_answers,
)

ANSWERS = RED_FLAGS["answers"]
ABOVE = RED_FLAGS["above"]["today"]
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
    [listed] = [line for line in screen.iter("li") if words(line).startswith("Safety question")]
    assert [words(sign) for sign in listed.iter("li")][1:] == signs(question)
    listed.find("ul").drop_tree()
    assert words(listed) == f"Safety question {number(question)}, “{answer}”: {stem(question)}"
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


# ---- The reason on a red-flag result -----------------------------------------------------------------------------


def reason(*questions: dict[str, Any]) -> str:
    """Why somebody should look, by the flags that stand."""
    because = PATIENT_TEXTS["result.because"]["today"]
    named = [because.format(number=number(each), reason=each["reason"]["today"]) for each in questions]
    return " ".join([*named, PATIENT_TEXTS["result.because-check"]["today"]])


@each_question
def test_the_reason_is_the_flag_that_stands_in_plain_words(reader: Reader, question: dict[str, Any]) -> None:
    screen, sheet = reader.screen(with_flag(question)), reader.sheet(with_flag(question))
    assert [words(line) for line in with_class(screen, "result__reason")] == [reason(question)]
    assert [words(line) for line in with_class(sheet, "sheet__why")] == [reason(question)]


def test_several_reasons_are_each_named_and_no_other(reader: Reader) -> None:
    fields = {"red_flags": NO_FLAGS | {QUESTIONS[1]["flag"]: True, QUESTIONS[4]["flag"]: True}}
    [why] = with_class(reader.screen(fields), "result__reason")
    assert words(why) == reason(QUESTIONS[1], QUESTIONS[4])


@each_question
def test_a_patient_reads_of_no_flag_that_does_not_stand(reader: Reader, question: dict[str, Any]) -> None:
    """Three flags share a statement of the source: its sentence is for the clinician, who opens it."""
    screen = reader.screen(with_flag(question))
    [for_clinicians] = screen.xpath("//details[@id='clinician-view']")
    assert for_clinicians.get("open") is None
    [quote] = for_clinicians.iter("q")
    assert words(quote) == statements()[question["statement"]].words
    for_clinicians.drop_tree()
    content = words(screen)
    for other in QUESTIONS:
        assert (other["reason"]["today"] in content) == (other is question)
    assert PLAIN_WORDS[question["statement"]]["today"] not in content


@each_question
def test_the_sources_sentence_stands_in_the_clinicians_part_and_in_the_exports(
    reader: Reader, question: dict[str, Any]
) -> None:
    source = statements()[question["statement"]].words
    fields = with_flag(question)
    assert f"“{source}”" in words(reader.sheet(fields))
    assert source in reader.record(fields)
    observations = [each for each in reader.make_bundle(fields) if "note" in each]
    [standing] = [each for each in observations if each["valueCodeableConcept"]["text"] != ANSWERS[1]]
    assert source in standing["text"]["div"]


def test_cancer_is_a_word_of_the_third_list_alone(reader: Reader) -> None:
    """It frightens whoever reads it: it is asked, and named nowhere else."""
    [malignancy] = [each for each in QUESTIONS if each["flag"] == "malignancy"]
    elsewhere = [each for each in QUESTIONS if each is not malignancy]
    places = [
        words(reader.patient_page()),
        words(reader.screen(CALM)),
        *(words(reader.screen(with_flag(each))) for each in elsewhere),
        *(words(reader.sheet(with_flag(each))) for each in elsewhere),
    ]
    for content in places:
        assert "cancer" not in content.lower()
    for content in (words(reader.form()), words(reader.paper()), words(reader.screen(with_flag(malignancy)))):
        assert content.lower().count("cancer") == 1


@each_question
def test_whoever_waits_for_a_clinician_reads_what_turns_it_into_an_emergency(
    reader: Reader, question: dict[str, Any]
) -> None:
    signs = notice("emergency-signs")
    for sign in QUESTIONS[0]["signs"]["today"]:
        assert sign in signs
    waits = question["urgency"] == "urgent"
    fields = with_flag(question)
    for content in (
        words(reader.screen(fields)),
        words(reader.sheet(fields)),
        reader.record(fields),
        " ".join(reader.saved(fields)["about"]),
        str(reader.make_bundle(fields)),
    ):
        assert (signs in content) == waits


def test_beside_cauda_equina_nobody_reads_of_waiting(reader: Reader) -> None:
    fields = {"red_flags": dict.fromkeys(FLAGS, True)}
    assert notice("emergency-signs") not in words(reader.screen(fields))
    assert "emergency-signs" not in reader.response(fields)["plan"]["notices"]


# ---- While the questions go on, and after five times no ---------------------------------------------------------


def test_an_emergency_needs_the_page_no_more(reader: Reader) -> None:
    [stop] = reader.form().xpath("//*[@data-urgency='emergency' and contains(@class, 'stop')]")
    assert words(stop).endswith(PATIENT_TEXTS["form.flags-go"]["today"])


def test_five_times_no_does_not_mean_that_it_stays_so(reader: Reader) -> None:
    lines = [words(line) for line in reader.screen(CALM).iter("p")]
    assert PATIENT_TEXTS["result.no-red-flag"]["today"] in lines
    assert PATIENT_TEXTS["result.no-red-flag"]["today"] not in words(reader.screen(with_flag(QUESTIONS[0])))


# ---- Who must not take a medicine --------------------------------------------------------------------------------


@pytest.mark.parametrize("nsaid", ["not-tried", "tried", "cannot-take", None])
@pytest.mark.parametrize("row", ["DDDDDDDDN", "AAAADDDDN", "AAAAAAAAE", "AAADDM"])
def test_whoever_copies_a_medicine_copies_who_must_not_take_it(reader: Reader, row: str, nsaid: str | None) -> None:
    fields = {**sheet_answers(row), "nsaid": nsaid, "first_session": "2026-11-16", "today": "2026-11-23"}
    wording, sources = notice("medicine-first-ask"), statements()
    medicines = [each["statement"] for each in reader.response(fields)["plan"]["actions"] if each["rule"] == 5]
    assert medicines
    screen = reader.screen(fields)
    for medicine in medicines:
        [basis] = screen.xpath("//*[@data-basis=$id]", id=medicine)
        assert wording in words(basis)
    record = reader.record(fields)
    [short] = [each["in_record"] for each in NOTICES["notices"] if each["id"] == "medicine-first-ask"]
    named = [each for each in medicines if sources[each].words.split("—")[0].rstrip(".")[:40] in record]
    assert record.count(short) == bool(named)


def test_the_safety_net_of_the_record_says_what_it_is(reader: Reader) -> None:
    assert (
        "Safety net: cauda equina: emergency department now; progressive neurology, malignancy, infection, "
        "fracture: clinician the same day."
    ) in reader.record(CALM).splitlines()


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
    "emergency-signs": (with_flag(QUESTIONS[3]), {}),
    "contact-today": (with_flag(QUESTIONS[3]), {}),
    "safety-net": (CALM, {}),
    "complete-the-form": (
        {"answers": {"1": "agree", "2": "agree", "4": "agree", "5": "disagree"}},
        {
            "missing": "question 3, question 6, question 7, question 8, question 9",
            "possible": "low, medium or high",
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
