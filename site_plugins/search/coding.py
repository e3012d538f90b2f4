"""Numbers as short text, in letters that stand in a script as they are: `assets/search-index.js` reads them.

A number is written in digits of five bits, the lowest first; all but its last digit have 32 added.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, pairwise

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class _Codes(dict[int, str]):
    """The text of numbers from 0 on, worked out once for each."""

    def __missing__(self, value: int) -> str:
        digits, rest = "", value
        while rest > 31:
            digits += DIGITS[rest & 31 | 32]
            rest >>= 5
        code = self[value] = digits + DIGITS[rest]
        return code


_CODES = _Codes()


def numbers(values: Iterable[int]) -> str:
    """Return numbers from 0 on as text."""
    return "".join(map(_CODES.__getitem__, values))


def gaps(rising: Iterable[int]) -> str:
    """Return rising numbers as text: of each, how much it is above the one before."""
    return numbers(after - before for before, after in pairwise(chain([0], rising)))


def postings(packed: Iterable[int], level_bits: int) -> str:
    """Return rising numbers of entries as text, each with its level: one digit.

    `packed` are integers with an entry's number above `level_bits` bits of its level.
    """
    codes, level = _CODES, (1 << level_bits) - 1
    return "".join(
        [
            codes[(after >> level_bits) - (before >> level_bits)] + DIGITS[after & level]
            for before, after in pairwise(chain([0], packed))
        ]
    )
