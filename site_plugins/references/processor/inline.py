"""What stands inside a field of a record: CSL-JSON's markup, straight and curly quotation marks, apostrophes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_plugins.references.processor.marks import (
    EMPHASIS,
    END,
    INNER_QUOTE,
    NOCASE,
    QUOTE,
    SMALL_CAPS,
    START,
    Quotes,
)

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


@dataclass(frozen=True)
class _Opened:
    """Something that was opened, and waits for its end."""

    kind: str
    closed_by: str
    place: int
    """Where it stands in the pieces."""


def clean(text: str) -> str:
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
        return self._marked(_NARROW.sub(_NARROW_SPACE, clean(text))) if self._special.search(text) else text

    def _marked(self, text: str) -> str:
        pieces: list[str] = []
        opened: list[_Opened] = []
        outer_straight = ""
        after_opening = True
        at = 0
        for found in self._token.finditer(text):
            between, sign = text[at : found.start()], found[0]
            at = found.end()
            pieces.append(between)
            opening = self._curly.get(sign) or _tag(sign)
            # A straight mark opens at the start, behind a space or a bracket and behind what was just opened.
            if sign in _STRAIGHT and (between[-1:] in (" ", "(") if between else after_opening):
                outer_straight = outer_straight or sign
                if text[at : at + 1] != " ":
                    opening = (QUOTE if sign == outer_straight else INNER_QUOTE), sign
            after_opening = opening is not None
            if opening:
                opened.append(_Opened(*opening, place=len(pieces)))
                pieces.append(_APOSTROPHE if sign == "'" else sign)
            elif sign in ("'", _APOSTROPHE) and _is_apostrophe(sign, text, found.start(), opened):
                pieces.append(_APOSTROPHE)
            else:
                _close(sign, opened, pieces)
        return "".join((*pieces, text[at:]))


def _tag(sign: str) -> tuple[str, str] | None:
    """Tell what a tag opens, and by what that is closed; None for anything else."""
    if sign[0] != "<" or sign[1] == "/":
        return None
    if sign.startswith("<span"):
        return (NOCASE if "nocase" in sign else SMALL_CAPS), "</span>"
    return sign[1:-1], f"</{sign[1:]}"


def _is_apostrophe(sign: str, text: str, place: int, opened: list[_Opened]) -> bool:
    """Tell whether a single mark that opens nothing ends nothing either."""
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    if (before.isalnum() and after.isalnum()) or (sign == "'" and after and after not in ",.?:; <"):
        return True
    return not (opened and opened[-1].closed_by == sign)


def _close(sign: str, opened: list[_Opened], pieces: list[str]) -> None:
    """End the nearest thing that the sign can end; what was opened since stays as it was written."""
    while opened:
        last = opened.pop()
        if last.closed_by == sign:
            pieces[last.place] = START[last.kind]
            pieces.append(END[last.kind])
            return
    pieces.append(sign)
