"""References as files, of the site, of a guideline and of a statement, read back by programs that are not ours."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from tests.site.html import Element, with_class, words
from tests.site.published import document, guidelines, pages, place

NAMES = {"CSL-JSON": ".json", "RIS": ".ris", "BibTeX": ".bib"}
"""What a form is called on a page, and what its files end in."""


@dataclass(frozen=True)
class Read:
    """What another program finds of a reference in a file."""

    title: str
    doi: str
    note: str
    key: str | None = None
    """Where the form has keys."""


def read_csl_json(file: Path) -> list[Read]:
    records = json.loads(file.read_text(encoding="utf-8"))
    return [Read(each["title"], each.get("DOI", ""), each.get("note", ""), each["id"]) for each in records]


def read_ris(file: Path) -> list[Read]:
    with file.open(encoding="utf-8") as opened:
        records = rispy.load(opened)
    return [
        Read(
            each.get("title") or each.get("primary_title", ""), each.get("doi", ""), " ".join(each.get("notes", []))
        )
        for each in records
    ]


def read_bibtex(file: Path) -> list[Read]:
    library = parse_string(file.read_text(encoding="utf-8"))
    assert library.failed_blocks == []
    read = []
    for entry in library.entries:
        fields = {name.lower(): str(field.value) for name, field in entry.fields_dict.items()}
        read.append(Read(fields["title"], fields.get("doi", ""), fields.get("note", ""), entry.key))
    return read


READERS: dict[str, Callable[[Path], list[Read]]] = {".json": read_csl_json, ".ris": read_ris, ".bib": read_bibtex}


def letters(title: str) -> str:
    """A title's letters and digits: braces, quotes and dashes are written in many ways."""
    return "".join(each for each in title if each.isalnum())


def holds(site: Path, address: str, references: list[dict[str, Any]]) -> None:
    """Assert that a file holds exactly these references of the published data, in their order."""
    read = READERS[Path(address).suffix](site / address)
    assert len(read) == len(references), address
    for found, reference in zip(read, references, strict=True):
        csl = reference["csl"]
        assert letters(found.title) == letters(csl["title"]), address
        # What may be meant is no fact for anybody's library.
        assert found.doi.lower() == csl.get("DOI", "").lower(), address
        if reference["status"] == "unlisted":
            assert f"The source does not list reference {reference['number']}." in found.note, address
    keys = [each.key for each in read if each.key is not None]
    assert len(set(keys)) == len(keys)


def downloads(element: Element, page: str) -> dict[str, tuple[str, str]]:
    """The files that a part of a page offers: by their words, the address and the name to save them under."""
    links = [link for link in element.iter("a") if link.get("download") is not None]
    assert {fragment for link in links for _path, fragment in [place(link, page)]} <= {""}
    return {words(link): (place(link, page)[0], link.get("download")) for link in links}


def by_id(guideline: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in guideline["references"]}


def all_references(site: Path) -> list[dict[str, Any]]:
    return [each for guideline in guidelines(site) for each in guideline["references"]]


# Of the site


@pytest.mark.parametrize("suffix", NAMES.values())
def test_the_references_of_the_whole_site_are_one_file_of_each_form(any_site: Path, suffix: str) -> None:
    holds(any_site, f"data/references{suffix}", all_references(any_site))


def test_they_are_linked_from_the_page_that_lists_them(any_site: Path) -> None:
    page = "references/index.html"
    offered = {
        place(link, page)[0] for link in document(any_site, page).iter("a") if link.get("download") is not None
    }
    assert {f"data/references{suffix}" for suffix in NAMES.values()} <= offered


# Of a guideline


@pytest.mark.parametrize("name", NAMES)
def test_the_references_of_a_guideline_are_linked_below_its_list(any_site: Path, name: str) -> None:
    for guideline in guidelines(any_site):
        page = f"guidelines/{guideline['slug']}/index.html"
        offered: dict[str, tuple[str, str]] = {}
        for section in document(any_site, page).xpath("//section[@role='doc-bibliography']"):
            offered |= downloads(section, page)
        address, saved_as = offered[name]
        assert address == f"data/guidelines/{guideline['slug']}/references{NAMES[name]}"
        assert saved_as.endswith(NAMES[name])
        holds(any_site, address, guideline["references"])


# Of one statement


def below(site: Path, statement: dict[str, Any]) -> Element:
    """What stands below a statement: its layer, or what is copied of one that has nothing to open."""
    page, _, name = statement["url"].partition("#")
    [element] = document(site, page).xpath("//*[@id=$name]", name=name)
    box = element if element.tag == "li" else element.getnext()
    return next(each for kind in ("layer", "quote-only") for each in with_class(box, kind))


def cited_for(guideline: Any, statement: Any) -> list[str]:
    """What is cited above a statement that cites nothing itself, and in what belongs to it."""
    belonging = [*guideline.get("parts", []), *guideline.get("footnotes", [])]
    told = [*statement.get("cited_above", []), *(each for each in belonging if statement["id"] in each["about"])]
    return list(dict.fromkeys(key for each in told for key in each["citations"]))


@pytest.mark.parametrize("form", NAMES)
def test_what_a_statement_rests_on_is_linked_from_its_layer_in_the_authors_order(any_site: Path, form: str) -> None:
    citing = 0
    for guideline in guidelines(any_site):
        for statement in guideline["statements"]:
            offered = downloads(below(any_site, statement), statement["url"].partition("#")[0])
            keys = statement["citations"] or cited_for(guideline, statement)
            if not keys:
                assert offered == {}
                continue
            address, saved_as = offered[f"References as {form}"]
            assert saved_as == f"{statement['id']}{NAMES[form]}"
            holds(any_site, address, [by_id(guideline)[key] for key in keys])
            citing += 1
    assert citing


def test_of_one_reference_there_are_files_on_its_own_page(any_site: Path) -> None:
    for guideline in guidelines(any_site):
        for each in guideline["references"]:
            offered = downloads(document(any_site, each["url"]), each["url"])
            assert list(offered) == list(NAMES)
            for name, (address, saved_as) in offered.items():
                assert saved_as.endswith(NAMES[name])
                holds(any_site, address, [each])


# All of them


def test_every_file_that_is_offered_is_there_and_every_file_is_offered(any_site: Path) -> None:
    offered = {
        place(link, page)[0]
        for page in pages(any_site)
        for link in document(any_site, page).iter("a")
        if link.get("download") is not None
    }
    there = {file.relative_to(any_site).as_posix() for file in (any_site / "data").rglob("*") if file.is_file()}
    # The models are for programs, and their twins for pages that were opened from a folder.
    models = {name for name in there if re.fullmatch(r"data/guidelines/[^/]+\.json(\.js)?", name)}
    fhir = {name for name in there if name.startswith("data/fhir/")}
    assert offered - fhir == there - models - fhir


def test_the_fhir_files_are_offered_where_the_calculator_is(site: Path) -> None:
    links = document(site, "calculator/index.html").iter("a")
    offered = {place(link, "calculator/index.html")[0] for link in links if link.get("download") is not None}
    assert offered == {file.relative_to(site).as_posix() for file in (site / "data" / "fhir").iterdir()}


def test_their_names_can_be_saved_on_any_system(any_site: Path) -> None:
    for page in pages(any_site):
        for link in document(any_site, page).iter("a"):
            name = link.get("download")
            assert name is None or (not set(name) & set('<>:"/\\|?*') and len(name) <= 100)
    for file in (any_site / "data").rglob("*"):
        assert len(file.relative_to(any_site).as_posix()) < 150


def test_a_suggested_work_is_in_no_file_but_as_what_may_be_meant(site: Path) -> None:
    suggested = [each["suggested"]["csl"] for each in all_references(site) if each["suggested"]]
    titles = {letters(work["title"]) for work in suggested}
    assert len(titles) == 6
    for suffix, reader in READERS.items():
        for file in (site / "data").rglob(f"*{suffix}"):
            if file.parent.name not in ("guidelines", "fhir"):
                assert titles.isdisjoint(letters(each.title) for each in reader(file))


def test_two_guidelines_may_call_different_works_by_one_key(two: Path) -> None:
    titles: dict[str, list[str]] = {}
    for guideline in guidelines(two):
        for each in guideline["references"]:
            titles.setdefault(each["id"], []).append(each["csl"]["title"])
    assert [key for key, found in titles.items() if len(set(found)) > 1] == ["smith2020"]
    for suffix, reader in READERS.items():
        assert {"On backs", "On knees"} <= {each.title for each in reader(two / f"data/references{suffix}")}


def test_what_was_published_about_a_work_since_is_in_its_files(any_site: Path) -> None:
    said = {"retraction": "Retracted on", "correction": "Corrected on", "concern": "Expression of concern of"}
    for guideline in guidelines(any_site):
        for each in guideline["references"]:
            folder = any_site / "data" / "guidelines" / guideline["slug"] / "citations"
            name = each["url"].split("/")[-2]
            for suffix, read in READERS.items():
                [found] = read(folder / f"{name}{suffix}")
                for notice in each["notices"]:
                    assert said.get(notice["kind"], "Reinstated on") in found.note
                assert bool(each["notices"]) <= bool(found.note)
