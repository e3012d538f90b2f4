"""The guideline as a model: its statements, what they rest on, and the editors' notes on them.

Pages, the published JSON and the calculator's texts are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from site_plugins.references.record import Record


class Kind(StrEnum):
    """What a statement is by the wording of its source. It is no rating of strength or certainty."""

    DO = "do"
    """An imperative."""
    CONSIDER = "consider"
    """"Consider ...", or an option."""
    CAUTION = "caution"
    """"Avoid or use cautiously"."""
    DONT = "dont"
    """"Do NOT ..."."""
    FACT = "fact"
    """A finding."""
    RED_FLAG = "red-flag"
    """A sign that calls for a specialist at once."""


@dataclass(frozen=True)
class Statement:
    """One sentence or item of the source that can be quoted, linked to and acted on."""

    id: str
    kind: Kind
    section: str
    """The nearest heading above it."""
    text: str
    """Plain text without citations."""
    citations: tuple[str, ...]
    """The records' ids, in the author's order."""

    @property
    def first_words(self) -> str:
        """Enough of it to recognise it in a list of links."""
        words = self.text.split()
        return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


@dataclass(frozen=True)
class Note:
    """An editors' note: never the source's own words."""

    id: str
    title: str
    about: tuple[str, ...]
    """The statements that it is about."""
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """A record with its number and its back-links."""

    number: int
    record: Record
    cited_by: tuple[str, ...]
    """The ids of the statements that cite it, in their order."""
    noted_by: tuple[str, ...]
    """The ids of the editors' notes that cite it."""


@dataclass(frozen=True)
class FrontMatter:
    """Who is behind the guideline and how far it may be trusted."""

    title: str
    version: str
    status: str
    source_title: str
    source_author: str
    source_date: str
    last_review: date | None
    next_review: date | None
    reviewer: str | None
    funding: str
    conflicts: str
    contact: str


@dataclass(frozen=True)
class Guideline:
    """A whole guideline."""

    slug: str
    about: FrontMatter
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    plain: dict[str, str]
    """The patients' wording of each statement, by its id; empty where there is none."""

    @property
    def page(self) -> str:
        """The address of its page within the site."""
        return page_of(self.slug)

    @cached_property
    def statement_by_id(self) -> dict[str, Statement]:
        """Its statements by id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def reference_by_id(self) -> dict[str, Reference]:
        """Its references by their records' ids."""
        return {reference.record.id: reference for reference in self.references}

    def notes_on(self, statement: str) -> tuple[Note, ...]:
        """Return the editors' notes about a statement."""
        return tuple(note for note in self.notes if statement in note.about)


def page_of(slug: str) -> str:
    """Return the address of a guideline's page within the site."""
    return f"guidelines/{slug}/index.html"


def reference_anchor(record_id: str) -> str:
    """Return the id of a reference's entry in the list."""
    return f"ref-{record_id}"
