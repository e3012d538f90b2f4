"""What is found of a guideline: its statements, notes and references, each as what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from site_plugins.guideline import Guideline
from site_plugins.guideline.model import StatementKind
from site_plugins.references import EditorialNotice, NoticeKind
from site_plugins.search.entries import Entry, ResultKind, guideline_entries
from site_plugins.search.synonyms import Synonyms

NONE = Synonyms({})


def entries(guideline: Guideline, same: Synonyms = NONE) -> dict[str, Entry]:
    return {entry.url: entry for entry in guideline_entries(guideline, same)}


def test_each_statement_note_and_reference_is_found_as_such(guideline: Guideline) -> None:
    found = list(guideline_entries(guideline, NONE))
    assert [(entry.url, entry.kind) for entry in found] == [
        *((statement.url, statement.kind) for statement in guideline.statements),
        *((note.url, ResultKind.NOTE) for note in guideline.notes),
        *((guideline.reference_pages[r.id], ResultKind.REFERENCE) for r in guideline.references),
    ]


def test_a_statement_is_shown_in_its_own_words_and_found_by_those_for_patients(guideline: Guideline) -> None:
    entry = entries(guideline)[guideline.statement_by_id["acetaminophen-alternative"].url]
    assert entry.kind is StatementKind.CONSIDER
    assert entry.title == "Consider acetaminophen as an alternative, though evidence is weaker."
    assert entry.section == "3. Optimize Pharmacologic Support"
    assert entry.text == guideline.plain["acetaminophen-alternative"]
    weights = {text: weight for weight, text in entry.fields}
    assert weights[entry.title] > weights[entry.text] > weights[entry.section]
    assert entry.rests_on == ("low-back-pain-next-steps/source-4", "low-back-pain-next-steps/source-6")


def test_what_rests_on_a_retracted_work_says_so_in_the_results_too(guideline: Guideline) -> None:
    notice = EditorialNotice(NoticeKind.RETRACTION, date(2024, 1, 31), None, None, ())
    references = tuple(
        replace(each, notices=(notice,)) if each.id == "source-6" else each for each in guideline.references
    )
    found = entries(replace(guideline, references=references))
    work = found[guideline.reference_pages["source-6"]]
    assert work.warning == "Retracted on 31 January 2024."
    assert work.warning in [words for _weight, words in work.fields]
    warned = {e.url.partition("#")[2]: e.warning for e in found.values() if e.warning and e is not work}
    assert warned == dict.fromkeys(
        ("acetaminophen-alternative", "dont-long-term-opioids"), "Rests on a retracted work: reference 6"
    )


def test_a_reference_that_the_source_does_not_list_says_so(guideline: Guideline) -> None:
    entry = entries(guideline)[guideline.reference_pages["source-4"]]
    assert entry.title.startswith("The source does not list reference 4. It may be: Casazza BA.")
    # But nobody finds all six of them by these words.
    assert not [text for _weight, text in entry.fields if "source" in text]


def test_authors_and_numbers_count_more_than_the_rest_of_a_reference(guideline: Guideline) -> None:
    weights = {text: weight for weight, text in entries(guideline)[guideline.reference_pages["lee2013"]].fields}
    identifiers = next(text for text in weights if text.startswith("10.1093/bja/aet172"))
    names = next(text for text in weights if text.startswith("Lee Gupta"))
    whole = next(text for text in weights if text.startswith("Lee J, Gupta S"))
    assert "23794653" in identifiers
    assert weights[identifiers] > weights[names] > weights[whole]
