"""The published guideline: other programs read it by the schema that stands beside it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from site_plugins.guideline import guideline_json
from tests.guideline.source_text import SLUG, STATEMENT_IDS, statements
from tests.guideline.tiny import Tiny
from tests.site.html import read, words

FOLDER = "data/guidelines"


@pytest.fixture(scope="session")
def schema(site: Path) -> Draft202012Validator:
    published = json.loads((site / FOLDER / "guideline.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(published)
    return Draft202012Validator(published, format_checker=FormatChecker())


@pytest.fixture(scope="session")
def published(site: Path) -> dict[str, Any]:
    return json.loads((site / FOLDER / f"{SLUG}.json").read_text(encoding="utf-8"))


def test_the_published_guideline_is_valid_by_the_schema_beside_it(
    schema: Draft202012Validator, published: dict[str, Any]
) -> None:
    assert [error.message for error in schema.iter_errors(published)] == []


def test_a_guideline_without_wording_for_patients_is_valid_too(schema: Draft202012Validator, tiny: Tiny) -> None:
    tiny.wording(None)
    data = guideline_json(tiny.read())
    assert [statement["plain"] for statement in data["statements"]] == [None, None]  # type: ignore[attr-defined]
    assert [error.message for error in schema.iter_errors(data)] == []


def test_it_has_what_the_contract_promises(published: dict[str, Any]) -> None:
    assert published["slug"] == SLUG
    assert published["title"] == "Next steps after a single physical therapy session for low back pain"
    assert (published["version"], published["status"]) == ("1.0.0", "draft, unreviewed")
    assert [statement["id"] for statement in published["statements"]] == STATEMENT_IDS
    assert published["statements"][4] == {
        "id": "stratify-start-back",
        "kind": "do",
        "section": "1. Reassess and Stratify Risk (Within 2 Weeks)",
        "text": "Use the STarT Back tool to determine if the patient is low, medium, or high risk for developing "
        "persistent disabling pain.",
        "plain": "Answer the nine STarT Back questions. They show how much support is likely to help you.",
        "url": f"guidelines/{SLUG}/index.html#stratify-start-back",
        "first_words": "Use the STarT Back tool to determine if …",
        "citations": ["lee2013"],
    }
    first = published["references"][0]
    assert (first["number"], first["id"], first["status"], first["suggested"]) == (1, "lee2013", "confirmed", None)
    assert first["csl"]["DOI"] == "10.1093/bja/aet172"
    assert "British Pain Society" in first["formatted"]
    assert first["cited_by"] == [name for name, line in statements().items() if 1 in line.citations]
    fourth = published["references"][3]
    assert (fourth["number"], fourth["id"], fourth["status"]) == (4, "source-4", "unlisted")
    assert fourth["formatted"].startswith("The source does not list reference 4. It may be:")
    assert fourth["suggested"]["csl"]["id"] == "casazza2012"


def test_who_is_behind_it_is_published_as_well(published: dict[str, Any]) -> None:
    assert published["reviewer"] is None
    assert published["last_review"] is None
    assert published["next_review"] == "2027-05-23"
    assert set(published["source"]) == {"title", "author", "date", "licence"}


def test_every_citation_names_a_reference_and_every_back_link_a_statement(published: dict[str, Any]) -> None:
    references = {reference["id"]: reference for reference in published["references"]}
    cites = {(s["id"], key) for s in published["statements"] for key in s["citations"]}
    assert cites == {(name, r["id"]) for r in references.values() for name in r["cited_by"]}
    assert {key for note in published["notes"] for key in note["citations"]} <= set(references)
    assert {name for note in published["notes"] for name in note["about"]} <= set(STATEMENT_IDS)


def test_every_url_leads_to_its_place_on_the_built_pages(published: dict[str, Any], site: Path) -> None:
    entries = [*published["statements"], *published["notes"]]
    [address] = {entry["url"].partition("#")[0] for entry in entries}
    page = read(site / address)
    for entry in entries:
        assert entry["url"] == f"{address}#{entry['id']}"
        [place] = page.xpath("//*[@id=$id]", id=entry["id"])
        assert entry.get("title", entry["text"]) in words(place)


type Data = dict[str, Any]


def without(field: str) -> Callable[[Data], object]:
    return lambda data: data.pop(field)


def put(value: object, *path: str | int) -> Callable[[Data], object]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


WRONG: dict[str, Callable[[Data], object]] = {
    "no slug": without("slug"),
    "no version": without("version"),
    "no statements": without("statements"),
    "an empty list of statements": put([], "statements"),
    "no references": without("references"),
    "a field that nobody knows": put(1, "stauts"),
    "a version that is a number": put(1.0, "version"),
    "a review that is no day": put("2027-13-45", "next_review"),
    "a kind that reads as a rating": put("strong", "statements", 0, "kind"),
    "a statement without its text": put("", "statements", 0, "text"),
    "a wording that is a list": put(["a"], "statements", 0, "plain"),
    "a url without a place": put(f"guidelines/{SLUG}/index.html", "statements", 0, "url"),
    "a url elsewhere": put("https://example.org/#a", "statements", 0, "url"),
    "the same citation twice": put(["lee2013", "lee2013"], "statements", 0, "citations"),
    "a statement with a field more": put(1, "statements", 0, "grade"),
    "an id with a space": put("a b", "statements", 0, "id"),
    "a reference number 0": put(0, "references", 0, "number"),
    "a reference number as text": put("1", "references", 0, "number"),
    "a status between the two": put("likely", "references", 0, "status"),
    "a suggestion that is only a text": put("Casazza 2012", "references", 3, "suggested"),
    "a record without a title": put({"id": "a", "type": "book"}, "references", 0, "csl"),
    "a note without what it is about": put({"id": "a", "title": "a"}, "notes", 0),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_schema_refuses(schema: Draft202012Validator, published: dict[str, Any], name: str) -> None:
    data = copy.deepcopy(published)
    WRONG[name](data)
    assert list(schema.iter_errors(data))
