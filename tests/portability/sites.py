"""What the two sites hold, by their own files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from site_plugins.diagnostics.markdown_places import split_front_matter
from tests.guideline.source_text import SLUG, STATEMENT_IDS
from tests.second_guideline import source
from tests.second_guideline.build import REAL, SECOND
from tests.site.html import Element, with_class


@dataclass(frozen=True)
class Site:
    """A site's configuration, and what any program has to make of it."""

    name: str
    config: Path
    slug: str
    """Its one guideline."""
    statements: list[str]
    """Their ids, in reading order."""
    references: int
    """How many have a number."""
    further: tuple[str, ...] = ()
    """The addresses of its guideline's further pages."""

    @property
    def content(self) -> Path:
        return self.config.parent / "content"

    @property
    def pages(self) -> dict[str, str]:
        """The Markdown of every page by the page's address."""
        files = sorted(self.content.rglob("*.md"))
        return {
            file.relative_to(self.content).with_suffix(".html").as_posix(): split_front_matter(
                file.read_text(encoding="utf-8")
            )[1]
            for file in files
        }

    @property
    def cited(self) -> int:
        """How often a page cites something, code and escapes left out."""
        return sum(len(_CITATION.findall(_CODE.sub("", text))) for text in self.pages.values())


@dataclass(frozen=True)
class Built:
    """A site, built."""

    site: Site
    folder: Path


_CODE = re.compile(r"^```.*?^```$|^    \$[^\n]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_CITATION = re.compile(r"(?<!\\)\[@[^\]]+\](?!\()")

SITES = (
    Site("low-back-pain", REAL, SLUG, STATEMENT_IDS, 22),
    Site("paper-boats", SECOND, source.SLUG, [each.id for each in source.statements()], 60, source.PAGES[1:]),
)


def statement_ids(pages: Iterable[Element]) -> list[str]:
    return [each.get("id") for page in pages for each in with_class(page, "statement")]


def citations(pages: Iterable[Element]) -> list[Element]:
    """The citations of pages, but for those in layers, which repeat what the notes cite, and of glossary.yml."""
    return [
        mark
        for page in pages
        for mark in with_class(page, "citations")
        if not any(
            {"layer", "glossary__list"} & set((each.get("class") or "").split()) for each in mark.iterancestors()
        )
    ]
