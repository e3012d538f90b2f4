"""Authors, panel, licence and questions of a guideline: how they are read, refused, shown and handed on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml.html import fragment_fromstring

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import guideline_json
from site_plugins.guideline.model import Person, Question
from site_plugins.guideline.publish import SCHEMA
from site_plugins.search.entries import about_entries
from tests.guideline.render import render
from tests.guideline.tiny import BODY, FRONT, Tiny
from tests.pointing import pointed_at
from tests.site.html import with_class, words

MORE = """\
  authors:
    - name: Ada Quillfeather
      affiliation: School of Folding
      conflicts: owns a bathtub
    - name: Bo Inkwell
      affiliation: not stated in the source
      conflicts: none declared
  panel:
    name: Committee on Folding
    members:
      - name: Cay Ripple
        role: chair
        affiliation: Harbour Office
        conflicts: sells paper
  questions:
    - id: drying
      population: boats of ruled paper
      intervention: drying for a day
      comparison: drying for an hour
      outcome: hours afloat
    - id: waxing
      population: long boats
"""
WHOLE = FRONT.replace(
    "    licence: CC BY 4.0\n",
    f"    licence: Harbour Licence\n    licence_url: https://example.org/terms\n{MORE}",
)


@pytest.fixture
def model(tiny: Tiny) -> dict[str, Any]:
    tiny.front(WHOLE)
    return guideline_json(tiny.read())


def test_they_are_read(tiny: Tiny) -> None:
    tiny.front(WHOLE)
    about = tiny.read().about
    ada = Person("Ada Quillfeather", "School of Folding", "owns a bathtub")
    assert about.authors == (ada, Person("Bo Inkwell", "not stated in the source", "none declared"))
    assert (about.panel, about.members) == (
        "Committee on Folding",
        (Person("Cay Ripple", "Harbour Office", "sells paper", "chair"),),
    )
    assert about.questions == (
        Question("drying", "boats of ruled paper", "drying for a day", "drying for an hour", "hours afloat"),
        Question("waxing", "long boats", None, None, None),
    )
    assert (about.source_licence, about.source_licence_url) == ("Harbour Licence", "https://example.org/terms")


def test_a_guideline_may_have_none_of_them_but_the_licence(tiny: Tiny) -> None:
    about = tiny.read().about
    assert (about.authors, about.panel, about.members, about.questions) == ((), None, (), ())
    assert (about.source_licence, about.source_licence_url) == ("CC BY 4.0", None)


INTERESTS = (
    "It says which interests the person declared. Allowed: some text. If that is not known, write “not stated in "
    "the source”."
)


@pytest.mark.parametrize(
    ("before", "after", "at", "said"),
    [
        (
            "      conflicts: none declared\n",
            "",
            "name: Bo",
            f"guideline.authors.2.conflicts is missing. {INTERESTS}",
        ),
        (
            "      conflicts: owns a bathtub\n",
            "      interests: owns a bathtub\n      conflicts: x\n",
            "interests",
            "guideline.authors.1.interests is not a known field; allowed: affiliation, conflicts, name.",
        ),
        (
            "    - name: Bo Inkwell\n      affiliation: not stated in the source\n      conflicts: none declared\n",
            "    - Bo Inkwell\n",
            "Bo Inkwell",
            "guideline.authors.2 is “Bo Inkwell”; in each entry, allowed: name, affiliation, conflicts.",
        ),
        (
            MORE.partition("  panel:")[0],
            "  authors: Ada Quillfeather\n",
            "authors: Ada",
            "guideline.authors is “Ada Quillfeather”; allowed: a list, each entry beginning with “- ”.",
        ),
        (
            MORE.partition("  panel:")[0],
            "  authors: []\n",
            "authors: []",
            "guideline.authors is a list; allowed: a list, each entry beginning with “- ”.",
        ),
        (
            "id: waxing",
            "id: drying",
            "id: drying",
            "The id “drying” is used above already; each entry needs its own.",
        ),
        (
            "id: waxing",
            "id: long boats",
            "id: long boats",
            "guideline.questions.2.id is “long boats”; allowed: letters, digits and hyphens.",
        ),
        (
            "https://example.org/terms",
            "javascript:run()",
            "licence_url",
            "guideline.source.licence_url is “javascript:run()”; allowed: an address that begins with https:// or "
            "http://.",
        ),
    ],
)
def test_what_is_wrong_with_them_is_said_at_its_place(
    tiny: Tiny, before: str, after: str, at: str, said: str
) -> None:
    assert before in WHOLE
    tiny.front(WHOLE.replace(before, after))
    [problem] = tiny.problems()
    assert problem.text == said
    assert pointed_at(problem).startswith(at)


@pytest.mark.parametrize("left_out", ["    name: Committee on Folding\n", "        role: chair\n"])
def test_a_panel_needs_no_name_and_a_member_no_role(tiny: Tiny, left_out: str) -> None:
    assert left_out in WHOLE
    tiny.front(WHOLE.replace(left_out, ""))
    assert tiny.problems() == []


def test_all_entries_are_checked_in_one_round(tiny: Tiny) -> None:
    tiny.front(WHOLE.replace("      conflicts: owns a bathtub\n", "").replace("name: Cay Ripple", "name: 7"))
    assert [problem.text.partition(".")[0] + "." + problem.text.split(".")[1] for problem in tiny.problems()] == [
        "guideline.authors",
        "guideline.panel",
    ]


def test_the_card_shows_them(tiny: Tiny) -> None:
    tiny.front(WHOLE)
    page = fragment_fromstring(render(tiny, BODY), create_parent="article")
    [card] = with_class(page, "guideline-card__details")
    shown = dict(zip(map(words, card.iter("dt")), map(words, card.iter("dd")), strict=True))
    assert shown["Licence of the source"] == "Harbour Licence"
    assert [link.get("href") for link in card.iter("a")] == ["https://example.org/terms"]
    assert (
        "Ada Quillfeather. Affiliation: School of Folding. Conflicts of interest: owns a bathtub"
        in shown["Authors"]
    )
    assert shown["Panel"].startswith("Committee on Folding")
    assert "Cay Ripple, chair. Affiliation: Harbour Office. Conflicts of interest: sells paper" in shown["Panel"]
    assert "Comparison: drying for an hour" in shown["Questions"]
    assert [each.get("id") for each in with_class(card, "guideline-card__question")] == [
        "question:drying",
        "question:waxing",
    ]


def test_they_are_published_by_the_schema(model: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(model)] == []
    assert model["source"]["licence"] == {"name": "Harbour Licence", "url": "https://example.org/terms"}
    assert [each["name"] for each in model["authors"]] == ["Ada Quillfeather", "Bo Inkwell"]
    assert model["panel"]["members"][0]["role"] == "chair"
    assert model["questions"][1] == {
        "id": "waxing",
        "population": "long boats",
        "intervention": None,
        "comparison": None,
        "outcome": None,
    }
    assert (model["funding"], model["conflicts"], model["contact"]) == ("none", "none", "the editors")


def test_a_plan_definition_has_them_where_fhir_has_a_place(model: dict[str, Any]) -> None:
    resource = plan_definition(model, "A site")
    assert resource["author"] == [{"name": "Ada Quillfeather"}, {"name": "Bo Inkwell"}]
    assert resource["copyright"].endswith("Licence of the source: Harbour Licence https://example.org/terms.")
    assert resource["contact"] == [{"name": "the editors"}]
    assert plan_definition(model | {"contact": "a@b.org"}, "A site")["contact"] == [
        {"telecom": [{"system": "email", "value": "a@b.org"}]}
    ]
    assert resource["relatedArtifact"] == [
        {
            "type": "derived-from",
            "display": "On backs",
            "citation": "“On backs”. Author: A. Smith. Date: 2020.",
        }
    ]
    assert resource["purpose"].split("\n\n")[1] == "Population: long boats."
    for part in ("Panel: Committee on Folding; Cay Ripple, chair (Affiliation: Harbour Office. ", "Funding: none."):
        assert part in resource["description"]


def test_a_guideline_is_found_by_its_authors_and_its_questions(tiny: Tiny) -> None:
    assert list(about_entries(tiny.read())) == []
    tiny.front(WHOLE)
    [entry] = about_entries(tiny.read())
    assert entry.url == "guidelines/backs/index.html#about:backs"
    found = " ".join(text for _weight, text in entry.fields)
    for word in ("Inkwell", "Ripple", "Folding", "ruled paper", "afloat"):
        assert word in found
