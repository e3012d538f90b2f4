"""The guideline's Markdown renders in any program that uses Python-Markdown: MkDocs is not needed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from site_plugins.guideline.front_matter import split_front_matter
from tests.guideline.source_text import CONTENT, SLUG, STATEMENT_IDS
from tests.site.html import Element, article_of, with_class, words

PROGRAM = Path(__file__).parent / "plain_markdown.py"
PAGE = f"guidelines/{SLUG}/index"


@pytest.fixture(scope="module")
def alone() -> Element:
    """The guideline's page, rendered where there is no MkDocs."""
    _front, text = split_front_matter((CONTENT / f"{PAGE}.md").read_text(encoding="utf-8"))
    options = {"content": str(CONTENT), "page": f"{PAGE}.html"}
    done = subprocess.run(
        [sys.executable, str(PROGRAM)],
        input=json.dumps({"text": text, "extensions": [], "options": options}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=CONTENT.parent,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return html.fragment_fromstring(done.stdout, create_parent="article")


@pytest.fixture(scope="module")
def built(site: Path) -> Element:
    """The same page of the built site."""
    return article_of(site / f"{PAGE}.html")


def parts(article: Element, name: str) -> list[tuple[Any, ...]]:
    """Everything of a class: its id, its words and where its links lead."""
    return [
        (part.get("id"), words(part), [link.get("href") for link in part.iter("a")])
        for part in with_class(article, name)
    ]


def test_the_statements_are_the_built_sites(alone: Element, built: Element) -> None:
    assert [name for name, _words, _links in parts(alone, "statement")] == STATEMENT_IDS
    assert parts(alone, "statement") == parts(built, "statement")


@pytest.mark.parametrize("name", ["citations", "editors-note", "reference", "guideline-card"])
def test_so_are_numbers_notes_references_and_the_card(alone: Element, built: Element, name: str) -> None:
    assert parts(alone, name)
    assert parts(alone, name) == parts(built, name)
