"""The guideline's model: statements, numbers and back-links as the source has them."""

from __future__ import annotations

import pytest
import yaml

from site_plugins.guideline import Guideline
from site_plugins.guideline.model import StatementKind
from site_plugins.references import Status
from tests.guideline.source_text import FOLDER, STATEMENT_IDS, Line, statements

IMPERATIVES = ("Continue", "Use", "Encourage", "Provide", "Focus", "Refer", "Prescribe", "Review")
"""The verbs with which the source tells a clinician to do something."""


def kind_by_wording(line: Line) -> str:
    """What a statement is, by its own words or, where it is an item of a named list, by the list's."""
    if line.section.startswith("Red Flags"):
        return "red-flag"
    if line.words.startswith("Do NOT "):
        return "dont"
    if line.words.startswith("Avoid or use cautiously"):
        return "caution"
    if line.words.startswith("Consider ") or line.words.endswith("consider:"):
        return "consider"
    if line.section == "4. Add Complementary Nonpharmacologic Therapies":
        return "consider"
    return "do" if line.words.split()[0] in IMPERATIVES else "fact"


def test_the_statements_are_the_sources_in_its_order(guideline: Guideline) -> None:
    assert [statement.id for statement in guideline.statements] == STATEMENT_IDS


def test_a_statements_text_is_the_sources_without_its_citation_numbers(guideline: Guideline) -> None:
    assert {s.id: s.text for s in guideline.statements} == {name: line.words for name, line in statements().items()}


def test_a_statements_section_is_the_nearest_heading_above_it(guideline: Guideline) -> None:
    found = {s.id: s.section for s in guideline.statements}
    assert found == {name: line.section for name, line in statements().items()}
    assert found["low-self-management"] == "For low-risk patients:"


def test_a_statements_kind_is_what_its_wording_says(guideline: Guideline) -> None:
    found = {s.id: str(s.kind) for s in guideline.statements}
    assert found == {name: kind_by_wording(line) for name, line in statements().items()}
    assert set(found.values()) == {"do", "consider", "caution", "dont", "fact", "red-flag"} < set(StatementKind)


def test_the_sources_numbers_are_kept(guideline: Guideline) -> None:
    listed = [reference.record.id for reference in guideline.references]
    assert listed[:7] == ["lee2013", *(f"source-{number}" for number in range(2, 8))]
    assert [reference.number for reference in guideline.references] == list(range(1, len(listed) + 1))
    assert {s.id: tuple(listed.index(key) + 1 for key in s.citations) for s in guideline.statements} == {
        name: line.citations for name, line in statements().items()
    }


@pytest.mark.parametrize("number", range(1, 8))
def test_a_reference_knows_the_statements_that_cite_it(guideline: Guideline, number: int) -> None:
    citing = [name for name, line in statements().items() if number in line.citations]
    assert citing
    assert list(guideline.references[number - 1].cited_by) == citing


def test_the_editors_own_references_come_after_the_sources(guideline: Guideline) -> None:
    own = guideline.references[7:]
    assert own
    assert [reference.cited_by for reference in own] == [()] * len(own)
    # Those in notes first, by appearance; those that only other pages cite last, as they are listed.
    noted = [bool(reference.noted_by) for reference in own]
    assert noted == sorted(noted, reverse=True)
    in_notes = dict.fromkeys(key for note in guideline.notes for key in note.citations)
    assert [r.record.id for r in own if r.noted_by] == [key for key in in_notes if key != "lee2013"]


def test_what_the_source_does_not_list_is_unlisted_with_a_suggestion(guideline: Guideline) -> None:
    unlisted = {r.number: r.record.suggested for r in guideline.references if r.record.status is Status.UNLISTED}
    assert {number: work and work["id"] for number, work in unlisted.items()} == {
        2: "owen2020",
        3: "fernandez2022",
        4: "casazza2012",
        5: "chou2007",
        6: "last2009",
        7: "hutchins2021",
    }
    assert [r.record.suggested for r in guideline.references if r.record.status is Status.CONFIRMED] == [None] * (
        len(guideline.references) - 6
    )


def test_the_one_reference_that_the_source_names_is_the_british_pain_societys(guideline: Guideline) -> None:
    record = guideline.references[0].record
    assert record.status is Status.CONFIRMED
    assert "British Pain Society" in str(record.csl["title"])
    assert record.csl["DOI"] == "10.1093/bja/aet172"


def test_every_statement_has_its_wording_for_patients(guideline: Guideline) -> None:
    wording = yaml.safe_load((FOLDER / "plain-language.yml").read_text(encoding="utf-8"))
    assert guideline.plain == wording
    assert list(wording) == STATEMENT_IDS
    assert all(wording.values())


TENSIONS_AND_LATER_GUIDANCE = {
    ("escalate-12-weeks", "lee2013"),
    ("add-heat", "qaseem2017"),
    ("medium-active-not-passive", "qaseem2017"),
    ("lead-continue-pt", "startbackprotocol2008"),
    ("low-self-management", "startbackprotocol2008"),
    ("acetaminophen-alternative", "vadod2022"),
    ("acetaminophen-alternative", "nice2016"),
    ("nsaids-first-line", "nice2016"),
    ("avoid-relaxants-opioids-benzodiazepines", "qaseem2017"),
    ("add-acupuncture", "nice2016"),
    ("dont-passive-modalities", "nice2016"),
    ("add-spinal-manipulation", "nice2016"),
    ("add-massage", "nice2016"),
    ("why-exercise-works", "verville2023"),
    ("outcome-exercise", "verville2023"),
}
"""Where the source contradicts itself or breaks off, and where later guidance differs: statement and reference."""


def test_every_tension_and_later_guidance_has_its_note_with_its_reference(guideline: Guideline) -> None:
    noted = {(name, key) for note in guideline.notes for name in note.about for key in note.citations}
    assert noted >= TENSIONS_AND_LATER_GUIDANCE


def test_notes_on_a_statement_are_those_about_it(guideline: Guideline) -> None:
    for statement in guideline.statements:
        on = guideline.notes_on(statement.id)
        assert on == tuple(note for note in guideline.notes if statement.id in note.about)
    assert guideline.notes_on("add-heat")
    assert guideline.notes_on("dont-abandon-pt") == ()
