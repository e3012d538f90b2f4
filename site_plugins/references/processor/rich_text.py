"""Rich text: while a reference is put together, quotation marks, emphasis and links are single marker characters.

Which quotation marks are shown depends on how deep they are nested, and whether a full stop goes inside them on
what follows: neither is known before the whole is there. So `InlineReader` reads a record's field into text with
markers, the elements of a style put such texts together, and `as_text` and `as_html` show the result. The markers
are code points that are no characters: fields lose theirs when they are read.
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
_MARKERS = re.compile(f"([{STARTS}{ENDS}])")
_KIND = {marker: kind for markers in (START, END) for kind, marker in markers.items()}
_ALL_BUT_QUOTES = {ord(marker): None for marker, kind in _KIND.items() if kind not in (QUOTE, INNER_QUOTE)}

# From U+FDD0 on: what this package marks with. XML, which a page is made of, allows the others in no text.
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_NEVER_SHOWN = re.compile(f"[{_CONTROL}]")
_WHITE_SPACE = re.compile(r"[ \t\n\v\f\r\x85]+")
_NARROW = re.compile(r" (?=[:;?!»])|(?<=«) ")
_UNTIDY = rf"[{_CONTROL}\t\n\v\f\r\x85]|^ | $| [ :;?!»]|« "
_TAGS = (
    r"<span\s+class=\"nocase\"[^>]*>",
    r"<span\s+style=\"font-variant:\s*small-caps;?\"[^>]*>",
    r"</span>",
    *(rf"</?{name}>" for name in (*EMPHASIS, SMALL_CAPS)),
)
_STRAIGHT = ("'", '"')
_APOSTROPHE = "’"
_NARROW_SPACE = "\u202f"

# Which marks of punctuation swallow which others behind them; others stay both, as in “et al.,”.
_SWALLOWED = {"!": ".:", "?": ".:", ":": ".", ";": ".:"}
_DOUBLED = " .,;:!?"
_INSIDE_QUOTES = ".,!?"


@dataclass(frozen=True)
class Quotes:
    """The quotation marks of a language."""

    outer: tuple[str, str]
    """The opening and the closing one."""
    inner: tuple[str, str]
    """Those within a quotation."""
    punctuation_inside: bool
    """Whether a full stop or a comma behind a quotation goes inside it, the American way."""


def wrap(kind: str, text: str) -> str:
    """Put a text between the markers of a kind."""
    return f"{START[kind]}{text}{END[kind]}"


def as_text(rich: str, quotes: Quotes) -> str:
    """Return a rich text as plain text."""
    return _insert_quotes(rich.translate(_ALL_BUT_QUOTES), quotes)


def as_html(rich: str, quotes: Quotes, addresses: Mapping[str, str]) -> str:
    """Return a rich text as HTML; identifiers lead to their `addresses`, each where it is shown first."""
    pieces: list[str] = []
    closing: list[str] = []
    linked: set[str] = set()
    for piece in _MARKERS.split(_insert_quotes(rich, quotes)):
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


def _insert_quotes(rich: str, quotes: Quotes) -> str:
    """Put the language's quotation marks where they are marked: within a quotation the other ones."""
    if START[QUOTE] not in rich and START[INNER_QUOTE] not in rich:
        return rich
    pieces: list[str] = []
    open_quotes: list[tuple[str, str]] = []
    for piece in _MARKERS.split(rich):
        kind = _KIND.get(piece)
        if kind not in (QUOTE, INNER_QUOTE):
            pieces.append(piece)
        elif piece in ENDS:
            pieces.append(open_quotes.pop()[1])
        else:
            inner = open_quotes[-1] == quotes.outer if open_quotes else kind == INNER_QUOTE
            open_quotes.append(quotes.inner if inner else quotes.outer)
            pieces.append(open_quotes[-1][0])
    return "".join(pieces)


@dataclass(frozen=True)
class _Opened:
    """Something that was opened, and waits for its end."""

    kind: str
    closed_by: str
    place: int
    """Where it stands in the pieces."""


def clean_field(text: str) -> str:
    """Drop what no text shows (control characters) and make each stretch of white space one space."""
    return _WHITE_SPACE.sub(" ", _NEVER_SHOWN.sub("", text)).strip(" ")


class InlineReader:
    """Reads fields in the quotation marks of a language."""

    def __init__(self, quotes: Quotes) -> None:
        self._curly = {quotes.inner[0]: (INNER_QUOTE, quotes.inner[1]), quotes.outer[0]: (QUOTE, quotes.outer[1])}
        signs = "".join(map(re.escape, {*_STRAIGHT, _APOSTROPHE, *quotes.outer, *quotes.inner}))
        self._token = re.compile("|".join((*_TAGS, f"[{signs}]")))
        self._special = re.compile(f"{_UNTIDY}|[{signs}<]")

    def read(self, text: str) -> str:
        """Mark what a text emphasises and quotes. What is opened and never closed stays as it was written."""
        # Most texts are plain.
        return (
            self._read_markup(_NARROW.sub(_NARROW_SPACE, clean_field(text))) if self._special.search(text) else text
        )

    def _read_markup(self, text: str) -> str:
        pieces: list[str] = []
        opened: list[_Opened] = []
        outer_straight = ""
        after_opening = True
        at = 0
        for match in self._token.finditer(text):
            between, token = text[at : match.start()], match[0]
            at = match.end()
            pieces.append(between)
            opening = self._curly.get(token) or _read_tag(token)
            # A straight mark opens at the start, behind a space or a bracket and behind what was just opened.
            if token in _STRAIGHT and (between[-1:] in (" ", "(") if between else after_opening):
                outer_straight = outer_straight or token
                if text[at : at + 1] != " ":
                    opening = (QUOTE if token == outer_straight else INNER_QUOTE), token
            after_opening = opening is not None
            if opening:
                opened.append(_Opened(*opening, place=len(pieces)))
                pieces.append(_APOSTROPHE if token == "'" else token)
            elif token in ("'", _APOSTROPHE) and _is_apostrophe(token, text, match.start(), opened):
                pieces.append(_APOSTROPHE)
            else:
                _close(token, opened, pieces)
        return "".join((*pieces, text[at:]))


def _read_tag(token: str) -> tuple[str, str] | None:
    """Tell what a tag opens, and by what that is closed; None for anything else."""
    if token[0] != "<" or token[1] == "/":
        return None
    if token.startswith("<span"):
        return (NOCASE if "nocase" in token else SMALL_CAPS), "</span>"
    return token[1:-1], f"</{token[1:]}"


def _is_apostrophe(token: str, text: str, place: int, opened: list[_Opened]) -> bool:
    """Tell whether a single mark that opens nothing ends nothing either."""
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    if (before.isalnum() and after.isalnum()) or (token == "'" and after and after not in ",.?:; <"):
        return True
    return not (opened and opened[-1].closed_by == token)


def _close(token: str, opened: list[_Opened], pieces: list[str]) -> None:
    """End the nearest thing that the sign can end; what was opened since stays as it was written."""
    while opened:
        last = opened.pop()
        if last.closed_by == token:
            pieces[last.place] = START[last.kind]
            pieces.append(END[last.kind])
            return
    pieces.append(token)


def join(pieces: list[str], delimiter: str, *, punctuation_inside: bool) -> str:
    """Join the pieces that are not empty."""
    text = ""
    for piece in pieces:
        if text and piece:
            text = attach(text, delimiter, punctuation_inside=punctuation_inside)
        text = attach(text, piece, punctuation_inside=punctuation_inside)
    return text


def attach(left: str, right: str, *, punctuation_inside: bool) -> str:
    """Put one rich text behind another. `punctuation_inside`: a quotation takes in the full stop behind it."""
    if not left or not right or right[0] not in _DOUBLED:
        return left + right
    first = right[0]
    body = left.rstrip(ENDS)
    last = body[-1:]
    if last == first or first in _SWALLOWED.get(last, ""):
        return left + right[1:]
    ending = left[len(body) :]
    quoted = END[QUOTE] in ending or END[INNER_QUOTE] in ending
    if punctuation_inside and quoted and first in _INSIDE_QUOTES:
        return body + first + ending + right[1:]
    return left + right
