"""Sets of words, written as text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text that stand apart by white space."""
    return frozenset(text.split())
