"""Reads the text of a source: plain text line by line, Markdown as what it shows, each word with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markdown import Markdown

from site_plugins.diagnostics.markdown_places import split_front_matter
from site_plugins.diagnostics.problems import FileText
from site_plugins.guideline.footnotes import PageFootnoteExtension
from site_plugins.guideline.kept_source.citing import Citing, mark_citations
from site_plugins.guideline.kept_source.levels import Parents, parents_in
from site_plugins.guideline.kept_source.shown import Blocks, MarkdownPlaces, read_blocks
from site_plugins.guideline.kept_source.tokens import Token, tokens_of_block, tokens_of_source
from site_plugins.guideline.lists import ListExtension

FORMS = ("text", "markdown")
"""What the files of a source may be written in."""
_LOOKS_LIKE_MARKDOWN = re.compile(
    r"^#{1,6} +\S|\*\*\w[^*\n]*\*\*|\]\(https?:|^\|(?: *:?-+:? *\|)+ *$|</?sup>", re.MULTILINE
)
_RAISED_NUMBERS = re.compile(r"\^(\d{1,3}(?:[,;–-]\d{1,3})*)\^?")
_RAISE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class SourcePart:
    """A file of a source."""

    tokens: list[Token]
    items: Parents
    """The items of its lists by their lines."""


def find_markdown(text: FileText) -> int | None:
    """Return where a text has what Markdown writes and plain text hardly ever does; None without it."""
    found = _LOOKS_LIKE_MARKDOWN.search(text.text)
    return found.start() if found else None


def read_part(text: FileText, citing: Citing, form: str, part: int) -> SourcePart:
    """Read a file of a source, written in one of FORMS."""
    if form == "text":
        return SourcePart(tokens_of_source(text.text, citing, part), parents_in(text.text))
    text = FileText(text.file, split_front_matter(text.text)[1])
    blocks = blocks_of_markdown(text.text, citing)
    places = MarkdownPlaces(text, blocks.written)
    tokens: list[Token] = []
    lines: dict[int, int] = {}
    for number, block in enumerate(blocks.texts):
        for token in tokens_of_block(block, str, part, number):
            line = places.place(token).line or 1
            lines.setdefault(number, line)
            tokens.append(token._replace(row=line))
    items = {
        lines[block]: frozenset([None if parent is None else lines[parent]])
        for block, parent in blocks.items.items()
        if block in lines and (parent is None or parent in lines)
    }
    return SourcePart(tokens, items)


def blocks_of_markdown(text: str, citing: Citing) -> Blocks:
    """Return what a Markdown text shows, with its citations marked."""
    converter = Markdown(extensions=["tables", "fenced_code", ListExtension(), PageFootnoteExtension()])
    blocks = read_blocks(converter.convert(text), "", {}, of_source=True)
    blocks = blocks.filled_in(lambda name: f"[](#{name})", citing.marks_footnotes_alike)

    def mark(block: str) -> str:
        if citing.style == "superscripts":
            block = _RAISED_NUMBERS.sub(lambda numbers: numbers[1].translate(_RAISE), block)
        return mark_citations(block, citing)

    return replace(blocks, texts=tuple(map(mark, blocks.texts)), written=tuple(map(mark, blocks.written)))
