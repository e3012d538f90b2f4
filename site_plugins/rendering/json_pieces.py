"""JSON that is written piece by piece: the text of a large guideline never stands in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import overload

_dump = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


class MadeRows[Source, Row](Sequence[Row]):
    """Rows of a list, each made of its source when it is asked for: they never stand in memory together."""

    def __init__(self, make: Callable[[Source], Row], sources: Sequence[Source]) -> None:
        self._make = make
        self._sources = sources

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        """Return the row at a place, or those of a slice."""
        if isinstance(place, slice):
            return [self._make(source) for source in self._sources[place]]
        return self._make(self._sources[place])

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, self._sources)


def json_pieces(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the pieces of an object's text, which is not indented and ends in a line feed.

    A field that is a list, rows that are made when they are asked for, or gives one value after the other as an
    iterator does, is a piece for each of them.
    """
    before = "{"
    for name, value in fields.items():
        yield f"{before}{_dump(name)}:"
        yield from _array_pieces(value) if isinstance(value, list | MadeRows | Iterator) else (_dump(value),)
        before = ","
    yield "}\n" if fields else "{}\n"


def _array_pieces(values: Iterable[object]) -> Iterator[str]:
    before = "["
    for value in values:
        yield before + _dump(value)
        before = ","
    yield "[]" if before == "[" else "]"
