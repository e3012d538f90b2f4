"""Lists in HTML, and the numbers that their items have as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

LISTS = ("ul", "ol")
"""The elements that are lists."""
_NUMBER = re.compile(r"-?\d{1,9}")


def read_number(written: str | None, otherwise: int) -> int:
    """Return the number that `start` of a list or `value` of an item says, and another where it says none."""
    return int(written) if written and _NUMBER.fullmatch(written) else otherwise


def number_items(listed: Element) -> Iterator[tuple[int, Element]]:
    """Yield the items of a list with their numbers: counted from `start`, and on from each `value`."""
    number = read_number(listed.get("start"), 1)
    for item in listed.iterfind("li"):
        number = read_number(item.get("value"), number)
        yield number, item
        number += 1
