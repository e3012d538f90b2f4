"""Scoring tables in memory and taking them apart again with the csv module."""

import csv
import io
from itertools import product
from typing import Any

from calculator.cohort.coding import Coding, Extent
from calculator.cohort.table import score_table
from calculator.start_back import START_BACK
from tests.calculator.oracle import FORMS, Sheet, choices, score_sheet

ADDED = ["total", "distress", "risk", "error"]
NINE, SIX = "start-back-9", "start-back-6"

#: A row's answers that are good, for tests that are about something else: total 4, distress 1, medium risk.
GOOD = ["agree", "disagree", "agree", "agree", *["disagree"] * 4, "very much"]

#: The plain coding, stated: for tests that are about something else than what a whole column holds.
PLAIN = Coding(agree=("1",), disagree=("0",), q9=Extent.FROM_0)


def columns(form: str = NINE) -> list[str]:
    return [f"q{item}" for item in FORMS[form]]


def every_sheet(form: str, *blank: None) -> list[Sheet]:
    """Every sheet of a form; with a None, also those with items left open."""
    return list(product(*((*choices(item), *blank) for item in FORMS[form])))


def added_to(form: str, sheet: Sheet) -> list[str]:
    """Total, distress and risk of a sheet as a table has them, from the second computation."""
    found = score_sheet(form, sheet)
    return ["" if found[name] is None else str(found[name]) for name in ADDED[:3]]


type BadRows = list[tuple[int, str]]


def score(text: str | bytes, form: str = NINE, **options: Any) -> tuple[bytes, BadRows, dict[str, int]]:
    """The scored table, the bad rows reported and the tally."""
    sink = io.BytesIO()
    bad: BadRows = []
    source = io.BytesIO(text.encode() if isinstance(text, str) else text)
    tally = score_table(
        io.BufferedReader(source),
        sink,
        instrument=START_BACK.instrument_by_id[form],
        bad_row=lambda line, error: bad.append((line, error)),
        **options,
    )
    return sink.getvalue(), bad, dict(tally)


def written(rows: list[list[str]], **dialect: Any) -> str:
    """Rows as the csv module writes them."""
    table = io.StringIO(newline="")
    csv.writer(table, **dialect).writerows(rows)
    return table.getvalue()


def parsed(table: str | bytes, delimiter: str = ",") -> list[list[str]]:
    """Rows as the csv module reads them, strictly."""
    text = table.decode() if isinstance(table, bytes) else table
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
