"""The result in plain words for family: what the patient page says first, and nothing that is nobody’s business."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given

from calculator.exports.family_text import family_text
from calculator.result.first_things import first_things, questions_to_take
from calculator.result.own_lines import read_own_lines
from calculator.start_back import START_BACK
from tests.exports.results import NO_FLAGS, TODAY, Made, result_of, sheet, valid_forms


@given(form=valid_forms())
def test_it_says_what_to_do_when_what_to_ask_and_when_to_get_help(
    guideline: dict[str, Any], form: tuple[dict[str, Any], tuple[str, ...]]
) -> None:
    result = result_of(guideline, *form)
    text = family_text(result)
    assert text.startswith("Back pain")
    assert result.day in text
    assert text.endswith(f"({result.site.status}).\n")
    assert "It is not a diagnosis." in text
    if result.urgent:
        assert result.notice_text(result.where_to_go.id) in text
        assert result.reason in text
        assert "What to do this week" not in text
        return
    for action in first_things(result):
        assert f"- {result.site.patient_wording(action.statement)}\n" in text
    questions = questions_to_take(result)
    assert all(f"- {question.text}\n" in text for question in questions)
    assert result.notice_text("safety-net") in text
    if any("painkiller" in question.text for question in questions):
        assert START_BACK.notice_by_id["medicine-first-ask"].text in text


def test_neither_mood_nor_scores_nor_answers_are_anybodys_business(made: Made) -> None:
    result = made(sheet("AAAAAAAAE") | {"first_session": "2026-11-16", "today": TODAY})
    assert result.plan.has_notice("low-mood")
    text = family_text(result)
    for word in ("enjoy", "harming", "Total", "of 9", "risk", "distress", "Agree"):
        assert word not in text
    assert "14 December 2026 to 28 December 2026: Have your progress checked." in text


def test_the_readers_own_goal_is_in_it(made: Made) -> None:
    result = made({"risk_group": "low", "red_flags": NO_FLAGS})
    own = read_own_lines({"goal": "Walk to the shop", "exercises": [{"what": "Bridge"}]})
    text = family_text(replace(result, site=replace(result.site, own=own)))
    assert "One thing I want to be able to do again: Walk to the shop" in text
    assert "Bridge" not in text
