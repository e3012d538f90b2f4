"""Statements in Markdown: a paragraph or list item that ends in `{: #id .kind }`.

Python-Markdown's own attribute lists want a line of their own here; a statement's stands on its line, after
its citations, so that a guideline reads as a list of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.treeprocessors import UnescapeTreeprocessor

from site_plugins.guideline.citations import citations_of
from site_plugins.guideline.model import Kind, Statement
from site_plugins.guideline.problems import Problem, suggestion

EDITORS = "editors"
"""The class of everything on a guideline's page that is not the source's own."""

_ATTRIBUTES = re.compile(r"\s*\{:([^{}\n]*)\}\s*$")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Marked:
    """A statement together with the element that it stands in."""

    statement: Statement
    element: Element


def find_statements(root: Element, locate: Locate) -> tuple[list[Marked], list[Problem]]:
    """Find the statements of a page, in order, take their attribute lists off, and say what is wrong."""
    found: list[Marked] = []
    problems: list[Problem] = []
    taken: dict[str, None] = {}
    for element, section in _blocks_of_the_source(root):
        attributes = _take_attributes(element)
        text = plain_text(element)
        problem = _fault(attributes, text, bool(citations_of(element)), taken)
        if problem:
            problems.append(locate(text, problem))
        elif attributes is not None:
            statement = Statement(
                id=attributes.id,
                kind=Kind(attributes.kinds[0]),
                section=section,
                text=text,
                citations=citations_of(element),
            )
            taken[statement.id] = None
            found.append(Marked(statement, element))
    return found, problems


class Locate:
    """Makes a problem of a sentence: finds the line of the source that a text came from."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self._lines = lines

    def __call__(self, text: str, problem: str) -> Problem:
        """Return the problem at the first line that holds the beginning of the text."""
        start = " ".join(text.split()[:6])
        for number, line in enumerate(self._lines, start=1):
            if start and start in line:
                return Problem(self.file, number, problem)
        return Problem(self.file, None, problem)


@dataclass(frozen=True)
class _Attributes:
    id: str
    kinds: tuple[str, ...]


def _blocks_of_the_source(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield every paragraph and list item outside the editors' parts, with the heading above it."""
    section = ""

    def walk(element: Element) -> Iterator[tuple[Element, str]]:
        nonlocal section
        for child in element:
            if EDITORS in (child.get("class") or "").split():
                continue
            if child.tag in _HEADINGS:
                section = plain_text(child)
            elif child.tag == "p" or (child.tag == "li" and child.find("p") is None):
                yield child, section
            else:
                yield from walk(child)

    yield from walk(root)


def _take_attributes(element: Element) -> _Attributes | None:
    last = element[-1] if len(element) else None
    tail = (element.text if last is None else last.tail) or ""
    match = _ATTRIBUTES.search(tail)
    if match is None:
        return None
    if last is None:
        element.text = tail[: match.start()]
    else:
        last.tail = tail[: match.start()]
    pairs, _rest = get_attrs_and_remainder(match[1])
    return _Attributes(
        id=next((value or "" for name, value in pairs if name == "id"), ""),
        kinds=tuple(value or "" for name, value in pairs if name == "."),
    )


def _fault(attributes: _Attributes | None, text: str, cites: bool, taken: dict[str, None]) -> str | None:
    """Return what is wrong with a block, or None."""
    kinds = ", ".join(Kind)
    if attributes is None:
        if cites:
            return f"“{text}” cites a reference and is no statement: end it with {{: #id .kind }}; kinds: {kinds}."
        return None
    if not attributes.id:
        return f"“{text}” has no id; give it one: {{: #id .kind }}."
    if attributes.id in taken:
        return f"The id “{attributes.id}” is used twice; every statement needs its own."
    if len(attributes.kinds) != 1 or attributes.kinds[0] not in list(Kind):
        given = " ".join(f".{kind}" for kind in attributes.kinds) or "no kind"
        near = suggestion(attributes.kinds[0], list(Kind)) if attributes.kinds else ""
        return f"“{attributes.id}” has {given}; exactly one of these is allowed: {kinds}.{near}"
    return None


def plain_text(element: Element) -> str:
    """Return an element's text without citations and editors' parts, white space folded."""
    return " ".join(UnescapeTreeprocessor().unescape("".join(_texts(element))).split())


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        classes = (child.get("class") or "").split()
        if "citations" not in classes and EDITORS not in classes:
            yield from _texts(child)
        yield child.tail or ""
