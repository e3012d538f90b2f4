"""The header of a table: how its columns are divided, which of them hold the answers, what may be added to it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from calculator.cohort.answers import COLUMNS, column_of
from calculator.cohort.records import QUOTE, UnusableTableError
from calculator.core.instrument import Instrument
from calculator.core.messages import join_names, quote, quote_all

DELIMITERS = ",;\t"
BYTE_ORDER_MARK = "\ufeff"

_LONGEST = 1 << 20
"""Characters that a header may have: a file without a line break is not read to its end to find that out."""


@dataclass(frozen=True)
class Header:
    """The first row of a table, and what it says about all others."""

    text: str
    """As it stands in the table, a byte order mark included, without its line ending."""
    line_ending: str
    delimiter: str
    width: int
    """The number of columns."""
    places: tuple[int, ...]
    """Where the answers stand, counted from 0, in the order of the form's items."""

    @property
    def before(self) -> int:
        """The number of columns before the first answer."""
        return min(self.places)

    @property
    def after(self) -> int:
        """The number of columns after the last answer."""
        return self.width - 1 - max(self.places)


def read_header(lines: Iterator[tuple[int, str]], instrument: Instrument, prefix: str = "") -> Header:
    """Read the header off the lines of a table.

    `lines` gives each line's number and text with its ending; `prefix` goes before the names of the columns to
    be added. Names count whatever their capitals and the spaces around them. The delimiter is the one of
    DELIMITERS that brings out most of the columns that are looked for. Raises UnusableTableError.
    """
    number, record = _first_record(lines)
    text = record.rstrip("\r\n")
    delimiter = _delimiter(text, instrument)
    try:
        names = _names(text, delimiter, strict=True)
    except csv.Error as error:
        raise UnusableTableError(
            f"line {number}: a quotation mark inside a quoted name of a column is not doubled."
        ) from error
    return Header(
        text=text,
        line_ending=record[len(text) :] or "\n",
        delimiter=delimiter,
        width=len(names),
        places=answer_columns(names, instrument, prefix),
    )


def answer_columns(names: Sequence[str], instrument: Instrument, prefix: str = "") -> tuple[int, ...]:
    """Return which columns of a table hold the answers, counted from 0, in the order of the form's items.

    `names` are the table's columns, `prefix` goes before the names of the columns to be added. Raises
    UnusableTableError with all that is wrong: an item without a column or with two, a name that is to be added.
    """
    faults = [*_missing(names, instrument), *_repeated(names, instrument), *_taken(names, prefix)]
    if faults:
        raise UnusableTableError(*faults)
    plain = [_plain(name) for name in names]
    return tuple(plain.index(column_of(item)) for item in instrument.items)


def _first_record(lines: Iterator[tuple[int, str]]) -> tuple[int, str]:
    taken: list[str] = []
    first = length = quotes = 0
    for number, line in lines:
        if not taken and not line.strip():
            continue
        first = first or number
        taken.append(line)
        length += len(line)
        quotes += line.count(QUOTE)
        if quotes % 2 == 0:
            return first, "".join(taken)
        if length > _LONGEST:
            break
    if taken:
        raise UnusableTableError(f"line {first}: a quotation mark opens in the header and is not closed.")
    raise UnusableTableError("The file is empty; its first line has to name the columns.")


def _delimiter(text: str, instrument: Instrument) -> str:
    wanted = {column_of(item) for item in instrument.items}

    def found(delimiter: str) -> tuple[int, int]:
        names = _names(text, delimiter, strict=False)
        return len(wanted.intersection(map(_plain, names))), len(names)

    return max(DELIMITERS, key=found)


def _names(text: str, delimiter: str, *, strict: bool) -> list[str]:
    header = io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")
    return next(csv.reader(header, delimiter=delimiter, strict=strict))


def _missing(names: Sequence[str], instrument: Instrument) -> Iterator[str]:
    known = {_plain(name) for name in names}
    missing = [column_of(item) for item in instrument.items if column_of(item) not in known]
    if not missing:
        return
    unused = [name for name in names if _plain(name) not in {column_of(item) for item in instrument.items}]
    hints = [f"{quote(near)} for {column}" for column in missing if (near := _nearest(column, unused))]
    hint = f" Did you mean {join_names(hints)}?" if hints else ""
    noun = "This column is" if len(missing) == 1 else "These columns are"
    yield f"{noun} missing: {', '.join(missing)}.{hint} The columns are: {quote_all(names)}."


def _nearest(column: str, names: Sequence[str]) -> str | None:
    number = int(column[1:])
    same_number = [name for name in names if [int(digits) for digits in re.findall("[0-9]{1,9}", name)] == [number]]
    return next(iter(same_number or get_close_matches(column, names, n=1)), None)


def _repeated(names: Sequence[str], instrument: Instrument) -> Iterator[str]:
    for column in map(column_of, instrument.items):
        places = [str(place) for place, name in enumerate(names, start=1) if _plain(name) == column]
        if len(places) > 1:
            yield f"Columns {join_names(places)} are named {column}; only one can hold the answers."


def _taken(names: Sequence[str], prefix: str) -> Iterator[str]:
    added = {_plain(prefix + column) for column in COLUMNS}
    taken = [f"column {place} {quote(name)}" for place, name in enumerate(names, start=1) if _plain(name) in added]
    if taken:
        yield (
            f"The names of the columns to be added are taken: {', '.join(taken)}. Rename what is there, or begin "
            "the new names with something else: --prefix startback_"
        )


def _plain(name: str) -> str:
    return name.strip().lower()
