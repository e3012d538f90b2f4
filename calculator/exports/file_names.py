"""The names of the files that a reader takes along: what is in them and of which day, in words that people know."""

from __future__ import annotations

import re

from calculator.core.dates import day_text
from calculator.exports.texts import text
from calculator.result.result import Result

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
"""What Windows takes in no name."""
_LONGEST = 100
"""Characters before the ending, so that a folder's path fits as well."""


def export_name(what: str, ending: str, result: Result | None = None, *, label: str = "") -> str:
    """Return a file's name: what it is about where `result` is given, what it is, its day, and a label.

    `what` is the key of a text. A name without a result tells nothing about anybody. Every file system takes it.
    """
    parts = [text(what)]
    if result is not None:
        day = day_text(result.today) if result.today else ""
        parts = [result.calculator.topic, text(what), day, label]
    name = " - ".join(filter(None, (_NOT_IN_NAMES.sub("-", part).strip() for part in parts)))
    # Windows takes a dot or a space off a name's end.
    return f"{name[:_LONGEST].rstrip('. ')}.{ending}"
