"""From a page's tree to the guideline model: numbers, back-links, notes, and everything that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from xml.etree.ElementTree import Element

from site_plugins.guideline.model import FrontMatter, Guideline, Note, Record, Reference, Statement
from site_plugins.guideline.notes import find_notes
from site_plugins.guideline.problems import ContentError, Problem, suggestion
from site_plugins.guideline.statements import Locate, find_statements


def assemble(
    root: Element,
    locate: Locate,
    *,
    slug: str,
    about: FrontMatter,
    records: Mapping[str, Record],
    plain: Mapping[str, str],
    plain_file: str,
) -> Guideline:
    """Build the model from the tree of a guideline's page.

    `records` are all its records, `plain` its patients' wording, which comes from `plain_file`.
    Raises ContentError with every problem.
    """
    marked, problems = find_statements(root, locate)
    statements = tuple(found.statement for found in marked)
    notes = tuple(note for note, _element in find_notes(root))
    ids = [statement.id for statement in statements]
    problems += _unknown_keys(statements, notes, records, locate)
    for note in notes:
        if not note.about:
            problems.append(
                locate(note.title, f"The note “{note.title}” does not say what it is about: add about: [id].")
            )
        problems += [
            locate(note.title, f"The note is about “{name}”, which is no statement.{suggestion(name, ids)}")
            for name in note.about
            if name not in ids
        ]
    if plain:
        problems += _plain_faults(statements, plain, plain_file)
    if problems:
        raise ContentError(problems)
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
    order = dict.fromkeys([*_cited(statements, notes), *records])
    return tuple(
        Reference(
            number=number,
            record=records[key],
            cited_by=tuple(s.id for s in statements if key in s.citations),
            noted_by=tuple(n.id for n in notes if key in n.citations),
        )
        for number, key in enumerate(order, start=1)
    )


def _unknown_keys(
    statements: tuple[Statement, ...],
    notes: tuple[Note, ...],
    records: Mapping[str, Record],
    locate: Locate,
) -> list[Problem]:
    return [unknown_key(key, records, locate) for key in _cited(statements, notes) if key not in records]


def _cited(statements: tuple[Statement, ...], notes: tuple[Note, ...]) -> list[str]:
    """Return the keys cited, each once: first the statements', then the notes'."""
    places = [place.citations for place in statements] + [place.citations for place in notes]
    return list(dict.fromkeys(key for keys in places for key in keys))


def unknown_key(key: str, records: Collection[str], locate: Locate) -> Problem:
    """Say that a key has no record, and which one may have been meant."""
    return locate(f"@{key}", f"There is no reference “{key}”.{suggestion(key, records)}")


def _plain_faults(statements: tuple[Statement, ...], plain: Mapping[str, str], file: str) -> list[Problem]:
    ids = [statement.id for statement in statements]
    missing = [
        Problem(file, None, f"The statement “{name}” has no wording for patients; add one.")
        for name in ids
        if name not in plain
    ]
    foreign = [
        Problem(file, None, f"“{name}” is no statement of the guideline.{suggestion(name, ids)}")
        for name in plain
        if name not in ids
    ]
    return missing + foreign
