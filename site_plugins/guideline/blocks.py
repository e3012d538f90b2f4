"""The blocks of Markdown: editors' notes, and what a page shows of a guideline.

/// editors-note | Title
    about: [statement-id, another-id]
    plain: What it says to patients, where it is shown to them too.

Text with citations.
///

/// guideline-card | slug
///

/// reference-list | slug
///

/// reference-page | slug/key
///

/// plain-language | slug
    statements: [statement-id, another-id]
///

/// glossary | slug
///
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks.block import Block, type_string, type_string_in

from site_plugins.guideline.citations import citations_of
from site_plugins.guideline.model import Note
from site_plugins.guideline.statements import EDITORS, plain_text
from site_plugins.guideline.texts import text
from site_plugins.rendering.tree_text import atomic, read_text_of

ABOUT = "data-about"
"""Holds the ids of a note's statements until they are checked and linked."""
PLAIN = "data-plain"
"""Holds what a note says to patients until it is read."""
VIEW, GUIDELINE, STATEMENTS = "data-view", "data-guideline", "data-statements"
"""Hold a block's name, its argument and its statements until the tree processor fills it."""
OF_SOURCE, BETWEEN = "data-of-source", "data-between"
"""Hold whether a list of terms is the source's own, and what it writes behind each."""


def slug_of(words: str) -> str:
    """Return a title as a fragment of an address: lower-case letters of any script, digits and hyphens."""
    return re.sub(r"[\W_]+", "-", words.lower()).strip("-")


def list_of_ids(value: Any) -> list[str]:
    """Check an option that is a list of ids; raises ValueError as the block's validators do."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise ValueError(f"{value!r} is not a list of ids such as [one, another]")


class EditorsNote(Block):  # type: ignore[misc]  # pymdownx has no type hints
    """A note by the editors, visibly apart from the source's words."""

    NAME = "editors-note"
    ARGUMENT = True
    ARGUMENT_IS = "title"
    PROSE = ("plain",)
    HOLDS_WORDS = True
    OPTIONS: ClassVar[dict[str, Any]] = {"about": ([], list_of_ids), "plain": ("", type_string)}

    def on_create(self, parent: Element) -> Element:
        """Make the note's box with its title."""
        title_id = f"note-{slug_of(self.argument)}"
        note = SubElement(
            parent,
            "aside",
            {
                "class": f"editors-note {EDITORS}",
                "id": title_id,
                "aria-labelledby": f"{title_id}:title",
                ABOUT: " ".join(self.options["about"]),
                PLAIN: self.options["plain"],
            },
        )
        title = SubElement(note, "p", {"class": "editors-note__title", "id": f"{title_id}:title"})
        label = SubElement(title, "span", {"class": "editors-note__label"})
        label.text = text("note.label")
        # A title is text: nothing in it is Markdown or HTML.
        label.tail = atomic(f" {self.argument}")
        return note


def find_notes(root: Element, page: str) -> Iterator[tuple[Note, Element]]:
    """Yield the notes of the page at an address, in order, and the elements that they stand in."""
    for element in root.iter("aside"):
        about = element.get(ABOUT)
        if about is not None:
            title = read_text_of(element[0]).removeprefix(text("note.label")).strip()
            note = Note(
                id=element.get("id", ""),
                title=title,
                about=tuple(about.split()),
                citations=citations_of(element),
                text=" ".join(filter(None, map(plain_text, element[1:]))),
                plain=element.get(PLAIN, "").strip() or None,
                page=page,
            )
            yield note, element


class View(Block):  # type: ignore[misc]  # pymdownx has no type hints
    """A place for something made from the model: `/// name | guideline`."""

    ARGUMENT = True
    ARGUMENT_IS = "guideline's folder"

    def on_create(self, parent: Element) -> Element:
        """Leave a marked box, which the tree processor fills."""
        return SubElement(
            parent,
            "div",
            {
                "class": f"{self.NAME} {EDITORS}",
                VIEW: self.NAME,
                GUIDELINE: self.argument,
                STATEMENTS: " ".join(self.options.get("statements", [])),
            },
        )


class GuidelineCard(View):
    """Who is behind the guideline; it also tells which guideline the page is."""

    NAME = "guideline-card"


class ReferenceList(View):
    """The numbered references with their back-links."""

    NAME = "reference-list"


class ReferencePage(View):
    """All that is known of one reference: `/// reference-page | guideline/key`."""

    NAME = "reference-page"


class PlainLanguage(View):
    """The patients' wording of some statements, or of all."""

    NAME = "plain-language"
    OPTIONS: ClassVar[dict[str, Any]] = {"statements": ([], list_of_ids)}


class GlossaryList(View):
    """The abbreviations and terms of a guideline: all, in alphabetical order, or the source's list of them.

    With `of: source` it is the source's own list: its entries in the order of `glossary.yml`, compared with a kept
    source. `between` is what the source writes behind each abbreviation.
    """

    NAME = "glossary"
    OPTIONS: ClassVar[dict[str, Any]] = {
        "of": ("all", type_string_in(["all", "source"])),
        "between": ("", type_string),
    }

    def on_create(self, parent: Element) -> Element:
        """Leave a marked box, which says what it shall hold."""
        box = super().on_create(parent)
        if self.options["of"] == "source":
            box.attrib.update({OF_SOURCE: "", BETWEEN: self.options["between"], "class": self.NAME})
        return box


BLOCKS: tuple[type[View], ...] = (GuidelineCard, ReferenceList, ReferencePage, PlainLanguage, GlossaryList)
