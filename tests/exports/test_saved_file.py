"""Answers as a file: what is opened is what was saved, and what cannot be opened is told why, whatever it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.exports.saved_file import (
    LABEL_LIMIT,
    SavedAnswers,
    SavedFileError,
    file_name,
    open_saved,
    saved_file,
    write_label,
)
from calculator.result.own_lines import read_own_lines
from calculator.result.result import result_of as page_result
from calculator.start_back import START_BACK
from calculator.start_back.instrument import COPYRIGHT
from tests.calculator.oracle_plan import FLAGS
from tests.calculator.strategies import json_values
from tests.exports.results import LINES, LONGEST, NO_FLAGS, TODAY, Made, every_line, result_of, sheet, valid_forms
from tests.results import request_of, site_of

FULL = sheet("ADAADDDDV") | LONGEST


def opened(content: str) -> SavedAnswers:
    return open_saved(content, START_BACK)


@pytest.fixture(scope="module")
def whole(made: Made) -> str:
    """A file in which every field is given."""
    return saved_file(made(FULL))


@given(form=valid_forms())
def test_any_form_comes_back_as_it_was_saved(
    guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    result = result_of(guideline, *form)
    text = saved_file(result)
    assert text.isascii()
    saved = opened(text)
    assert saved.request == result.request
    assert set(saved.unsure) == set(form[1])
    assert saved.versions == {"calculator": "1.1.0", "guideline": "1.0.0"}
    assert saved.remarks == ()


def test_a_safety_question_that_an_emergency_left_unanswered_is_not_no_when_the_file_is_opened(
    guideline: dict[str, Any],
) -> None:
    form = json.dumps({"red_flags": {"cauda-equina": True, "fracture": False}, "today": TODAY})
    text = saved_file(page_result(form, START_BACK, site_of(guideline)))
    others = ("progressive-neurology", "malignancy", "infection")
    assert opened(text).unanswered == others
    # Version 1 did not tell: then none of those that do not stand is taken for answered.
    first = json.loads(text) | {"version": 1}
    del first["label"], first["unanswered"]
    assert opened(json.dumps(first)).unanswered == (*others, "fracture")


def test_without_a_red_flag_every_no_of_version_1_is_one(whole: str) -> None:
    first = json.loads(whole) | {"version": 1}
    del first["label"], first["unanswered"]
    assert opened(json.dumps(first)).unanswered == ()


def test_a_file_of_version_1_which_had_no_label_opens_as_it_always_did(whole: str) -> None:
    first = json.loads(whole) | {"version": 1}
    del first["label"], first["unanswered"]
    saved = opened(json.dumps(first))
    assert (saved.request, saved.label) == (opened(whole).request, "")


@pytest.mark.parametrize(
    ("typed", "written"),
    [("AB", "AB"), ("  A \u00a0\n B ", "A B"), ("\u202eBA\u200b\x1b", "BA"), ("é" * 99, "é" * 40), ("\u2066", "")],
)
def test_a_label_is_written_on_one_line_without_what_cannot_be_seen(
    guideline: dict[str, Any], typed: str, written: str
) -> None:
    result = result_of(guideline, FULL)
    text = saved_file(replace(result, site=replace(result.site, label=typed)))
    assert json.loads(text)["label"] == (written or None)
    assert opened(text).label == written


@given(st.text())
def test_any_label_is_one_that_the_file_may_have(typed: str) -> None:
    label = write_label(typed)
    assert label == write_label(label)
    assert len(label) <= LABEL_LIMIT == 40


OWN = {"goal": "walk to the shop", "exercises": [{"what": "<b>Bridge", "how_many": "10", "how_often": ""}]}


def test_own_lines_come_back_and_a_file_from_before_them_opens_without(guideline: dict[str, Any]) -> None:
    result = result_of(guideline, FULL)
    text = saved_file(replace(result, site=replace(result.site, own=read_own_lines(OWN))))
    assert json.loads(text)["own"] == OWN
    assert opened(text).own == read_own_lines(OWN)
    second = json.loads(text) | {"version": 2}
    del second["own"]
    assert opened(json.dumps(second)).own.empty
    assert opened(saved_file(result)).own.empty


def test_every_sheet_comes_back(made: Made) -> None:
    for line in every_line():
        request = sheet(line) | {"today": TODAY}
        assert opened(saved_file(made(request))).request == request_of({"red_flags": NO_FLAGS} | request)


def test_a_reader_without_us_finds_answers_score_versions_and_terms(whole: str) -> None:
    content = json.loads(whole)
    assert (content["format"], content["version"], content["day"]) == ("lumbar-answers", 3, TODAY)
    assert content["request"]["answers"]["9"] == "very-much"
    assert (content["score"]["total"], content["score"]["distress"], content["score"]["risk"]) == (4, 1, "medium")
    assert content["made_with"] == {"calculator": "1.1.0", "guideline": "1.0.0"}
    assert {COPYRIGHT, START_BACK.notice_text("not-a-diagnosis", LINES)} <= set(content["about"])


@pytest.mark.parametrize("flag", FLAGS)
def test_under_a_red_flag_it_says_where_to_go_and_no_score_and_loses_no_answer(made: Made, flag: str) -> None:
    request = FULL | {"red_flags": NO_FLAGS | {flag: True}}
    text = saved_file(made(request, (flag,)))
    content = json.loads(text)
    where = "emergency-now" if flag == "cauda-equina" else "contact-today"
    assert content["about"][0] == START_BACK.notice_text(where, LINES)
    assert content["score"] is None
    assert "medium" not in text
    saved = opened(text)
    assert saved.request == request_of(request)
    assert saved.unsure == (flag,)
    assert saved.remarks == ()


def test_its_name_tells_the_day_alone(made: Made) -> None:
    assert file_name(made(FULL)) == "Back pain - my answers - 23 November 2026.json"
    assert (
        file_name(made(FULL | {"red_flags": dict.fromkeys(FLAGS, True)}))
        == "Back pain - my answers - 23 November 2026.json"
    )
    assert file_name(made({})) == "Back pain - my answers.json"


def test_a_byte_order_mark_and_other_line_ends_make_no_difference(whole: str) -> None:
    assert opened("\ufeff" + whole.replace("\n", "\r\n")) == opened(whole)


# What cannot be opened


def refused(text: str) -> tuple[str, ...]:
    with pytest.raises(SavedFileError) as caught:
        opened(text)
    assert caught.value.faults
    assert all(fault and "{" not in fault for fault in caught.value.faults)
    return caught.value.faults


def test_wherever_a_file_breaks_off_it_says_so(whole: str) -> None:
    end = whole.rindex("}")
    for length in range(1, end):
        [fault] = refused(whole[:length])
        assert fault.startswith("This file is not whole: it breaks off")
    assert opened(whole[: end + 1])


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_an_empty_file(text: str) -> None:
    assert refused(text) == ("This file is empty.",)


@pytest.mark.parametrize(
    "text", ["ADAADDDDE", "%PDF-1.7\n", "PK\x03\x04\x00", "answers,9", "{]}", "\ud800", "[" * 40 + "]" * 40, "nul"]
)
def test_a_file_that_is_not_json(text: str) -> None:
    [fault] = refused(text)
    assert fault.startswith("This is no file of answers: it is not JSON (")


@pytest.mark.parametrize(
    "content",
    [
        None,
        3,
        "lumbar-answers",
        [],
        {},
        {"resourceType": "Bundle", "type": "collection"},
        {"format": "other", "version": 1},
        {"format": ["lumbar-answers"]},
    ],
)
def test_json_of_others(content: object) -> None:
    assert refused(json.dumps(content)) == ("This is no file of answers; allowed: files that this page saved.",)


def test_a_file_of_a_newer_version_is_said_to_be_newer_whatever_else_it_has(whole: str) -> None:
    newer = {"format": "lumbar-answers", "version": 4, "sheets": []}
    [fault] = refused(json.dumps(newer))
    assert "newer version of this page: its format is 4, this page reads up to 3" in fault
    assert "1000" in refused(json.dumps(json.loads(whole) | {"version": 1000}))[0]


@pytest.mark.parametrize(
    ("version", "shown"),
    [(0, "0"), (-1, "-1"), (1.5, "1.5"), (True, "true"), ("1", "“1”"), (None, "missing"), ([1], "[1]")],
)
def test_a_version_that_there_never_was(whole: str, version: object, shown: str) -> None:
    content = json.loads(whole) | {"version": version}
    assert refused(json.dumps(content)) == (f"version is {shown}; allowed: 1 or 2 or 3.",)


def test_a_file_of_more_than_64_kib_is_not_even_read(whole: str) -> None:
    room = 64 * 1024 - len(whole)
    assert opened(whole + " " * room) == opened(whole)
    [fault] = refused(whole + " " * (room + 1))
    assert fault == "This file is too large: 65537 bytes; allowed: 65536 at most."


def changed(whole: str, change: Callable[[dict[str, Any]], object]) -> str:
    content = json.loads(whole)
    change(content)
    return json.dumps(content)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (
            lambda c: c["request"]["answers"].update({"9": "sometimes"}),
            ["request.answers.9 is “sometimes”; allowed: not-at-all, slightly, moderately, very-much, extremely."],
        ),
        (
            lambda c: c["request"].update(weeks_since_onset=-1, sessions_attended="two"),
            [
                "request.weeks_since_onset is -1; allowed: a number from 0 to 1040.",
                "request.sessions_attended is “two”; allowed: a whole number from 0 to 500.",
            ],
        ),
        (
            lambda c: c["request"]["red_flags"].pop("fracture"),
            ["request.red_flags.fracture is missing; allowed: true, false."],
        ),
        (lambda c: c.pop("own"), ["own is missing; allowed: a group of fields, or null."]),
        (lambda c: c.update({"own": "x"}), ["own is “x”; allowed: a group of fields, or null."]),
        (
            lambda c: c.update({"own": {"goal": "a\nb", "exercises": [3] * 6, "more": "<script>"}}),
            [
                "own.more is “<script>”; allowed: no such field, only goal, exercises.",
                "own.goal is “a\\nb”; allowed: 80 characters at most, on one line.",
                "own.exercises is [3, 3, 3, 3, 3, 3]; allowed: a list of 5 rows at most, none of them empty.",
            ],
        ),
        (
            lambda c: c.update({"own": {"goal": "", "exercises": [{"what": "x" * 41, "how_many": 3}, 3]}}),
            [
                f"own.exercises.0.what is “{'x' * 41}”; allowed: 40 characters at most, on one line.",
                "own.exercises.0.how_many is 3; allowed: 20 characters at most, on one line.",
                "own.exercises.0.how_often is missing; allowed: 25 characters at most, on one line.",
                "own.exercises.1 is 3; allowed: a list of 5 rows at most, none of them empty.",
            ],
        ),
        (lambda c: c.pop("label"), ["label is missing; allowed: 40 characters at most, on one line, or null."]),
        *(
            (
                lambda c, label=label: c.update(label=label),
                [f"label is {shown}; allowed: 40 characters at most, on one line, or null."],
            )
            for label, shown in (
                ("", "“”"),
                (" AB", "“ AB”"),
                ("A\nB", "“A\\nB”"),
                ("A\u202eB", "“A\\u202eB”"),
                ("x" * 41, f"“{'x' * 41}”"),
                (7, "7"),
            )
        ),
        (lambda c: c.pop("request"), ["request is missing; allowed: a group of fields."]),
        (lambda c: c.update(request=[]), ["request is []; allowed: a group of fields."]),
        (lambda c: c.update(day="2026-11-24"), ["day is “2026-11-24”; allowed: the same as request.today."]),
        (lambda c: c.pop("day"), ["day is missing; allowed: the same as request.today."]),
        (
            lambda c: c.update(unsure=["fracture"]),
            ['unsure is ["fracture"]; allowed: a list of red flags that stand, each once.'],
        ),
        (
            lambda c: c.update(unanswered=["fracture", "fracture"]),
            ['unanswered is ["fracture", "fracture"]; allowed: a list of red flags that do not stand, each once.'],
        ),
        (
            lambda c: c.pop("unanswered"),
            ["unanswered is missing; allowed: a list of red flags that do not stand, each once."],
        ),
        (lambda c: c.pop("unsure"), ["unsure is missing; allowed: a list of red flags that stand, each once."]),
        (
            lambda c: c["made_with"].update(guideline="\u202e" * 50, page=1),
            [
                "made_with.page is 1; allowed: no such field, only calculator, guideline.",
                f"made_with.guideline is “{'\\u202e' * 50}”; allowed: a version such as 1.1.0.",
            ],
        ),
        (lambda c: c.update(made_with=None), ["made_with is missing; allowed: a group of fields."]),
        (lambda c: c.pop("score"), ["score is missing; allowed: a group of fields, or null."]),
        (
            lambda c: c["score"].update(total=10, distress=True, risk="none"),
            [
                "score.total is 10; allowed: a whole number from 0 to 9, or null.",
                "score.distress is true; allowed: a whole number from 0 to 5, or null.",
                "score.risk is “none”; allowed: low, medium, high, not-low, or null.",
            ],
        ),
        (
            lambda c: c.update({"name": "<b>A. Smith</b>"}),
            [
                (
                    "name is “<b>A. Smith</b>”; allowed: no such field, only format, version, about, day, "
                    "label, own, made_with, request, unsure, unanswered, score."
                )
            ],
        ),
    ],
)
def test_every_damaged_field_is_named_with_its_value_and_what_is_allowed(
    whole: str, change: Callable[[dict[str, Any]], object], faults: list[str]
) -> None:
    assert list(refused(changed(whole, change))) == faults


def test_a_field_that_is_given_twice_is_refused_at_any_depth(whole: str) -> None:
    twice = whole.replace('"2": "disagree"', '"2": "disagree", "2": "agree"').replace(
        '"day":', '"day": "x", "day":'
    )
    assert refused(twice) == (
        "day is “2026-11-23”; allowed: given once.",
        "request.answers.2 is “agree”; allowed: given once.",
    )


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400", "9" * 5000])
def test_a_number_that_is_none_is_refused(whole: str, value: str) -> None:
    [fault] = refused(whole.replace('"sessions_attended": 500', f'"sessions_attended": {value}'))
    assert fault.startswith(f"request.sessions_attended is “{value[:60]}")


def test_a_score_that_is_not_the_calculators_now_is_told_and_the_answers_are_opened(whole: str) -> None:
    text = changed(whole, lambda c: (c["score"].update(total=5), c["made_with"].update(calculator="0.9.0")))
    saved = opened(text)
    assert saved.request.answers is not None
    assert saved.request.answers[9] == "very-much"
    assert saved.remarks == (
        (
            "When this file was saved (calculator 0.9.0), the score was: total 5, distress 1, risk medium. For "
            "these answers it is now: total 4, distress 1, risk medium. The answers were opened as they are."
        ),
    )


def test_answers_that_were_changed_in_the_file_are_told_of_by_the_score(whole: str) -> None:
    missing = opened(changed(whole, lambda c: c["request"]["answers"].update({"1": None}))).remarks
    assert "now: total none, distress none, risk none" in missing[0]
    none = opened(changed(whole, lambda c: c["request"].pop("answers"))).remarks
    assert "now: total none" in none[0]


def test_of_no_score_is_told_when_a_red_flag_stands_by_now(whole: str) -> None:
    text = changed(whole, lambda c: (c["request"]["red_flags"].update(fracture=True), c["score"].update(total=9)))
    assert opened(text).remarks == ()


# Whatever the file is


def opened_or_refused(text: str) -> None:
    with suppress(SavedFileError):
        opened(text)


@given(text=st.text() | st.text('{}[]":,0eE+-.\\ntfu ', max_size=60) | st.text(st.characters(codec="latin-1")))
def test_no_text_does_anything_else_than_to_be_opened_or_refused(text: str) -> None:
    opened_or_refused(text)


@given(data=st.data())
def test_nor_does_a_file_in_which_something_was_changed(whole: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 20)))
    opened_or_refused(whole[:start] + data.draw(st.text(max_size=8)) + whole[end:])


@given(data=st.data())
def test_nor_does_one_with_anything_at_all_in_any_field(whole: str, data: st.DataObject) -> None:
    content = json.loads(whole)
    for _ in range(data.draw(st.integers(1, 3))):
        place = content
        while True:
            key = data.draw(st.sampled_from([*place, "new"]))
            if not (isinstance(place.get(key), dict) and place[key] and data.draw(st.booleans())):
                break
            place = place[key]
        place[key] = data.draw(json_values)
    opened_or_refused(json.dumps(content))
