"""From a page's tree to the guideline model: numbers, back-links, notes, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from site_plugins.guideline.locate import Locate
from site_plugins.guideline.model import FrontMatter, Guideline, Note, Reference, Statement
from site_plugins.guideline.notes import EditorsNote
from site_plugins.guideline.statements import Found
from site_plugins.guideline.wording import Wording
from site_plugins.problems import Problem, suggestion
from site_plugins.references.record import Record


def assemble(
    slug: str,
    about: FrontMatter,
    statements: tuple[Statement, ...],
    notes: tuple[Note, ...],
    records: Mapping[str, Record],
    plain: Mapping[str, str],
) -> Guideline:
    """Build the model from parts in which nothing is wrong."""
    return Guideline(
        slug=slug,
        about=about,
        statements=statements,
        notes=notes,
        references=_number(statements, notes, records),
        plain=dict(plain),
    )


def _number(
    statements: tuple[Statement, ...], notes: tuple[Note, ...], records: Mapping[str, Record]
) -> tuple[Reference, ...]:
    """Number the records by first appearance in the statements, then in the notes, then as they are listed."""
    keys = _cited(statements, notes)
    return tuple(
        Reference(
            number=number,
            record=records[key],
            cited_by=tuple(s.id for s in statements if key in s.citations),
            noted_by=tuple(n.id for n in notes if key in n.citations),
        )
        for number, key in enumerate(dict.fromkeys([*keys, *records]), start=1)
    )


def _cited(statements: Sequence[Statement], notes: Sequence[Note]) -> list[str]:
    """Return the keys that are cited: first the statements', then the notes'."""
    return [key for s in statements for key in s.citations] + [key for n in notes for key in n.citations]


def mismatches(
    found: Found, notes: Sequence[Note], keys: Collection[str] | None, wording: Wording | None, locate: Locate
) -> Iterator[Problem]:
    """Yield where the parts of a guideline do not fit together.

    `keys` are the ids of its records, or None where they could not be read.
    """
    if keys is not None:
        cited = _cited([marked.statement for marked in found.marked], notes)
        yield from (unknown_key(key, keys, locate) for key in cited if key not in keys)
    for number, note in enumerate(notes):
        nth = 1 + [earlier.title for earlier in notes[:number]].count(note.title)
        for fault in _note_faults(note, notes[:number], found.ids):
            yield locate.at_block(EditorsNote.NAME, note.title, fault, nth=nth)
    if wording is not None:
        yield from _wording_faults(found, wording, locate)


def unknown_key(key: str, keys: Collection[str], locate: Locate) -> Problem:
    """Say that a key has no record, and which one may have been meant."""
    return locate.at_key(key, f"There is no reference “{key}”: add a record of that id.{suggestion(key, keys)}")


def _note_faults(note: Note, earlier: Sequence[Note], ids: Collection[str]) -> Iterator[str]:
    if note.id in ids or note.id in [other.id for other in earlier]:
        yield f"The note “{note.title}” gets the id “{note.id}”, which is taken; give it another title."
    if not note.about:
        yield f"The note “{note.title}” does not say what it is about: add about: [id]."
    for name in note.about:
        if name not in ids:
            yield f"The note is about “{name}”, which is no statement; name one.{suggestion(name, ids)}"


def _wording_faults(found: Found, wording: Wording, locate: Locate) -> Iterator[Problem]:
    for name in [marked.statement.id for marked in found.marked]:
        if name not in wording.lines:
            yield locate.at_id(
                name, f"The statement “{name}” has no wording for patients; add one to {wording.file}."
            )
    for name, line in wording.lines.items():
        if name not in found.ids:
            problem = f"“{name}” is no statement of the guideline; rename it or take it out."
            yield Problem(wording.file, line, problem + suggestion(name, found.ids))
