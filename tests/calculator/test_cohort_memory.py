"""The size of a table does not matter: memory stays the same, whatever its rows hold."""

import io
import random
import tracemalloc
from collections.abc import Iterator
from typing import cast

import pytest

from calculator.cohort.table import score_table
from tests.calculator.cohort_tables import PLAIN, columns

SPELLINGS = ("agree", "disagree", "Agree", "Disagree", "AGREE", "1", "0", " 1", "1.0")


def lines(rows: int) -> Iterator[bytes]:
    """A table in which thousands of rows are unlike all others, and some are bad or go over two lines."""
    pick = random.Random(9)
    yield ",".join(["id", *columns(), "note"]).encode() + b"\n"
    for number in range(rows):
        answers = ",".join(pick.choices(SPELLINGS, k=8) if number < 6000 or number % 10 == 0 else ["agree"] * 8)
        note = f'"note\n{number}"' if number % 7 == 0 else f"note {number}"
        yield f"{number},{answers},{f'often {number}' if number % 10 == 1 else '4'},{note}\n".encode()


class Stream(io.RawIOBase):
    """Bytes that are made when they are asked for."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = next(self._parts, b"")
        buffer[: len(part)] = part
        return len(part)


class Nowhere(io.RawIOBase):
    """Counts the lines that are written to it."""

    lines_written = 0

    def writable(self) -> bool:
        return True

    def write(self, data: memoryview) -> int:  # type: ignore[override]
        self.lines_written += bytes(data).count(b"\n")
        return len(data)


def peak(rows: int) -> int:
    """The most bytes that Python held at once while it scored so many rows."""
    nowhere = Nowhere()
    tracemalloc.start()
    try:
        tally = score_table(io.BufferedReader(Stream(lines(rows))), cast(io.BufferedWriter, nowhere), coding=PLAIN)
        assert sum(tally.values()) == rows
        assert nowhere.lines_written == rows + 1 + -(-rows // 7)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("slow")
def test_more_rows_take_no_more_memory() -> None:
    """Less than a pointer a row: not even a list of them could be kept."""
    # What is loaded once is not counted. With the first 7,000 rows all that is remembered of rows is there.
    peak(7_000)
    assert peak(70_000) - peak(7_000) < 8 * 63_000
