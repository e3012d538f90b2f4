"""A line of a file with a caret below one of its characters, as compilers show it."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

WIDTH = 100
"""So many columns of a terminal are shown at most."""
_BEFORE = 60
"""So many of them may stand before the caret when a line is cut."""


def excerpt(line: str, column: int | None) -> list[str]:
    """Return a line, cut to a readable width, and below it a caret under a column that is counted from 1.

    Without a column there is no caret, and of a blank line nothing. What moves the cursor or the reading, such as
    a tab, is shown as a space.
    """
    shown = "".join(character if character.isprintable() else " " for character in line)
    if not shown.strip():
        return []
    at = 0 if column is None else min(column - 1, len(shown))
    start = len(shown) - len(shown.lstrip())
    if _width(shown[start:]) > WIDTH:
        start = max(start, _back(shown, at, _BEFORE))
    start = min(start, at) if column is not None else start
    end = start
    while end < len(shown) and _width(shown[start : end + 1]) <= WIDTH:
        end += 1
    before, after = "… " if shown[:start].strip() else "", " …" if shown[end:].strip() else ""
    cut = before + shown[start:end].rstrip() + after
    return [cut] if column is None else [cut, " " * _width(before + shown[start:at]) + "^"]


def _back(shown: str, at: int, columns: int) -> int:
    """Return where the text begins that takes up to so many columns before a character."""
    start = at
    while start > 0 and _width(shown[start - 1 : at]) <= columns:
        start -= 1
    return start


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)
