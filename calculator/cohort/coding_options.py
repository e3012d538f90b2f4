"""What is stated about a table: options of the command, one file with all of them, or some of each."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from calculator.cohort.coding import (
    JOSPT_DISTRESS,
    POINTS,
    Coding,
    Extent,
    Order,
    as_named,
    plain_name,
    plain_value,
    readings,
)
from calculator.cohort.records import UnusableTableError
from calculator.core.instrument import Instrument
from calculator.core.messages import join_names, quote
from calculator.core.strict_json import MAX_BYTES, Json, JsonObject, NotStrictJsonError, read
from calculator.start_back.instrument import BOTHERSOMENESS, ITEMS

FIELDS = ("map", "columns", "agree", "disagree", "q9", "order")
"""The options; a coding file has the same fields, without the hyphens."""

_ITEMS = {f"q{item.number}": item.number for item in ITEMS}
_EXTENTS = tuple(choice.value for choice in BOTHERSOMENESS)
_RANGE = re.compile(r"(.*?)([0-9]{1,4})(.*?)-\1([0-9]{1,4})\3", re.IGNORECASE)
_LONGEST_RANGE = 99
_COLUMNS_ALLOWED = "the first and the last column, such as Q04-Q12, or all of them with commas"
_VALUES_ALLOWED = "a word or a whole number, or a list of them"


class _Statement(NamedTuple):
    """What is stated in one place."""

    where: str
    """The option, or the file and its field."""
    value: Json


def add_coding_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how the answers stand in the table."""
    group = parser.add_argument_group("the coding of the table, where it is not the plain one")
    group.add_argument("--map", metavar="q1=NAME,…", help="the columns of the items: --map q1=Q04,q2=Q05 and so on")
    group.add_argument("--columns", metavar="FIRST-LAST", help="the columns of all items, in their order: Q04-Q12")
    group.add_argument(
        "--agree", metavar="VALUE", action="append", help="a value that means agree; may be repeated"
    )
    group.add_argument("--disagree", metavar="VALUE", action="append", help="a value that means disagree")
    group.add_argument("--q9", metavar="CODING", help=f"how item 9 is written: {', '.join(Extent)}")
    group.add_argument("--order", metavar="ORDER", help=f"how the items are numbered: {' or '.join(Order)}")
    group.add_argument("--coding", metavar="FILE.json", help="a file that holds any of these")


def coding_from(options: argparse.Namespace, instrument: Instrument) -> Coding:
    """Return what the options and the coding file state about the table.

    Raises UnusableTableError with a sentence for each fault: a value that is not allowed, what is stated twice, and
    what does not go together.
    """
    statements, faults = _read_file(options.coding) if options.coding else ({}, [])
    for name in FIELDS:
        value = getattr(options, name)
        if value is not None and name in statements:
            faults.append(f"{statements[name].where} and --{name} state the same thing. Leave one of them out.")
        elif value is not None:
            statements[name] = _Statement(f"--{name}", value)
    if faults:
        raise UnusableTableError(*faults)
    return _CodingReader(statements, instrument).coding()


def _read_file(name: str) -> tuple[dict[str, _Statement], list[str]]:
    try:
        with Path(name).open("rb") as file:
            content = read(file.read(MAX_BYTES + 1).removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        raise UnusableTableError(f"{name}: {error.strerror or error}") from error
    except NotStrictJsonError as error:
        raise UnusableTableError(f"{name} is {quote(error.value)}; allowed: {error.allowed}") from error
    allowed = f"an object with any of the fields {', '.join(FIELDS)}"
    if not isinstance(content, JsonObject):
        raise UnusableTableError(f"{name} is {_as_json(content)}; allowed: {allowed}")
    faults = [f"{name}: {quote(field)} stands there twice." for field in sorted(content.repeated)]
    faults += [
        f"{name}: {quote(field)} is not a field; allowed: {allowed}" for field in content if field not in FIELDS
    ]
    return {field: _Statement(f"{name}: {field}", content[field]) for field in FIELDS if field in content}, faults


class _CodingReader:
    """Makes a coding of statements, and takes note of everything that is wrong with them."""

    def __init__(self, statements: Mapping[str, _Statement], instrument: Instrument) -> None:
        self._statements = statements
        self._instrument = instrument
        self._faults: list[str] = []

    def coding(self) -> Coding:
        """Return the coding. Raises UnusableTableError with all faults."""
        coding = Coding(self._names(), self._values("agree"), self._values("disagree"), self._q9(), self._order())
        self._check_agreement(coding)
        self._check_order(coding)
        if not self._faults:
            self._check_columns(coding)
        if self._faults:
            raise UnusableTableError(*self._faults)
        return coding

    def _refuse(self, where: str, value: Json, allowed: str) -> None:
        self._faults.append(f"{where} is {_as_json(value)}; allowed: {allowed}")

    def _names(self) -> Mapping[int, str]:
        if {"map", "columns"} <= set(self._statements):
            places = [self._statements[name].where for name in ("map", "columns")]
            self._faults.append(f"{join_names(places)} both name the columns. Leave one of them out.")
        elif statement := self._statements.get("map"):
            return self._map(*statement)
        elif statement := self._statements.get("columns"):
            return self._columns(*statement)
        return {}

    def _map(self, where: str, value: Json) -> Mapping[int, str]:
        allowed = "q1 to q9, each with the name of its column, such as q1=Q04,q2=Q05"
        if isinstance(value, str):
            pairs = [pair.partition("=") for pair in value.split(",")]
            names: dict[str, Json] = {item.strip().lower(): name.strip() for item, _sign, name in pairs}
            repeated = len(names) < len(pairs)
        elif isinstance(value, JsonObject):
            names, repeated = value, bool(value.repeated)
        else:
            names, repeated = {}, False
        if repeated:
            self._faults.append(f"{where} names an item twice.")
        items = {
            _ITEMS[item]: name for item, name in names.items() if item in _ITEMS and isinstance(name, str) and name
        }
        if not items or len(items) < len(names):
            self._refuse(where, value, allowed)
        return items

    def _columns(self, where: str, value: Json) -> Mapping[int, str]:
        names: list[str] = []
        if isinstance(value, str):
            names = [name for part in value.split(",") for name in _expand(part.strip())]
        elif isinstance(value, list):
            names = [name for name in value if isinstance(name, str)]
        if not names or not all(names) or (isinstance(value, list) and len(names) < len(value)):
            self._refuse(where, value, _COLUMNS_ALLOWED)
            return {}
        form = [item.number for item in self._instrument.items]
        for numbers in (form, list(_ITEMS.values())):
            if len(names) == len(numbers):
                return dict(zip(numbers, names, strict=True))
        self._faults.append(
            f"{where} is {_as_json(value)}, which is {len(names)} {'column' if len(names) == 1 else 'columns'}; "
            f"{self._instrument.id} has {len(form)} items. Name a column for each, {_COLUMNS_ALLOWED}."
        )
        return {}

    def _values(self, name: str) -> tuple[str, ...]:
        if not (statement := self._statements.get(name)):
            return ()
        values = _texts(statement.value)
        if not values:
            self._refuse(*statement, _VALUES_ALLOWED)
        if not all(map(plain_value, values)):
            self._faults.append(
                f"{statement.where}: an empty field is a missing answer and means nothing else. Write the answer "
                "into the table."
            )
        return values

    def _q9(self) -> Extent | Mapping[str, tuple[str, ...]] | None:
        if not (statement := self._statements.get("q9")):
            return None
        where, value = statement
        if isinstance(value, str) and value in list(Extent):
            return Extent(value)
        answers = (
            {plain_value(name): _texts(each) for name, each in value.items()}
            if isinstance(value, JsonObject)
            else {}
        )
        if set(answers) not in (set(_EXTENTS), set(POINTS)) or not all(answers.values()):
            self._refuse(
                where,
                value,
                f"{', '.join(Extent)}; or, in a file, an object with the values of each of "
                f"{', '.join(_EXTENTS)}, or of {join_names(POINTS)}",
            )
            return None
        self._check_distinct(where, answers)
        return answers

    def _order(self) -> Order:
        if not (statement := self._statements.get("order")):
            return Order.KEELE
        if isinstance(statement.value, str) and statement.value in list(Order):
            return Order(statement.value)
        self._refuse(*statement, " or ".join(Order))
        return Order.KEELE

    def _check_agreement(self, coding: Coding) -> None:
        statements = [self._statements[name] for name in ("agree", "disagree") if name in self._statements]
        if len(statements) == 1:
            self._faults.append(
                f"{statements[0].where} is stated alone. Say both, such as --agree 1 --disagree 0: what is not "
                "stated would be a guess."
            )
        elif statements:
            self._check_distinct(statements[0].where, {"agree": coding.agree, "disagree": coding.disagree})

    def _check_distinct(self, where: str, answers: Mapping[str, Sequence[str]]) -> None:
        """Refuse a value of two answers, and a word of the tool's own for another answer than its own."""
        meanings = {word: word for word in ("agree", "disagree", *_EXTENTS)}
        for answer, values in answers.items():
            for value in map(plain_value, values):
                if meanings.setdefault(value, answer) != answer:
                    self._faults.append(
                        f"{where}: {quote(value)} cannot mean {answer}; it means {meanings[value]}."
                    )

    def _check_order(self, coding: Coding) -> None:
        if coding.order is Order.KEELE:
            return
        where = self._statements["order"].where
        distress = join_names([str(number) for number in JOSPT_DISTRESS])
        known = f"{where}: of the JOSPT order it is known that {distress} are the distress items, and no more."
        if len(self._instrument.items) < len(_ITEMS):
            self._faults.append(
                f"{known} The 6-item form needs each item: name them by Keele’s numbers, --map q1=NAME,q3=NAME and "
                "so on, without --order."
            )
        elif coding.q9 is not Extent.POINT:
            self._faults.append(
                f"{known} That is enough where every item is a point already, item 9 too: say --q9 point. "
                "Otherwise name each item by Keele’s numbers, --map q1=NAME,q2=NAME and so on, without --order."
            )

    def _check_columns(self, coding: Coding) -> None:
        """Refuse a column of two items."""
        labels: dict[str, list[str]] = {}
        for reading in readings(self._instrument, coding):
            labels.setdefault(plain_name(reading.column), []).append(reading.label)
        for column, items in labels.items():
            if len(items) > 1:
                self._faults.append(
                    f"{join_names(items)} cannot both be in column {as_named(column)}: name each with --map."
                )


def _expand(text: str) -> list[str]:
    """Return the names of a range such as Q04-Q12, or the one name that a text is."""
    match = _RANGE.fullmatch(text)
    if not match:
        return [text]
    before, first, after, last = match.groups()
    numbers = range(int(first), int(last) + 1)
    if len(numbers) > _LONGEST_RANGE:
        return [text]
    return [f"{before}{str(number).zfill(len(first))}{after}" for number in numbers]


def _texts(value: Json) -> tuple[str, ...]:
    """Return the texts of a value or of a list of them; none where it is anything else."""
    values = value if isinstance(value, list) else [value]
    texts = [str(each) for each in values if isinstance(each, str | int) and not isinstance(each, bool)]
    return tuple(texts) if len(texts) == len(values) else ()


def _as_json(value: Json) -> str:
    return quote(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
