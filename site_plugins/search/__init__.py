"""The site's own search: an index in small scripts, which a page that was opened from a folder can load as well."""

from __future__ import annotations

from typing import Any

from site_plugins.search.block import SearchExtension
from site_plugins.search.entries import Entry, page_entries
from site_plugins.search.site import PAGE, SCRIPTS, SOURCE, values_for_templates, write_search
from site_plugins.search.synonyms import SYNONYMS, Synonyms, read_synonyms

__all__ = [
    "PAGE",
    "SCRIPTS",
    "SOURCE",
    "SYNONYMS",
    "Entry",
    "SearchExtension",
    "Synonyms",
    "makeExtension",
    "page_entries",
    "read_synonyms",
    "values_for_templates",
    "write_search",
]


def makeExtension(**options: Any) -> SearchExtension:  # noqa: N802  (Python-Markdown's name)
    """Return the Markdown extension; its options are in `block.py`."""
    return SearchExtension(**options)
