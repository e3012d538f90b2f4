"""How the whole site uses references. It takes every page to tell, so whatever builds the site asks at its end."""

from __future__ import annotations

from collections.abc import Collection

from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.library import Library
from site_plugins.guideline.texts import text
from site_plugins.references import find_retraction_problems


def uncited_references(library: Library, cited_by_pages: Collection[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each reference that no statement, note or page cites and no record suggests.

    `cited_by_pages` are pairs of a guideline's slug and a key, as the extension's option `cited` gets them.
    """
    return [
        reference.record.place.problem(
            f"No statement, note or page cites “{key}”; cite it with [@{key}] or take the record out."
        )
        for guideline in library.guidelines()
        for key, reference in guideline.reference_by_id.items()
        if not (reference.cited_by or reference.noted_by)
        and (guideline.slug, key) not in cited_by_pages
        and key not in {each.record.suggested["id"] for each in guideline.references if each.record.suggested}
    ]


def retracted_works(library: Library, cited_by_pages: Collection[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each retracted work that something cites and nobody has acknowledged."""
    if library.notices is None:
        return []
    cited = []
    for guideline in library.guidelines():
        for key, reference in guideline.reference_by_id.items():
            pages = [text("usage.pages")] if (guideline.slug, key) in cited_by_pages else []
            cited.append((reference.record, [*reference.cited_by, *reference.noted_by] or pages))
    return find_retraction_problems(cited, library.notices)
