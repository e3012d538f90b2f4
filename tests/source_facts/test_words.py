"""Plain words, the interface's words for patients, and what the rules fix in figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from calculator.core.measurement import Claim, Finding, FoundSince
from calculator.start_back import START_BACK as CALCULATOR
from tests.site.html import with_class, words
from tests.source_facts.reader import NO_FLAGS, Reader
from tests.source_facts.transcribed import (
    ITEMS,
    LATER_GUIDANCE,
    PATIENT_TEXTS,
    PLAIN_WORDS,
    PLAN_RULES,
    RED_FLAGS,
    START_BACK,
    sheet_answers,
    transcribed,
)

QUESTIONS_TO_TAKE: list[dict[str, Any]] = transcribed("words-for-patients")["questions_to_take"]


@pytest.mark.parametrize("statement", PLAIN_WORDS)
def test_a_statement_in_plain_words_is_as_it_was_written(reader: Reader, statement: str) -> None:
    wording = PLAIN_WORDS[statement]["today"]
    model = reader.json("data/guidelines/low-back-pain-next-steps.json")
    assert {each["id"]: each["plain"] for each in model["statements"]}[statement] == wording
    assert plain_entries(reader)[statement][0] == wording


def plain_entries(reader: Reader) -> dict[str, tuple[str, list[str]]]:
    """The patient's page by statement: its wording, and what the editors' notes add to it."""
    content = {}
    for item in list(with_class(reader.patient_page(), "plain")):
        [link] = with_class(item, "plain__source")
        notes = list(with_class(item, "plain__note"))
        added = [words(note) for note in notes]
        for beside in (link, *notes):
            beside.drop_tree()
        content[link.get("href").partition("#")[2]] = words(item), added
    return content


@pytest.mark.parametrize("note", LATER_GUIDANCE["notes"], ids=lambda note: note["about"][0])
def test_a_statement_from_which_later_guidance_differs_has_its_note(reader: Reader, note: dict[str, Any]) -> None:
    model = reader.json("data/guidelines/low-back-pain-next-steps.json")
    [published] = [
        each for each in model["notes"] if (each["about"], each["citations"]) == (note["about"], note["cites"])
    ]
    places = [published["text"].find(words) for words in note["says"]]
    assert -1 not in places, note["says"][places.index(-1)]
    assert places == sorted(places)
    assert published["plain"] == note.get("plain")


@pytest.mark.parametrize("statement", PLAIN_WORDS)
def test_patients_read_the_notes_that_are_for_them_beside_the_plain_words(reader: Reader, statement: str) -> None:
    plain = [note["plain"] for note in LATER_GUIDANCE["notes"] if statement in note["about"] and "plain" in note]
    assert plain_entries(reader)[statement][1] == [f"A note by the editors: {words}" for words in plain]


def test_patients_with_acute_pain_and_low_risk_read_in_the_result_that_it_can_take_longer(reader: Reader) -> None:
    fields = {**sheet_answers("DDDDDDDDN"), "weeks_since_onset": 2}
    [plain] = [note["plain"] for note in LATER_GUIDANCE["notes"] if "low-natural-history" in note["about"]]
    [line] = reader.screen(fields).xpath("//*[@data-statement='low-natural-history']")
    assert plain in words(line)
    assert f"{PLAIN_WORDS['low-natural-history']['today']} A note by the editors: {plain}" in words(
        reader.sheet(fields)
    )


def test_all_statements_have_plain_words_and_no_others(reader: Reader) -> None:
    model = reader.json("data/guidelines/low-back-pain-next-steps.json")
    assert [each["id"] for each in model["statements"]] == list(PLAIN_WORDS)
    assert len(PLAIN_WORDS) == 31


@pytest.mark.parametrize("row", ["DDDDDDDDN", "AAAADDDDN", "DDDDAAAAN"])
def test_a_plan_is_told_in_the_plain_words(reader: Reader, row: str) -> None:
    fields = {**sheet_answers(row), "weeks_since_onset": 2, "sessions_attended": 1}
    screen, sheet = reader.screen(fields), words(reader.sheet(fields))
    for action in reader.response(fields)["plan"]["actions"]:
        wording = PLAIN_WORDS[action["statement"]]["today"]
        [line] = screen.xpath("//*[@data-statement=$id]", id=action["statement"])
        # The heading above a sign says where to go with it.
        on_screen = wording.partition(":")[0] if action["when"] == "safety-net" else wording
        assert [words(text) for text in with_class(line, "action__text")] == [on_screen]
        assert wording in sheet


@pytest.mark.parametrize(("row", "risk"), [("DDDDDDDDN", "low"), ("AAAADDDDN", "medium"), ("DDDDAAAAN", "high")])
def test_the_head_of_a_result_is_in_the_words_for_patients(reader: Reader, row: str, risk: str) -> None:
    head = PATIENT_TEXTS[f"result.group-{risk}"]["today"]
    group = PATIENT_TEXTS[f"result.group.{risk}"]["today"]
    name = PATIENT_TEXTS["result.group-name"]["today"].format(group=group)
    screen = reader.screen(sheet_answers(row))
    content = [words(line) for line in screen.iter("h2", "p")]
    assert content[0] == head
    assert PATIENT_TEXTS["result.group-means"]["today"] in content
    assert name in content
    assert f"{head} ({name})" in [
        words(line) for line in with_class(reader.sheet(sheet_answers(row)), "sheet__group")
    ]


@pytest.mark.parametrize("field", ["weeks_since_onset", "first_session", "improving", "nsaid"])
def test_what_is_asked_of_the_treatment_is_in_the_words_for_patients(reader: Reader, field: str) -> None:
    [asked] = reader.form().xpath("//*[@id=$id]", id=field)
    assert [words(name) for name in with_class(asked, "field__name")] == [PATIENT_TEXTS[f"form.{field}"]["today"]]


@pytest.mark.parametrize("field", ["improving", "nsaid"])
def test_an_answer_about_the_treatment_is_in_the_words_for_patients(reader: Reader, field: str) -> None:
    [asked] = reader.form().xpath("//fieldset[@id=$id]", id=field)
    labels = {label.find("input").get("value"): words(label) for label in with_class(asked, "choice")}
    assert {f"form.{field}.{value}": label for value, label in labels.items()} == {
        key: entry["today"] for key, entry in PATIENT_TEXTS.items() if key.startswith(f"form.{field}.")
    }


@pytest.mark.parametrize("part", ["now", "avoid", "safety-net"])
def test_a_part_of_the_plan_has_its_heading_on_the_screen_and_on_the_sheet(reader: Reader, part: str) -> None:
    heading = PATIENT_TEXTS[f"result.part.{part}"]["today"]
    fields = sheet_answers("AAAADDDDN")
    assert heading in [words(line).removeprefix("Not urgent: ") for line in reader.screen(fields).iter("h3")]
    headings = [
        *with_class(reader.sheet(fields), "sheet__label"),
        *with_class(reader.sheet(fields), "sheet__heading"),
    ]
    assert heading in [words(line) for line in headings]


@pytest.mark.parametrize("row", ["DDDDDDDDN", "AAAADDDDN", "DDDDAAAAN"])
def test_the_questions_to_read_out_are_on_the_screen_where_the_plan_has_their_statements(
    reader: Reader, row: str
) -> None:
    fields = {**sheet_answers(row), "nsaid": "cannot-take"}
    planned = {action["statement"] for action in reader.response(fields)["plan"]["actions"]}
    [part] = reader.screen(fields).xpath("//details[@id='when-ask']")
    assert words(part.find("summary")) == "Ask your clinician"
    assert [words(each) for each in part.xpath(".//*[@data-question]")] == [
        each["text"] for each in QUESTIONS_TO_TAKE if planned & set(each["statements"])
    ]


def test_which_answers_count_is_said_as_keele_scores_them() -> None:
    counting = [[label for label, point in item["answers"].items() if point] for item in ITEMS]
    assert counting == [["Agree"]] * 8 + [["Very much", "Extremely"]]
    said = "An answer counts if you agreed. Question 9 counts if you said “Very much” or “Extremely”."
    assert CALCULATOR.what_counts == said


def test_what_is_due_is_told_with_its_day(reader: Reader) -> None:
    screen = reader.screen({"first_session": "2026-10-01", "today": "2026-11-23"})
    [line] = screen.xpath("//*[@data-milestone='review']")
    due = PATIENT_TEXTS["result.milestone-past"]["today"].format(day="12 November 2026")
    assert due[:1].upper() + due[1:] in words(line)


@pytest.mark.parametrize(("risk", "row"), [("low", "DDDDDN"), ("not-low", "AAAAAE")])
def test_a_group_has_its_name_in_the_record(reader: Reader, risk: str, row: str) -> None:
    name = PATIENT_TEXTS[f"result.group.{risk}"]["today"]
    assert f"Risk group: {name}. " in reader.record(sheet_answers(row))


@pytest.mark.parametrize("key", ["form.paper-count", "form.paper-missing"])
def test_how_to_count_by_hand_stands_on_the_page_and_on_paper(reader: Reader, key: str) -> None:
    for place in (reader.form(), reader.paper()):
        assert PATIENT_TEXTS[key]["today"] in words(place)


def test_a_safety_question_is_answered_in_the_words_for_patients() -> None:
    """The page's labels are compared with these."""
    keys = ("form.flag-yes", "form.flag-no", "form.flag-not-sure")
    assert RED_FLAGS["answers"] == [PATIENT_TEXTS[key]["today"] for key in keys]


def test_who_it_is_for_stands_before_the_first_question_on_the_page_and_on_paper(reader: Reader) -> None:
    wording = f"{PATIENT_TEXTS['form.who']['today']} {PATIENT_TEXTS['form.who-not']['today']}"
    first = RED_FLAGS["questions"][0]["question"]["today"]
    for content in (words(reader.form()), words(reader.paper())):
        assert content.index(wording) < content.index(first)


def test_an_entry_of_the_calendar_says_what_the_reader_chose(reader: Reader) -> None:
    fields = {"first_session": "2026-11-16", "today": "2026-11-23"}
    due = [name for name in PLAN_RULES["milestones"] if f"calendar.title.{name}" in PATIENT_TEXTS]
    for private in (True, False):
        calendar = reader.calendar(fields, private=private)
        titles = [line.removeprefix("SUMMARY:") for line in calendar.splitlines() if line.startswith("SUMMARY:")]
        said = ["calendar.private" if private else f"calendar.title.{name}" for name in due]
        assert [title.replace("\\,", ",") for title in titles] == [PATIENT_TEXTS[key]["today"] for key in said]


@pytest.mark.parametrize("milestone", ["review", "minimum-course", "escalation-check"])
def test_a_milestone_on_the_screen_is_in_the_words_for_patients(reader: Reader, milestone: str) -> None:
    screen = reader.screen({"first_session": "2026-11-16", "today": "2026-11-23"})
    [line] = screen.xpath("//*[@data-milestone=$id]", id=milestone)
    assert PATIENT_TEXTS[f"result.milestone.{milestone}"]["today"] in words(line)


# ---- How well the tool measures ----------------------------------------------------------------------------------


def hyphens(text: str) -> str:
    return text.replace("–", "-")


@pytest.mark.parametrize("finding", START_BACK["measurement"], ids=lambda finding: finding["what"])
def test_a_figure_of_measurement_is_that_of_its_study(reader: Reader, finding: dict[str, Any]) -> None:
    screen = reader.screen(sheet_answers("DDDDDDDDN"))
    [names] = with_class(screen, "measurement")
    content = dict(zip(names.iter("dt"), names.iter("dd"), strict=True))
    [(value, sources)] = [
        (hyphens(dd.text.strip()), [each for each in dd if each.get("class") == "action__source"])
        for dt, dd in content.items()
        if words(dt) == finding["what"]
    ]
    assert value == finding["figures"]
    [source] = sources
    links = [link.get("href").rpartition("/")[0].rpartition("/")[2] for link in source.iter("a")]
    if links:
        assert links == [finding["from"]]
    else:
        assert f"Source: {finding['from']};" in words(source)


def test_a_claim_of_effect_never_stands_without_what_was_found_since(reader: Reader) -> None:
    [claim] = [each for each in START_BACK["measurement"] if "since" in each]
    [since] = [each for each in LATER_GUIDANCE["notes"] if set(claim["since"]) < set(each["cites"])]
    screen = reader.screen(sheet_answers("DDDDDDDDN"))
    [beside] = [dd for dd in screen.iter("dd") if claim["figures"] in hyphens(words(dd))]
    content = words(beside)
    places = [content.find(words) for words in since["says"]]
    assert -1 not in places
    links = [link.get("href").rpartition("/")[0].rpartition("/")[2] for link in beside.iter("a")]
    assert links == [claim["from"], *since["cites"]]


@pytest.mark.parametrize("claim", [Claim.EFFECT, Claim.PERFORMANCE])
def test_a_claim_is_refused_that_does_not_say_what_was_found_since(claim: Claim) -> None:
    with pytest.raises(ValueError, match="does not say what was found since"):
        Finding("cure", "Cures", "everybody", claim, ("hill2011",))
    with pytest.raises(ValueError, match="the day of a search"):
        FoundSince()
    assert Finding("cure", "Cures", "everybody", claim, since=FoundSince(none_on=date(2026, 11, 29))).since


def test_each_figure_of_measurement_leads_to_what_was_found_since(reader: Reader) -> None:
    screen = reader.screen(sheet_answers("DDDDDDDDN"))
    beside = {dd.get("data-finding"): words(dd) for dd in screen.iter("dd") if dd.get("data-finding")}
    with_claims = {"discrimination", "reliability", "high-cut-off", "low-cut-off", "change", "trial"}
    assert {name for name, content in beside.items() if "What was found since" in content} == with_claims


def test_the_outcomes_of_the_groups_are_those_of_the_study(reader: Reader) -> None:
    outcomes = START_BACK["outcomes"]
    screen = reader.screen(sheet_answers("DDDDDDDDN"))
    [table] = [table for table in screen.iter("table") if outcomes["what"] in words(table)]
    rows = {row.get("data-group"): words(row.find("td")) for row in table.find("tbody").iter("tr")}
    assert rows == {risk: f"{percent} %" for risk, percent in outcomes["percent"].items()}
    assert f"{outcomes['patients']} patients of all groups together" in words(screen)


def test_no_figure_of_measurement_is_shown_that_nobody_transcribed(reader: Reader) -> None:
    [names] = with_class(reader.screen(sheet_answers("DDDDDDDDN")), "measurement")
    # The 6-item form's limits are in words; its cut-offs are tested as scores.
    assert {words(dt) for dt in names.iter("dt")} == {each["what"] for each in START_BACK["measurement"]} | {
        "6-item form"
    }


# ---- The rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("weeks", "course"), PLAN_RULES["course"].items())
def test_the_course_is_that_of_the_acps_bands(reader: Reader, weeks: float, course: str) -> None:
    assert reader.response({"weeks_since_onset": weeks})["plan"]["course"] == course


def test_the_milestones_lie_the_days_after_the_first_session_that_the_rules_say(reader: Reader) -> None:
    start = date(2026, 11, 16)
    stones = reader.response({"first_session": start.isoformat()})["plan"]["milestones"]
    assert [stone["id"] for stone in stones] == list(PLAN_RULES["milestones"])
    for stone in stones:
        first, last = (start + timedelta(days) for days in PLAN_RULES["milestones"][stone["id"]])
        assert (stone["from"], stone["to"]) == (first.isoformat(), last.isoformat())


@pytest.mark.parametrize("example", PLAN_RULES["examples"], ids=lambda example: example["name"])
def test_a_plan_follows_the_rules_of_today(reader: Reader, example: dict[str, Any]) -> None:
    standing = {example["flag"]: True} if "flag" in example else {}
    plan = reader.response({**example.get("fields", {}), "red_flags": NO_FLAGS | standing})["plan"]
    today = example["today"]
    assert plan["urgency"] == today.get("urgency", "routine")
    whens = {action["statement"]: action["when"] for action in plan["actions"]}
    assert {name: whens.get(name) for name in today.get("actions", {})} == today.get("actions", {})
    notices = today.get("notices", {})
    assert {name: name in plan["notices"] for name in notices} == notices
