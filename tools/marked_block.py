"""The part of a page of docs that a command writes: what stands between two comments."""

from __future__ import annotations


def replace_block(page: str, begin: str, end: str, block: str) -> str:
    """Return a page with another text between two lines. Raises ValueError where one is missing."""
    before, opened, rest = page.partition(begin)
    _old, closed, after = rest.partition(end)
    if not opened or not closed:
        raise ValueError(f"{begin.strip()} or {end.strip()} is missing")
    return before + begin + block + end + after
