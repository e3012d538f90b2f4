"""Words that are not the text's very own find it: joined or apart, in another form, by their kind, after a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from site_plugins.guideline.model import StatementKind
from site_plugins.search.entries import Entry
from site_plugins.search.index import write_index
from tests.search.node import Index, in_node, places
from tests.search.test_finding import STATEMENT, kinds

ONE_AND_TWO = {
    "dont-image-early": "xray|x-ray|x ray|X-Ray|X\u2011ray|x-rays",
    "nsaids-first-line": "antiinflammatory|anti-inflammatory|anti inflammatory|antiinflammatories",
    "outcome-acute-6-weeks": "6weeks|6 weeks|6-week|6 week|6week",
    "low-self-management": "self management|self-management|selfmanagement",
    "outcome-multidisciplinary": "followup|follow up|follow-up",
    "stratify-start-back": "startback|start back|start-back",
}


@pytest.mark.parametrize("name", ONE_AND_TWO)
def test_words_find_each_other_joined_apart_and_with_a_hyphen(index: Index, name: str) -> None:
    answers = index.find_all([{"find": typed, "most": 60} for typed in ONE_AND_TWO[name].split("|")])
    assert [answer["all"] and name in places(answer) for answer in answers] == [True] * len(answers)
    assert {places(answer)[0] for answer in answers} == {places(answers[0])[0]}


def test_joined_words_of_a_text_are_found_apart(tmp_path: Path) -> None:
    index = index_of(tmp_path, "Take an xray.", "NG 59 is read.", "An anti inflammatory gel.", "Wait 12weeks.")
    asked = {"x ray": 0, "x-ray": 0, "ng59": 1, "antiinflammatory": 2, "12 weeks": 3, "12-week": 3}
    found = {typed: places(answer) for typed, answer in answers_of(index, asked).items()}
    assert found == {typed: [str(number)] for typed, number in asked.items()}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("exercising", "low-self-management"),
        ("exercised", "low-self-management"),
        ("depress", "high-biopsychosocial-pt"),
        ("depressed", "high-biopsychosocial-pt"),
        ("depressive", "high-biopsychosocial-pt"),
        ("stratify", "why-stratified-care"),
        ("manipulating", "add-spinal-manipulation"),
        ("massaging", "add-massage"),
        ("urinating", "red-flag-cauda-equina"),
        ("disabled", "outcome-exercise"),
    ],
)
def test_forms_of_a_word_find_it(index: Index, typed: str, name: str) -> None:
    assert name in places(index.find(typed, most=60))


def test_the_very_word_comes_before_its_other_forms(tmp_path: Path) -> None:
    index = index_of(tmp_path, "Exercising is good.", "Exercise is good.", "Exercised is good.")
    assert places(index.find("exercise"))[0] == "1"
    assert places(index.find("exercising"))[0] == "0"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("opiates", {"dont-long-term-opioids", "avoid-relaxants-opioids-benzodiazepines"}),
        ("codeine", {"dont-long-term-opioids", "avoid-relaxants-opioids-benzodiazepines"}),
        ("tramadol", {"dont-long-term-opioids", "avoid-relaxants-opioids-benzodiazepines"}),
        ("diazepam", {"avoid-relaxants-opioids-benzodiazepines"}),
        ("baclofen", {"avoid-relaxants-opioids-benzodiazepines"}),
        ("naproxen", {"nsaids-first-line", "avoid-relaxants-opioids-benzodiazepines"}),
        ("gabapentin", {"nsaids-first-line"}),
        ("incontinence", {"red-flag-cauda-equina"}),
        ("incontinent", {"red-flag-cauda-equina"}),
        ("bladder", {"red-flag-cauda-equina"}),
        ("bowel control", {"red-flag-cauda-equina"}),
        ("cancer", {"red-flag-malignancy-infection-fracture"}),
        # Not a non-steroidal medicine.
        ("steroid", set()),
    ],
)
def test_a_medicine_or_a_sign_finds_what_the_guideline_says_of_its_kind(
    index: Index, typed: str, names: set[str]
) -> None:
    answer = index.find(typed)
    assert {place for place, kind in zip(places(answer), kinds(answer), strict=True) if kind in STATEMENT} == names


def test_a_medicine_is_shown_behind_the_word_that_it_is_a_kind_of(index: Index) -> None:
    [row] = index.find("gabapentin")["rows"]
    assert re.search(r"medication \([^)]*gabapentin[^)]*\)", row["also"])


NO_SLIPS = """
heart injection tense cat dog kidney qqqq banana coffee coding brain liver knee knees drive nurse train marriage
sauna steroid stroke hernia fusion casting
"""


@pytest.mark.parametrize("typed", NO_SLIPS.split())
def test_no_other_word_is_proposed_for_one_that_is_no_slip(index: Index, typed: str) -> None:
    assert index.find(typed)["meant"] == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("opiod", "opioid"),
        ("acupunture", "acupuncture"),
        ("ibuprofin", "ibuprofen"),
        ("codiene", "codeine"),
        ("massarge", "massage"),
        ("physioterapy", "physiotherapy"),
        ("phisiotherapy", "physiotherapy"),
        ("benzodiazapine", "benzodiazepine"),
        ("exercize", "exercise"),
        ("tracton", "traction"),
    ],
)
def test_a_slip_is_answered_by_what_was_meant(index: Index, typed: str, meant: str) -> None:
    assert index.find(typed)["meant"] == meant


def test_nothing_is_proposed_that_finds_nothing(index: Index) -> None:
    assert index.find("opiod")["meant"] == "opioid"
    # Each is there, but nowhere both.
    assert index.find("opiod acupuncture")["meant"] == ""
    assert index.find("opiod xylophone")["meant"] == ""


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_what_cannot_be_seen_is_ignored_in_texts_and_in_what_is_typed(tmp_path: Path, unseen: str) -> None:
    index = index_of(tmp_path, f"Exer{unseen}cise{unseen} daily.")
    found = answers_of(index, ["exercise", f"{unseen}ex{unseen}ercise", "exer", f"exer{unseen}"])
    assert {tuple(places(answer)) for answer in found.values()} == {("0",)}
    assert in_node([{"parts": f"No exer{unseen}cise."}]) == [["", "No", " ", f"exer{unseen}cise", "."]]


def test_words_are_found_within_a_run_of_a_script_without_blanks(tmp_path: Path) -> None:
    index = index_of(tmp_path, "慢性腰痛症の患者に運動療法を行う。", "急性の頭痛", "ปวดหลังเรื้อรัง", "MRI検査は不要")
    asked = {
        "腰痛": 0,
        "腰痛症": 0,
        "運動療法": 0,
        "運動 腰痛": 0,
        "頭痛": 1,
        "頭": 1,
        "หลัง": 2,
        "MRI": 3,
        "検査": 3,
    }
    found = {typed: places(answer) for typed, answer in answers_of(index, asked).items()}
    assert found == {typed: [str(number)] for typed, number in asked.items()}
    assert set(places(index.find("痛"))) == {"0", "1"}
    # Its parts are there, but not beside each other.
    assert index.find("腰運")["number"] == 0
    # Only what was typed is marked, not the whole run.
    assert in_node([{"parts": "腰痛症"}]) == [["", "腰", "痛", "症", ""]]


def test_words_round_what_is_asked_for_neither_rank_nor_are_missed(index: Index) -> None:
    plain = places(index.find("imaging scan"))
    for typed in (
        "should I get imaging scan",
        "do you need the imaging scan?",
        "what about my imaging scan please",
    ):
        answer = index.find(typed)
        assert answer["all"], typed
        assert places(answer) == plain, typed
    # Where nothing else is asked for, they are looked for.
    assert index.find("who")["number"] > 0


def index_of(folder: Path, *texts: str) -> Index:
    """An index of statements whose addresses are their numbers."""
    entries = [
        Entry(StatementKind.DO, f"x#{number}", text, "", "", fields=((4, text),))
        for number, text in enumerate(texts)
    ]
    write_index(entries, lambda name, text: (folder / Path(name).name).write_text(text, "utf-8"))
    return Index(folder)


def answers_of(index: Index, asked: Iterable[str]) -> dict[str, dict[str, Any]]:
    typed = list(asked)
    return dict(zip(typed, index.find_all([{"find": each} for each in typed]), strict=True))
