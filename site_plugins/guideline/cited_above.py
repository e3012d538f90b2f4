"""What is cited above a statement that cites nothing itself: by its heading, the line above its list, its table.

A guideline that cites once, behind a heading, gives a reference for what stands below it; which of the sentences it
meant nobody but its author knows. So a statement never gets such a citation as its own: what is so is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from xml.etree.ElementTree import Element

from site_plugins.guideline.citations import citations_of
from site_plugins.guideline.grid import grid_of
from site_plugins.guideline.model import CitedAbove
from site_plugins.guideline.statements import PART, StatementElement, heading_words, is_editors, plain_text
from site_plugins.rendering.list_items import LISTS
from site_plugins.rendering.tree_text import HEADINGS


class Above(StrEnum):
    """Where something above a statement cites. What is said of it stands among the texts as `above.<name>`."""

    HEADING = "heading"
    LEAD_IN = "lead-in"
    TABLE = "table"


@dataclass
class _Walk:
    wanted: dict[Element, str]
    """The statements that cite nothing, by their elements."""
    found: dict[str, tuple[CitedAbove, ...]]
    headings: dict[int, CitedAbove | None]
    """The heading of each level that is open."""

    def look(self, parent: Element, above: tuple[CitedAbove, ...]) -> None:
        before: Element | None = None
        for child in parent:
            if is_editors(child) or child.get(PART):
                continue
            if child.tag in HEADINGS:
                level = int(child.tag[1])
                self.headings = {key: each for key, each in self.headings.items() if key < level}
                self.headings[level] = _cited(Above.HEADING, heading_words(child), [child])
            if child in self.wanted:
                headings = [each for _level, each in sorted(self.headings.items()) if each]
                if cited := (*headings, *above):
                    self.found[self.wanted[child]] = cited
            within = above
            if child.tag in LISTS and before is not None and before.tag == "p":
                words = plain_text(before)
                if parent.tag == "li" or words.endswith((":", "\uff1a")):
                    lead_in = _cited(Above.LEAD_IN, words, [before])
                    within = (*above, *([lead_in] if lead_in else []))
            elif child.tag == "figure" or (child.tag == "table" and parent.tag != "figure"):
                table = _cited(Above.TABLE, "", [*child.iter("figcaption"), *_headings_of_columns(child)])
                within = (table,) if table else ()
            self.look(child, within)
            before = child


def _headings_of_columns(holder: Element) -> Iterator[Element]:
    """Yield the headings above the rows of an element's tables: a row's own heading is about that row alone."""
    for table in holder.iter("table"):
        for row in grid_of(table).head:
            yield from row.distinct


def _cited(where: Above, words: str, holders: Sequence[Element]) -> CitedAbove | None:
    keys = dict.fromkeys(key for holder in holders for key in citations_of(holder))
    return CitedAbove(where, words, tuple(keys)) if keys else None


def add_cited_above(root: Element, statements: Sequence[StatementElement]) -> Iterator[StatementElement]:
    """Yield the statements of a page, those that cite nothing with what is cited above them.

    Citations still hold their keys.
    """
    wanted = {each.element: each.statement.id for each in statements if not each.statement.citations}
    walk = _Walk(wanted, {}, {})
    if wanted:
        walk.look(root, ())
    for each in statements:
        above = walk.found.get(each.statement.id)
        yield replace(each, statement=replace(each.statement, above=above)) if above else each
