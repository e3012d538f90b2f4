"""Characters that no text can keep: those without a shape, and marks of direction that reach beyond their text."""

from __future__ import annotations

import re
from unicodedata import bidirectional, category

LINE_BREAKS = "\n\r\u2028\u2029"

_SUSPECT = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)
# What opens an embedding, an override or an isolate, and what closes it.
_CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}


_JOINERS, _MARKS = "\u200c\u200d", "\u061c\u200e\u200f"
# Soft hyphens, blanks without a width, and what else is left of a text that was copied.
_INVISIBLE = re.compile(
    rf"[{_JOINERS}{_MARKS}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff0-\ufffb]"
    "|[\U000e0000-\U000e007f]"
)


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


def find_invisible_character(line: str) -> int | None:
    """Return the offset of the first character on a line that nobody can see and that means nothing there, or None.

    Joiners mean something between the letters of other scripts and in emoji, marks of direction on a line with
    letters that are read from right to left.
    """
    for match in _INVISIBLE.finditer(line):
        at, character = match.start(), match[0]
        around = line[max(0, at - 1) : at], line[at + 1 : at + 2]
        if character in _JOINERS and all(each > "\x7f" and not each.isspace() for each in around):
            continue
        if character in _MARKS and any(bidirectional(each) in ("R", "AL") for each in line if each not in _MARKS):
            continue
        return at
    return None


def describe_invisible_character(line: str, at: int) -> str:
    """Return what is wrong with an invisible character and what to do, to stand behind the name of its text."""
    before = line[:at].rstrip()[-1:]
    place = f" after “{before}”" if before else " at its beginning"
    return f"holds U+{ord(line[at]):04X}{place}, which nobody can see: take it out"


def shorten(text: str, most: int = 120) -> str:
    """Return a text on one line, cut where it is longer than a message can show."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _has_no_shape(character: str) -> bool:
    # Half of a surrogate pair cannot be written in any encoding; some code points are no characters.
    point = ord(character)
    return category(character) in ("Cc", "Cs") or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
