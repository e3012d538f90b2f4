"""The header of a table: how its columns are divided, which of them hold the answers, what may be added to it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from calculator.cohort.answers import COLUMNS
from calculator.cohort.coding import Reading, as_named, plain_name
from calculator.cohort.records import QUOTE, UnusableTableError
from calculator.core.messages import join_names, quote, quote_all

DELIMITERS = ",;\t"
BYTE_ORDER_MARK = "\ufeff"

_LONGEST = 1 << 20
"""Characters that a header may have: a file without a line break is not read to its end to find that out."""
_NINE = 9
_HINTS_AT_MOST = 4


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


def read_header(lines: Iterator[tuple[int, str]], readings: Sequence[Reading], prefix: str = "") -> Header:
    """Read the header off the lines of a table.

    `lines` gives each line's number and text with its ending; `prefix` goes before the names of the columns to
    be added. Names count whatever their capitals and the spaces around them. The delimiter is the one of
    DELIMITERS that brings out most of the columns that are looked for. Raises UnusableTableError.
    """
    number, record = _first_record(lines)
    text = record.rstrip("\r\n")
    delimiter = _delimiter(text, readings)
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
        places=answer_columns(names, readings, prefix),
    )


def answer_columns(names: Sequence[str], readings: Sequence[Reading], prefix: str = "") -> tuple[int, ...]:
    """Return which columns of a table hold the answers, counted from 0, in the order of the form's items.

    `names` are the table's columns, `prefix` goes before the names of the columns to be added. Raises
    UnusableTableError with all that is wrong: an item without a column or with two, a name that is to be added.
    """
    faults = [*_missing(names, readings), *_repeated(names, readings), *_taken(names, prefix)]
    if faults:
        raise UnusableTableError(*faults)
    plain = [plain_name(name) for name in names]
    return tuple(plain.index(plain_name(reading.column)) for reading in readings)


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


def _delimiter(text: str, readings: Sequence[Reading]) -> str:
    wanted = {plain_name(reading.column) for reading in readings}

    def columns_by(delimiter: str) -> tuple[int, int]:
        names = _names(text, delimiter, strict=False)
        return len(wanted.intersection(map(plain_name, names))), len(names)

    return max(DELIMITERS, key=columns_by)


def _names(text: str, delimiter: str, *, strict: bool) -> list[str]:
    header = io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")
    return next(csv.reader(header, delimiter=delimiter, strict=strict))


def _missing(names: Sequence[str], readings: Sequence[Reading]) -> Iterator[str]:
    known = {plain_name(name) for name in names}
    missing = [reading for reading in readings if plain_name(reading.column) not in known]
    if not missing:
        return
    wanted = {plain_name(reading.column) for reading in readings}
    unused = [name for name in names if plain_name(name) not in wanted]
    noun = "This column is" if len(missing) == 1 else "These columns are"
    wanted_names = ", ".join(map(_wanted, missing))
    yield f"{noun} missing: {wanted_names}.{_hint(missing, unused)} The columns are: {quote_all(names)}."


def _wanted(reading: Reading) -> str:
    return reading.label if plain_name(reading.column) == reading.label else f"{reading.name} for {reading.label}"


def _hint(missing: Sequence[Reading], unused: Sequence[str]) -> str:
    """Say which columns may be meant, and how to say so."""
    if ranges := list(_ranges_of_nine(unused)):
        choice = " or ".join(f"--columns {as_named(first + '-' + last)}" for first, last in ranges)
        return f" If these are items 1 to 9 in this order, say {choice}."
    if len(missing) > _HINTS_AT_MOST:
        return " If they have other names, say --columns FIRST-LAST, or --map q1=NAME,q2=NAME and so on."
    near = {reading.label: name for reading in missing if (name := _nearest(reading, unused))}
    if not near:
        other = ",".join(f"{reading.label}=NAME" for reading in missing)
        return f" If {'it has another name' if len(missing) == 1 else 'they have other names'}, say --map {other}."
    hints = [f"{quote(name)} for {label}" for label, name in near.items()]
    named = ",".join(f"{label}={name}" for label, name in near.items())
    return f" Did you mean {join_names(hints)}? Then say --map {as_named(named)}."


def _ranges_of_nine(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Find names that are the same but for a number, which goes on over nine of them and no more."""
    numbered: dict[tuple[str, str], dict[int, str]] = {}
    for name in names:
        plain = plain_name(name)
        for match in re.finditer("[0-9]{1,4}", plain):
            numbered.setdefault((plain[: match.start()], plain[match.end() :]), {})[int(match[0])] = name.strip()
    for family in numbered.values():
        first, last = min(family), max(family)
        if len(family) == last - first + 1 == _NINE:
            yield family[first], family[last]


def _nearest(reading: Reading, names: Sequence[str]) -> str | None:
    number = int(reading.label[1:])
    same_number = [name for name in names if [int(digits) for digits in re.findall("[0-9]{1,9}", name)] == [number]]
    return next(iter(same_number or get_close_matches(plain_name(reading.column), names, n=1)), None)


def _repeated(names: Sequence[str], readings: Sequence[Reading]) -> Iterator[str]:
    for reading in readings:
        column = plain_name(reading.column)
        places = [str(place) for place, name in enumerate(names, start=1) if plain_name(name) == column]
        if len(places) > 1:
            yield f"Columns {join_names(places)} are named {as_named(column)}; only one can hold the answers."


def _taken(names: Sequence[str], prefix: str) -> Iterator[str]:
    added = {plain_name(prefix + column) for column in COLUMNS}
    taken = [
        f"column {place} {quote(name)}" for place, name in enumerate(names, start=1) if plain_name(name) in added
    ]
    if taken:
        yield (
            f"The names of the columns to be added are taken: {', '.join(taken)}. Rename what is there, or begin "
            "the new names with something else: --prefix startback_"
        )
