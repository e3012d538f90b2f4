"""Reading a page's tables and figures: what they hold, which rows are statements, and what is wrong with them.

It has two steps, between which the page's statements are read: a row that is a statement gives up its attribute
list, and what a table cites is what its statements do not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.etree.ElementTree import Element

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.block_headers import BlockHeader, has_misplaced
from site_plugins.guideline.cell_lists import mark_items
from site_plugins.guideline.citations import KEYS
from site_plugins.guideline.exhibit_blocks import Box, take_boxes
from site_plugins.guideline.exhibits import Exhibit, Passage
from site_plugins.guideline.figures import read_figure
from site_plugins.guideline.grid import Grid, GridRow, add_scopes, grid_of
from site_plugins.guideline.ids import ID
from site_plugins.guideline.narrow_tables import prepare_for_narrow_screens
from site_plugins.guideline.statements import (
    EDITORS,
    StatementElement,
    StatementRow,
    heading_words,
    is_editors,
    is_statement,
    plain_text,
)
from site_plugins.guideline.tables import TableParts, find_row_problems, find_statement_rows, read_table
from site_plugins.guideline.texts import text
from site_plugins.guideline.unread_markup import find_unread_markup
from site_plugins.rendering.list_items import LISTS
from site_plugins.rendering.tree_text import HEADINGS

_HEADING_ID = re.compile(r"\{:?[^{}\n]*#([^\s{}]+)[^{}\n]*\}\s*$")


@dataclass
class PageExhibits:
    """The tables and figures of a page, and what else may cite."""

    rows: dict[Element, StatementRow] = field(default_factory=dict)
    """The rows that are statements."""
    citing: set[Element] = field(default_factory=set)
    """All elements that may cite although they are no statement."""
    grids: dict[Element, Grid] = field(default_factory=dict)
    """The grids of the tables by their elements."""
    exhibits: list[tuple[Exhibit, Element]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    order: tuple[str, ...] = ()
    """Every key that the source's own text cites, by first appearance."""
    ids: list[str] = field(default_factory=list)
    """The ids of the exhibits, also of those with problems."""
    problems: list[Problem] = field(default_factory=list)
    boxes: list[tuple[Box, TableParts | None]] = field(default_factory=list)
    """The blocks in which nothing was wrong so far."""

    @property
    def grid_rows(self) -> dict[Element, tuple[Grid, GridRow]]:
        """Each row with its grid, by its element."""
        return {row.element: (grid, row) for grid in self.grids.values() for row in grid.rows}


def begin_exhibits(root: Element, locator: Locator, headers: Collection[BlockHeader] = ()) -> PageExhibits:
    """Read the layout of a page's tables and figures, before its statements are read.

    `headers` are those of the page's blocks: no option is said to be missing that stands in a wrong place.
    """
    page = PageExhibits()
    editors = {each for part in root.iter() if is_editors(part) for each in part.iter()}
    page.problems += find_unread_markup(locator)
    boxes = list(take_boxes(root))
    page.ids += [name for name, _words in find_headings(root)]
    taken = len(page.ids)
    in_box = {each for box in boxes for each in box.element.iter()}
    for table in root.iter("table"):
        grid = page.grids[table] = grid_of(table)
        add_scopes(grid)
        mark_items(table)
        page.problems += find_row_problems(grid, locator)
    for box in boxes:
        parts = None
        problems = [each for each in _check_box(box, page, locator) if not has_misplaced(headers, each, "id")]
        if box.element in editors:
            problems.append(
                box.problem(locator, "stands within an editors’ part: close that part with /// before it.")
            )
        if not problems and box.kind.is_table:
            parts = read_table(box, page.grids, locator)
            problems += parts.problems
        page.problems += problems
        if not problems:
            page.boxes.append((box, parts))
    read = {parts.table: parts for _box, parts in page.boxes if parts}
    for table, grid in page.grids.items():
        rows, problems = find_statement_rows(grid, read.get(table), locator, in_editors=table in editors)
        page.rows |= rows
        page.problems += problems
    for element in root.iter():
        if element.tag in HEADINGS or element.tag == "table" or element in in_box:
            page.citing.update(element.iter())
    del page.ids[:taken]
    return page


def finish_exhibits(
    page: PageExhibits,
    root: Element,
    address: str,
    statements: Sequence[StatementElement],
    footnotes: Mapping[str, Element],
    locator: Locator,
) -> None:
    """Read what the tables and figures hold, now that the statements of the page at an address are read.

    `footnotes` are the elements of its footnotes by their labels: what they cite is told as well.
    """
    own = {each.element: each.statement.id for each in statements}
    places = _Places(own, {*(box.element for box, _parts in page.boxes), *footnotes.values()})
    places.walk(root, None, "")
    page.order = tuple(places.order)
    for box, parts in page.boxes:
        section = places.sections.get(box.element, "")
        cites = tuple(places.cited.get(box.element, {}))
        if parts is not None:
            exhibit = parts.exhibit(address, section, cites, own)
        else:
            figure, problems = read_figure(box, address, section, cites, locator)
            page.problems += problems
            if figure is None:
                continue
            exhibit = figure
        page.exhibits.append((exhibit, box.element))
    page.problems += _find_repeated_numbers(page, locator)
    by_box = {element: exhibit for exhibit, element in page.exhibits}
    labels = {element: label for label, element in footnotes.items()}
    for number, (element, keys) in enumerate(places.cited.items(), start=1):
        if element in by_box:
            exhibit = by_box[element]
            page.passages.append(Passage(exhibit.name, exhibit.url, tuple(keys)))
        elif element in labels:
            words, name = text("footnote.name", label=labels[element]), quote(labels[element])
            page.passages.append(Passage(words, f"{address}#fn:{name}", tuple(keys)))
        else:
            name = f"cites:{number}"
            if element.tag == "table":
                section = places.sections[element]
                words = text("passage.table", section=section) if section else text("passage.table-alone")
            else:
                words = text("passage.heading", words=heading_words(element))
            page.passages.append(Passage(words, f"{address}#{_anchor(element, name)}", tuple(keys)))
    grids = {box.element: parts.grid for box, parts in page.boxes if parts is not None}
    for exhibit, element in page.exhibits:
        _finish_box(exhibit, element, grids.get(element))


def _anchor(element: Element, name: str) -> str:
    """Give what cites a place to link to; return its id. A heading's own id is not known yet."""
    if element.tag == "table":
        element.set("id", element.get("id") or name)
        return element.get("id", name)
    parent, citation = next((each, child) for each in element.iter() for child in each if child.get(KEYS))
    holder = Element("span", {"id": name})
    holder.tail, citation.tail = citation.tail, None
    parent[list(parent).index(citation)] = holder
    holder.append(citation)
    return name


def _finish_box(exhibit: Exhibit, element: Element, grid: Grid | None) -> None:
    """Give the box its id, its label before the caption and a table its scrolling frame."""
    element.set("id", exhibit.id)
    caption = element[0]
    caption.set("id", f"{exhibit.id}:caption")
    label = Element("span", {"class": f"exhibit__label {EDITORS}"})
    label.text = text(f"exhibit.{exhibit.kind}")
    end = Element("span", {"class": EDITORS})
    end.text = ":"
    number = Element("span", {"class": "exhibit__number"})
    number.text = exhibit.number
    if exhibit.number:
        label.tail = " "
    before = [number] if exhibit.has_own_label else [label, *([number] if exhibit.number else []), end]
    before[-1].tail, caption.text = f" {caption.text or ''}", ""
    caption[:0] = before
    table = element.find("table")
    if table is not None:
        frame = Element(
            "div",
            {
                "class": "exhibit__frame",
                "role": "region",
                "tabindex": "0",
                "aria-labelledby": f"{exhibit.id}:caption",
            },
        )
        frame.tail, table.tail = table.tail, None
        element[list(element).index(table)] = frame
        frame.append(table)
        more = prepare_for_narrow_screens(grid, exhibit.kind) if grid else ""
        table.set("class", f"exhibit__table {more}".strip())
        table.set("aria-labelledby", f"{exhibit.id}:caption")


@dataclass
class _Places:
    """Where the source's own text cites, by a walk over a page."""

    statements: Collection[Element]
    boxes: Collection[Element]
    order: dict[str, None] = field(default_factory=dict)
    sections: dict[Element, str] = field(default_factory=dict)
    cited: dict[Element, dict[str, None]] = field(default_factory=dict)
    """The keys that each box, table and heading cites outside its statements."""

    def walk(self, element: Element, holder: Element | None, section: str) -> str:
        """Look at the children of an element that belongs to a holder; return the section at its end."""
        for child in element:
            if is_editors(child):
                continue
            keys = (child.get(KEYS) or "").split()
            if keys:
                self.order.update(dict.fromkeys(keys))
                if holder is not None:
                    self.cited.setdefault(holder, {}).update(dict.fromkeys(keys))
                continue
            inner = holder
            if child.tag in HEADINGS:
                section, inner = heading_words(child), child
            elif child in self.boxes or (holder is None and child.tag == "table"):
                self.sections[child], inner = section, child
            elif child in self.statements:
                inner = None
            section = self.walk(child, inner, section)
        return section


def _check_box(box: Box, page: PageExhibits, locator: Locator) -> Iterator[Problem]:
    """Yield what is wrong with a block's id, number and end."""
    name, number = box.options["id"], box.options["n"]
    if name is not None and not isinstance(name, str):
        yield box.problem(locator, f"has an id that YAML reads as {name!r}: begin it with a letter, such as tab-1.")
    elif not name:
        yield box.problem(locator, "has no id; add one below it, such as id: tab-doses, indented by four spaces.")
    elif not re.fullmatch(ID, name):
        allowed = "a letter, then letters, digits, hyphens, dots and _"
        yield box.problem(locator, f"has the id “{name}”, which cannot be used; allowed: {allowed}.")
    elif name in page.ids:
        yield box.problem(locator, f"has the id “{name}”, which is used twice; give it another one.")
    if isinstance(name, str):
        page.ids.append(name)
    if number is not None and not _is_as_typed(number, locator):
        yield box.problem(
            locator, f'has a number that YAML reads as {number!r}: put it in quotes, such as n: "2.10".'
        )
    if is_statement(box.caption):
        yield box.problem(
            locator, "has an attribute list in its caption: a row can be a statement, a caption cannot."
        )
    in_cells = {item for table in box.element.iter("table") for item in table.iter()}
    for item in box.element.iter():
        own = _own_words(item)
        if item.tag in ("p", "li") and is_statement(own):
            words = plain_text(own)
            if item in in_cells:
                listed = words[words.rindex("{") :]
                message = (
                    f"“{words}” is an item of a cell and cannot be a statement; a row is one: write one attribute "
                    "list at the end of its first or last cell."
                )
                yield locator.at_sign((listed,), message)
                continue
            message = (
                f"“{words}” is a statement within the block of a {box.kind.value.replace('-', ' ')}: close the "
                "block with /// before it."
            )
            yield locator.at_text(words, message)


def find_headings(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the id that its author gave a heading, and its words, of each that has one."""
    for element in root.iter():
        if element.tag in HEADINGS:
            match = _HEADING_ID.search((element[-1].tail if len(element) else element.text) or "")
            if match:
                yield match[1], heading_words(element)


def _own_words(item: Element) -> Element:
    """Return what stands in an item before a list within it."""
    own = Element("p")
    own.text = item.text
    for child in item:
        if child.tag in LISTS:
            break
        own.append(child)
    return own


def _find_repeated_numbers(page: PageExhibits, locator: Locator) -> Iterator[Problem]:
    """Yield the tables and figures of a page that have the number of another one."""
    boxes = {box.element: box for box, _parts in page.boxes}
    seen: set[str] = set()
    for exhibit, element in page.exhibits:
        if exhibit.number and exhibit.label in seen:
            yield boxes[element].problem(
                locator, f"is {exhibit.label}, and so is another one above it; correct n:."
            )
        seen.add(exhibit.label)


def _is_as_typed(number: object, locator: Locator) -> bool:
    """Tell whether a number is what its author typed: YAML makes 2.1 of 2.10, 8 of 010 and true of yes."""
    if isinstance(number, str):
        return bool(number.strip())
    if isinstance(number, bool) or not isinstance(number, int):
        return False
    return locator.holds(rf"^[^\S\n]+n:[^\S\n]*{number}[^\S\n]*$")
