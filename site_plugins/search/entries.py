"""What can be found of a guideline: an entry for each statement, reference and editors' note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from site_plugins.guideline import Guideline
from site_plugins.guideline.model import Kind, Statement
from site_plugins.references import DEFAULT_STYLE, CslRecord, format_csl, format_record
from site_plugins.search.same_words import SameWords
from site_plugins.search.texts import text

OWN, PLAIN, AROUND = 4, 3, 1
"""How much a word counts in what a result is about, in its wording for patients, and in what stands around it."""
NAME, IDENTIFIER = 3, 5
"""How much it counts in an author's name, and in a DOI, PMID or PMCID."""
_NAMES = ("author", "editor")
_IDENTIFIERS = ("DOI", "PMID", "PMCID")


class ResultKind(StrEnum):
    """What a result is that is no statement. A statement's kind is its class."""

    NOTE = "note"
    REFERENCE = "reference"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found, and what is shown of it."""

    kind: Kind | ResultKind
    url: str
    """Its address within the site."""
    title: str
    """A statement's own words, a note's title, a reference as it is read, a heading."""
    section: str
    """The heading that it stands under; empty for a reference."""
    place: str
    """The title of the guideline or page that it belongs to."""
    fields: tuple[tuple[int, str], ...]
    """What it is found by: texts, and how much their words count."""
    text: str = ""
    """A statement's wording for patients, a note's words, the words below a heading."""
    also: str = ""
    """Other words for what a statement says, as readers type them."""
    warning: str = ""
    """What a reader must know before trusting it."""
    key: str = ""
    """For a reference: what `rests_on` calls it."""
    rests_on: tuple[str, ...] = ()
    """The references that it cites: who looks for one of those finds it too."""


def guideline_entries(guideline: Guideline, same: SameWords, style: str = DEFAULT_STYLE) -> Iterator[Entry]:
    """Yield a guideline's statements, then its editors' notes, then its references in a CSL style."""
    yield from statement_entries(guideline, same)
    yield from note_entries(guideline)
    yield from reference_entries(guideline, style)


def statement_entries(guideline: Guideline, same: SameWords) -> Iterator[Entry]:
    """Yield the statements: found by their words, their wording for patients, and what they rest on."""
    for statement in guideline.statements:
        plain = guideline.plain.get(statement.id, "")
        also = same.for_text(f"{statement.text} {plain}")
        yield Entry(
            kind=statement.kind,
            url=statement.url,
            title=statement.text,
            section=statement.section,
            place=guideline.about.title,
            fields=(
                (OWN, statement.text),
                (PLAIN, plain),
                (PLAIN, also),
                (AROUND, statement.section),
                (AROUND, text(f"kind.{statement.kind}")),
            ),
            text=plain,
            also=also,
            warning=_warning(guideline, statement),
            rests_on=_keys(guideline, statement.citations),
        )


def note_entries(guideline: Guideline) -> Iterator[Entry]:
    """Yield the editors' notes."""
    for note in guideline.notes:
        section = guideline.statement_by_id[note.about[0]].section
        yield Entry(
            kind=ResultKind.NOTE,
            url=note.url,
            title=note.title,
            section=section,
            place=guideline.about.title,
            fields=((OWN, note.title), (PLAIN, note.text), (AROUND, section)),
            text=note.text,
            rests_on=_keys(guideline, note.citations),
        )


def reference_entries(guideline: Guideline, style: str = DEFAULT_STYLE) -> Iterator[Entry]:
    """Yield the references: found by all words of their formatted text, authors and identifiers first."""
    for reference in guideline.references:
        work = reference.record.work or reference.record.csl
        identifiers = " ".join(str(work[name]) for name in _IDENTIFIERS if name in work)
        yield Entry(
            kind=ResultKind.REFERENCE,
            url=guideline.reference_pages[reference.id],
            title=format_record(reference.record, reference.number, style).text,
            section="",
            place=guideline.about.title,
            fields=(
                (NAME, " ".join(_names_of(work))),
                (PLAIN, str(work["title"])),
                (IDENTIFIER, identifiers),
                (AROUND, format_csl(work, style).text),
                (AROUND, reference.published_since),
            ),
            warning=reference.published_since,
            key=f"{guideline.slug}/{reference.id}",
        )


def _keys(guideline: Guideline, citations: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{guideline.slug}/{key}" for key in citations)


def _warning(guideline: Guideline, statement: Statement) -> str:
    retracted = [guideline.reference_by_id[key] for key in statement.citations]
    return " ".join(
        text("statement.retracted", number=str(reference.number)) for reference in retracted if reference.retracted
    )


def _names_of(work: CslRecord) -> Iterator[str]:
    """Yield the family names and the bodies that stand behind a work."""
    for field in _NAMES:
        names = work.get(field)
        for name in names if isinstance(names, list) else []:
            yield str(name.get("family") or name.get("literal") or "")
