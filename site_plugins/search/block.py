"""The search in Markdown: `/// search` becomes the form and, for readers without scripts, a list of all statements.

Options of the extension: `content`, the folder that holds `guidelines/`; `page`, the address of the page within
the site; `placeholders`, the `Placeholders` of a builder of sites (see `site_plugins.rendering.placeholders`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from calculator.core.catalogue import ONE
from site_plugins.guideline import Guideline, library_at
from site_plugins.rendering.placeholders import placeholders_of
from site_plugins.rendering.script_texts import plural_digits, script_texts
from site_plugins.rendering.templating import templates_in
from site_plugins.search.entries import ResultKind
from site_plugins.search.index import KINDS
from site_plugins.search.texts import text

MOST_STATEMENTS = 300
"""A page with links to more is of no use to anybody: it then links to the guidelines."""

SCRIPT_TEXTS = [key for key in text if key.startswith("search.result") and not key.endswith(ONE)]
"""The texts that the script shows by itself."""

_templates = templates_in(Path(__file__).parent / "templates", text)


class Search(Block):  # type: ignore[misc]  # pymdownx has no type hints
    """The form, the place for results and the list."""

    NAME = "search"

    def on_create(self, parent: Element) -> Element:
        """Leave a place for it: the list needs every guideline."""
        library, page = library_at(self.config["content"]), self.config["page"]
        placeholders = placeholders_of(self.md, self.config["placeholders"])
        box = SubElement(parent, "div", {"class": "search-page"})
        box.append(placeholders.add(lambda: render_search(library.guidelines(), page)))
        return box


def render_search(guidelines: Sequence[Guideline], page: str) -> str:
    """Render the search as seen from `page`, with all statements or, if they are many, links to the guidelines."""
    root = "../" * page.count("/")
    few = sum(len(guideline.statements) for guideline in guidelines) <= MOST_STATEMENTS
    labels = {letter: text(f"kind.{kind}") for kind, letter in KINDS.items()}
    here = {KINDS[statement.kind] for guideline in guidelines for statement in guideline.statements}
    some_have = {
        ResultKind.PART: any(guideline.parts for guideline in guidelines),
        ResultKind.FOOTNOTE: any(guideline.footnotes for guideline in guidelines),
        ResultKind.TERM: any(guideline.terms for guideline in guidelines),
    }
    here |= {KINDS[kind] for kind in ResultKind if some_have.get(kind, True)}
    return _templates.get_template("search.html").render(
        kinds=[(letter, label.rstrip(".:")) for letter, label in labels.items() if letter in here],
        settings=json.dumps(
            {
                "root": root,
                "kinds": {letter: [kind, labels[letter]] for kind, letter in KINDS.items()},
                "texts": script_texts(text, SCRIPT_TEXTS),
                "plurals": plural_digits(),
            },
            ensure_ascii=False,
        ),
        ratings=_ratings(guidelines),
        guidelines=[(guideline, _by_section(guideline)) for guideline in guidelines] if few else [],
        pages=[(guideline.page, guideline.about.title) for guideline in guidelines],
        root=root,
    )


def _ratings(guidelines: Sequence[Guideline]) -> list[str]:
    """Return every rating that a statement has, sorted."""
    given = {
        words
        for guideline in guidelines
        for statement in guideline.statements
        for rating in statement.ratings
        for words in rating.level_words
    }
    return sorted(given)


def _by_section(guideline: Guideline) -> list[tuple[str, list[Any]]]:
    return [
        (section, list(statements))
        for section, statements in groupby(guideline.statements, key=lambda statement: statement.section)
    ]


class SearchExtension(BlocksExtension):  # type: ignore[misc]
    """Registers the block."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "content": ["content", "The folder that holds guidelines/"],
            "page": ["search/index.html", "The page's address within the site"],
            "placeholders": ["", "Collects the placeholders of all pages, to be filled in after the last one"],
        }
        super().__init__(**options)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the block."""
        block_mgr.register(Search, self.getConfigs())
