"""What a result needs of the site that shows it: the published guideline, addresses, telephone lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator.core.language import SOURCE_LANGUAGE, interface_language, language_in_use, mark
from calculator.result.own_lines import NO_LINES, OwnLines, read_own_lines


@dataclass(frozen=True)
class Statement:
    """A statement of the guideline as published."""

    id: str
    kind: str
    text: str
    plain: str | None
    """The editors' wording for patients."""
    url: str
    """Its address within the site."""
    first_words: str
    citations: tuple[str, ...]
    """The ids of the references that it rests on."""


@dataclass(frozen=True)
class Reference:
    """A reference of the guideline as published."""

    number: int
    url: str
    """Its address within the site."""
    unlisted: bool
    """Whether the source cites it and does not list it."""


@dataclass(frozen=True)
class EditorsNote:
    """A note of the editors on statements, which is not the source's."""

    id: str
    title: str
    text: str
    plain: str | None
    """What it says to patients; None where it is for clinicians alone."""
    url: str
    about: tuple[str, ...]
    """The ids of the statements that it is about."""
    citations: tuple[str, ...]
    """The ids of the references that it rests on."""


@dataclass(frozen=True)
class Site:
    """One guideline as published, and the settings of the site that shows it."""

    title: str
    """The guideline's."""
    version: str
    """The guideline's."""
    published: date | None
    """The day on which this version was published."""
    next_review: date | None
    status: str
    """How far the guideline has come, such as "draft, unreviewed"."""
    statements: Mapping[str, Statement]
    references: Mapping[str, Reference]
    notes: tuple[EditorsNote, ...]
    root: str
    """The address of the site's root as seen from the page."""
    lines: Mapping[str, str]
    """The telephone lines: emergency, urgent, crisis."""
    unsure: tuple[str, ...]
    """The ids of the red flags that were answered "not sure"."""
    day: date | None = None
    """The reader's day, by the device's clock; None where it is not known. The answers have a day of their own."""
    label: str = ""
    """What a saved file is labelled with, to tell one person's from another's; may be empty."""
    own: OwnLines = NO_LINES
    """What the reader wrote beside the result."""

    @classmethod
    def from_json(cls, page: Mapping[str, Any]) -> Site:
        """Read what the page hands over: `guideline`, the published model, with `root`, `lines`, `unsure`,
        and where it knows them the reader's `day` (YYYY-MM-DD), the `label` of the answers and the reader's `own`
        lines.

        Raises ValueError for a day that is none.
        """
        guideline = page["guideline"]
        return cls(
            title=_own(guideline["title"], guideline),
            version=guideline["version"],
            published=_day(guideline["published"]),
            next_review=_day(guideline["next_review"]),
            status=guideline["status"],
            statements={each["id"]: _statement(each, guideline) for each in guideline["statements"]},
            references={each["id"]: _reference(each) for each in guideline["references"]},
            notes=tuple(_note(each, guideline) for each in guideline["notes"]),
            root=page["root"],
            lines=page["lines"],
            unsure=tuple(page["unsure"]),
            day=date.fromisoformat(page["day"]) if page.get("day") else None,
            label=page.get("label") or "",
            own=read_own_lines(page.get("own")),
        )

    def patient_wording(self, statement_id: str) -> str:
        """Return a statement's wording for patients, or its own where it has none."""
        statement = self.statements[statement_id]
        return statement.plain or statement.text

    def patient_notes(self, statement_id: str) -> tuple[EditorsNote, ...]:
        """Return the editors' notes on a statement that say something to patients."""
        return tuple(note for note in self.notes if note.plain and statement_id in note.about)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def plain_key(slug: str, name: str) -> str:
    """Return the key under which the plain words of a statement, or of a note, are translated."""
    return f"{slug}.plain.{name}"


def _own(words: str, guideline: Mapping[str, Any]) -> str:
    """Return a guideline's words, marked where they are in another language than the interface."""
    own = guideline.get("language", SOURCE_LANGUAGE), guideline.get("direction", "ltr")
    return words if own == interface_language() else mark(words, *own)


def _plain(published: Mapping[str, Any], guideline: Mapping[str, Any]) -> str | None:
    """Return plain words in the language in use where they are translated, else the guideline's own."""
    if published["plain"] is None:
        return None
    language = language_in_use()
    translated = language.texts.get(plain_key(guideline["slug"], published["id"])) if language else None
    return translated if isinstance(translated, str) else _own(published["plain"], guideline)


def _statement(published: Mapping[str, Any], guideline: Mapping[str, Any]) -> Statement:
    return Statement(
        id=published["id"],
        kind=published["kind"],
        text=_own(published["text"], guideline),
        plain=_plain(published, guideline),
        url=published["url"],
        first_words=_own(published["first_words"], guideline),
        citations=tuple(published["citations"]),
    )


def _reference(published: Mapping[str, Any]) -> Reference:
    return Reference(published["number"], published["url"], published["status"] == "unlisted")


def _note(published: Mapping[str, Any], guideline: Mapping[str, Any]) -> EditorsNote:
    return EditorsNote(
        id=published["id"],
        title=_own(published["title"], guideline),
        text=_own(published["text"], guideline),
        plain=_plain(published, guideline),
        url=published["url"],
        about=tuple(published["about"]),
        citations=tuple(published["citations"]),
    )
