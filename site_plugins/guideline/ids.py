"""How ids and attribute lists are written."""

from __future__ import annotations

import re

ID = r"[^\W\d_][\w.-]*"
"""The form of an id that an author gives. What the page makes itself has a colon in its ids."""
ATTRIBUTE_LIST = r"\{(?::|(?=\s*[#.]))([^{}\n]*)\}"
"""The form of an attribute list, and what stands between its braces.

It has a colon or not, as Python-Markdown has it; without, only what cannot be words in braces.
"""
LAST_ATTRIBUTES = re.compile(rf"\s*{ATTRIBUTE_LIST}\s*$")
"""An attribute list at the end of a text, with the blanks before it."""
_NO_ANCHOR = re.compile(r"[^\w.]+")


def anchor_of(words: str) -> str:
    """Return what can be a part of an address for words such as a number or a term; empty where they are signs."""
    return _NO_ANCHOR.sub("-", words).strip("-.")
