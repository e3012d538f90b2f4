"""References that nobody uses. It takes every page to tell, so whatever builds the site asks at its end."""

from __future__ import annotations

from collections.abc import Collection

from site_plugins.guideline.library import Library
from site_plugins.problems import Problem


def uncited_references(library: Library, cited_by_pages: Collection[tuple[str, str]]) -> list[Problem]:
    """Return a problem for each reference that no statement, note or page cites and no record suggests.

    `cited_by_pages` are pairs of a guideline's slug and a key, as the extension's option `cited` gets them.
    """
    return [
        Problem(
            str(library.records_file(guideline.slug)),
            reference.record.line,
            f"No statement, note or page cites “{key}”; cite it with [@{key}] or take the record out.",
        )
        for guideline in library.guidelines()
        for key, reference in guideline.reference_by_id.items()
        if not (reference.cited_by or reference.noted_by)
        and (guideline.slug, key) not in cited_by_pages
        and key not in {each.record.suggested["id"] for each in guideline.references if each.record.suggested}
    ]
