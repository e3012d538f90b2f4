"""Tables in Markdown: rows of pipes, as Python-Markdown reads them, and HTML where cells are merged.

Python-Markdown fills up a row that is too short and drops what a row has too much, without a word. Here each row
keeps its line, so that what does not fit can be named. Merged cells are HTML, which other programs show as well:
`<table markdown="1">` has its cells read as Markdown, without that word on each of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableProcessor
from markdown.preprocessors import Preprocessor

from site_plugins.guideline.cell_lists import has_bullet_behind_break, make_list, separate_list

ROW = "data-row"
"""Holds the line that a row was read from."""
MISFIT = "data-misfit"
"""Holds how many cells a row's line has, where its heading has another number."""

UNREAD_LIST = "data-unread-list"
"""Marks a row, or a cell in HTML, with a list that is not read."""

_TABLE = re.compile(r"<table\b[^<>]*\bmarkdown\b[^<>]*>.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"<(?P<tag>thead|tbody|tfoot|tr|th|td|caption|ul|ol|li)\b(?![^<>]*\bmarkdown\b)", re.IGNORECASE)
_CELL = re.compile(r"<(?P<tag>td|th)\b(?P<rest>[^<>]*>)(?P<words>.*?)(?=</(?P=tag)\s*>)", re.IGNORECASE | re.DOTALL)
_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?^ {0,3}\1[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)


class _KeptRows(TableProcessor):
    """Reads tables as its parent does, and keeps the line of each row."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]  # its type hints leave it out
        parent[-1].set(ROW, row)
        cells = len(self._split_row(row))  # type: ignore[attr-defined]
        if cells != len(align):
            parent[-1].set(MISFIT, str(cells))
        unread = [make_list(cell) for cell in parent[-1]]
        if any(unread):
            parent[-1].set(UNREAD_LIST, "")


class _MarkdownInCells(Preprocessor):
    """Has all parts of a table be Markdown that begins with `<table markdown="1">`."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "<table" not in text.lower():
            return lines
        code = [match.span() for match in _CODE.finditer(text)]

        def mark(table: re.Match[str]) -> str:
            if any(start <= table.start() < end for start, end in code):
                return table[0]
            return _PART.sub(r'<\g<tag> markdown="1"', _CELL.sub(read_lists, table[0]))

        def read_lists(cell: re.Match[str]) -> str:
            # Elsewhere an empty line makes Markdown of what stands below it.
            words = None if "markdown" in cell["rest"] else separate_list(cell["words"])
            unread = f' {UNREAD_LIST}=""' if has_bullet_behind_break(cell["words"]) else ""
            if words is None:
                return f"<{cell['tag']}{unread}{cell['rest']}{cell['words']}"
            return f'<{cell["tag"]} markdown="block"{unread}{cell["rest"]}{words}'

        return _TABLE.sub(mark, text).split("\n")


def read_tables(md: Markdown) -> None:
    """Have a conversion read tables, whether or not Python-Markdown's own extension was asked for."""
    if "|" not in md.ESCAPED_CHARS:
        md.ESCAPED_CHARS.append("|")
    processor = _KeptRows(md.parser, {"use_align_attribute": False})
    md.parser.blockprocessors.register(processor, "table", 75)
    # Before HTML is put aside (20).
    md.preprocessors.register(_MarkdownInCells(md), "lumbar-cells", 22)


def forget_lines(root: Element) -> None:
    """Take off what rows keep of their lines."""
    for row in root.iter("tr"):
        row.attrib.pop(ROW, None)
        row.attrib.pop(MISFIT, None)
        for each in row.iter():
            each.attrib.pop(UNREAD_LIST, None)
