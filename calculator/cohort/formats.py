"""Files that are no table in CSV, known by their first bytes or by their name, and the way out of each."""

from __future__ import annotations

from pathlib import PurePath

from calculator.cohort.records import UnusableTableError

_AS_CSV = "Save the table as “CSV UTF-8” first"
_AS_CSV_OR_PARQUET = f"{_AS_CSV}, or as Parquet, which this command reads with the extra `parquet`"
_BY_NAME = {
    ".xlsx": ("an Excel workbook (.xlsx)", _AS_CSV),
    ".xls": ("an Excel workbook (.xls)", _AS_CSV),
    ".xlsm": ("an Excel workbook (.xlsm)", _AS_CSV),
    ".xlsb": ("an Excel workbook (.xlsb)", _AS_CSV),
    ".ods": ("a spreadsheet (.ods)", _AS_CSV),
    ".sav": ("an SPSS file (.sav)", _AS_CSV_OR_PARQUET),
    ".zsav": ("an SPSS file (.zsav)", _AS_CSV_OR_PARQUET),
    ".dta": ("a Stata file (.dta)", _AS_CSV_OR_PARQUET),
}
_BY_FIRST_BYTES = {
    b"PK\x03\x04": ("a spreadsheet such as .xlsx, or another packed file", _AS_CSV),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (
        "an Excel workbook (.xls), or another file of an old office program",
        _AS_CSV,
    ),
    b"$FL2": _BY_NAME[".sav"],
    b"$FL3": _BY_NAME[".zsav"],
    b"<stata_dta>": _BY_NAME[".dta"],
}
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 64
"""Bytes that show whether text is in UTF-16."""


def refuse_other_formats(start: bytes, name: str = "") -> None:
    """Refuse what is no table of text. `start` is how the file begins, `name` its name, if it has one.

    Raises UnusableTableError, which says what the file is and what to do.
    """
    what = _BY_NAME.get(PurePath(name).suffix.lower())
    if not what:
        begins = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        if begins.startswith(b"PAR1"):
            raise UnusableTableError(
                "This is Parquet, which is scored only from a file that the command is given by name."
            )
        what = next((kind for mark, kind in _BY_FIRST_BYTES.items() if begins.startswith(mark)), None)
        if begins.lower().startswith(_MARKUP):
            what = ("a web page or XML, which some programs name .xls", _AS_CSV)
    if what:
        raise UnusableTableError(f"{name or 'This'} is {what[0]}. {what[1]}.")


def refuse_unmarked_utf_16(start: bytes) -> None:
    """Refuse UTF-16 without a byte order mark, known by its zeros. Raises UnusableTableError with its encoding."""
    if start.startswith(UTF_16_MARKS):
        return
    sample = start[:_SAMPLE]
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) // 2 and not letters.count(0):
            raise UnusableTableError(
                f"This is UTF-16 without a byte order mark: name it, --encoding {encoding}, or save the table as "
                "“CSV UTF-8”."
            )
