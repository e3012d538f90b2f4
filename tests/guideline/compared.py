"""Comparing a guideline's pages with the source that is kept beside them, as a site does when it is built."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import markdown

from site_plugins.diagnostics.markdown_places import split_front_matter
from site_plugins.diagnostics.problems import ContentError, Problem
from site_plugins.guideline import Guideline, Library, library_at
from site_plugins.rendering.placeholders import Placeholders


def convert(content: Path, slug: str) -> Library:
    """Convert all pages of a guideline, and return the library that has taken them."""
    library_at.cache_clear()
    library = library_at(str(content))
    placeholders = Placeholders()
    for page, file in library.folder(slug).pages.items():
        options = {"content": str(content), "page": page, "file": str(file), "placeholders": placeholders}
        markdown.Markdown(
            extensions=["attr_list", "md_in_html", "tables", "toc", "fenced_code", "lumbar_guideline"],
            extension_configs={"lumbar_guideline": options, "toc": {"permalink": "#"}},
        ).convert(split_front_matter(file.read_text(encoding="utf-8"))[1])
    return library


def compare(content: Path, slug: str) -> Guideline:
    """Convert all pages of a guideline and read it. Raises ContentError when it differs from its source."""
    return convert(content, slug).guideline(slug)


def problems_of(content: Path, slug: str) -> list[Problem]:
    """Everything that is wrong when all pages of a guideline are converted and compared."""
    try:
        compare(content, slug)
    except ContentError as error:
        return list(error.problems)
    return []


def keep_source(
    guideline: Path, text: str, *, citations: str = "trailing-numbers", name: str = "text.txt", more: str = ""
) -> None:
    """Keep a text as a guideline's source; `more` are further lines of `source.yml`."""
    folder = guideline / "source"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="")
    digest = sha256((folder / name).read_bytes()).hexdigest()
    (folder / "source.yml").write_text(
        f"citations: {citations}\n{more}files:\n  {name}:\n    from: a shelf\n    received: 2026-11-23\n"
        f"    sha256: {digest}\n",
        encoding="utf-8",
    )
