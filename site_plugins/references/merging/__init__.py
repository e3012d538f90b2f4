"""Merging references into a guideline's own, and what was done."""

from __future__ import annotations

from site_plugins.references.merging.merge import MergeAction, MergeDecision, MergeResult, merge
from site_plugins.references.merging.report import describe_decision, describe_duplicate, summarize

__all__ = [
    "MergeAction",
    "MergeDecision",
    "MergeResult",
    "describe_decision",
    "describe_duplicate",
    "merge",
    "summarize",
]
