"""What is searched for in a text: the index and the reader's browser must say the same."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_plugins.search.terms import STOP_WORDS, Terms, stem, terms_of
from tests.guideline.source_text import CONTENT
from tests.search.node import in_node

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cn", "Co", "Cs"])
LIKE_WORDS = st.text("abeisxyzß’'éœ10./-(;:", min_size=1, max_size=14)


def agree(texts: list[str]) -> None:
    answers = in_node([{"terms": text} for text in texts])
    differing = [(t, terms_of(t), a) for t, a in zip(texts, answers, strict=True) if terms_of(t) != a]
    assert differing == []


def test_both_agree_on_every_character() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    known = [letter for letter in letters if unicodedata.category(letter) not in ("Cn", "Co", "Cs")]
    assert len(known) > 140_000
    agree([f"x{''.join(known[start : start + 8])}y" for start in range(0, len(known), 8)])
    agree([f"{letter} a{letter}s" for letter in known if ord(letter) < 0x3000 or ord(letter) > 0xF900])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(LETTERS, max_size=12) | LIKE_WORDS, min_size=50, max_size=200))
def test_both_agree_on_any_text(texts: list[str]) -> None:
    agree(texts)


def test_both_agree_on_the_words_of_the_site() -> None:
    files = [file for file in sorted(CONTENT.rglob("*")) if file.suffix in {".md", ".yml", ".json"}]
    lines = [line for file in files for line in Path(file).read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 500
    agree(lines)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("patient", "patients"),
        ("therapy", "therapies"),
        ("opioid", "opioids"),
        ("exercise", "exercises"),
        ("process", "processes"),
        ("reflex", "reflexes"),
        ("flag", "flags"),
    ],
)
def test_one_and_many_are_one_term(one: str, many: str) -> None:
    assert terms_of(one) == terms_of(many)


@pytest.mark.parametrize("word", ["diagnosis", "pelvis", "virus", "less", "gas", "s", "is"])
def test_what_only_looks_like_many_stays(word: str) -> None:
    assert stem(word) == word


def test_accents_case_and_apostrophes_make_no_difference() -> None:
    assert terms_of("Hincapié’s NAÏVE patient’s don’t") == ["hincapie", "naive", "patient", "dont"]


def test_a_doi_is_a_term_of_its_own_and_its_parts_are_too() -> None:
    expected = ["10.1093/bja/aet172", "10", "1093", "bja", "aet172"]
    for text in ("10.1093/bja/aet172", "(10.1093/BJA/aet172).", "10.1093/bja/aet172;"):
        assert terms_of(text) == expected


def test_a_number_stays_whole() -> None:
    assert terms_of("PubMed PMID: 23794653; PMC3208163.") == ["pubmed", "pmid", "23794653", "pmc3208163"]


def test_words_that_tell_nothing_are_left_out_and_those_of_a_warning_are_not() -> None:
    assert terms_of("The end of the line") == ["end", "line"]
    assert terms_of("Do NOT") == ["do", "not"]
    assert not {"do", "not", "no", "if", "after", "within"} & STOP_WORDS


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_what_cannot_be_seen_makes_no_difference(unseen: str) -> None:
    assert terms_of(f"{unseen}exer{unseen}cise{unseen}") == ["exercise"]
    agree([f"exer{unseen}cise 10.1093/{unseen}bja/aet172 x{unseen}-ray 腰{unseen}痛"])


@pytest.mark.parametrize("hyphen", ["-", "\u2010", "\u2011"])
def test_words_with_a_hyphen_between_them_are_found_apart_and_as_one(hyphen: str) -> None:
    assert terms_of(f"X{hyphen}rays") == ["x", "ray", "xray"]
    assert terms_of(f"state{hyphen}of{hyphen}the{hyphen}art") == [
        *("state", "art"),
        *("stateoftheart", "stateof", "ofthe", "theart"),
    ]


def test_numbers_with_a_hyphen_between_them_are_not_one() -> None:
    assert terms_of("4-6 weeks, 2-fold") == ["4", "6", "week", "2", "fold"]
    assert terms_of("COVID-19") == ["covid", "19", "covid19"]


def test_a_number_is_found_apart_from_the_unit_behind_it_too() -> None:
    assert terms_of("6weeks 400mg") == ["6week", "6", "week", "400mg", "400", "mg"]
    # These are names.
    assert terms_of("NG59 L5 PMC3208163") == ["ng59", "l5", "pmc3208163"]


def test_of_scripts_without_blanks_each_two_neighbours_are_a_term() -> None:
    assert terms_of("腰痛症状。MRI検査") == ["腰痛", "痛症", "症状", "状", "mri", "検査", "査"]
    assert terms_of("痛") == ["痛"]
    # Korean has blanks.
    assert len(terms_of("요통 치료")) == 2


def test_a_text_read_word_by_word_has_the_same_terms() -> None:
    text = "Do NOT order imaging—unless: 10.1093/bja/aet172 (patients’ X-rays)"
    by_chunk = Terms()
    assert sorted(term for chunk in text.split() for term in by_chunk[chunk]) == sorted(terms_of(text))
