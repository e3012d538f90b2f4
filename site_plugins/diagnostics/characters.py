"""Characters that no text can keep: those without a shape, and marks of direction that reach beyond their text."""

from __future__ import annotations

import re
from unicodedata import category

LINE_BREAKS = "\n\r\u2028\u2029"

_SUSPECT = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)
# What opens an embedding, an override or an isolate, and what closes it.
_CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}


def find_refused_character(text: str, *, lines: bool = False) -> int | None:
    """Return the offset of the first character that a text cannot keep, or None.

    Line breaks count among them unless the text may have `lines`. An embedding, an override or an isolate must be
    closed on its line: one left open would turn round the words of the page behind it.
    """
    opened: list[tuple[int, str]] = []
    for match in _SUSPECT.finditer(text):
        character, at = match[0], match.start()
        if character in "\r\n" and lines:
            if opened:
                break
        elif character in _CLOSED_BY:
            opened.append((at, _CLOSED_BY[character]))
        elif character in _CLOSED_BY.values():
            if not opened or opened.pop()[1] != character:
                return at
        elif character != "\t" and (character in LINE_BREAKS or _has_no_shape(character)):
            return at
    return opened[0][0] if opened else None


def describe_refused_character(character: str) -> str:
    """Return why a text cannot keep a character and what to do, to stand behind the text's name."""
    code = f"U+{ord(character):04X}"
    if character in LINE_BREAKS:
        return f"holds the line break {code}; write it on one line"
    if character in _CLOSED_BY or character in _CLOSED_BY.values():
        return f"holds the mark of direction {code} without its counterpart on the line; add that, or take it out"
    return f"holds the character {code}, which no page can show; take it out"


def refuse_text(text: str, *, lines: bool = False) -> str | None:
    """Return why a text cannot be kept, to stand behind its name, or None."""
    at = find_refused_character(text, lines=lines)
    return None if at is None else describe_refused_character(text[at])


def shorten(text: str, most: int = 120) -> str:
    """Return a text on one line, cut where it is longer than a message can show."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _has_no_shape(character: str) -> bool:
    # Half of a surrogate pair cannot be written in any encoding; some code points are no characters.
    point = ord(character)
    return category(character) in ("Cc", "Cs") or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
