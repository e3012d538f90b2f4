"""Guidelines: from Markdown, references and wording to one model, and from the model to pages and data."""

from __future__ import annotations

from typing import Any

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import ContentError, Problem
from site_plugins.guideline.drift import find_drift
from site_plugins.guideline.edition import editions_on, render_edition, render_notice
from site_plugins.guideline.kept_source.publishing import find_uncompared, find_withheld
from site_plugins.guideline.library import Library, library_at
from site_plugins.guideline.model import Guideline
from site_plugins.guideline.pages import GuidelineExtension
from site_plugins.guideline.publish import (
    guideline_json,
    guideline_model,
    model_text,
    published_files,
    published_model,
    reference_page_sources,
    reference_titles,
)
from site_plugins.guideline.usage import check_usage, find_retracted_works, find_uncited_references
from site_plugins.guideline.writing import as_html, attributes_for

__all__ = [
    "ContentError",
    "Guideline",
    "GuidelineExtension",
    "Library",
    "Locator",
    "Problem",
    "as_html",
    "attributes_for",
    "check_usage",
    "editions_on",
    "find_drift",
    "find_retracted_works",
    "find_uncited_references",
    "find_uncompared",
    "find_withheld",
    "guideline_json",
    "guideline_model",
    "library_at",
    "makeExtension",
    "model_text",
    "published_files",
    "published_model",
    "reference_page_sources",
    "reference_titles",
    "render_edition",
    "render_notice",
]


def makeExtension(**options: Any) -> GuidelineExtension:  # noqa: N802  (Python-Markdown's name)
    """Return the Markdown extension; its options are in `pages.py`."""
    return GuidelineExtension(**options)
