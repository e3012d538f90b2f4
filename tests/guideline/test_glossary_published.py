"""A glossary goes where its guideline goes: published data, FHIR, search, and what a version stands for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import guideline_json
from site_plugins.guideline.drift import describe_changes, find_drift, sentences_of
from site_plugins.guideline.library import Library
from site_plugins.guideline.publish import SCHEMA
from site_plugins.search.entries import exhibit_entries, page_entries, statement_entries, term_entries
from site_plugins.search.index import write_index
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render
from tests.guideline.tiny import BODY, Tiny
from tests.pointing import pointed_at

GLOSSARY = """\
- term: BP
  long: bow pressure
  meaning: How hard a wave is.
  of: source
  also: [b.p.]
  citations: [jones2021]
- term: lee
  meaning: where no wind is
  of: editors
"""
TEXT = BODY.replace("Keep moving.", "Keep the BP low.").replace("in bed", "in the lee, where bow pressures rise")


@pytest.fixture
def with_glossary(tiny: Tiny) -> Tiny:
    tiny.wording(None)
    (tiny.folder / "glossary.yml").write_text(GLOSSARY, encoding="utf-8")
    tiny.body(TEXT)
    return tiny


def test_the_published_data_have_it_by_the_schema(with_glossary: Tiny) -> None:
    model: dict[str, Any] = guideline_json(with_glossary.read())
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(model)
    assert model["glossary"] == [
        {
            "term": "BP",
            "also": ["b.p."],
            "long": "bow pressure",
            "meaning": "How hard a wave is.",
            "of": "source",
            "citations": ["jones2021"],
            "url": "guidelines/backs/index.html#term:BP",
            "statements": ["move"],
        },
        {
            "term": "lee",
            "also": [],
            "long": None,
            "meaning": "where no wind is",
            "of": "editors",
            "citations": [],
            "url": "guidelines/backs/index.html#term:lee",
            "statements": ["bed"],
        },
    ]


def test_a_guideline_without_one_is_published_as_before(tiny: Tiny) -> None:
    assert "glossary" not in guideline_json(tiny.read())
    assert "glossary" not in json.loads(SCHEMA.read_text(encoding="utf-8"))["required"]


def test_fhir_has_it_beside_the_statements_which_stay_the_same(with_glossary: Tiny) -> None:
    model: dict[str, Any] = guideline_json(with_glossary.read())
    resource = plan_definition(model, "nobody")
    told = [each for each in resource["relatedArtifact"] if each["type"] == "documentation"]
    assert [(each["label"], each["display"]) for each in told] == [
        ("BP", "bow pressure. How hard a wave is."),
        ("lee", "where no wind is (the editors’ words)"),
    ]
    assert all(f"{each['label']}: {each['display']}" in resource["text"]["div"] for each in told)
    del model["glossary"]
    assert plan_definition(model, "nobody")["action"] == resource["action"]


CHANGES = {
    "a meaning": (GLOSSARY.replace("bow pressure", "boat pressure"), {"term:BP": "its wording changed"}),
    "whose words": (GLOSSARY.replace("editors", "source"), {"term:lee": "its wording changed"}),
    "a spelling": (GLOSSARY.replace("b.p.", "Bp"), {"term:BP": "its wording changed"}),
    "a citation": (GLOSSARY.replace("jones2021", "smith2020"), {"term:BP": "its citations changed"}),
    "an entry that is gone": (GLOSSARY[: GLOSSARY.index("- term: lee")], {"term:lee": "it is gone"}),
    "the order": (
        "- term: lee" + GLOSSARY.split("- term: lee")[1] + GLOSSARY.split("- term: lee", maxsplit=1)[0],
        {},
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_takes_a_new_version(with_glossary: Tiny, name: str) -> None:
    text, changes = CHANGES[name]
    with_glossary.sign()
    before = sentences_of(with_glossary.read())
    assert find_drift(Library(with_glossary.content)) == []
    (with_glossary.folder / "glossary.yml").write_text(text, encoding="utf-8")
    assert describe_changes(before, sentences_of(with_glossary.read())) == changes
    problems = find_drift(Library(with_glossary.content))
    assert [each.text.partition(" is not what was published")[0] for each in problems] == [
        f"“{each}”" for each in changes
    ]
    if "term:BP" in changes:
        [problem] = problems
        assert Path(problem.file).name == "glossary.yml"
        assert pointed_at(problem).startswith("term: BP")


def test_what_was_published_before_there_were_glossaries_stays_as_it_is(tiny: Tiny) -> None:
    tiny.sign()
    assert find_drift(Library(tiny.content)) == []
    assert "term" not in (tiny.folder / "published.json").read_text(encoding="utf-8")


def test_the_search_finds_the_long_form_by_the_short_one_and_the_other_way_round(with_glossary: Tiny) -> None:
    move, bed = statement_entries(with_glossary.read(), Synonyms({"bow": "bow (front)"}))
    assert move.also == "bow pressure, b.p."
    # What it says itself is no other word for it.
    assert bed.also == "bow (front); BP, b.p."
    assert (3, move.also) in move.fields


def test_a_small_word_is_no_abbreviation_for_the_search(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(BODY.replace("Keep moving.", "Let us move by US."))
    (tiny.folder / "glossary.yml").write_text("- term: US\n  long: undersail\n  of: source\n", encoding="utf-8")
    move, bed = statement_entries(tiny.read(), Synonyms({}))
    assert (move.also, bed.also) == ("undersail", "")
    tiny.body(BODY.replace("Keep moving.", "Let us move.") + "\nBy US.\n")
    assert next(statement_entries(tiny.read(), Synonyms({}))).also == ""


def test_a_table_is_found_by_it_too(with_glossary: Tiny) -> None:
    table = "/// table | Waves\n    id: tab-1\n\n| Wave | BP |\n| - | - |\n| low | 1 |\n///\n"
    with_glossary.body(f"{TEXT}\n{table}")
    [entry] = exhibit_entries(with_glossary.read(), Synonyms({}))
    assert entry.also == "bow pressure, b.p."


def test_an_entry_is_a_result_of_its_own_and_its_lists_are_none(with_glossary: Tiny) -> None:
    entries = list(term_entries(with_glossary.read()))
    assert [(each.title, each.text, each.also) for each in entries] == [
        ("BP", "bow pressure. How hard a wave is.", "b.p."),
        ("lee", "where no wind is (the editors’ words)", ""),
    ]
    assert entries[0].rests_on == ("backs/jones2021",)
    page = render(with_glossary, TEXT)
    assert "How hard" in page
    assert "How hard" not in str([each.text for each in page_entries("index.html", "Backs", page)])
    write_index(entries[1:], lambda _address, _text: None)
