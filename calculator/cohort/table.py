"""A cohort: a table of answer sheets in, the same table with total, distress, risk and error out.

The table is read row by row, so its size does not matter. No row is given out before the last one has been read:
only the whole table tells whether its columns are coded as they are read. Nothing is guessed: a row with a missing
or unknown answer gets no score, and its error says why; a table whose coding is ambiguous is refused.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from errno import ENOSPC
from itertools import batched
from tempfile import TemporaryFile, gettempdir
from typing import BinaryIO

from calculator.cohort import checks
from calculator.cohort.answers import SheetScorer
from calculator.cohort.coding import Coding, readings
from calculator.cohort.counts import TableCounts
from calculator.cohort.formats import UTF_16_MARKS, refuse_other_formats, refuse_unmarked_utf_16
from calculator.cohort.header import read_header
from calculator.cohort.records import UnusableTableError, numbered_lines
from calculator.cohort.rows import ScoredRows
from calculator.core.instrument import Instrument
from calculator.start_back.instrument import START_BACK_9

_ROWS_AT_ONCE = 1000
UNSTATED = Coding()


def score_table(
    source: BinaryIO,
    sink: BinaryIO,
    *,
    instrument: Instrument = START_BACK_9,
    coding: Coding = UNSTATED,
    encoding: str | None = None,
    prefix: str = "",
    account: Callable[[str], None] = lambda _line: None,
    bad_row: Callable[[int, str], None] = lambda _line, _error: None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Mapping[str, int]:
    """Score a table in CSV; return the number of rows by risk, bad ones under BAD.

    `source` and `sink` are binary, buffered streams; neither is closed. Both have the same encoding: UTF-8, or
    UTF-16 where a byte order mark says so, unless another is named. `prefix` goes before the names of the added
    columns. `coding` is what is stated about the columns with the answers; `account` gets a line for each of them,
    before the first row is written. `bad_row` gets the line and the error of each row that cannot be scored,
    `progress` now and then the number of rows so far. Raises UnusableTableError where the table cannot be scored as
    a whole; then nothing is written. The rows wait in a temporary file for the end of the table.
    """
    with TemporaryFile() as draft:
        try:
            tally = write_table(
                source,
                draft,
                instrument=instrument,
                coding=coding,
                encoding=encoding,
                prefix=prefix,
                account=account,
                bad_row=bad_row,
                progress=progress,
            )
        except OSError as error:
            if error.errno != ENOSPC:
                raise
            raise UnusableTableError(
                f"{gettempdir()}, where the rows wait for the end of the table, is full. Name a folder with more "
                "room in the environment variable TMPDIR, or write to a file with --output."
            ) from error
        draft.seek(0)
        shutil.copyfileobj(draft, sink)
        sink.flush()
    return tally


def write_table(
    source: BinaryIO,
    draft: BinaryIO,
    *,
    instrument: Instrument,
    coding: Coding,
    encoding: str | None,
    prefix: str,
    account: Callable[[str], None],
    bad_row: Callable[[int, str], None],
    progress: Callable[[int], None],
) -> Mapping[str, int]:
    """Score a table as `score_table` does, but write each row at once: `draft` is of no use until this returns."""
    start = source.peek(64) if isinstance(source, io.BufferedReader) else b""
    refuse_other_formats(start)
    if not encoding:
        refuse_unmarked_utf_16(start)
    encoding = encoding or ("utf-16" if start.startswith(UTF_16_MARKS) else "utf-8")
    reading = io.TextIOWrapper(source, encoding, newline="")
    # Only what is added can hold a letter that the table's encoding does not have.
    writing = io.TextIOWrapper(draft, encoding, errors="replace", newline="")
    columns = readings(instrument, coding)
    try:
        lines = numbered_lines(reading)
        rows = ScoredRows(lines, read_header(lines, columns, prefix), SheetScorer(instrument, columns), bad_row)
        writing.write(rows.header_row(prefix))
        number = 0
        for some in batched(rows, _ROWS_AT_ONCE):
            writing.write("".join(some))
            number += len(some)
            progress(number)
        writing.flush()
    finally:
        reading.detach()
        writing.detach()
    give_account(rows.counts, coding, account)
    return rows.tally


def give_account(counts: TableCounts, coding: Coding, account: Callable[[str], None]) -> None:
    """Give out how the columns of a table were read, when all its values have been counted.

    Raises UnusableTableError where they are ambiguous; for what a longer table would be refused there is a line.
    """
    if faults := checks.faults(counts, coding):
        raise UnusableTableError(*faults)
    for line in counts.account():
        account(line)
    for doubt in checks.doubts(counts, coding):
        account(f"Check this: {doubt}")
