"""Marks in a table, such as [a], * and †, and the notes below it that say what they mean: linked both ways."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AMP_SUBSTITUTE, ETX, STX

from site_plugins.guideline.statements import EDITORS, is_beside_words, plain_text
from site_plugins.guideline.texts import text
from site_plugins.rendering.tree_text import read_text_of

MARK = "exhibit__mark"
"""The class of a mark that leads to its note."""

# The symbols that tables use for notes, and what their ids are made of.
_SYMBOLS = {
    "*": "asterisk",
    "†": "dagger",
    "‡": "double-dagger",
    "§": "section-sign",
    "¶": "pilcrow",
    "‖": "bars",
}
# As Markdown's tree has what was typed behind a backslash or as an entity.
_TYPED = {
    "*": rf"{STX}42{ETX}",
    "†": rf"{AMP_SUBSTITUTE}dagger;",
    "‡": rf"{AMP_SUBSTITUTE}Dagger;",
    "§": rf"{AMP_SUBSTITUTE}sect;",
    "¶": rf"{AMP_SUBSTITUTE}para;",
}
_RUNS = "|".join(
    f"(?:{re.escape(sign)}|{re.escape(_TYPED[sign])})+" if sign in _TYPED else f"{sign}+" for sign in _SYMBOLS
)
_BRACKETS = r"\[[A-Za-z0-9]{1,3}\]"
# A symbol is a mark where it is attached to something, or alone: "5 * 4" has none, and neither has "5*4".
_MARKS = re.compile(rf"{_BRACKETS}|(?:(?<=\S)|^\s*)(?:{_RUNS})(?:(?<![*{ETX}])|(?![\w^]))")
_SURE = re.compile(r"\[(?:[A-Za-z]|\d{1,2})\]|[^\[].*")
"""What is a mark even where no note says so; `[mg]` may be a unit."""
_NOTE = re.compile(rf"\s*({_BRACKETS}|{_RUNS})(?!\()\s*")
_LATER_NOTE = re.compile(rf"\n\s*({_BRACKETS}|{_RUNS})")
_NO_MARKS_IN = ("code", "pre", "a")


@dataclass
class MarkedNote:
    """A note, its paragraph, and where its mark stands in the table."""

    element: Element
    mark: str
    """Empty where the note is about the whole table."""
    places: list[str] = field(default_factory=list)
    """The ids of its marks in the table."""


def read_note(element: Element) -> MarkedNote:
    """Read a paragraph below a table as a note."""
    match = _NOTE.match(element.text or "")
    return MarkedNote(element, _read(match[1]) if match else "")


def find_run_on_mark(element: Element) -> str | None:
    """Return the mark of a second note in the paragraph of a note, or None."""
    for part in _texts(element):
        match = _LATER_NOTE.search(part)
        if match:
            return _read(match[1])
    return None


def link_marks(name: str, places: Iterable[Element], notes: Mapping[str, MarkedNote]) -> list[str]:
    """Make links of the marks in a caption and in cells; return the marks that have no note, each once.

    `name` is the table's id, `notes` are the notes by their marks.
    """
    loose: dict[str, None] = {}
    for place in places:
        for element in [each for each in place.iter() if each.tag not in _NO_MARKS_IN]:
            _link_in(element, name, notes, loose)
    for note in notes.values():
        _finish_note(note, name)
    return list(loose)


def marks_in(element: Element) -> list[str]:
    """Return the marks in a cell or row that lead to notes, in order, each once."""
    found = [plain_text(each) for each in element.iter("span") if each.get("class") == MARK]
    return list(dict.fromkeys(found))


def without_marks(element: Element, unexplained: Collection[str] = ()) -> str:
    """Return a cell's text without citations and marks."""
    words = read_text_of(element, _is_beside)
    for mark in unexplained:
        words = words.replace(mark, "")
    return " ".join(words.split())


def _is_beside(element: Element) -> bool:
    return element.get("class") == MARK or is_beside_words(element)


def _link_in(element: Element, name: str, notes: Mapping[str, MarkedNote], loose: dict[str, None]) -> None:
    """Link the marks in an element's own text and in what stands between its children."""
    for owner in [None, *element]:
        words = (element.text if owner is None else owner.tail) or ""
        # Behind a child, such as a number in bold, a mark is attached to it.
        offset = 0 if owner is None else 1
        padded = "x" * offset + words
        bounds = [_bounds(match) for match in _MARKS.finditer(padded) if _counts(match, notes, loose)]
        if not bounds:
            continue
        links = [_make_mark(name, notes, padded[start:end]) for start, end in bounds]
        starts = [start for start, _end in bounds[1:]] + [len(padded)]
        for link, (_start, end), following in zip(links, bounds, starts, strict=True):
            link.tail = padded[end:following]
        before = padded[offset : bounds[0][0]]
        if owner is None:
            element.text = before
            element[:0] = links
        else:
            owner.tail = before
            place = list(element).index(owner) + 1
            element[place:place] = links


def _bounds(match: re.Match[str]) -> tuple[int, int]:
    blank = len(match[0]) - len(match[0].lstrip())
    return match.start() + blank, match.end()


def _counts(match: re.Match[str], notes: Mapping[str, MarkedNote], loose: dict[str, None]) -> bool:
    mark = _read(match[0].strip())
    if mark in notes:
        return True
    if _SURE.fullmatch(mark):
        loose[mark] = None
    return False


def _make_mark(name: str, notes: Mapping[str, MarkedNote], typed: str) -> Element:
    note = notes[_read(typed)]
    place = f"{name}:mark-{_word(note.mark)}-{len(note.places) + 1}"
    note.places.append(place)
    # No superscript, which plain text would write out as a power.
    mark = Element("span", {"class": MARK, "id": place})
    link = SubElement(mark, "a", {"href": f"#{_note_id(name, note.mark)}", "role": "doc-noteref"})
    link.text = typed
    return mark


def _finish_note(note: MarkedNote, name: str) -> None:
    """Give a note its id and, at its beginning, the way back to each of its marks."""
    element = note.element
    match = _NOTE.match(element.text or "")
    assert match is not None
    element.set("id", _note_id(name, note.mark))
    if not note.places:
        return
    back = Element("a", {"href": f"#{note.places[0]}", "role": "doc-backlink", "class": "exhibit__back"})
    # Whether there is a blank behind the mark is the source's.
    back.text, back.tail = match[1], (element.text or "")[match.end(1) :]
    element.text = ""
    element.insert(0, back)
    for number, place in enumerate(note.places[1:], start=2):
        more = SubElement(
            element, "a", {"href": f"#{place}", "role": "doc-backlink", "class": f"exhibit__back {EDITORS}"}
        )
        more.text = f"↑{number}"
        more.set("aria-label", text("exhibit.mark-again", mark=note.mark, number=str(number)))


def _note_id(name: str, mark: str) -> str:
    return f"{name}:note-{_word(mark)}"


def _word(mark: str) -> str:
    """Return a mark as a part of an id."""
    if mark.startswith("["):
        return mark[1:-1]
    return _SYMBOLS[mark[0]] + (f"-{len(mark)}" if len(mark) > 1 else "")


def _read(typed: str) -> str:
    """Return a mark as a reader sees it."""
    element = Element("span")
    element.text = typed
    return read_text_of(element)


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
