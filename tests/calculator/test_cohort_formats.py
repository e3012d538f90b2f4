"""Files that are no table in CSV are called by their own names, each with the way out."""

import io

import pytest

from calculator.cohort.formats import refuse_other_formats
from calculator.cohort.records import UnusableTableError
from calculator.cohort.table import score_table
from tests.calculator.cohort_tables import GOOD, columns, parsed, score, written

TABLE = written([["näme", *columns()], ["Zoë", *GOOD]])

BY_NAME = {
    "cohort.xlsx": "an Excel workbook (.xlsx). Save the table as “CSV UTF-8” first",
    "COHORT.XLS": "an Excel workbook (.xls). Save the table as “CSV UTF-8” first",
    "cohort.ods": "a spreadsheet (.ods). Save the table as “CSV UTF-8” first",
    "cohort.sav": "an SPSS file (.sav). Save the table as “CSV UTF-8” first, or as Parquet",
    "cohort.dta": "a Stata file (.dta). Save the table as “CSV UTF-8” first, or as Parquet",
}
BY_CONTENT = {
    b"PK\x03\x04\x14\x00": "a spreadsheet such as .xlsx",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an Excel workbook (.xls)",
    b"$FL2@(#) SPSS DATA FILE": "an SPSS file (.sav)",
    b"$FL3@(#) SPSS DATA FILE": "an SPSS file (.zsav)",
    b"<stata_dta><header>": "a Stata file (.dta)",
    b"\xef\xbb\xbf<html><table>": "a web page or XML",
    b'\n<?xml version="1.0"?>': "a web page or XML",
    b"PAR1": "Parquet, which is scored only from a file",
}


@pytest.mark.parametrize("name", BY_NAME)
def test_a_file_is_refused_by_its_name_whatever_is_in_it(name: str) -> None:
    for start in (b"", b"q1,q2\n", b"PK\x03\x04"):
        with pytest.raises(UnusableTableError) as caught:
            refuse_other_formats(start, f"a folder/{name}")
        assert str(caught.value).startswith(f"a folder/{name} is {BY_NAME[name]}")


@pytest.mark.parametrize("start", BY_CONTENT)
def test_a_file_is_refused_by_its_first_bytes_whatever_its_name(start: bytes) -> None:
    with pytest.raises(UnusableTableError) as caught:
        score(start + b"\n" * 100)
    assert str(caught.value).startswith(f"This is {BY_CONTENT[start]}")


@pytest.mark.parametrize("name", ["cohort.csv", "cohort", "xlsx", "cohort.xlsx.csv", ""])
def test_a_table_of_text_is_none_of_them(name: str) -> None:
    for start in (b"", b"PK,q1\n", b"\xef\xbb\xbfq1", b"<3,q1\n"):
        refuse_other_formats(start, name)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_called_so_and_read_when_it_is_named(encoding: str) -> None:
    data = TABLE.encode(encoding)
    with pytest.raises(
        UnusableTableError, match=f"^This is UTF-16 without a byte order mark: .*{encoding}, or save"
    ):
        score(data)
    assert parsed(score(data, encoding=encoding)[0].decode(encoding))[1][-4:-1] == ["4", "1", "medium"]
    mark = "\ufeff".encode(encoding)
    assert parsed(score(mark + data)[0].decode("utf-16"))[1][-4:-1] == ["4", "1", "medium"]


class OneByteAtATime(io.BytesIO):
    """A pipe whose other end is slow: what is looked at first is one byte."""

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(min(size or 1, 1))

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return super().readinto(buffer[:1])


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00\x08", TABLE.encode("utf-16-le")])
def test_a_slow_pipe_hides_no_other_format(data: bytes) -> None:
    with pytest.raises(UnusableTableError):
        score_slowly(data)
    assert score_slowly(TABLE.encode()) == score(TABLE)[0]


def score_slowly(data: bytes) -> bytes:
    sink = io.BytesIO()
    score_table(io.BufferedReader(OneByteAtATime(data)), sink)
    return sink.getvalue()
