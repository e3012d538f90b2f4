"""Lists within the cells of tables, as Markdown is written elsewhere too.

A row of pipes is one line. Several items of a cell stand behind each other, each behind its bullet, with line
breaks between them; or as HTML:

    | A4 | - one coin [@smith2020]<br>- no button [@jones2021] |
    | A4 | <ul><li>one coin [@smith2020]</li><li>no button [@jones2021]</li></ul> |

In a table in HTML a list of Markdown stands in its cell between empty lines:

    <td>

    - one coin [@smith2020]
    - no button [@jones2021]

    </td>

In plain text, where the items share a line, each stands behind a bullet: “5 mg” and “10 mg” are never “5 mg 10 mg”.
Other programs’ bullets are read as well, “–” among them, which as it is typed would make “5 mg – 10 mg” of the two.
Where some lines of a cell begin with a bullet and others do not, nobody can tell the items: that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent
from xml.etree.ElementTree import Element, SubElement

from site_plugins.guideline.ids import LAST_ATTRIBUTES
from site_plugins.guideline.lists import FOREIGN_BULLETS, write_lists
from site_plugins.rendering.list_items import LISTS
from site_plugins.rendering.tree_text import BREAK_TAG, CELL_ITEM

_BREAK = re.compile(rf"\s*{BREAK_TAG}\s*", re.IGNORECASE)
_BULLET = re.compile(rf"\s*(?P<sign>[-\u2014{FOREIGN_BULLETS}])\s+(?=\S)")
_MINUS = "\u2212"
"""May be a bullet or belong to the number behind it."""
_HTML = re.compile(r"\s*<(?P<tag>ul|ol)>\s*(?P<items>(?:<li>(?:(?!<li>|</?[uo]l>).)*?</li>\s*)+)</(?P=tag)>", re.I)
_HTML_ITEM = re.compile(r"<li>\s*(.*?)\s*</li>", re.IGNORECASE)
_ITEM_IN_HTML = re.compile(r"</?(?:ul|ol|li)\b", re.IGNORECASE)
_MARKDOWN_LIST = re.compile(r"(?:\n|(?<=:))[ \t]*\n(?=[ \t]*(?:[-*+]|\d+\.)[ \t]+\S)")


def make_list(cell: Element) -> bool:
    """Make a list of the items of a cell of a row of pipes; return whether it has a list that is not read."""
    words = cell.text or ""
    lines = _BREAK.split(words)
    if len(lines) > 1 and any(map(_BULLET.match, lines)):
        parts = _split_lines(lines)
        if parts is None:
            return True
        before, items = parts
        _write(cell, before, "ul", items)
    elif match := _HTML.search(words):
        _write(cell, words[: match.start()], match["tag"].lower(), _HTML_ITEM.findall(match["items"]))
        cell[-1].tail = (cell[-1].tail or "") + words[match.end() :]
    return bool(_ITEM_IN_HTML.search((cell.text or "") + ((cell[-1].tail or "") if len(cell) else "")))


def separate_list(cell: str) -> str | None:
    """Return what stands in a cell of a table in HTML with its list of Markdown between empty lines; None for none.

    A list stands below an empty line, or below a line that ends in a colon; elsewhere such lines are asked about.
    """
    if not _MARKDOWN_LIST.search(cell):
        return None
    # A table's rows are often indented, which would make code of it.
    words = _MARKDOWN_LIST.sub("\n\n", dedent(cell.strip("\n"))).strip()
    # What reads the lists of a page does not see what stands in HTML.
    return "\n".join(["", "", *write_lists(words.split("\n")), "", ""])


def has_bullet_behind_break(cell: str) -> bool:
    """Tell whether a bullet stands behind a line break in a cell of a table in HTML, where it makes no item."""
    return any(map(_BULLET.match, _BREAK.split(cell)[1:]))


def mark_items(table: Element) -> None:
    """Have the items of lists in a table's cells stand behind bullets in plain text."""
    for listed in table.iter():
        if listed.tag in LISTS:
            listed.set("class", "exhibit__items")
            for item in listed:
                item.set("class", CELL_ITEM)


def _split_lines(lines: Sequence[str]) -> tuple[str, list[str]] | None:
    """Return what stands before the first bullet, and the items; None where the lines of a cell are no list."""
    bullets = [_BULLET.match(line) for line in lines]
    first = next((place for place, bullet in enumerate(bullets) if bullet), len(lines))
    # Another bullet is that of a list within the list.
    signs = {bullet and bullet["sign"] for bullet in bullets[first:]}
    if len(lines) - first < 2 or first > 1 or len(signs) != 1 or signs & {None, _MINUS}:
        return None
    return "".join(lines[:first]), [_BULLET.sub("", line, count=1) for line in lines[first:]]


def _write(cell: Element, before: str, tag: str, items: list[str]) -> None:
    """Write the items into the cell. What ends the last one alone in an attribute list belongs to the whole row."""
    ends = [LAST_ATTRIBUTES.search(item) for item in items]
    last = ends[-1] if not any(ends[:-1]) else None
    if last is not None:
        items = [*items[:-1], items[-1][: last.start()]]
    cell.text = before
    listed = SubElement(cell, tag)
    listed.tail = last[0] if last else ""
    for item in items:
        SubElement(listed, "li").text = item
