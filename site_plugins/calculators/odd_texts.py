# ruff: noqa: RUF001  (odd characters are what it is about)
"""Texts and values of every kind that Python treats in a way of its own, and the writing of them as JSON.

Python keeps a text in one, two or four bytes a character and has functions of its own for each; numbers, too, are
read in several ways. None of the texts means anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

WORDS = (
    "Fold the paper boat",
    "Falte das Schiffchen «früh» × ça flotte",
    "Сложи “бумажный” кораблик — 折り紙の舟",
    "⛵ 𝐅𝐨𝐥𝐝 the 𝕓𝕠𝕒𝕥 👩‍👩‍👧",
)
"""A few words in each of the widths: ASCII, Latin-1, two bytes, four bytes."""

MARKUP = "<b a=\"1\" c='2'>&amp; {x} {0} %s \\n $1 ]]> // é"
CONTROLS = "\0\x01\x07\x08\x1b\x1c\x1f\x7f\x85\x9f\xad"
BLANKS = " \t\n\r\x0b\x0c\x1d\xa0\u1680\u2003\u2028\u2029\u202f\u3000"
DIRECTIONS = "\u200f\u202eשלום\u202c \u2067مرحبا\u2069 \u061c"
MARKS = "e\u0301\u0308\u20dd नि \u1112\u1161\u11ab \ufe0f\u200d"
CASES = "İıſŉǅΐßﬁ ΑΣ ΟΔΟΣ. ὈΔΥΣΣΕΎΣ Ⅷ ⓐ ჯ Ა 𐐨𐐀 K Å"
DIGITS = "٣ ３ ߁ २ ² ½ Ⅳ ④ 𝟛 𑁦 〇"
HALVES = "\ud800 \udfff\ude00 \ud83d"
EDGES = "\x7f\x80\xff\u0100\ud7ff\ue000\ufeff\ufffd\ufffe\uffff\U00010000\U0010ffff"
EVERYWHERE = "".join(map(chr, range(0, 0x110000, 0x10FF)))
"""A few characters of every plane, halves of pairs among them."""
DENSELY = "".join(map(chr, range(0, 0x20000, 0x3B)))

TEXTS = (
    "",
    " ",
    "a",
    "7",
    "é",
    "я",
    "⛵",
    "𝕓",
    *WORDS,
    MARKUP,
    CONTROLS,
    BLANKS,
    DIRECTIONS,
    MARKS,
    CASES,
    DIGITS,
    HALVES,
    EDGES,
    EVERYWHERE,
    *(f"{words}, \n{MARKUP}; {DIGITS}\r\n" for words in WORDS),
)

NUMBERS = (
    *(
        "0",
        "-0",
        "-0.0",
        "1",
        "2.0",
        "0.5",
        "-1",
        "1e2",
        "1E-7",
        "12.345",
        "1e15",
        "1e16",
        "1e22",
        "1e23",
        "123456789.125",
    ),
    *("5e-324", "2.2250738585072014e-308", "1.7976931348623157e308", "1e400", "-1e400", "1e-400", "1e99999999999"),
    *("1073741823", "1073741824", "-2147483649", "9007199254740993", "18446744073709551616"),
    *("9" * 40, "-" + "7" * 399, "8" * 400, "6" * 4300, "5" * 4301, "4" * 30 + ".5e-20", "0." + "123456789" * 90),
    *("NaN", "Infinity", "-Infinity"),
)
"""As they are written, some of them by nobody's JSON."""


class Written(str):
    """Text that is JSON already, or is meant to be none."""

    __slots__ = ()


def write(value: object) -> str:
    """Write data as a browser's `JSON.stringify` does; what is `Written` stands as it is."""
    if isinstance(value, Written):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{write(key)}:{write(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ",".join(map(write, value)) + "]"
    written = json.dumps(value, ensure_ascii=False)
    # UTF-8 has no half of a pair.
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", written)


VALUES = tuple(
    Written(value)
    for value in (
        *("null", "true", "false", "[]", "{}", '["a",1,null]', '{"a":1,"é":2,"a":3}', '{"x":{"y":[null,true]}}'),
        *("[" * 29 + "]" * 29, '{"a":' * 20 + "1" + "}" * 20),
        *NUMBERS,
        *map(write, TEXTS),
        *('"\\u0041\\/\\b\\f\\n\\r\\t\\"\\\\"', '"\\ud83d\\ude00\\ud83d"', '"\\u2028é"'),
    )
)
"""Values of every type, most of them wrong wherever they stand."""

NOT_JSON = (
    *(
        "",
        " \t\r\n",
        "nul",
        "tru",  # codespell:ignore tru,fals
        "fals",  # codespell:ignore tru,fals
        "x",
        "'a'",
        "-",
        "-x",
        "+1",
        "01",
        "1.",
        "1.e5",
        "1e",
        ".5",
        "0x10",
        "1 2",
        "é",
        "я",
        "⛵",
    ),
    *(
        "[",
        "[1",
        "[1,",
        "[1 2]",
        "[,]",
        "[1,]",
        "]",
        "{",
        '{"a"',
        '{"a":',
        '{"a":1',
        '{"a":1,',
        '{"a":1,}',
        '{"a" 1}',
        "{1:2}",
    ),
    *(
        '{"a":1 "b":2}',
        "{'a':1}",
        "{}x",
        "{} {}",
        "\ufeff{}",
        '"',
        '"a',
        '"\n"',
        '"\0"',
        '"\\x"',
        '"\\u12"',
        '"\\u12g4"',
    ),
    *(
        '"\\',
        '"\\u',
        '"é\x01"',
        '"я\t"',
        '"⛵\n"',
        '"é',
        '"я',
        '"⛵',
        '"é\\q"',
        '"я\\q"',
        '"⛵\\q"',
        "[NaN",
        "nan",
        "Infinit",  # codespell:ignore infinit
        "-Infinit",
    ),
    *("[" * 33, "[" * 32 + "]" * 32, "[" * 31 + "]" * 31, '{"a":' * 33, "{" * 60000, '"' + "[" * 40 + '"'),
)
"""Texts that are no JSON, are nested too deep, or hold nothing that anybody asked for."""

MOST = 64 * 1024
"""The most bytes of a request."""

LARGE = (
    '"' + "a" * (MOST - 2) + '"',
    '"' + "a" * (MOST - 1) + '"',
    '{"я":"' + "я" * 32000 + '"}',
    '{"é":"' + "é" * 32763 + '"}',
    '{"⛵":[' + ",".join(['"⛵𝕓"'] * 5000) + "]}",
    "[" + ",".join(["[]"] * 20000) + "]",
    "[" + ",".join(["{}"] * 20000) + "]",
    "{" + ",".join(f'"{place}":{place}.5' for place in range(4000)) + "}",
    "{" + ",".join(f'"{place % 50}":[{place}]' for place in range(4000)) + "}",
    " " * 60000 + "{}",
)
"""JSON near the most bytes that are read, and above."""
