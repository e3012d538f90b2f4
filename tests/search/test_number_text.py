"""Numbers as text: read back by a reader of its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from site_plugins.search.index import encode_gaps, encode_numbers, encode_postings
from tests.search.files import read_numbers

NUMBERS = st.lists(st.integers(0, 2**30))


@given(NUMBERS)
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    assert read_numbers(encode_numbers(values)) == values


@given(st.lists(st.integers(0, 2**24), unique=True).map(sorted))
def test_rising_numbers_are_written_by_how_much_they_rise(values: list[int]) -> None:
    read = read_numbers(encode_gaps(values))
    assert [sum(read[: place + 1]) for place in range(len(read))] == values


@given(st.dictionaries(st.integers(0, 2**20), st.integers(0, 63)))
def test_every_entry_has_its_level(levels: dict[int, int]) -> None:
    packed = [entry << 6 | level for entry, level in sorted(levels.items())]
    read = read_numbers(encode_postings(packed, 6), levels=True)
    assert dict(read) == levels


def test_frequent_numbers_are_short() -> None:
    assert encode_numbers([0, 1, 31]) == "ABf"
    assert len(encode_numbers([32, 1023])) == 4
