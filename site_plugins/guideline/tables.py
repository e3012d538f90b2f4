"""What a table holds: its rows, notes and statements; of a dose table also whether each number has its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem, suggestion
from site_plugins.guideline.cross_references import fill_in
from site_plugins.guideline.doses import (
    REQUIRED,
    ColumnKind,
    DoseCell,
    find_column_kind,
    find_dose_faults,
    find_misread,
)
from site_plugins.guideline.exhibit_blocks import Box, words_of
from site_plugins.guideline.exhibit_notes import ExhibitNotes
from site_plugins.guideline.exhibits import Exhibit, ExhibitKind, row_text
from site_plugins.guideline.grid import Grid, GridRow, widths_differ
from site_plugins.guideline.rating_columns import (
    RatingColumns,
    find_unnamed_columns,
    read_rating_columns,
)
from site_plugins.guideline.statements import EDITORS, StatementRow, is_statement, plain_text
from site_plugins.guideline.table_marks import marks_in, without_marks
from site_plugins.guideline.table_syntax import MISFIT, ROW, UNREAD_LIST
from site_plugins.guideline.texts import text
from site_plugins.rendering.tree_text import atomic


@dataclass
class TableParts:
    """A table in its block."""

    box: Box
    table: Element
    grid: Grid
    notes: ExhibitNotes = field(default_factory=ExhibitNotes)
    drug: str | None = None
    """The drug that a dose table names in its caption; None where a column names the drugs."""
    ratings: RatingColumns = field(default_factory=RatingColumns)
    """The columns that rate its rows."""
    problems: list[Problem] = field(default_factory=list)

    def exhibit(
        self, page: str, section: str, citations: tuple[str, ...], statements: Mapping[Element, str]
    ) -> Exhibit:
        """Return the table as a part of its guideline.

        `statements` are the ids of the page's statements by their elements, whose attribute lists are taken off.
        """
        number = self.box.options["n"]
        return Exhibit(
            id=self.box.options["id"],
            kind=self.box.kind,
            number=None if number is None else str(number).strip(),
            caption=plain_text(self.box.caption),
            section=section,
            citations=citations,
            page=page,
            columns=columns_of(self.grid),
            rows=tuple(tuple(map(plain_text, row.cells)) for row in self.grid.body),
            notes=self.notes.told,
            drug=self.drug,
            statements=tuple(statements[row.element] for row in self.grid.body if row.element in statements),
        )


def columns_of(grid: Grid) -> tuple[str, ...]:
    """Return the heading of each column; where there are several above each other, all of them from the top."""
    columns = []
    for column in range(grid.width):
        above = dict.fromkeys(row.cells[column] for row in grid.head if column < len(row.cells))
        columns.append(", ".join(filter(None, map(plain_text, above))))
    return tuple(columns)


def find_row_problems(grid: Grid, locator: Locator) -> Iterator[Problem]:
    """Yield the rows that do not fit their table, and take off what rows keep of their lines."""
    misfits = set()
    for row in grid.rows:
        line, cells = row.element.attrib.pop(ROW, ""), row.element.attrib.pop(MISFIT, None)
        if [each for each in row.element.iter() if each.attrib.pop(UNREAD_LIST, None) is not None]:
            message = (
                "This row has a list that is not read: write the items of a cell as “- one<br>- two”, all behind "
                "the same bullet and with at most one line before them; in a table in HTML, and where lists stand "
                "within lists, as a list of Markdown between empty lines. If a dash begins no item, leave out the "
                "<br> before it."
            )
            yield locator.at_literal(line, message) if line else locator.at_text(plain_text(row.element), message)
        if cells is not None:
            misfits.add(row.element)
            if line.lstrip().startswith(("//", ":::")):
                # The end of a block that could not be read, or no end of one, which is said there.
                continue
            message = (
                f"This row has {cells} cells, its table {grid.width} columns. Write each cell between its own |, "
                "and an empty line below the last row; a | within a cell is \\|."
            )
            yield locator.at_literal(line, message)
    for row in widths_differ(grid):
        if row.element not in misfits:
            words = plain_text(row.element)
            message = (
                f"The row “{words}” covers {len(row.cells)} columns, the first row {grid.width}: check colspan and "
                "rowspan."
            )
            yield locator.at_text(words, message)


# ---- Rows that are statements -----------------------------------------------------------------------------------


def find_statement_rows(
    grid: Grid, parts: TableParts | None, locator: Locator, *, in_editors: bool
) -> tuple[dict[Element, StatementRow], list[Problem]]:
    """Return the rows whose first or last cell ends in an attribute list, and what is wrong with such lists.

    `parts` are None for a table that stands in no block.
    """
    rows: dict[Element, StatementRow] = {}
    problems: list[Problem] = []
    for row in grid.rows:
        own = [cell for cell in row.element if cell in row.starts]
        listed = [cell for cell in own if is_statement(cell)]
        if not listed:
            continue
        words = " ".join(filter(None, map(plain_text, own)))
        if in_editors:
            message = f"“{words}” is a statement within an editors’ part: close that part with /// before it."
        elif row.is_head:
            message = f"“{words}” are headings and cannot be a statement; take the attribute list out."
        elif len(listed) > 1:
            message = f"“{words}” has two attribute lists; a row is one statement, keep one."
        elif listed[0] not in (own[0], own[-1]):
            message = (
                f"“{words}” has its attribute list in the middle; write it at the end of the first or last cell."
            )
        else:
            rows[row.element] = StatementRow(
                listed[0], partial(_row_words, grid, row, parts), partial(_rate_row, grid, row, parts)
            )
            continue
        problems.append(locator.at_text(words, message))
    if parts and parts.ratings.places and not rows and not problems:
        message = "names columns that rate its rows, and no row is a statement: end each one in {: #id .kind }."
        problems.append(parts.box.problem(locator, message))
    return rows, problems


def _rate_row(
    grid: Grid, row: GridRow, table: TableParts | None, listed: Mapping[str, Any]
) -> tuple[Mapping[str, str], Sequence[str]]:
    """Return what a row's cells say of its rating, and what is wrong with that; `listed` is what its list says."""
    columns = table.ratings if table else None
    shown = columns.ratings_in(row.cells) if columns else {}
    faults = [f"has {each} in its list and in its table: keep one." for each in shown if each in listed]
    faults += find_unnamed_columns(columns_of(grid), columns, listed)
    return shown, faults


def _row_words(grid: Grid, row: GridRow, table: TableParts | None) -> str:
    """Return a row as a sentence: each cell behind its heading, then the notes that its marks lead to.

    A drug that stands in the caption comes first: a dose says nothing without it.
    """
    notes = table.notes.marked if table else {}
    parts = [table.drug] if table and table.drug else []
    for cell in row.distinct:
        words = plain_text(cell)
        heading = ", ".join(filter(None, map(plain_text, grid.headings_of(row, cell))))
        if words:
            parts.append(f"{heading}: {words}" if heading else words)
    read = [part for cell in row.distinct for part in [*grid.headings_of(row, cell), cell]]
    marks = dict.fromkeys(mark for part in read for mark in marks_in(part))
    parts += [plain_text(notes[mark].element) for mark in marks if mark in notes]
    return "; ".join(parts)


# ---- A table in its block ---------------------------------------------------------------------------------------


def read_table(box: Box, grids: Mapping[Element, Grid], locator: Locator) -> TableParts:
    """Read the table of a block with its notes, and link its marks to them."""
    tables = [child for child in box.element if child.tag == "table"]
    if len(tables) != 1:
        found = "no table" if not tables else f"{len(tables)} tables"
        more = "" if tables else ' HTML begins with <table markdown="1">.'
        parts = TableParts(box, box.element, Grid(()))
        parts.problems.append(box.problem(locator, f"has {found}; write one below its options.{more}"))
        return parts
    parts = TableParts(box, tables[0], grids[tables[0]])
    if not any(plain_text(cell) for row in parts.grid.body for cell in row.cells):
        parts.problems.append(box.problem(locator, "has headings and no rows; write them below."))
    unexplained = words_of(box, "unexplained", parts.problems, locator)
    _read_notes(parts, locator)
    places = [box.caption, *(cell for row in parts.grid.rows for cell in row.element if cell in row.starts)]
    parts.problems += parts.notes.link(box, places, unexplained, locator)
    for mark, note in parts.notes.marked.items():
        if not note.places:
            message = f"The note {mark} belongs to no cell: write {mark} behind what it is about, or take it out."
            parts.problems.append(locator.at_text(plain_text(note.element), message))
    parts.ratings = read_rating_columns(box, columns_of(parts.grid), parts.problems, locator)
    if box.kind is ExhibitKind.DOSE_TABLE:
        _check_doses(parts, unexplained, locator)
    return parts


def _read_notes(parts: TableParts, locator: Locator) -> None:
    for child in list(parts.box.element)[1:]:
        if child is parts.table:
            continue
        words = plain_text(child)
        if child.tag == "figure":
            parts.problems.append(parts.box.problem(locator, "holds another block: close it with /// before that."))
            continue
        if child.tag != "p":
            message = (
                f"“{words}” cannot stand in a table’s block: below the table there are notes, each a paragraph (an "
                "asterisk at its beginning is \\*). Close the block with /// before anything else."
            )
            parts.problems.append(locator.at_text(words, message))
            continue
        parts.problems += parts.notes.add(child, locator)


# ---- Doses ------------------------------------------------------------------------------------------------------


def _check_doses(parts: TableParts, unexplained: list[str], locator: Locator) -> None:
    box, grid = parts.box, parts.grid
    units = words_of(box, "units", parts.problems, locator)
    if box.options["read-by"] is not None:
        command = "python -m site_plugins.guideline accept"
        message = (
            "has read-by:, which would vouch for numbers that were changed since. Take it out: who has read the "
            f"table is recorded by “{command} {box.options['id']} --by NAME”, with what was read."
        )
        parts.problems.append(box.problem(locator, message))
    parts.drug = _read_drug(parts, locator)
    headings = columns_of(grid)
    kinds = _column_kinds(parts, headings, locator)
    if kinds is None:
        return
    misread: dict[tuple[str, str], None] = {}
    if parts.drug:
        misread |= dict.fromkeys(find_misread([DoseCell(ColumnKind.DRUG, plain_text(box.caption), "")]))
    for row in grid.body:
        # A cell that covers several columns stands in the first of them.
        cells = {
            cell: DoseCell(
                kinds[place], fill_in(without_marks(cell, unexplained), lambda _name: ""), headings[place]
            )
            for place, cell in reversed(list(enumerate(row.cells)))
            if place < len(kinds)
        }
        in_order = [cells[cell] for cell in row.distinct if cell in cells]
        whole = row_text(headings, tuple(map(plain_text, row.cells)))
        for cell, fault in find_dose_faults(in_order, units):
            message = f"{cell.heading or cell.kind}: {fault}"
            parts.problems.append(locator.at_text(" ".join(map(plain_text, row.distinct)) or whole, message))
        misread |= dict.fromkeys(find_misread(in_order, units))
    if misread:
        parts.box.element.append(_describe_misread(list(misread)))


def _read_drug(parts: TableParts, locator: Locator) -> str | None:
    """Return the drug that the options name. It is the source's word: the caption says it to the reader."""
    drug, caption = parts.box.options["drug"], plain_text(parts.box.caption)
    if drug is None:
        return None
    words = " ".join(drug.split()) if isinstance(drug, str) else ""
    if not words:
        parts.problems.append(parts.box.problem(locator, f"has drug: {drug!r}; write the drug’s name, in quotes."))
    elif not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", caption, re.IGNORECASE):
        message = (
            f"has drug: {words}, which its caption does not say: write the drug as it stands in the caption, or "
            "add a column of drugs."
        )
        parts.problems.append(parts.box.problem(locator, message))
    return words or None


def _column_kinds(parts: TableParts, headings: tuple[str, ...], locator: Locator) -> list[ColumnKind] | None:
    """Return what each column holds, or None where it cannot be told, which is a problem."""
    box, known = parts.box, [kind.value for kind in ColumnKind]
    names = words_of(box, "columns", parts.problems, locator)
    before = len(parts.problems)
    kinds: list[ColumnKind] = []
    if names:
        for name in names:
            if name in known:
                kinds.append(ColumnKind(name))
            else:
                allowed = f"allowed: {', '.join(known)}.{suggestion(name, known)}"
                parts.problems.append(box.problem(locator, f"has the column “{name}”; {allowed}"))
        if len(names) != len(headings):
            message = f"names {len(names)} columns and has {len(headings)}; name each of them, from the left."
            parts.problems.append(box.problem(locator, message))
    else:
        for heading in headings:
            kind = find_column_kind(heading)
            if kind is not None:
                kinds.append(kind)
            else:
                message = (
                    f"does not tell what its column “{heading}” holds: say it of all columns, from the left, such "
                    f"as columns: [drug, dose, note]. Kinds: {', '.join(known)}."
                )
                parts.problems.append(box.problem(locator, message))
    if len(parts.problems) == before:
        for kind in REQUIRED:
            if kind not in kinds and not (kind is ColumnKind.DRUG and box.options["drug"] is not None):
                message = f"has no column of the kind “{kind}”: every dose table has one."
                if kind is ColumnKind.DRUG:
                    message += (
                        " Where all its doses are of a drug that the caption names, write drug: and its name."
                    )
                parts.problems.append(box.problem(locator, message))
        if parts.drug and ColumnKind.DRUG in kinds:
            message = "has drug: and a column of drugs; keep one."
            parts.problems.append(box.problem(locator, message))
    return kinds if len(parts.problems) == before else None


def _describe_misread(found: list[tuple[str, str]]) -> Element:
    """Return the editors' note on what is easily misread."""
    holder = Element("div", {"class": f"exhibit__misread {EDITORS}"})
    SubElement(holder, "p").text = text("dose.misread")
    listed = SubElement(holder, "ul")
    reasons: dict[str, list[str]] = {}
    for reason, words in found:
        reasons.setdefault(reason, []).append(f"“{words}”")
    for reason, quoted in reasons.items():
        SubElement(listed, "li").text = atomic(f"{', '.join(quoted)}: {text(f'dose.misread-{reason}')}")
    return holder
