"""Where two pieces of a reference meet: no space twice, no “?.” and no “..”, a full stop inside a quotation."""

from __future__ import annotations

from site_plugins.references.processor.marks import END, ENDS, INNER_QUOTE, QUOTE

# Which marks of punctuation swallow which others behind them; others stay both, as in “et al.,”.
_SWALLOWED = {"!": ".:", "?": ".:", ":": ".", ";": ".:"}
_DOUBLED = " .,;:!?"
_INSIDE_QUOTES = ".,!?"


def join(pieces: list[str], delimiter: str, *, punctuation_inside: bool) -> str:
    """Join the pieces that are not empty."""
    text = ""
    for piece in pieces:
        if text and piece:
            text = attach(text, delimiter, punctuation_inside=punctuation_inside)
        text = attach(text, piece, punctuation_inside=punctuation_inside)
    return text


def attach(left: str, right: str, *, punctuation_inside: bool) -> str:
    """Put one marked text behind another. `punctuation_inside`: a quotation takes in the full stop behind it."""
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
