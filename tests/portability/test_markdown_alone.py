"""Every page renders in any program that uses Python-Markdown: MkDocs is not needed, nor any plugin of it."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from mkdocs.utils.yaml import yaml_load

from site_plugins.offline.bundle import CHECKSUM_PLACEHOLDER, SIZE_PLACEHOLDER
from tests.portability.sites import Built, Site, citations, statement_ids
from tests.second_guideline.build import REAL
from tests.site.html import Element, read, with_class, words

PROGRAM = Path(__file__).parent / "alone.py"
MKDOCS_OWN: dict[str, Any] = {"toc": {}, "tables": {}, "fenced_code": {}}
"""The extensions that MkDocs adds to those that a site lists."""


def configured() -> dict[str, Any]:
    """The extensions of `mkdocs.yml` with their options; the second site inherits them."""
    listed = yaml_load(REAL.read_text(encoding="utf-8"))["markdown_extensions"]
    named = [each if isinstance(each, dict) else {each: {}} for each in listed]
    return {name: options for each in named for name, options in each.items()}


def render(site: Site, pages: dict[str, str], *, tell: bool) -> dict[str, Element]:
    """Pages by their addresses, rendered where there is no MkDocs; `tell`: whether the address is told."""
    given = {**MKDOCS_OWN, **configured()}
    ours = [name for name in given if name.startswith("lumbar_")]
    request = {
        "theirs": {name: options for name, options in given.items() if name not in ours},
        "ours": {name: {**given[name], "content": str(site.content)} for name in ours},
        "pages": pages,
        "tell": tell,
    }
    done = subprocess.run(
        [sys.executable, str(PROGRAM)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=site.config.parent,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(done.stdout)
    return {page: html.fragment_fromstring(text, create_parent="article") for page, text in made.items()}


@pytest.fixture(scope="session")
def alone(built: Built) -> dict[str, Element]:
    return render(built.site, built.site.pages, tell=True)


def canonical(article: Element, page: str) -> list[tuple[Any, ...]]:
    """Every element with its depth, attributes and texts; links lead to places of the site."""
    above = len(list(article.iterancestors()))
    return [
        (
            len(list(each.iterancestors())) - above,
            each.tag,
            {name: _unversioned(name, value, page) for name, value in each.attrib.items()},
            _unfilled(each.text),
            _unfilled(each.tail),
        )
        for each in article.iterdescendants()
    ]


def _unfilled(text: str | None) -> str:
    """A text without what is known of the folder to take along only when the whole site is built."""
    known = {SIZE_PLACEHOLDER: r"\d+\.\d MB", CHECKSUM_PLACEHOLDER: r"\b[0-9a-f]{64}\b"}
    said = " ".join((text or "").split())
    for mark, pattern in known.items():
        said = re.sub(pattern, mark, said)
    return said


def _unversioned(name: str, value: str, page: str) -> str:
    """An attribute without the checksum that an address gets when the whole site is built."""
    value = re.sub(r"\?v=[0-9a-f]{10}$", "", value) if name in ("href", "src") else value
    return _target(value, page) if name == "href" else value


def _target(link: str, page: str) -> str:
    """Where a link leads: MkDocs turns the name of a Markdown file into its page's, relative to the page."""
    path, mark, anchor = link.partition("#")
    if "://" in link or link.startswith("mailto:"):
        return link
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return (whole.removesuffix(".md") + ".html" if whole.endswith(".md") else whole) + mark + anchor


def test_every_page_is_the_built_sites_element_by_element(built: Built, alone: dict[str, Element]) -> None:
    assert set(alone) == set(built.site.pages)
    for page, article in alone.items():
        [of_the_site] = read(built.folder / page).iter("article")
        assert canonical(article, page) == canonical(of_the_site, page), page


def test_all_statements_are_there_with_their_layers(built: Built, alone: dict[str, Element]) -> None:
    assert sorted(statement_ids(alone.values())) == sorted(built.site.statements)
    layers = [each for article in alone.values() for each in with_class(article, "layer")]
    assert len(layers) == len(built.site.statements)


def test_every_citation_is_numbered(built: Built, alone: dict[str, Element]) -> None:
    marks = citations(alone.values())
    assert len(marks) == built.site.cited
    numbers = [[link.text for link in mark.iter("a")] for mark in marks]
    assert all(numbers)
    assert {int(number) for shown in numbers for number in shown} <= set(range(1, built.site.references + 1))


def test_the_whole_list_of_references_is_numbered(built: Built, alone: dict[str, Element]) -> None:
    entries = list(with_class(alone["references/index.html"], "reference"))
    # Further reading, which nothing cites, has none and stands behind.
    numbers = [entry.get("value") for entry in entries]
    assert numbers[: built.site.references] == [str(number) for number in range(1, built.site.references + 1)]
    assert set(numbers[built.site.references :]) <= {None}
    assert all(words(entry) for entry in entries)


def test_a_program_that_tells_no_address_loses_only_links_between_pages(built: Built) -> None:
    site, own = built.site, f"guidelines/{built.site.slug}/index.html"
    # Nothing on a guideline's further page tells it from any other page.
    pages = {page: text for page, text in site.pages.items() if page not in site.further}
    made = render(site, pages, tell=False)
    assert set(made) == set(pages)
    for page, article in made.items():
        [of_the_site] = read(built.folder / page).iter("article")
        assert _unfilled(words(article)) == _unfilled(words(of_the_site)), page
    [of_the_site] = read(built.folder / own).iter("article")
    assert canonical(made[own], own) == canonical(of_the_site, own)
