"""What a table needs for a screen that is narrower than it is: no number may be read without its column's name."""

from __future__ import annotations

from site_plugins.guideline.exhibits import ExhibitKind
from site_plugins.guideline.grid import Grid, span_of
from site_plugins.guideline.tables import columns_of

COLUMN = "data-column"
"""Of a cell: the name of its column, which the style sheet puts before it where the row is a card."""
STACKED = "exhibit__table--stacked"
"""The class of a table whose rows become cards on a phone."""
HEAD_ROW = "exhibit__headings"
"""The class of such a table's rows of headings: on a phone only those are shown that lead to something."""
ROW_NAME = "exhibit__row-name"
"""The class of the cells that stay in sight while their table scrolls sideways."""


def prepare_for_narrow_screens(grid: Grid, kind: ExhibitKind) -> str:
    """Name the column of each cell of a dose table, mark the first column of others; return the table's classes.

    A cell that hangs down over several rows would be missing from all cards but the first: such a table scrolls.
    """
    if kind is ExhibitKind.DOSE_TABLE and all(
        span_of(cell, "rowspan") == 1 for row in grid.body for cell in row.starts
    ):
        for row in grid.head:
            row.element.set("class", f"{row.element.get('class', '')} {HEAD_ROW}".strip())
        names = columns_of(grid)
        for row in grid.body:
            for cell in row.starts:
                covered = (name for name, each in zip(names, row.cells, strict=False) if each is cell and name)
                cell.set(COLUMN, ", ".join(dict.fromkeys(covered)))
        return STACKED
    if grid.width > 1:
        for row in grid.rows:
            if row.cells and span_of(row.cells[0], "colspan") == 1:
                row.cells[0].set("class", f"{row.cells[0].get('class', '')} {ROW_NAME}".strip())
    return ""
