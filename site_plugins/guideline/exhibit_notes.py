"""The notes below a table or a figure: the source's own words, such as what its abbreviations stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.exhibit_blocks import Box
from site_plugins.guideline.exhibits import TableNote
from site_plugins.guideline.statements import plain_text
from site_plugins.guideline.table_marks import MarkedNote, find_run_on_mark, link_marks, read_note


@dataclass
class ExhibitNotes:
    """The notes of a block, in order."""

    marked: dict[str, MarkedNote] = field(default_factory=dict)
    """Those that have a mark, by their marks."""
    plain: list[Element] = field(default_factory=list)
    """Those about the whole table or figure."""
    run_on: set[str] = field(default_factory=set)
    """The marks of notes that begin within others."""

    def add(self, paragraph: Element, locator: Locator) -> Iterator[Problem]:
        """Take a paragraph for a note, and yield what is wrong with it."""
        paragraph.set("class", "exhibit__note")
        words, note = plain_text(paragraph), read_note(paragraph)
        run_on = find_run_on_mark(paragraph)
        if run_on is not None:
            message = f"The note {run_on} begins within another one: put an empty line before it."
            yield locator.at_text(words, message)
            self.run_on.add(run_on)
        if not note.mark:
            self.plain.append(paragraph)
        elif note.mark in self.marked:
            yield locator.at_text(words, f"The note {note.mark} is there twice; keep one.")
        else:
            self.marked[note.mark] = note

    def link(
        self, box: Box, places: Iterable[Element], unexplained: Collection[str], locator: Locator
    ) -> Iterator[Problem]:
        """Link the marks in a caption and in cells or steps to the notes, and yield those that have none."""
        where = "table" if box.kind.is_table else "picture"
        for mark in link_marks(box.options["id"], places, self.marked):
            if mark not in unexplained and mark not in self.run_on:
                message = (
                    f"has the mark “{mark}” and no note for it: write the note below the {where}, as a paragraph "
                    f"that begins with {_typed(mark)}. If the source has none, add "
                    f'unexplained: ["{mark}"] to the options.'
                )
                yield box.problem(locator, message)

    @property
    def told(self) -> tuple[TableNote, ...]:
        """What they say: those with a mark come first."""
        marked = [TableNote(mark, _words_behind(note.element, mark)) for mark, note in self.marked.items()]
        return (*marked, *(TableNote("", plain_text(each)) for each in self.plain))


def _words_behind(element: Element, mark: str) -> str:
    return plain_text(element).removeprefix(mark).strip()


def _typed(mark: str) -> str:
    return mark.replace("*", "\\*")
