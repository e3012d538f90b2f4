"""JSON that is written piece by piece: the text of a large guideline never stands in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

_dump = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def json_pieces(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the pieces of an object's text, which is not indented and ends in a line feed.

    A field that is a list, or gives one value after the other as an iterator does, is a piece for each of them.
    """
    before = "{"
    for name, value in fields.items():
        yield f"{before}{_dump(name)}:"
        yield from _array_pieces(value) if isinstance(value, list | Iterator) else (_dump(value),)
        before = ","
    yield "}\n" if fields else "{}\n"


def _array_pieces(values: Iterable[object]) -> Iterator[str]:
    before = "["
    for value in values:
        yield before + _dump(value)
        before = ","
    yield "[]" if before == "[" else "]"
