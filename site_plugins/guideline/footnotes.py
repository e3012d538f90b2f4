"""Footnotes: `[^1]` in a text, and `[^1]: What it says.` below it, as Python-Markdown's own extension reads them.

Their labels are the source's: nothing is counted anew. A footnote is the source's own words; a mark is no part of a
statement's plain text, and the footnote goes wherever the statement is quoted. Tables have notes of their own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension, FootnoteTreeprocessor
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.citations import citations_of
from site_plugins.guideline.model import Footnote
from site_plugins.guideline.statements import EDITORS, is_statement, plain_text
from site_plugins.guideline.texts import text
from site_plugins.rendering.tree_text import HEADINGS

MARK_PATTERN = r"\[\^([^\]\n]+)\](?!:)"
FOOTNOTES = "footnotes"
"""The class of what holds the footnotes of a page."""
LABEL = "data-footnote"
"""Holds the label of a footnote, at its mark and at its text."""
_REPEATED = "data-repeated"
_REFUSED_IN_LABEL = re.compile(r"[\s\"'<>&\\]")


class PageFootnoteExtension(FootnoteExtension):
    """Reads the footnotes of a page; what they show is built by `Footnotes`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the syntax; as Python-Markdown does, but for the numbers that it would count."""
        md.registerExtension(self)
        self.parser = md.parser
        self.md = md
        self.repeated: list[str] = []
        md.parser.blockprocessors.register(FootnoteBlockProcessor(self), "footnote", 17)
        md.inlinePatterns.register(_MarkProcessor(MARK_PATTERN, self), "footnote", 176)
        # Before all others, so that what the footnotes hold is read as well.
        md.treeprocessors.register(_SectionProcessor(self), "footnote", 50)

    def reset(self) -> None:
        """Forget the footnotes of the page before."""
        super().reset()
        self.repeated = []

    def setFootnote(self, id: str, text: str) -> None:  # noqa: N802
        """Keep a footnote; one whose label was used before is a problem later."""
        if id in self.footnotes:
            self.repeated.append(id)
        super().setFootnote(id, text)

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802
        """Return the footnotes of the page, each with its label, in the order of their texts; None without any."""
        if not self.footnotes:
            return None
        section = Element("section", {"class": FOOTNOTES, "aria-label": text("footnote.list")})
        if self.repeated:
            section.set(_REPEATED, "\n".join(self.repeated))
        numbered = all(re.fullmatch(r"[1-9]\d{0,3}", label) for label in self.footnotes)
        items = SubElement(section, "ol" if numbered else "ul", {"class": "footnotes__list"})
        for label, words in self.footnotes.items():
            item = SubElement(items, "li", {"class": "footnote", "id": f"fn:{label}", LABEL: label})
            if numbered:
                item.set("value", label)
            else:
                SubElement(item, "span", {"class": "footnote__label"}).text = AtomicString(label)
                item[-1].tail = " "
            box = SubElement(item, "div", {"class": "footnote__text", "id": f"fn:{label}:text"})
            self.parser.parseChunk(box, words)
        return section


class _MarkProcessor(InlineProcessor):
    """Turns the mark of a footnote that the page has into a link."""

    def __init__(self, pattern: str, footnotes: FootnoteExtension) -> None:
        super().__init__(pattern)
        self._footnotes = footnotes

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if m[1] not in self._footnotes.footnotes:
            return None, None, None
        mark = Element("sup", {"class": "footnote-mark", LABEL: m[1]})
        SubElement(mark, "a", {"class": "footnote-ref"}).text = AtomicString(m[1])
        return mark, m.start(0), m.end(0)


class _SectionProcessor(FootnoteTreeprocessor):
    """Puts the footnotes below the page's text: above its list of references, where it ends in one."""

    def run(self, root: Element) -> None:
        section = self.footnotes.makeFootnotesDiv(root)
        if section is None:
            return
        at = len(root)
        for place, child in enumerate(root):
            if "reference-list" in (child.get("class") or "").split():
                at = place
                while at and root[at - 1].tag in HEADINGS:
                    at -= 1
                break
        root.insert(at, section)


@dataclass
class PageFootnotes:
    """The footnotes of a page, the marks that lead to them, and what is wrong with both."""

    items: dict[str, Element] = field(default_factory=dict)
    """The elements of the footnotes by their labels."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def elements(self) -> Iterator[Element]:
        """All that stands in the footnotes, which may cite."""
        return (each for item in self.items.values() for each in item.iter())

    def footnotes(self, page: str, holders: Mapping[str, Element]) -> Iterator[Footnote]:
        """Yield the footnotes of the page at an address.

        `holders` are statements, their parts and figures by id, which a footnote is about that they hold a mark of.
        """
        marked = {name: {_label_of(mark) for mark in _marks(element)} for name, element in holders.items()}
        for label, item in self.items.items():
            yield Footnote(
                label=label,
                text=plain_text(_box_of(item)),
                citations=citations_of(item),
                page=page,
                about=tuple(name for name, labels in marked.items() if label in labels),
            )


def begin_footnotes(root: Element, locator: Locator) -> PageFootnotes:
    """Read the footnotes of a page and link their marks with them, before its statements are read."""
    found = PageFootnotes()
    if any(each.get("class") == "footnote" for each in root.iter("div")):
        message = "Footnotes are read by the guideline's extension: take “footnotes” out of markdown_extensions."
        found.problems.append(Problem(locator.file, None, message))
    section = next((each for each in root.iter("section") if each.get("class") == FOOTNOTES), None)
    if section is None:
        # No mark is made where there is no footnote.
        return found
    repeated = section.attrib.pop(_REPEATED, "").split("\n")
    found.items = {_label_of(item): item for item in section.iter("li") if item.get(LABEL)}
    marks = dict[str, list[Element]]()
    for mark in _marks(root):
        marks.setdefault(_label_of(mark), []).append(mark)
    found.problems += _find_misplaced_marks(root, locator)
    for label, item in found.items.items():
        found.problems += _check(label, item, label in repeated, label in marks, locator)
        _link(label, item, marks.get(label, []))
    return found


def _check(label: str, item: Element, repeated: bool, marked: bool, locator: Locator) -> Iterator[Problem]:
    typed = f"[^{label}]:"
    if _REFUSED_IN_LABEL.search(label):
        message = f"“{typed}” has a label that no link can lead to: use letters, digits and signs without blanks."
        yield locator.at_sign((typed,), message)
    elif repeated:
        yield locator.at_sign((typed,), f"“{typed}” is given twice on this page: each footnote has its own.", nth=2)
    elif not marked:
        message = f"“{typed}” is the text of a footnote that no [^{label}] marks: set the mark, or take it out."
        yield locator.at_sign((typed,), message)
    elif not plain_text(_box_of(item)):
        yield locator.at_sign((typed,), f"“{typed}” has no text: write it behind the colon.")
    for element in item.iter():
        if element.tag in ("p", "li") and is_statement(element):
            message = f"“{plain_text(element)}” is a statement within a footnote: put a blank line before it."
            yield locator.at_text(plain_text(element), message)


def _find_misplaced_marks(root: Element, locator: Locator) -> Iterator[Problem]:
    """Yield the marks that stand where a footnote of the source cannot belong."""
    by_editors = _within(root, lambda each: EDITORS in (each.get("class") or "").split())
    in_tables = _within(root, lambda each: each.tag == "table")
    in_links = _within(root, lambda each: each.tag == "a")
    seen = dict[str, int]()
    for mark in _marks(root):
        typed = f"[^{_label_of(mark)}]"
        seen[typed] = seen.get(typed, 0) + 1
        if mark in by_editors:
            what = "stands in what is the editors’, and a footnote is the source’s: write it out there"
        elif mark in in_tables:
            what = "stands in a table, which has notes of its own: write [a], and [a] with the note below the table"
        elif mark in in_links:
            what = "stands in the words of a link, and is one itself: write it behind them"
        else:
            continue
        # Not at its text, which begins alike.
        places = locator.at_each(rf"(?P<at>{re.escape(typed)})(?!:)", f"“{typed}” {what}.")
        yield (
            places[min(seen[typed], len(places)) - 1]
            if places
            else Problem(locator.file, None, f"“{typed}” {what}.")
        )


def _within(root: Element, chosen: Any) -> Collection[Element]:
    return {each for part in root.iter() if chosen(part) for each in part.iter("sup")}


def _marks(element: Element) -> Iterator[Element]:
    return (each for each in element.iter("sup") if each.get(LABEL))


def _label_of(element: Element) -> str:
    return element.get(LABEL, "")


def _box_of(item: Element) -> Element:
    return next(each for each in item if each.tag == "div")


def _link(label: str, item: Element, marks: list[Element]) -> None:
    """Link a footnote and its marks both ways."""
    for number, mark in enumerate(marks, start=1):
        # The name that Python-Markdown gives it: the table of contents leaves marks out by it.
        name = f"fnref{number if number > 1 else ''}:{label}"
        mark.set("id", name)
        mark[0].attrib.update(
            {
                "href": f"#fn:{label}",
                "role": "doc-noteref",
                "aria-label": text("footnote.name", label=label),
                "data-references": f"fn:{label}:text",
            }
        )
        again = "footnote.back-again" if number > 1 else "footnote.back"
        back = SubElement(
            item,
            "a",
            {
                "class": f"footnote__back {EDITORS}",
                "href": f"#{name}",
                "role": "doc-backlink",
                "aria-label": text(again, label=label, number=str(number)),
            },
        )
        back.text = "\N{UPWARDS ARROW}"
