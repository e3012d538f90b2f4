"""What one page gives to its guideline: statements, notes, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from site_plugins.diagnostics.markdown_places import Locate
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.grammar import unread_blocks, unread_citations
from site_plugins.guideline.model import Note, Statement
from site_plugins.guideline.notes import EditorsNote, find_notes
from site_plugins.guideline.statements import Marked, find_statements


@dataclass(frozen=True)
class PageParts:
    """The parts of one page, without the elements that they stand in."""

    page: str
    """The page's address within the site."""
    locate: Locate
    statements: tuple[Statement, ...]
    ids: frozenset[str]
    """Every id of a statement, also of those with problems."""
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class InPlace:
    """The parts of a page and the elements that they stand in."""

    parts: PageParts
    statements: tuple[Marked, ...]
    notes: tuple[tuple[Note, Element], ...]


def find_parts(root: Element, page: str, locate: Locate) -> InPlace:
    """Find the parts of a guideline's page; the attribute lists of its statements are taken off."""
    problems = list(_unread(root, locate))
    found = find_statements(root, page, locate)
    notes = tuple(find_notes(root, page))
    parts = PageParts(
        page=page,
        locate=locate,
        statements=tuple(marked.statement for marked in found.marked),
        ids=found.ids,
        notes=tuple(note for note, _element in notes),
        problems=(*problems, *found.problems),
    )
    return InPlace(parts, found.marked, notes)


def _unread(root: Element, locate: Locate) -> Iterator[Problem]:
    # Other extensions' blocks are no business of the model; a note that was not read would pass for the source.
    yield from unread_blocks(root, locate, EditorsNote.NAME)
    yield from unread_citations(root, locate)
