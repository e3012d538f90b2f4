"""Where the terms of a glossary stand on a page, and the links that lead from there to what they mean.

A term is marked at its first use in each statement, paragraph, list item, note and footnote, because each of them
is read by itself: a statement is linked to, and whoever comes by that link has not read the page above it. A table
is read as a whole, with what stands in its cells, and its rows that are statements by themselves. Nothing is marked
in headings, links, code and the words of the site, nor where a word is only in part emphasised.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown.util import BLOCK_LEVEL_ELEMENTS, AtomicString

from site_plugins.guideline.glossary import FoundTerm, Term, TermFinder
from site_plugins.guideline.narrow_tables import HEAD_ROW
from site_plugins.guideline.statements import EDITORS
from site_plugins.rendering.placeholders import TAG
from site_plugins.rendering.tree_text import HEADINGS, NO_WORDS, read_text_of

TERM = "term"
"""The class of a link from a term to what it means."""
_BLOCKS = frozenset([*BLOCK_LEVEL_ELEMENTS, "caption"])
_NOT_READ = frozenset(
    [*HEADINGS, "a", "abbr", "button", "code", "dfn", "kbd", "math", "pre", "samp", "summary", "svg", TAG]
)
_NOT_READ_CLASSES = frozenset(
    (
        "citations",
        "editors-note__title",
        "exhibit__mark",
        "footnote-mark",
        "glossary",
        "part__title",
        "statement__number",
    )
)
_NOTE = "editors-note"
_CELLS = ("td", "th")
_IN_TABLE = ("caption", "thead", "tbody", "tfoot", "tr", *_CELLS)
_SMALL = ("sub", "sup")
# Python-Markdown's numbers of hidden pieces, and attribute lists that are still to be read.
_HIDDEN = re.compile(r"\x02(?!amp\x03|\d+\x03)[^\x03]*\x03|\{:?[^{}\n]*\}")


def find_written(root: Element, finder: TermFinder) -> dict[str, Term | None]:
    """Return what a page's text says of a glossary: spellings with their terms, and exceptions with None."""
    return {
        found.written: found.term
        for run, _seen in _runs(root, set())
        for found in finder.find(run.text)
        if found.term is None or run.can_be_marked(found)
    }


def mark_terms(root: Element, finder: TermFinder) -> None:
    """Make links of the terms in a page's text, to the entries that stand on the page.

    A link's name is the word itself, its description what the word means.
    """
    # Before anything is moved: a link that was made is no text any more.
    for run, seen in list(_runs(root, set())):
        chosen: list[FoundTerm] = []
        for found in finder.find(run.text):
            if found.term is not None and found.term.anchor not in seen and run.can_be_marked(found):
                seen.add(found.term.anchor)
                chosen.append(found)
        # From the end, so that the places before it stay what they are.
        for found in reversed(chosen):
            run.mark(found)


def link_to(term: Term) -> Element:
    """Return a link to the entry of a term, still without words."""
    return Element(
        "a",
        {
            "class": TERM,
            "href": f"#{term.anchor}",
            "data-references": f"{term.anchor}:text",
            "aria-describedby": f"{term.anchor}:text",
        },
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a run: the text behind the nth child of an element, or before the first, or a raised letter."""

    start: int
    parent: Element
    child: int
    """-1 for the text before the first child."""
    is_small: bool = False


@dataclass
class _Run:
    """The text of a block that is read as one, and where its pieces stand in the tree."""

    parts: list[str] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where each piece begins."""
    length: int = 0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)

    def add(self, text: str, parent: Element, child: int, *, is_small: bool = False) -> None:
        """Add a piece behind the others."""
        if text:
            self.pieces.append(_Piece(self.length, parent, child, is_small))
            self.starts.append(self.length)
            self.parts.append(text)
            self.length += len(text)

    def _pieces_of(self, found: FoundTerm) -> slice:
        """Return which pieces a term stands in."""
        return slice(bisect_right(self.starts, found.start) - 1, bisect_right(self.starts, found.end - 1))

    def can_be_marked(self, found: FoundTerm) -> bool:
        """Tell whether a link can hold a term: its pieces follow each other in one element, small letters whole."""
        place = self._pieces_of(found)
        pieces = self.pieces[place]
        if any(piece.parent is not pieces[0].parent for piece in pieces):
            return False
        if any(other.child - piece.child != other.is_small for piece, other in pairwise(pieces)):
            return False
        end = self.starts[place.stop] if place.stop < len(self.starts) else self.length
        begins_whole = not pieces[0].is_small or found.start == pieces[0].start
        return begins_whole and (not pieces[-1].is_small or found.end == end)

    def mark(self, found: FoundTerm) -> None:
        """Put a link around a term."""
        assert found.term is not None
        pieces = self.pieces[self._pieces_of(found)]
        first, last = pieces[0], pieces[-1]
        link, parent = link_to(found.term), first.parent
        small = list(parent)[first.child if first.is_small else first.child + 1 : last.child + 1]
        before = "" if first.is_small else _text_at(first)
        cut = found.start - first.start
        end = found.end - last.start
        behind = "" if last.is_small else _text_at(last)[end:]
        if first is last:
            link.text = _like(before[cut:end], before)
        else:
            link.text = _like(before[cut:], before) if not first.is_small else None
            for element in small:
                parent.remove(element)
                link.append(element)
            if last.is_small:
                behind, small[-1].tail = small[-1].tail or "", None
            else:
                small[-1].tail = _like((small[-1].tail or "")[:end], behind)
        place = first.child if first.is_small else first.child + 1
        if not first.is_small:
            _set_text_at(first, before[:cut])
        link.tail = _like(behind, behind)
        parent.insert(place, link)


def _text_at(piece: _Piece) -> str:
    return (piece.parent.text if piece.child < 0 else piece.parent[piece.child].tail) or ""


def _set_text_at(piece: _Piece, words: str) -> None:
    words = _like(words, _text_at(piece))
    if piece.child < 0:
        piece.parent.text = words
    else:
        piece.parent[piece.child].tail = words


def _like(words: str, original: str) -> str:
    """Return a text that Markdown leaves alone if it leaves the original alone."""
    return AtomicString(words) if isinstance(original, AtomicString) else words


def _runs(element: Element, seen: set[str], *, in_cell: bool = False) -> Iterator[tuple[_Run, set[str]]]:
    """Yield the runs of a block, each with the terms that were seen in what is read together with it."""
    if HEAD_ROW in _classes(element):
        # On a phone the cards below are read without it.
        seen = {*seen}
    # A list in a cell is a part of its table.
    if not (in_cell or element.tag in _IN_TABLE) or "statement" in _classes(element):
        seen = set()
    in_cell = in_cell or element.tag in _CELLS
    run = _Run()
    for place, child in enumerate([None, *element], start=-1):
        if child is None:
            run.add(_readable(element.text), element, -1)
            continue
        if child.tag in _BLOCKS:
            if run.length:
                yield run, seen
            run = _Run()
            if not _is_left_out(child):
                yield from _runs(child, seen, in_cell=in_cell)
        else:
            _read_inline(child, element, place, run)
        run.add(_readable(child.tail), element, place)
    if run.length:
        yield run, seen


def _read_inline(element: Element, parent: Element, place: int, run: _Run) -> None:
    """Add an element within a line to its run."""
    if element.tag == "br" or _is_left_out(element):
        run.add(" " if element.tag == "br" else NO_WORDS, element, -1)
    elif element.tag in _SMALL and not len(element):
        holder = Element("span")
        holder.append(small := Element(element.tag))
        small.text = element.text
        # As it stands in plain text, which is how the glossary writes it: PaO2, 10^9.
        run.add(read_text_of(holder), parent, place, is_small=True)
    else:
        run.add(_readable(element.text), element, -1)
        for number, child in enumerate(element):
            _read_inline(child, element, number, run)
            run.add(_readable(child.tail), element, number)


def _is_left_out(element: Element) -> bool:
    if element.tag in _NOT_READ:
        return True
    classes = _classes(element)
    return not _NOT_READ_CLASSES.isdisjoint(classes) or (EDITORS in classes and _NOTE not in classes)


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _readable(text: str | None) -> str:
    """Return a text with what is none, such as an attribute list, as signs, so that all places stay."""
    if not text or ("{" not in text and "\x02" not in text):
        return text or ""
    return _HIDDEN.sub(lambda match: NO_WORDS * len(match[0]), text)
