"""Our BibTeX and RIS as Citation.js reads them, which knows nothing of us."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from site_plugins.references.csl import split_words
from site_plugins.references.exchange import FileFormat, export_records
from tests.references.exchange_works import WORKS, Work

ROOT = Path(__file__).parents[2]
FIELDS = sorted(
    split_words(
        """
        title author editor translator container-title container-title-short collection-title publisher
        publisher-place event-place edition volume issue page issued DOI URL ISBN ISSN language version
        """
    )
)

# What Citation.js itself does not read, or reads as something else.
NOT_READ = {
    # It divides names at every comma, also at EndNote's pair.
    (FileFormat.RIS, "comma"): {"author"},
    # Of a web page, T2 is a series to it, as it is to EndNote; Zotero's T2 is the site.
    (FileFormat.RIS, "page"): {"author", "container-title", "collection-title"},
    # A book's and a thesis's SP, the number of pages, it takes for pages, too.
    (FileFormat.RIS, "book"): {"page"},
    (FileFormat.RIS, "thesis"): {"page"},
}


def read_by_citation_js(text: str, form: FileFormat) -> list[dict[str, Any]]:
    node = shutil.which("node")
    assert node, "node is missing: `make test` puts it on the PATH"
    run = subprocess.run(
        [node, ROOT / "tests" / "references" / "citation_js.mjs"],
        input=json.dumps({"form": form, "text": text}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def comparable(work: Work) -> dict[str, Any]:
    """Return the fields in one way of writing: names as text, dates without seasons, pages with hyphens."""
    found: dict[str, Any] = {}
    for field in FIELDS:
        value = work.get(field)
        if field == "page":
            value = re.sub("[–—]", "-", str(work.get("page") or work.get("page-first") or "")) or None
        elif isinstance(value, list):
            value = [name_text(name) for name in value]
        elif field == "issued" and value:
            value = value.get("date-parts") or value.get("literal") or value.get("raw")
        if value:
            found[field] = value
    return found


def name_text(name: dict[str, str]) -> str:
    parts = ("non-dropping-particle", "family", "literal", "given", "suffix")
    return " ".join(name[part] for part in parts if name.get(part))


@pytest.mark.parametrize("form", [FileFormat.BIBTEX, FileFormat.RIS])
def test_another_reader_finds_the_same_works(form: FileFormat) -> None:
    found = read_by_citation_js(export_records(WORKS, form), form)
    assert [work["id"] for work in found] == [work["id"] for work in WORKS]
    differing = []
    for work, other in zip(WORKS, found, strict=True):
        ours, theirs = comparable(work), comparable(other)
        differing += [
            (work["id"], field, ours.get(field), theirs.get(field))
            for field in FIELDS
            if ours.get(field) != theirs.get(field) and field not in NOT_READ.get((form, work["id"]), ())
        ]
    assert differing == []


@pytest.mark.parametrize("form", [FileFormat.BIBTEX, FileFormat.RIS])
def test_another_reader_keeps_a_corporate_author_in_one_piece(form: FileFormat) -> None:
    [work] = read_by_citation_js(export_records([work for work in WORKS if work["id"] == "corporate"], form), form)
    [author] = work["author"]
    assert author.get("literal", author.get("family")) == "National Office of Glue and Paper"
    assert not author.get("given")


def test_another_reader_finds_pubmed_ids_in_bibtex() -> None:
    [work] = read_by_citation_js(
        export_records([work for work in WORKS if work["id"] == "whole"], FileFormat.BIBTEX), FileFormat.BIBTEX
    )
    assert (work["PMID"], work["PMCID"]) == ("99000001", "PMC9900001")
