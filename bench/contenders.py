"""What is compared: plain Material, its citation plugin, and Lumbar, each with its own site of the same text."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import CITATIONS, Corpus, Page
from bench.results import CHECKOUT
from bench.sources import (
    guideline_folder,
    pages_folder,
    write_bibtex,
    write_citations,
    write_plain,
    write_statements,
)

CSL = CHECKOUT / "site_plugins" / "references" / "styles" / "nlm-citation-sequence.csl"

PLAIN = "plain"
"""The contender that the others are compared with."""


@dataclass(frozen=True)
class Contender:
    """A way to build the site."""

    name: str
    what: str
    """In a few words, for the table."""
    write: Callable[[Path, Corpus], None]
    """Writes its site's source into an empty folder."""
    address: Callable[[Page], str]
    """Where a page stands, below its source's and its site's folder, without suffix."""
    work: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """What every page must hold 20 times, by its name: the proof that the work was done."""
    lacks: Callable[[], str | None] = lambda: None
    """Says what it cannot do without and does not find, or None."""

    def undone(self, site: Path, corpus: Corpus) -> str | None:
        """Say what a built site lacks, or None. A fast build that left the work undone is no result."""
        for page in corpus.pages:
            file = site / f"{self.address(page)}.html"
            if not file.is_file():
                return f"{self.address(page)}.html was not built"
            html = file.read_text(encoding="utf-8")
            for name, pattern in self.work.items():
                found = len(pattern.findall(html))
                if found != CITATIONS:
                    return f"{self.address(page)}.html has {found} {name} instead of {CITATIONS}"
        return None


def _no_pandoc() -> str | None:
    return None if shutil.which("pandoc") else "pandoc is not installed"


_REFERENCES = {
    "numbered citations": re.compile(r'<a\b[^>]*\brole="doc-noteref"[^>]*>\d+</a>'),
    "references in its list": re.compile(r'<li\b[^>]*\bid="[^"]*\bmade-up-\d+"[^>]*\bclass="reference\b'),
}
_STATEMENTS = {
    "statements": re.compile(r'class="[^"]*\bstatement--do\b'),
    "layers": re.compile(r'<details\b[^>]*\bclass="layer\b'),
}
_FOOTNOTES = {
    "numbered citations": re.compile(r'<a class="footnote-ref" href="#fn:made-up-\d+">\d+</a>'),
    "references in its list": re.compile(r'<li id="fn:made-up-\d+">\s*<p>\S'),
}


def contenders() -> Iterator[Contender]:
    """Yield all, plain Material first."""
    yield Contender(PLAIN, "Material with navigation.prune; citations stay text", write_plain, pages_folder)
    yield Contender(
        "mkdocs-bibtex", "the plugin mkdocs-bibtex, without CSL", write_bibtex, pages_folder, _FOOTNOTES
    )
    yield Contender(
        "mkdocs-bibtex-csl",
        "the plugin mkdocs-bibtex, with CSL by pandoc",
        lambda folder, corpus: write_bibtex(folder, corpus, csl_file=str(CSL), csl_file_encoding="utf-8"),
        pages_folder,
        _FOOTNOTES,
        _no_pandoc,
    )
    yield Contender("lumbar-citations", "Lumbar, pages that cite", write_citations, pages_folder, _REFERENCES)
    yield Contender(
        "lumbar-statements",
        "Lumbar, pages of one guideline, each citation a statement",
        write_statements,
        guideline_folder,
        {**_REFERENCES, **_STATEMENTS},
    )
