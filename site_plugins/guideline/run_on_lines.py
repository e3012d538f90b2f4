"""Two lines that their author meant as two, and that Markdown makes one: “Adults: 5 mg” above “Children: 2 mg”.

Prose is wrapped wherever a line is full, so only what no wrapped line is like is one: both begin as a line of their
own does, and the upper one ends too early and without a mark. A paragraph with one break as in prose is prose.
"""

from __future__ import annotations

import re
from itertools import pairwise

LINE_BREAK = "\N{LINE SEPARATOR}"
"""Stands in a text where its author wrote a line break."""

_NARROWEST = 60
"""Characters: nobody wraps prose at less, so a line that the next word would have fitted on ends on purpose."""
_ENDS = (".", "?", "!", ":", ";", ",", "\u2026", "\u2013", "\u2014", "-", "/", "(", LINE_BREAK)
_CLOSING = "\"'\u201d\u2019)]*_ \N{OBJECT REPLACEMENT CHARACTER}"
_GOES_ON = re.compile(
    r"\b(?:a|an|and|as|at|but|by|each|every|for|from|in|is|are|its|mr|dr|mrs|prof|no|not|of|on|or|our|per|st|than|that|"
    r"the|their|these|this|those|to|via|was|were|with|your)$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_][^.:;!?]{0,40}:\s")


def find_run_on_line(text: str) -> tuple[str, str] | None:
    """Return the first line of a block that ends on purpose and the one below it, which Markdown would join."""
    if "\n" not in text:
        return None
    lines = [line.strip(" \t") for line in text.strip(" \t\n").split("\n")]
    pairs = [*pairwise(lines)]
    if any(_is_wrapped(*pair) for pair in pairs):
        return None
    return next((pair for pair in pairs if not _has_end(pair[0])), None)


def _has_end(line: str) -> bool:
    return line.rstrip(_CLOSING).endswith(_ENDS)


def _is_wrapped(above: str, below: str) -> bool:
    """Return whether a break between two lines is one as wrapped prose has it."""
    if _LABEL.match(above) and _LABEL.match(below):
        return False
    first = below.split(maxsplit=1)[0] if below else ""
    is_full = len(above) + 1 + len(first) > _NARROWEST
    begins = below.lstrip("\"'\u201c\u2018(*_")[:1].isupper()
    return is_full or not begins or _GOES_ON.search(above) is not None
