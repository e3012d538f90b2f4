"""The calculator knows the guideline by its statements' ids and its version only: they have to be the same."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
import yaml

from calculator.core.measurement import FoundSince
from calculator.start_back import START_BACK, rules
from site_plugins.calculator_page.form import refuse_mismatch
from site_plugins.guideline import ContentError, Guideline
from tests.guideline.source_text import FOLDER, STATEMENT_IDS

NEVER_IN_A_PLAN = {
    "why-stratified-care",
    "stratify-rationale",
    "outcome-acute-6-weeks",
    "outcome-exercise",
}
"""Findings that tell a patient nothing to do."""


def test_the_rules_name_the_guidelines_statements_and_all_but_four(guideline: Guideline) -> None:
    named = {row.statement for row in (*rules.RED_FLAG_ROWS, *rules.ROWS)}
    assert named == set(guideline.statement_by_id) - NEVER_IN_A_PLAN
    assert named == set(STATEMENT_IDS) - NEVER_IN_A_PLAN


def test_every_milestone_rests_on_a_statement(guideline: Guideline) -> None:
    assert len(START_BACK.milestones) == 4
    assert {row.statement for row in START_BACK.milestones} <= set(guideline.statement_by_id)


def test_every_red_flag_question_leads_to_a_red_flag(guideline: Guideline) -> None:
    leads_to = {flag.statement for flag in START_BACK.red_flags}
    assert leads_to == {statement.id for statement in guideline.statements if statement.kind == "red-flag"}


def test_what_not_to_do_is_never_given_as_something_to_do(guideline: Guideline) -> None:
    for row in rules.ROWS:
        kind = guideline.statement_by_id[row.statement].kind
        assert (row.when == "avoid") == (kind in {"dont", "caution"}), row.statement


def test_a_medicine_is_something_to_ask_about_and_never_an_instruction() -> None:
    medicines = {"nsaids-first-line", "acetaminophen-alternative"}
    assert {row.when for row in rules.ROWS if row.statement in medicines} == {"ask"}


def test_the_rules_are_for_the_version_of_the_front_matter(guideline: Guideline) -> None:
    page = (FOLDER / "index.md").read_text(encoding="utf-8")
    front = yaml.safe_load(page.split("---\n")[1])
    assert front["guideline"]["version"] == guideline.about.version == START_BACK.guideline_version


def test_a_form_for_another_guideline_is_refused_with_both_names(guideline: Guideline) -> None:
    with pytest.raises(ContentError, match="'another'") as caught:
        refuse_mismatch(START_BACK, dataclasses.replace(guideline, slug="another"))
    assert repr(START_BACK.guideline) in str(caught.value)


def test_a_form_for_a_guideline_without_a_statement_is_refused_with_its_id(guideline: Guideline) -> None:
    fewer = tuple(statement for statement in guideline.statements if statement.id != "add-heat")
    with pytest.raises(ContentError, match="“add-heat”, which is not a statement"):
        refuse_mismatch(START_BACK, dataclasses.replace(guideline, statements=fewer))


def test_a_claim_that_names_no_note_about_what_was_found_since_stops_the_build(guideline: Guideline) -> None:
    measurement = START_BACK.measurement
    assert measurement is not None
    claim = dataclasses.replace(measurement.findings[0], since=FoundSince(note="note-nowhere"))
    changed = dataclasses.replace(measurement, findings=(claim,))
    with pytest.raises(ContentError, match="“note-nowhere” for what was found since"):
        refuse_mismatch(dataclasses.replace(START_BACK, measurement=changed), guideline)
    searched = dataclasses.replace(claim, since=FoundSince(none_on=date(2026, 11, 29)))
    refuse_mismatch(
        dataclasses.replace(START_BACK, measurement=dataclasses.replace(measurement, findings=(searched,))),
        guideline,
    )
