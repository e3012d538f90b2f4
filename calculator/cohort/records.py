"""The lines and records of a table in CSV, read so that the text of each record stays at hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

QUOTE = '"'

_LINE_BREAK = re.compile("\r\n|\r|\n")


class UnusableTableError(ValueError):
    """A table that cannot be scored; `faults` holds one sentence for everything that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Record(NamedTuple):
    """One row as it stands in a table."""

    text: str
    """Without its line ending."""
    fields: list[str]
    error: str = ""
    """Why the fields are not to be trusted; empty where they are."""


def numbered_lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Give each line of a text with its number from 1; `stream` must be opened with newline="".

    Raises UnusableTableError for a line that is not in the stream's encoding or holds a NUL.
    """
    number = 0
    try:
        for number, line in enumerate(stream, start=1):
            if "\0" in line:
                raise UnusableTableError(f"line {number}: there is a NUL character; a table of text has none.")
            yield number, line
    except UnicodeDecodeError as error:
        # The lines before the block that cannot be decoded have all been given out.
        before = error.object[: error.start].decode(error.encoding, "replace")
        number += 1 + len(_LINE_BREAK.findall(before))
        raise UnusableTableError(
            f"line {number}: byte {error.object[error.start]:#04x} is not {stream.encoding.upper()}. Save the "
            "table as “CSV UTF-8”, or name the encoding it has, such as --encoding cp1252"
        ) from error


class RecordReader:
    """Reads records with all that the format allows: quoted fields, and line breaks and delimiters in them."""

    def __init__(self, lines: Iterator[tuple[int, str]], delimiter: str) -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._first: list[str] = []
        self._taken: list[str] = []
        self._ended = False
        self._reader = csv.reader(self._supply(), delimiter=delimiter, strict=True)

    def read(self, number: int, line: str) -> Record:
        """Read the record that begins with this line, and more lines where it goes on.

        After stray quotation marks the next line begins a new record. Raises UnusableTableError where there is
        no telling which line that is.
        """
        self._first.append(line)
        self._taken.clear()
        error = ""
        try:
            fields = next(self._reader)
        except csv.Error:
            self._refuse_runaway(number)
            fields = next(csv.reader(self._taken, delimiter=self._delimiter))
            error = "a quotation mark inside a quoted field is not doubled"
        return Record("".join(self._taken).rstrip("\r\n"), fields, error)

    def _supply(self) -> Iterator[str]:
        while True:
            line = self._first.pop() if self._first else next(self._lines, (0, ""))[1]
            if not line:
                self._ended = True
                return
            self._taken.append(line)
            yield line

    def _refuse_runaway(self, number: int) -> None:
        longest = csv.field_size_limit()
        if self._ended:
            raise UnusableTableError(f"line {number}: a quotation mark opens here and is never closed.")
        if sum(map(len, self._taken)) > longest:
            raise UnusableTableError(
                f"line {number}: a field here has more than {longest:,} characters. A quotation mark that opens "
                "and is not closed does that."
            )
