"""ProperDocs, the living fork of MkDocs, makes the same site: every page and every file of data.

It finds plugins and themes by MkDocs' entry points, and gives them its own modules where they import `mkdocs`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from site_plugins.offline import BUNDLE, DOWNLOAD
from tests.portability.sites import Built, citations, statement_ids
from tests.site.html import read

GENERATOR = re.compile(rb'<meta name="generator" content="([^"]*)">')
OF_ALL = {"service-worker.js", "assets/offline/offline.js", BUNDLE, f"{BUNDLE}.sha256", DOWNLOAD}
"""What holds all other files, or their sizes and checksums: it differs where any of them does."""


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _unnamed(content: bytes) -> bytes:
    """A file without the generator's name, and without the checksum of a script that depends on all files."""
    return GENERATOR.sub(b"", re.sub(rb"(assets/offline/offline\.js)\?v=\w+", rb"\1", content))


def test_every_file_is_the_same_but_for_the_generators_name(built: Built, by_properdocs: Path) -> None:
    ours, theirs = files(built.folder), files(by_properdocs)
    assert set(theirs) == set(ours)
    differ = {name for name in ours if _unnamed(theirs[name]) != _unnamed(ours[name])}
    assert differ <= OF_ALL
    named = {name: found[1] for name, content in theirs.items() if (found := GENERATOR.search(content))}
    # The page for a missing address is no page of the theme's.
    assert set(named) == {name for name in ours if name.endswith(".html")} - {"404.html"}
    assert all(b"ProperDocs" in generator for generator in named.values())


def test_its_pages_have_every_statement_and_every_numbered_citation(built: Built, by_properdocs: Path) -> None:
    site = built.site
    pages = [read(by_properdocs / address) for address in site.pages]
    assert sorted(statement_ids(pages)) == sorted(site.statements)
    marks = citations(pages)
    assert len(marks) == site.cited
    numbers = [[link.text for link in mark.iter("a")] for mark in marks]
    assert all(numbers)
    assert {int(number) for shown in numbers for number in shown} <= set(range(1, site.references + 1))


def test_it_publishes_the_guideline(built: Built, by_properdocs: Path) -> None:
    file = by_properdocs / "data" / "guidelines" / f"{built.site.slug}.json"
    published = json.loads(file.read_text(encoding="utf-8"))
    assert [each["id"] for each in published["statements"]] == built.site.statements
    cited = [each for each in published["references"] if not each.get("further_reading")]
    assert len(cited) == built.site.references
