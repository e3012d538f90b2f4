"""The site's own search: an index in small scripts, which a page that was opened from a folder can load as well."""

from __future__ import annotations

from typing import Any

from site_plugins.search.block import SearchExtension
from site_plugins.search.entries import Entry
from site_plugins.search.same_words import WORDS, SameWords, read_same_words
from site_plugins.search.sections import page_entries
from site_plugins.search.site import PAGE, SCRIPTS, SOURCE, write_search

__all__ = [
    "PAGE",
    "SCRIPTS",
    "SOURCE",
    "WORDS",
    "Entry",
    "SameWords",
    "SearchExtension",
    "makeExtension",
    "page_entries",
    "read_same_words",
    "write_search",
]


def makeExtension(**options: Any) -> SearchExtension:  # noqa: N802  (Python-Markdown's name)
    """Return the Markdown extension; its options are in `block.py`."""
    return SearchExtension(**options)
