"""What a reader finds: by the scripts of the page, in the index of the real guideline."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from site_plugins.guideline import Guideline, Library
from site_plugins.references import CslRecord
from site_plugins.search import write_search
from site_plugins.search.synonyms import Synonyms
from tests.search.node import Index, places
from tests.second_guideline.source import CONTENT as PAPER_BOATS

STATEMENT = "dcunfr"
"""The letters of statements."""


def kinds(answer: dict[str, Any]) -> str:
    return "".join(row["kind"] for row in answer["rows"])


def rarest_words(guideline: Guideline) -> dict[str, str]:
    """For each statement the five of its words that the fewest statements have."""
    words = {s.id: dict.fromkeys(re.findall(r"[a-z]{3,}", s.text.lower())) for s in guideline.statements}
    count = Counter(word for each in words.values() for word in each)
    return {name: " ".join(sorted(each, key=lambda word: count[word])[:5]) for name, each in words.items()}


def works(guideline: Guideline) -> dict[str, CslRecord]:
    """The works that statements rest on, by the keys of their references."""
    return {r.id: r.record.work for r in guideline.references if r.cited_by and r.record.work}


def test_every_statement_is_found_first_by_its_own_words(index: Index, guideline: Guideline) -> None:
    asked = rarest_words(guideline)
    answers = index.find_all([{"find": words} for words in asked.values()])
    first = {name: places(answer)[0] for name, answer in zip(asked, answers, strict=True)}
    assert len(first) == 31
    assert {name: found for name, found in first.items() if found != name} == {}


def test_every_statement_is_found_by_its_wording_for_patients(index: Index, guideline: Guideline) -> None:
    answers = index.find_all([{"find": words} for words in guideline.plain.values()])
    first = {name: places(answer)[0] for name, answer in zip(guideline.plain, answers, strict=True)}
    assert {name: found for name, found in first.items() if found != name} == {}


@pytest.mark.parametrize("field", ["DOI", "PMID"])
def test_a_number_of_a_register_finds_the_work_and_then_what_rests_on_it(
    index: Index, guideline: Guideline, field: str
) -> None:
    asked = {key: str(work[field]) for key, work in works(guideline).items() if field in work}
    assert asked
    answers = index.find_all([{"find": number, "most": 50} for number in asked.values()])
    for key, answer in zip(asked, answers, strict=True):
        found = places(answer)
        statements = [place for place in found if place in guideline.statement_by_id]
        assert sorted(statements) == sorted(guideline.reference_by_id[key].cited_by)
        assert found[0] == guideline.reference_pages[key]
        assert found[1 : len(statements) + 1] == statements


def test_a_first_author_finds_what_rests_on_the_work(index: Index, guideline: Guideline) -> None:
    authors: dict[str, Any] = {key: work["author"] for key, work in works(guideline).items()}
    asked = {key: names[0]["family"] for key, names in authors.items() if "family" in names[0]}
    assert len(asked) > 4
    answers = index.find_all([{"find": author, "most": 60} for author in asked.values()])
    for key, answer in zip(asked, answers, strict=True):
        found = [place for place in places(answer) if place in guideline.statement_by_id]
        assert set(guideline.reference_by_id[key].cited_by) <= set(found)
        # No reference, note or section stands before the statements.
        assert set(kinds(answer)[: len(found)]) <= set(STATEMENT)


def test_words_of_a_works_title_find_it_and_what_rests_on_it(index: Index, guideline: Guideline) -> None:
    asked = {key: str(work["title"]) for key, work in works(guideline).items()}
    answers = index.find_all([{"find": title, "most": 60} for title in asked.values()])
    for key, answer in zip(asked, answers, strict=True):
        assert guideline.reference_pages[key] in places(answer)
        assert set(guideline.reference_by_id[key].cited_by) <= set(places(answer))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("MRI", "dont-image-early"),
        ("paracetamol", "acetaminophen-alternative"),
        ("opioid", "dont-long-term-opioids"),
        ("Casazza", "low-natural-history"),
        ("x-ray", "dont-image-early"),
        ("cauda equina", "red-flag-cauda-equina"),
        ("CAUDA ÉQUINA", "red-flag-cauda-equina"),
        ("trouble passing urine", "red-flag-cauda-equina"),
        ("should I order imaging", "dont-image-early"),
    ],
)
def test_what_a_clinician_types_finds_the_statement_first(index: Index, typed: str, first: str) -> None:
    answer = index.find(typed)
    assert places(answer)[0] == first
    assert answer["rows"][0]["kind"] in STATEMENT


@pytest.mark.parametrize(
    "typed",
    [
        "23794653",
        "10.1093/bja/aet172",
        "https://doi.org/10.1093/bja/aet172",
        "https://pubmed.ncbi.nlm.nih.gov/23794653/",
    ],
)
def test_a_works_number_or_link_finds_the_work_first(index: Index, guideline: Guideline, typed: str) -> None:
    found = places(index.find(typed))
    assert found[:2] == [guideline.reference_pages["lee2013"], "lead-continue-pt"]


def test_a_result_has_what_is_shown_of_it(index: Index) -> None:
    row = index.find("MRI")["rows"][0]
    assert row["title"].startswith("Do NOT order imaging unless red flags present")
    assert row["url"].endswith("guidelines/low-back-pain-next-steps/index.html#dont-image-early")
    assert row["section"] == "Critical Pitfalls to Avoid"
    assert row["place"] == "Next steps after a single physical therapy session for low back pain"
    assert row["text"].startswith("A scan is not needed in the first 4 to 6 weeks")
    assert "MRI" in row["also"]


def test_a_statement_knows_the_references_that_it_rests_on(index: Index, guideline: Guideline) -> None:
    row = index.find("MRI")["rows"][0]
    cited = [guideline.reference_by_id[key] for key in guideline.statement_by_id["dont-image-early"].citations]
    titles = [str(reference.record.work["title"]) for reference in cited if reference.record.work]
    found = index.find_all([{"find": title, "kinds": ["R"]} for title in titles])
    assert row["restsOn"] == [answer["rows"][0]["entry"] for answer in found]


def test_the_last_word_need_not_be_typed_to_its_end(index: Index) -> None:
    typed = ("benzo", "benzodiaz", "benzodiazepine", "benzodiazepines")
    first = {places(answer)[0] for answer in index.find_all([{"find": each} for each in typed])}
    assert first == {"avoid-relaxants-opioids-benzodiazepines"}
    # On the way from one to many.
    assert index.find("therapie")["number"] > 10


def test_a_beginning_of_one_letter_finds_no_more_than_that_letter(index: Index) -> None:
    assert index.find("z")["number"] == 0


def test_a_number_is_no_beginning_of_another(index: Index) -> None:
    assert index.find("2379465")["number"] == 0
    assert index.find("23794653")["number"] > 1


def test_all_words_must_be_there_and_if_none_has_all_some_will_do(index: Index) -> None:
    both = index.find("heat acute")
    assert both["all"]
    assert "add-heat" in places(both)
    neither = index.find("heat xylophone")
    assert not neither["all"]
    assert set(places(neither)) == set(places(index.find("heat")))


def test_a_mistyped_word_is_answered_by_the_nearest_one(index: Index) -> None:
    assert index.find("acetominophen")["meant"] == "acetaminophen"
    assert index.find("early imagign")["meant"] == "early imaging"
    assert index.find("qqqq")["meant"] == ""
    assert index.find("imaging")["meant"] == ""


def test_results_can_be_narrowed_down_to_kinds(index: Index, guideline: Guideline) -> None:
    whole = index.find("pain", most=99)
    assert len(set(kinds(whole))) > 4
    only = index.find("pain", kinds=["n"], most=99)
    assert set(kinds(only)) == {"n"}
    assert only["number"] == whole["kinds"]["n"] == only["kinds"]["n"]
    assert {guideline.statement_by_id[place].kind for place in places(only)} == {"dont"}
    both = index.find("pain", kinds=["n", "f"], most=99)
    assert both["number"] == whole["kinds"]["n"] + whole["kinds"]["f"]


def test_results_can_be_narrowed_down_to_sections(index: Index) -> None:
    section = "Critical Pitfalls to Avoid"
    whole = index.find("pt", most=99)
    only = index.find("pt", sections=[section], most=99)
    assert {row["section"] for row in only["rows"]} == {section}
    assert only["number"] == whole["sections"][section]
    assert only["sections"] == whole["sections"]
    both = index.find("pt", sections=[section], kinds=["n"], most=99)
    assert both["number"] == only["kinds"]["n"]


def test_results_can_be_narrowed_down_to_ratings(tmp_path: Path) -> None:
    """A level of the strength, or of the evidence: each is told by its count, whatever else is chosen."""
    boats = Library(PAPER_BOATS).guideline("paper-boat")
    write_search(
        [boats], [], Synonyms({}), lambda name, text: (tmp_path / Path(name).name).write_text(text, "utf-8")
    )
    index = Index(tmp_path)
    whole = index.find("boat shelf cellar", most=99)
    assert not whole["all"]
    only = index.find("boat shelf cellar", ratings=["SIGN: grade B"], most=99)
    assert places(only) == ["shelf-not-sill"]
    assert only["ratings"] == whole["ratings"]
    assert only["number"] == whole["ratings"]["SIGN: level 2+"] == 1
    two = index.find("boat shelf cellar", ratings=["SIGN: level 2+", "GRADE: certainty low"], most=99)
    assert set(places(two)) == {"shelf-not-sill", "against-cellar"}
    assert index.find("boat", ratings=["GRADE: certainty high"])["number"] == 0


def test_every_kind_is_told_by_its_counts(index: Index, guideline: Guideline) -> None:
    counts = index.find("back", most=99)["kinds"]
    assert counts["R"] <= len(guideline.references)
    everything = index.find_all([{"find": s.text, "most": 1} for s in guideline.statements])
    assert {answer["rows"][0]["kind"] for answer in everything} == set(STATEMENT)


def test_nothing_typed_finds_nothing(index: Index) -> None:
    assert [answer["number"] for answer in index.find_all([{"find": ""}, {"find": " … "}])] == [0, 0]


def test_only_what_a_word_needs_is_loaded(index: Index) -> None:
    first, again = index.find_all([{"find": "opioid"}, {"find": "opioid"}])
    assert {name.split("-")[0] for name in first["loaded"]} == {"entries", "terms", "rows"}
    assert again["loaded"] == []
