"""The text for a record: whole, in order, under its limit whatever was answered, and nothing cut that matters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from calculator.core.plan import When
from calculator.exports.ascii_text import ascii_text
from calculator.exports.record_text import record_text, without_reason
from calculator.exports.texts import text as export_text
from calculator.start_back import START_BACK
from calculator.start_back.instrument import COPYRIGHT, ITEMS, START_BACK_6, START_BACK_9, STEM, Risk
from calculator.start_back.red_flags import RED_FLAGS
from calculator.start_back.rules import ROWS
from tests.calculator.oracle_plan import FLAGS
from tests.exports.results import (
    LINES,
    LONGEST,
    NO_FLAGS,
    OTHER_SHEETS,
    SITUATIONS,
    TODAY,
    Made,
    every_line,
    result_of,
    sheet,
    valid_forms,
)

CALCULATOR = Path(__file__).parents[2] / "calculator"
MORE = re.compile(r"^More of the plan, on the full page: (\d+)\.$", re.MULTILINE)


def checked(text: str) -> list[str]:
    """The lines of a text, of which every line is whole."""
    assert len(text) < 1200
    assert text.endswith("\n")
    lines = text.splitlines()
    assert all(line == line.strip() and line for line in lines)
    assert "{" not in text
    assert "None" not in text
    return lines


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("situation", SITUATIONS, ids=range(len(SITUATIONS)))
def test_it_stays_under_1200_characters_for_all_1280_sheets(made: Made, situation: dict[str, Any]) -> None:
    for line in every_line():
        result = made(sheet(line) | situation)
        lines = checked(record_text(result))
        ascii_lines = checked(record_text(result, ascii_only=True))
        assert all(each.isascii() for each in ascii_lines)
        score = result.score
        assert score is not None
        assert score.band is not None
        scores = f"Total {score.total} of 9, distress {score.points('distress')} of 5"
        head = f"Risk group: {score.band.id}. {scores}."
        assert lines[1] == ascii_lines[1] == head
        positive = [f"{item.number} {item.domain}" for item in ITEMS if line[item.number - 1] in "AVE"]
        assert lines[2] == f"Positive: {', '.join(positive) or 'none'}."
        assert lines[3] == f"Item 9 (bothersomeness): {ITEMS[8].choices['NSMVE'.index(line[8])].label}."


@pytest.mark.parametrize("answers", OTHER_SHEETS, ids=str)
def test_it_does_for_every_other_kind_of_sheet(made: Made, answers: dict[str, Any]) -> None:
    for situation in SITUATIONS:
        result = made(answers | situation)
        checked(record_text(result))
        checked(record_text(result, ascii_only=True))


@given(form=valid_forms())
def test_it_does_for_any_form(guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]]) -> None:
    result = result_of(guideline, *form)
    lines = checked(record_text(result))
    assert lines[-1] == COPYRIGHT
    assert "not a diagnosis. Calculator 1.1.0, guideline 1.0.0 of 2026-11-29 (draft, unreviewed)." in lines[-2]
    assert lines[0].startswith(f"{result.today or 'No date'}: ")


def plan_of(text: str) -> tuple[list[str], int]:
    """The plan's sentences that a text has, and how many it says are left out."""
    more = MORE.search(text)
    sentences = [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]
    return sentences, int(more[1]) if more else 0


@pytest.mark.parametrize("situation", SITUATIONS, ids=range(len(SITUATIONS)))
@pytest.mark.parametrize("answers", [*map(sheet, ("DDDDDDDDN", "AAAADDDDN", "AAAAAAAAE")), *OTHER_SHEETS], ids=str)
def test_every_action_is_there_or_counted(
    made: Made, guideline: dict[str, Any], answers: dict[str, Any], situation: dict[str, Any]
) -> None:
    result = made(answers | situation)
    sentences, left_out = plan_of(record_text(result))
    statements = {statement["id"]: statement["text"] for statement in guideline["statements"]}
    due = [action for action in result.plan.actions if action.when != "safety-net"]
    expected = {without_reason(statements[a.statement]) for a in due if a.when != "option"}
    options = [sentence for sentence in sentences if sentence not in expected]
    assert len(set(sentences)) == len(sentences)
    assert sentences, "there is room for something of every plan"
    named = 0
    if options:
        [line] = options
        named = line.count(",")
        assert line.startswith("For whom, see the full page: Spinal manipulation, Massage")
    assert len(sentences) - len(options) + named + left_out == len(due)


def test_the_groups_own_treatment_has_room_before_what_is_general(made: Made) -> None:
    sentences, left_out = plan_of(record_text(made(sheet("AAAADDDDN") | SITUATIONS[4])))
    assert sentences[0].startswith("Continue structured PT with a patient-centered management plan")
    assert left_out > 0


def test_what_is_due_by_now_comes_first(made: Made) -> None:
    situation = {"weeks_since_first_session": 20, "improving": "no", "today": TODAY}
    sentences, _left_out = plan_of(record_text(made(sheet("AAAADDDDN") | situation)))
    assert sentences[:2] == [
        "Review progress at 4-6 weeks.",
        (
            "If no improvement by 12 weeks despite appropriate conservative management, consider: (the source "
            "breaks off here)"
        ),
    ]


#: What is left out of sentences of the source: the reasons that it gives, and nothing else.
REASONS = {
    "lead-continue-pt": ", as one session is insufficient to determine treatment effectiveness.",
    "why-multiple-sessions": (
        " Studies evaluating PT effectiveness assess outcomes at 2-18 months, not after single sessions."
    ),
    "dont-abandon-pt": "—this is premature and contradicts all guideline recommendations for treatment duration.",
    "avoid-relaxants-opioids-benzodiazepines": "—they show no superiority over NSAIDs for acute low back pain.",
    "dont-image-early": "—early imaging increases healthcare utilization and surgeries without improving outcomes.",
    "dont-passive-modalities": "—these show no benefit and waste resources.",
    "dont-long-term-opioids": "—evidence is insufficient and risks outweigh benefits.",
}


def test_of_a_sentence_only_its_reason_may_be_left_out_and_never_its_negation(guideline: dict[str, Any]) -> None:
    statements = {statement["id"]: statement["text"] for statement in guideline["statements"]}
    for row in ROWS:
        whole = statements[row.statement]
        kept = without_reason(whole).removesuffix(" (the source breaks off here)")
        left_out = REASONS.get(row.statement, "")
        assert whole in {kept + left_out, kept.removesuffix(".") + left_out}
        if row.when is When.AVOID:
            assert kept.startswith(("Do NOT ", "Avoid or use cautiously: "))


def test_the_contracts_example_reads_as_a_clinician_would_write_it(made: Made) -> None:
    request = sheet("ADAADDDDV") | {
        "weeks_since_onset": 3,
        "sessions_attended": 1,
        "improving": "no",
        "nsaid": "not-tried",
        "first_session": "2026-11-16",
        "today": "2026-11-23",
    }
    text = record_text(made(request))
    assert text.startswith(
        "2026-11-23: The Keele STarT Back Screening Tool, 9 items\n"
        "Risk group: medium. Total 4 of 9, distress 1 of 5.\n"
        "Positive: 1 leg pain, 3 disability (walking), 4 disability (dressing), 9 bothersomeness.\n"
        "Item 9 (bothersomeness): Very much.\n"
        "Given: weeks since onset 3, first session 2026-11-16, sessions 1, improving no, NSAID not tried.\n"
        "No red flag reported (or checked, nothing new since).\n"
        "Safety net: cauda equina: emergency department now; progressive neurology, malignancy, infection, "
        "fracture: clinician the same day.\n"
        "Not asked: age, pregnancy, other illnesses, medicines. No examination.\n"
        "Now:\n"
    )
    assert "\nDates: review 2026-12-14 to 2026-12-28; seen again if no better 2027-02-08.\n" in text


def test_what_is_due_is_there_in_weeks_where_no_date_is_known(made: Made) -> None:
    assert ("Weeks: STarT Back questions 2; review 4 to 6; seen again if no better 12.") in record_text(
        made({"today": TODAY})
    ).splitlines()
    stated = made(sheet("AAAADDDDN") | {"weeks_since_first_session": 9, "today": TODAY})
    assert ("Weeks: review 4 to 6 (past); seen again if no better 12.") in record_text(stated).splitlines()


def test_a_medicine_is_named_with_who_must_not_take_it(made: Made) -> None:
    lines = record_text(made({"risk_group": "low", "nsaid": "not-tried", "today": TODAY})).splitlines()
    place = lines.index("- Prescribe NSAIDs as first-line medication if not already tried.")
    [notice] = [each.in_record for each in START_BACK.notices if each.id == "medicine-first-ask"]
    assert lines[place + 1] == notice


def test_what_is_asked_from_week_4_on_is_not_missed_before(made: Made) -> None:
    for weeks, asked in ((3.9, False), (4, True), (None, False)):
        lines = record_text(made(sheet("DDDDDDDDN") | {"weeks_since_first_session": weeks})).splitlines()
        [missed] = [line for line in lines if line.startswith("Not given: ")]
        assert ("reviewed" in missed) == asked


def test_what_is_past_is_marked_and_what_is_unknown_is_without_reason(made: Made) -> None:
    lines = record_text(made(sheet("DDDDDDDDN") | {"first_session": "2026-08-31", "today": TODAY})).splitlines()
    assert lines[4] == "Given: first session 2026-08-31."
    assert lines[5] == "Not given: weeks since onset, sessions, improving, reviewed, NSAID."
    assert "Dates: review 2026-09-28 to 2026-10-12 (past); seen again if no better 2026-11-23." in lines


def test_an_incomplete_sheet_has_no_score_and_names_what_is_missing(made: Made) -> None:
    lines = record_text(made(sheet("A?AADDD?N"))).splitlines()
    assert lines[0] == "No date: The Keele STarT Back Screening Tool, 9 items"
    assert lines[1] == "Missing items: 2, 8. No score without them; possible: low or medium."
    assert lines[2] == "Positive so far: 1 leg pain, 3 disability (walking), 4 disability (dressing)."
    assert not any("Total" in line or "Risk group" in line for line in lines)


def test_the_6_item_form_says_what_it_cannot_tell(made: Made) -> None:
    lines = record_text(made(sheet("AAADDN"))).splitlines()
    assert lines[1:3] == [
        "Risk group: medium or high. Total 3 of 6. This form has no distress score.",
        START_BACK.notice_text("ask-the-other-three", LINES),
    ]


def test_a_group_known_beforehand_is_not_passed_off_as_scored(made: Made) -> None:
    lines = record_text(made({"risk_group": "high", "today": TODAY})).splitlines()
    assert lines[:2] == [
        "2026-11-23: Next steps after a single physical therapy session for low back pain",
        "Risk group: high (known beforehand; no answers given).",
    ]


@pytest.mark.parametrize("line", ["AAAAAAAAE", "DDDDDDDDN", "A?AADDD?N"])
@pytest.mark.parametrize("flag", FLAGS)
def test_under_a_red_flag_it_says_where_to_go_and_why_and_nothing_else(made: Made, flag: str, line: str) -> None:
    result = made(sheet(line) | LONGEST | {"red_flags": NO_FLAGS | {flag: True}}, (flag,))
    lines = checked(record_text(result))
    where = "emergency-now" if flag == "cauda-equina" else "contact-today"
    signs = [] if flag == "cauda-equina" else [START_BACK.notice_text("emergency-signs", LINES)]
    assert lines[: 3 + len(signs)] == [
        "2026-11-23: RED FLAG REPORTED",
        START_BACK.notice_text(where, LINES),
        *signs,
        f"Answered: {flag.replace('-', ' ')}: not sure.",
    ]
    words = set(re.findall(r"\w+", "\n".join(lines).lower()))
    assert words.isdisjoint({"risk", "total", "positive", "nsaid", "exercise", "dates"} | {*Risk})


def test_two_flags_send_to_one_place(made: Made) -> None:
    flags = NO_FLAGS | {"cauda-equina": True, "infection": True}
    text = record_text(made({"red_flags": flags, "today": TODAY}, ("infection",)))
    assert "Go to an emergency department now." in text
    assert "Contact a clinician today" not in text
    assert "Answered: cauda equina: yes; infection: not sure." in text


def test_under_every_red_flag_there_is_room_for_long_telephone_lines(guideline: dict[str, Any]) -> None:
    result = result_of(guideline, {"red_flags": dict.fromkeys(FLAGS, True), "today": TODAY}, FLAGS)
    lines = {**result.site.lines, "emergency": "é" * 200}
    result = replace(result, site=replace(result.site, lines=lines))
    checked(record_text(result))
    assert "?" * 200 in "".join(checked(record_text(result, ascii_only=True)))


def every_text(guideline: dict[str, Any]) -> Iterator[str]:
    """Everything that the texts to take along are made of."""
    yield from export_text.values()
    yield from (words for notice in START_BACK.notices for words in (notice.text, notice.in_record))
    yield from (band.label for form in START_BACK.instruments for band in form.bands)
    yield from (field.short for field in START_BACK.fields)
    yield from (row.record_label for row in START_BACK.milestones)
    yield from (guideline["title"], guideline["status"], COPYRIGHT, STEM, START_BACK_9.title, START_BACK_6.title)
    for item in ITEMS:
        yield from (item.text, item.domain, *(choice.label for choice in item.choices))
    for question in RED_FLAGS:
        yield from (question.question, *question.signs)
    for statement in guideline["statements"]:
        yield from (statement["text"], statement["plain"], statement["section"], statement["first_words"])


def test_every_character_of_our_texts_has_its_form_in_ascii(guideline: dict[str, Any]) -> None:
    for text in every_text(guideline):
        for character in text:
            written = ascii_text(character)
            assert written.isascii()
            assert "?" not in written or character == "?", f"{character!r} in {text!r}"


def test_ascii_leaves_words_as_they_are() -> None:
    assert ascii_text("“Don’t”—4–6 weeks…") == '"Don\'t" - 4-6 weeks...'
