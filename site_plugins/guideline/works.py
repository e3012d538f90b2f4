"""Works across guidelines: everything on the site that rests on the same work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_plugins.guideline.library import Library
from site_plugins.guideline.model import Guideline, Note, Reference, Statement
from site_plugins.references import CslRecord


@dataclass(frozen=True)
class Resting:
    """What in one guideline rests on a work."""

    guideline: Guideline
    reference: Reference
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]


def resting_on(library: Library, own: Guideline, reference: Reference) -> list[Resting]:
    """Return what rests on the same work, the own guideline first: the same DOI, PMID or PMCID is the same work."""
    marks = set(_marks(reference.record.work))
    found = [_resting(own, reference)]
    for guideline in library.guidelines():
        if guideline is not own:
            for other in guideline.references:
                if marks & set(_marks(other.record.work)):
                    found.append(_resting(guideline, other))
    return found


def _marks(work: CslRecord | None) -> Iterator[tuple[str, str]]:
    for name in ("DOI", "PMID", "PMCID"):
        if work is not None and work.get(name):
            yield name, str(work[name]).lower()


def _resting(guideline: Guideline, reference: Reference) -> Resting:
    return Resting(
        guideline,
        reference,
        tuple(guideline.statement_by_id[name] for name in reference.cited_by),
        tuple(guideline.note_by_id[name] for name in reference.noted_by),
    )
