"""Merging references into a guideline's own, and what was done."""

from __future__ import annotations

from site_plugins.references.merging.merge import Kind, Merged, merge
from site_plugins.references.merging.report import double_line, outcome_line, summary
from site_plugins.references.records import read_store, store_text, write_store

__all__ = [
    "Kind",
    "Merged",
    "double_line",
    "merge",
    "outcome_line",
    "read_store",
    "store_text",
    "summary",
    "write_store",
]
