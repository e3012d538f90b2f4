"""Text with marks: while a reference is put together, quotation marks, emphasis and links are single characters.

Which quotation marks are shown depends on how deep they are nested, and whether a full stop goes inside them on
what follows: neither is known before the whole is there. The marks are code points that are no characters: fields
lose theirs when they are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

QUOTE, INNER_QUOTE = "quote", "inner-quote"
NOCASE = "nocase"
SMALL_CAPS = "sc"
EMPHASIS = ("i", "b", "sup", "sub")
IDENTIFIERS = ("DOI", "PMID", "PMCID", "URL")
_KINDS = (QUOTE, INNER_QUOTE, NOCASE, SMALL_CAPS, *EMPHASIS, *IDENTIFIERS)
# U+FDD0 to U+FDEF are for a program's own use.
_NO_CHARACTERS = 0xFDD0
START = {kind: chr(_NO_CHARACTERS + 2 * number) for number, kind in enumerate(_KINDS)}
END = {kind: chr(_NO_CHARACTERS + 2 * number + 1) for number, kind in enumerate(_KINDS)}
STARTS, ENDS = "".join(START.values()), "".join(END.values())

_KIND = {mark: kind for marks in (START, END) for kind, mark in marks.items()}
_MARKS = re.compile(f"([{STARTS}{ENDS}])")
_ALL_BUT_QUOTES = {ord(mark): None for mark, kind in _KIND.items() if kind not in (QUOTE, INNER_QUOTE)}


@dataclass(frozen=True)
class Quotes:
    """The quotation marks of a language."""

    outer: tuple[str, str]
    """The opening and the closing one."""
    inner: tuple[str, str]
    """Those within a quotation."""
    punctuation_inside: bool
    """Whether a full stop or a comma behind a quotation goes inside it, the American way."""


def mark(kind: str, text: str) -> str:
    """Put a text between the marks of a kind."""
    return f"{START[kind]}{text}{END[kind]}"


def as_text(marked: str, quotes: Quotes) -> str:
    """Return a marked text as plain text."""
    return _with_quotes(marked.translate(_ALL_BUT_QUOTES), quotes)


def as_html(marked: str, quotes: Quotes, addresses: Mapping[str, str]) -> str:
    """Return a marked text as HTML; identifiers lead to their `addresses`, each where it is shown first."""
    pieces: list[str] = []
    closing: list[str] = []
    linked: set[str] = set()
    for piece in _MARKS.split(_with_quotes(marked, quotes)):
        kind = _KIND.get(piece)
        if kind is None:
            pieces.append(escape(piece, quote=False))
        elif piece in ENDS:
            pieces.append(closing.pop())
        elif kind in addresses and kind not in linked:
            linked.add(kind)
            pieces.append(f'<a href="{escape(addresses[kind])}" rel="noreferrer">')
            closing.append("</a>")
        elif kind in EMPHASIS:
            # The name of a species in an italic title stands upright.
            within = next((tag for tag in reversed(closing) if tag), "")
            start, end = f"<{kind}>", f"</{kind}>"
            opening = end if kind == "i" and within == end else start
            pieces.append(opening)
            closing.append(start if opening == end else end)
        else:
            closing.append("")
    return "".join(pieces)


def _with_quotes(marked: str, quotes: Quotes) -> str:
    """Put the language's quotation marks where they are marked: within a quotation the other ones."""
    if START[QUOTE] not in marked and START[INNER_QUOTE] not in marked:
        return marked
    shown: list[str] = []
    open_quotes: list[tuple[str, str]] = []
    for piece in _MARKS.split(marked):
        kind = _KIND.get(piece)
        if kind not in (QUOTE, INNER_QUOTE):
            shown.append(piece)
        elif piece in ENDS:
            shown.append(open_quotes.pop()[1])
        else:
            inner = open_quotes[-1] == quotes.outer if open_quotes else kind == INNER_QUOTE
            open_quotes.append(quotes.inner if inner else quotes.outer)
            shown.append(open_quotes[-1][0])
    return "".join(shown)
