"""The CSV file of Retraction Watch, row by row, as it is published: 70,000 rows, blank ones and bad bytes too."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TextIO

from site_plugins.diagnostics.problems import ContentError, FileText, Place

_WHOLE = "put in the whole file as Retraction Watch publishes it"
_CELL = re.compile(r'(?:^|,)(?=(?:"(?:[^"]|"")*"|[^",]*)(?:,|$))')


class RetractionWatchRow(NamedTuple):
    """One notice, as it was written."""

    line: int
    """The line of the file that it begins on."""
    work_doi: str
    work_pmid: str
    on: str
    nature: str
    reasons: str
    doi: str
    pmid: str


COLUMNS = {
    "work_doi": "OriginalPaperDOI",
    "work_pmid": "OriginalPaperPubMedID",
    "on": "RetractionDate",
    "nature": "RetractionNature",
    "reasons": "Reason",
    "doi": "RetractionDOI",
    "pmid": "RetractionPubMedID",
}
"""The columns that the fields of a row are read from, in the fields' order; the file has more."""


def read_rows(file: Path) -> Iterator[RetractionWatchRow]:
    """Yield the rows of a file, one at a time. Raises ContentError when it is another file or was cut off."""
    before = 0
    with _open(file) as lines:
        cells = csv.reader(lines)
        try:
            header = _read_header(next(cells, []), file)
            places = [header.index(column) for column in COLUMNS.values()]
            take = itemgetter(*places)
            before = cells.line_num
            for row in cells:
                line, before = before + 1, cells.line_num
                if len(row) > max(places):
                    yield RetractionWatchRow(line, *take(row))
                elif any(row):
                    message = f"This row has {len(row)} of {len(header)} cells, so the file was cut off; {_WHOLE}."
                    raise ContentError([_read_line(file, line).on(line).problem(message)])
        except csv.Error as error:
            message = f"This is not CSV: {error}; {_WHOLE}."
            raise ContentError([_read_line(file, before + 1).on(before + 1).problem(message)]) from error


def locate_field(file: Path, row: RetractionWatchRow, field: str) -> Place:
    """Return where a field of a row stands in its file."""
    with _open(file) as lines:
        nth = next(csv.reader(lines)).index(COLUMNS[field])
    text = _read_line(file, row.line)
    starts = [cell.end() + 1 for cell in _CELL.finditer(text.text)]
    # Of a row that spans lines, the later cells stand on the later ones.
    return text.on(row.line, starts[nth] if nth < len(starts) else None)


def _read_header(cells: Sequence[str], file: Path) -> list[str]:
    """Return the names of the columns. Raises ContentError when one that is read is missing."""
    header = [cell.strip() for cell in cells]
    missing = [column for column in COLUMNS.values() if column not in header]
    if not any(header):
        messages = [f"This file is empty; {_WHOLE}."]
    elif "\0" in "".join(header):
        messages = ["This is UTF-16 and not UTF-8: save it as UTF-8."]
    elif len(missing) == len(COLUMNS):
        named = ", ".join(missing)
        messages = [f"Here the columns {named} must be named, separated by commas; {_WHOLE}."]
    else:
        messages = [f"The column “{column}” is missing.{_suggest_renaming(column, header)}" for column in missing]
    if missing:
        place = _read_line(file, 1).on(1)
        raise ContentError(place.problem(each) for each in messages)
    return header


def _suggest_renaming(column: str, header: Sequence[str]) -> str:
    near = get_close_matches(column, [name for name in header if name not in COLUMNS.values()], n=1)
    return f" If “{near[0]}” is that column, rename it." if near else ""


def _open(file: Path) -> TextIO:
    # A bad byte in somebody's name must not hide the other rows.
    return file.open(encoding="utf-8-sig", errors="replace", newline="")


def _read_line(file: Path, number: int) -> FileText:
    """Return one line of a file, to show it."""
    with _open(file) as lines:
        text = next(islice(lines, number - 1, None), "")
    return FileText(str(file), text.rstrip("\r\n"), first_line=number)
