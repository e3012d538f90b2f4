"""A cohort: a table of answer sheets in, the same table with total, distress, risk and error out.

The table is read and written row by row, so its size does not matter. Nothing is guessed: a row with a missing
or unknown answer gets no score, and its error says why.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from itertools import batched
from typing import BinaryIO

from calculator.cohort.answers import SheetScorer
from calculator.cohort.formats import UTF_16_MARKS, refuse_other_formats, refuse_unmarked_utf_16
from calculator.cohort.header import read_header
from calculator.cohort.records import numbered_lines
from calculator.cohort.rows import ScoredRows
from calculator.core.instrument import Instrument
from calculator.start_back.instrument import START_BACK_9

_ROWS_AT_ONCE = 1000


def score_table(
    source: BinaryIO,
    sink: BinaryIO,
    *,
    instrument: Instrument = START_BACK_9,
    encoding: str | None = None,
    prefix: str = "",
    bad_row: Callable[[int, str], None] = lambda _line, _error: None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Mapping[str, int]:
    """Score a table in CSV; return the number of rows by risk, bad ones under BAD.

    `source` and `sink` are binary, buffered streams; neither is closed. Both have the same encoding: UTF-8, or
    UTF-16 where a byte order mark says so, unless another is named. `prefix` goes before the names of the added
    columns. `bad_row` is told the line and the error of each row that cannot be scored, `progress` now and then
    the number of rows so far. Raises UnusableTableError where the table cannot be scored as a whole; what was
    written by then is worth nothing.
    """
    start = source.peek(64) if isinstance(source, io.BufferedReader) else b""
    refuse_other_formats(start)
    if not encoding:
        refuse_unmarked_utf_16(start)
    encoding = encoding or ("utf-16" if start.startswith(UTF_16_MARKS) else "utf-8")
    reading = io.TextIOWrapper(source, encoding, newline="")
    # Only what is added can hold a letter that the table's encoding does not have.
    writing = io.TextIOWrapper(sink, encoding, errors="replace", newline="")
    try:
        lines = numbered_lines(reading)
        rows = ScoredRows(lines, read_header(lines, instrument, prefix), SheetScorer(instrument), bad_row)
        writing.write(rows.header_row(prefix))
        number = 0
        for some in batched(rows, _ROWS_AT_ONCE):
            writing.write("".join(some))
            number += len(some)
            progress(number)
        writing.flush()
        return rows.tally
    finally:
        reading.detach()
        writing.detach()
