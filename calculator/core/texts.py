"""What a result and the pages of a guideline say in the same words."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue

text = Catalogue(
    {
        "edition.of": "{version} of {on}",
        "edition.unpublished": "{version}, not published yet",
        "edition.overdue": "This guideline was to be reviewed by {on}. It may be out of date.",
        "edition.review": "To be reviewed by {on}.",
        "note.label": "Editors’ note, not the source’s words:",
        "note.plain-label": "A note by the editors:",
        "reference.link": "Reference {number}",
        "reference.link-unlisted": "Reference {number}, which the source does not list",
        "reference.unlisted": "The source does not list reference {number}.",
        "source.link": "Source",
        "source.of": "Source of this sentence: {words}",
        "card.unlisted": "A question mark behind a number: the source cites that reference and does not list it.",
    }
)
