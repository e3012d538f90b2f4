"""Marking statements and notes where they stand: anchors, the word for their kind, and places for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from xml.etree.ElementTree import Element, SubElement

from site_plugins.guideline.model import Note
from site_plugins.guideline.notes import ABOUT
from site_plugins.guideline.page_view import PageView
from site_plugins.guideline.statements import EDITORS, Marked
from site_plugins.guideline.texts import text
from site_plugins.rendering.placeholders import PlaceholderProcessor


def mark_statements(
    root: Element, found: Sequence[Marked], slug: str, view: PageView, placeholders: PlaceholderProcessor
) -> None:
    """Give each statement its anchor and its word, and leave places for its tools and its layer."""
    parents = {child: parent for parent in root.iter() for child in parent}
    for marked in found:
        statement, element = marked.statement, marked.element
        element.set("id", statement.id)
        element.set("class", f"statement statement--{statement.kind}")
        label = Element("span", {"class": f"statement__kind {EDITORS}"})
        label.text = text(f"kind.{statement.kind}")
        label.tail = f" {element.text or ''}"
        element.text = ""
        element.insert(0, label)
        element.append(placeholders.add(partial(view.tools, slug, statement.id)))
        layer = placeholders.add(partial(view.layer, slug, statement.id))
        if element.tag == "li":
            element.append(layer)
        else:
            # A box of its own cannot stand within a paragraph.
            parent = parents[element]
            layer.tail = element.tail
            parent.insert(list(parent).index(element) + 1, layer)
    if found:
        title = next((place for place, child in enumerate(root) if child.tag == "h1"), -1)
        root.insert(title + 1, placeholders.add(partial(view.switch, slug)))


def mark_notes(
    found: Sequence[tuple[Note, Element]], slug: str, view: PageView, placeholders: PlaceholderProcessor
) -> None:
    """Leave a place below each note for the statements that it is about."""
    for note, element in found:
        del element.attrib[ABOUT]
        line = SubElement(element, "p", {"class": "editors-note__about"})
        line.text = text("note.about") + " "
        line.append(placeholders.add(partial(view.about, slug, note.id)))
