"""A table's element as a grid, in which a merged cell stands at every place that it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element


@dataclass(frozen=True)
class GridRow:
    """A row of a table."""

    element: Element
    cells: tuple[Element, ...]
    """One for each column; a merged cell is in all that it covers."""
    starts: frozenset[Element]
    """The cells that begin in this row: the others hang down from a row above."""
    is_head: bool

    @property
    def distinct(self) -> list[Element]:
        """Its cells, each once."""
        return list(dict.fromkeys(self.cells))


@dataclass(frozen=True)
class Grid:
    """All rows of a table."""

    rows: tuple[GridRow, ...]

    @property
    def width(self) -> int:
        """How many columns the first row has."""
        return len(self.rows[0].cells) if self.rows else 0

    @property
    def head(self) -> list[GridRow]:
        """The rows of headings."""
        return [row for row in self.rows if row.is_head]

    @property
    def body(self) -> list[GridRow]:
        """All other rows."""
        return [row for row in self.rows if not row.is_head]

    def headings_of(self, row: GridRow, cell: Element) -> list[Element]:
        """Return the headings above a cell's columns, from the top and the left, each once."""
        above = [
            head.cells[column]
            for column, each in enumerate(row.cells)
            if each is cell
            for head in self.head
            if column < len(head.cells)
        ]
        return list(dict.fromkeys(above))


def grid_of(table: Element) -> Grid:
    """Return the grid of a `table` element. Tables within its cells are not part of it."""
    rows: list[GridRow] = []
    hanging: dict[int, tuple[Element, int]] = {}
    elements = list(_rows_of(table))
    for number, (element, in_head) in enumerate(elements):
        cells: list[Element] = []
        own = [cell for cell in element if cell.tag in ("td", "th")]
        waiting = list(own)
        while waiting or len(cells) in hanging:
            column = len(cells)
            if column in hanging:
                cell, left = hanging.pop(column)
                cells.append(cell)
                if left > 1:
                    hanging[column] = (cell, left - 1)
                continue
            cell = waiting.pop(0)
            below = min(span_of(cell, "rowspan"), len(elements) - number) - 1
            for _covered in range(span_of(cell, "colspan")):
                if below:
                    hanging[len(cells)] = (cell, below)
                cells.append(cell)
        is_head = in_head or (
            all(row.is_head for row in rows) and bool(own) and all(cell.tag == "th" for cell in own)
        )
        rows.append(GridRow(element, tuple(cells), frozenset(own), is_head))
    return Grid(tuple(rows))


def span_of(cell: Element, name: str) -> int:
    """Return how many rows or columns a cell covers by its `rowspan` or `colspan`: 1 where it says nothing else."""
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 1000)) if value.isascii() and value.isdigit() else 1


def add_scopes(grid: Grid) -> None:
    """Say of each heading cell whether it is a column's or a row's, unless its author did."""
    for row in grid.rows:
        for cell in row.starts:
            if cell.tag == "th" and not cell.get("scope"):
                along, span = ("col", "colspan") if row.is_head else ("row", "rowspan")
                cell.set("scope", f"{along}group" if span_of(cell, span) > 1 else along)


def ends_of_row(row: Element) -> tuple[Element, Element]:
    """Return the first and the last cell of a row that no other row shares, where there are such."""
    own = [cell for cell in row if span_of(cell, "rowspan") == 1] or list(row)
    return own[0], own[-1]


def add_row_below(grid: Grid, row: GridRow, content: Element) -> Element:
    """Put a row that holds one thing below another; cells that hang down there hang one row further.

    Return the new row.
    """
    place = grid.rows.index(row)
    below = grid.rows[place + 1] if place + 1 < len(grid.rows) else None
    hanging = {cell for cell in row.cells if below is not None and cell in below.cells and cell not in below.starts}
    for cell in hanging:
        cell.set("rowspan", str(span_of(cell, "rowspan") + 1))
    new = Element("tr")
    covered = sum(cell not in hanging for cell in row.cells)
    holder = Element("td", {"colspan": str(covered)} if covered > 1 else {})
    holder.append(content)
    new.append(holder)
    return new


def _rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, child.tag == "thead") for row in child if row.tag == "tr")


def widths_differ(grid: Grid) -> Sequence[GridRow]:
    """Return the rows that cover another number of columns than the first one."""
    return [row for row in grid.rows if len(row.cells) != grid.width]
