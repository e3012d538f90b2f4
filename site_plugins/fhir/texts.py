"""What a published FHIR resource says of itself, and what it says in the words of a guideline's page."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue
from site_plugins.guideline.statement_parts import PART_KINDS
from site_plugins.guideline.texts import text as on_pages

_SHARED = (
    "card.affiliation",
    "card.authors",
    "card.comparison",
    "card.conflicts",
    "card.funding",
    "card.interests",
    "card.intervention",
    "card.licence",
    "card.outcome",
    "card.panel",
    "card.population",
    "card.source-value",
    "edition.review",
    "exhibit.read",
    "exhibit.unread",
    "footnote.words",
    "history.amended",
    "history.withdrawn",
    "kind.do",
    "kind.consider",
    "kind.caution",
    "kind.dont",
    "kind.fact",
    "kind.red-flag",
    "kind.against",
    "kind.good-practice",
    "kind.good-practice-against",
    "kind.no-recommendation",
    "kind.research",
    "kind.mixed",
    *(f"part.{name}" for name in PART_KINDS),
    "note.label",
    "rating.for",
    "notice.retraction",
    "notice.correction",
    "notice.concern",
    "notice.reinstatement",
    "reference.further-why",
    "term.by-editors",
    "term.words",
)

_TEXTS = {
    "fhir.status": "Status: {status}.",
    "fhir.version": "Version {edition}.",
    "fhir.guideline-terms": "The sentences of the source are its author’s. The editors’ notes are the editors’ "
    "own.",
}

text = Catalogue({key: on_pages[key] for key in _SHARED} | _TEXTS)
