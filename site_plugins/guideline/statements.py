"""Statements in Markdown: a paragraph or list item that ends in `{: #id .kind }`.

Python-Markdown's own attribute lists want a line of their own here; a statement's stands on its line, after
its citations, so that a guideline reads as a list of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder

from site_plugins.diagnostics.characters import shorten
from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem, suggestion
from site_plugins.guideline.citations import KEYS, citations_of
from site_plugins.guideline.cross_references import fill_in
from site_plugins.guideline.ids import ATTRIBUTE_LIST, ID, LAST_ATTRIBUTES
from site_plugins.guideline.list_slips import mend_list
from site_plugins.guideline.model import Statement, StatementKind
from site_plugins.guideline.ratings import ratings_of
from site_plugins.guideline.statement_attributes import AttributeValues, names_attribute, read_attributes
from site_plugins.guideline.statement_history import find_history_faults, history_of
from site_plugins.guideline.wording_check import check_wording
from site_plugins.rendering.list_items import LISTS
from site_plugins.rendering.tree_text import HEADINGS, NO_WORDS, read_text_of

EDITORS = "editors"
"""The class of everything on a guideline's page that is not the source's own."""
PART = "data-part"
"""Holds the kind of a part of statements: remarks, rationale and so on."""

_ANY_ATTRIBUTES = re.compile(ATTRIBUTE_LIST)
_STRUCK = ("del", "s")


@dataclass(frozen=True)
class StatementElement:
    """A statement together with the element that it stands in."""

    statement: Statement
    element: Element


@dataclass(frozen=True)
class StatementRow:
    """A table's row that is a statement."""

    cell: Element
    """The one that ends in the attribute list."""
    read: Callable[[], str]
    """Returns the row's words, once the attribute list is taken off."""
    rate: Callable[[Mapping[str, Any]], tuple[Mapping[str, str], Sequence[str]]]
    """Takes what the list says, and returns what the row's cells say of its rating, and what is wrong with that."""


@dataclass(frozen=True)
class PageStatements:
    """What a page holds of statements."""

    elements: tuple[StatementElement, ...]
    """In their order."""
    ids: frozenset[str]
    """Every id, also of those with problems."""
    problems: tuple[Problem, ...]


def find_statements(
    root: Element,
    page: str,
    locator: Locator,
    rows: Mapping[Element, StatementRow],
    citing: Collection[Element],
) -> PageStatements:
    """Find the statements of the page at an address, take their attribute lists off, and say what is wrong.

    `rows` are the rows of tables that are statements, `citing` are the elements that may cite and need not be one.
    """
    elements: list[StatementElement] = []
    misplaced = [*_find_enclosed(root, locator), *_find_in_no_block(root, locator)]
    problems = [problem for _name, problem in misplaced]
    uses = dict.fromkeys((name for name, _problem in misplaced), 1)
    _separate_nested_lists(root, citing)
    for element, section in list(_source_blocks(root, rows)):
        if _is_block(element) and (earlier := _lists_before_the_end(element)):
            problems.append(_report_several(earlier, locator))
            names = _take_all_lists(element)
            for name in names:
                uses[name] = uses.get(name, 0) + 1
            continue
        row = rows.get(element)
        attributes = _take_attributes(row.cell if row else element) if row or _is_block(element) else None
        text = row.read() if row else plain_text(element)
        if attributes is None:
            problems += [] if element in citing else _find_stray_citations(element, text, locator)
            continue
        uses[attributes.id] = uses.get(attributes.id, 0) + 1
        shown, faults = row.rate(attributes.given.values) if row else ({}, ())
        messages = [*_check(attributes, element, text, uses[attributes.id])]
        if messages and (meant := mend_list(attributes.listed)) and meant.split() != attributes.written.split():
            messages = [f"“{shorten(text, 60)}” has the attribute list {attributes.written}: write {meant}."]
        messages += [f"“{attributes.id or text}” {fault}" for fault in faults]
        if messages:
            for message in messages:
                at_id = locator.at_id(attributes.id, message, nth=uses[attributes.id])
                problems.append(at_id if attributes.id else locator.at_text(text, message))
            continue
        kind = StatementKind(attributes.kinds[0])
        checked = attributes.given.values.get("wording") == "checked"
        problems += (
            locator.at_id(attributes.id, f"“{attributes.id}” {fault}")
            for fault in check_wording(kind, fill_in(text, lambda _name: ""), checked=checked)
        )
        history = history_of(attributes.given.values)
        problems += (
            locator.at_id(attributes.id, f"“{attributes.id}” {fault}")
            for fault in (find_history_faults(history) if history else ())
        )
        ratings = ratings_of({**attributes.given.values, **shown}, shown=shown)
        statement = Statement(
            id=intern(attributes.id),
            kind=kind,
            section=section,
            text=text,
            citations=citations_of(element),
            page=page,
            number=attributes.given.values.get("n"),
            rating=ratings[0] if ratings else None,
            further_ratings=ratings[1:],
            history=history,
        )
        elements.append(StatementElement(statement, element))
    return PageStatements(tuple(elements), frozenset(uses), tuple(problems))


@dataclass(frozen=True)
class _Attributes:
    id: str
    kinds: tuple[str, ...]
    given: AttributeValues
    """Everything else that the list says."""
    listed: str
    """As it was typed, without its braces."""

    @property
    def written(self) -> str:
        """As it is typed, with them."""
        return f"{{: {self.listed.strip()} }}"


def _separate_nested_lists(root: Element, citing: Collection[Element]) -> None:
    """Give a list item that holds a list a paragraph for its own words, as it has where blank lines are between."""
    for item in list(root.iter("li")):
        nested = next((place for place, child in enumerate(item) if child.tag in LISTS), None)
        if nested is None or item.find("p") is not None or item in citing:
            continue
        own = Element("p")
        own.text, item.text = item.text, None
        own.extend(item[:nested])
        if _attributes_of(own) or citations_of(own):
            item[:nested] = [own]
        else:
            item.text = own.text


def _source_blocks(root: Element, rows: Collection[Element]) -> Iterator[tuple[Element, str]]:
    """Yield what can be a statement, or cites something, outside the editors' parts, with the heading above it."""
    section = ""

    def walk(element: Element) -> Iterator[tuple[Element, str]]:
        nonlocal section
        for child in element:
            if is_editors(child) or child.get(PART):
                continue
            if child.tag in HEADINGS:
                section = heading_words(child)
            if _is_block(child) or child in rows:
                yield child, section
            elif child.get(KEYS):
                yield element, section
            else:
                yield from walk(child)

    yield from walk(root)


def _find_enclosed(root: Element, locator: Locator) -> Iterator[tuple[str, Problem]]:
    """Yield the ids of statements in the editors' parts and what is wrong: an unclosed note takes them in."""
    for element in [
        block
        for part in root.iter()
        if is_editors(part) or part.get(PART)
        for block in part.iter()
        if _is_block(block)
    ]:
        attributes = _attributes_of(element)
        if attributes is not None and set(attributes.kinds) & set(StatementKind):
            _take_attributes(element)
            text = plain_text(element)
            message = f"“{text}” is a statement within a block: close that block with /// before it."
            yield attributes.id, locator.at_text(text, message)


def _find_in_no_block(root: Element, locator: Locator) -> Iterator[tuple[str, Problem]]:
    """Yield the ids of statements where none can stand, in headings and in indented code, and what is wrong."""
    kinds = {*StatementKind}
    for element in (part for part in root.iter() if part.tag == "pre" or part.tag in HEADINGS):
        words = plain_text(element)
        for match in _ANY_ATTRIBUTES.finditer(words):
            attributes = _read_list(match[1])
            if (
                attributes is None
                or not kinds & {*attributes.kinds}
                or (element.tag == "code" and not attributes.id)
            ):
                continue
            reason = (
                "is code here, because its line begins with four spaces: take them away"
                if element.tag == "pre"
                else "is a heading, which can be no statement: write it as a paragraph or list item"
            )
            message = f"“{shorten(words[: match.start()].strip(), 60)}” {reason}."
            yield attributes.id, locator.at_sign((match[0],), message)


def heading_words(element: Element) -> str:
    """Return a heading's text without its attribute list."""
    return AttrListTreeprocessor.HEADER_RE.sub("", plain_text(element))


def is_editors(element: Element) -> bool:
    """Tell whether an element is not the source's own."""
    return EDITORS in (element.get("class") or "").split()


def _is_block(element: Element) -> bool:
    # An item that holds a list has been given a paragraph for its own words where these can be a statement.
    is_whole_item = element.tag == "li" and not any(child.tag in ("p", *LISTS) for child in element)
    return element.tag == "p" or is_whole_item


def _attributes_of(element: Element) -> _Attributes | None:
    """Return the attribute list that makes an element a statement; others, such as {: .lead }, do not."""
    match = LAST_ATTRIBUTES.search(_ending(element))
    return None if match is None else _read_list(match[1])


def _read_list(words: str) -> _Attributes | None:
    pairs, _rest = get_attrs_and_remainder(words)
    name = next((value or "" for key, value in pairs if key == "id"), "")
    kinds = tuple(value or "" for key, value in pairs if key == ".")
    if not name and not set(kinds) & set(StatementKind) and not names_attribute(words):
        return None
    return _Attributes(name, kinds, read_attributes(words), words)


def is_statement(element: Element) -> bool:
    """Tell whether an element ends in the attribute list of a statement."""
    return _attributes_of(element) is not None


def _take_attributes(element: Element) -> _Attributes | None:
    attributes = _attributes_of(element)
    if attributes is not None:
        rest = LAST_ATTRIBUTES.sub("", _ending(element))
        if len(element):
            element[-1].tail = rest
        else:
            element.text = rest
    return attributes


def _ending(element: Element) -> str:
    """Return the text that an element ends in."""
    return (element[-1].tail if len(element) else element.text) or ""


def _lists_before_the_end(element: Element) -> list[tuple[_Attributes, str]]:
    """Return the attribute lists of statements in a block but the one at its end, and what stands behind each."""
    if "".join(element.itertext()).count("{") <= _ending(element).rstrip().endswith("}"):
        # Most have one list, and nothing behind it; a citation has no text yet.
        return []
    texts = [element.text or ""]
    for child in element:
        if child.tag in LISTS:
            break
        texts += [NO_WORDS if citations_of(child) else plain_text(child), child.tail or ""]
    words = "".join(texts)
    return [
        (attributes, words[match.end() :])
        for match in _ANY_ATTRIBUTES.finditer(words)
        if words[match.end() :].strip() and (attributes := _read_list(match[1])) is not None
    ]


def _take_all_lists(element: Element) -> list[str]:
    """Take the attribute lists of statements out of a block; return their ids."""
    names: list[str] = []

    def take(match: re.Match[str]) -> str:
        attributes = _read_list(match[1])
        names.extend([attributes.id] if attributes else [])
        return "" if attributes else match[0]

    element.text = _ANY_ATTRIBUTES.sub(take, element.text or "")
    for child in element:
        child.tail = _ANY_ATTRIBUTES.sub(take, child.tail or "")
    return names


def _report_several(earlier: Sequence[tuple[_Attributes, str]], locator: Locator) -> Problem:
    """Say what probably happened where an attribute list stands before the end of its block."""
    attributes, rest = earlier[0]
    name = f"“{attributes.id}”" if attributes.id else "A statement"
    if not rest.replace(NO_WORDS, "").strip() or rest.lstrip().startswith(NO_WORDS):
        message = (
            f"{name} has its attribute list before its citations: write it last, such as [@key] {{: #id .kind }}."
        )
        return locator.at_id(attributes.id, message)
    behind = shorten(_ANY_ATTRIBUTES.sub("", rest).replace(NO_WORDS, "").strip(), 60)
    if not any(character.isalpha() for character in behind):
        # A full stop, a footnote's mark.
        message = f"{name} has “{behind}” behind its attribute list: write that before it, and the list last."
        return locator.at_id(attributes.id, message)
    if "\n" in rest[: len(rest) - len(rest.lstrip())]:
        message = (
            f"“{behind}” stands directly below the statement {name} and would be one with it: put a blank line "
            "above it, and “- ” before it if it is an item of the list."
        )
    else:
        message = f"“{behind}” stands on the line of the statement {name}, behind its end: begin a new paragraph."
    return locator.at_text(behind, message)


def _find_stray_citations(element: Element, text: str, locator: Locator) -> Iterator[Problem]:
    """Yield the problem of something that cites a reference and is no statement."""
    keys = citations_of(element)
    if keys:
        quoted = text or f"[@{keys[0]}]"
        message = (
            f"“{quoted}” cites a reference but is not a statement: make it a paragraph or list item that ends in "
            f"{{: #id .kind }}; kinds: {', '.join(StatementKind)}."
        )
        yield locator.at_text(text, message) if text else locator.at_key(keys[0], message)


def _check(attributes: _Attributes, element: Element, text: str, use: int) -> Iterator[str]:
    """Yield what is wrong with a statement whose id is used for the `use`th time."""
    name = attributes.id
    if not name:
        yield f"“{text}” has no id; add one at its end: {{: #id .kind }}."
    elif not re.fullmatch(ID, name):
        yield f"The id “{name}” cannot be used; allowed: a letter, then letters, digits, hyphens, dots and _."
    elif use > 1:
        yield f"The id “{name}” is used twice; every statement needs its own."
    elif not text:
        where = "before the citations" if citations_of(element) else "before its attribute list, in one paragraph"
        yield f"“{name}” has no text; write it {where}."
    elif any(part.tag in _STRUCK for part in element.iter()):
        yield f"“{name}” is struck out in part, which plain text cannot show: leave out what does not hold."
    elif len(attributes.kinds) != 1 or attributes.kinds[0] not in list(StatementKind):
        kinds = " ".join(f".{kind}" for kind in attributes.kinds) or "no kind"
        near = suggestion(attributes.kinds[0], list(StatementKind)) if len(attributes.kinds) == 1 else ""
        yield f"“{name}” has {kinds}; exactly one of these is allowed: {', '.join(StatementKind)}.{near}"
    yield from (f"“{name or text}” {fault}" for fault in attributes.given.faults)


def plain_text(element: Element) -> str:
    """Return an element's text without citations and editors' parts, white space folded."""
    return " ".join(read_text_of(element, is_beside_words).split())


def is_beside_words(element: Element) -> bool:
    """Tell whether an element is no part of a text's words: citations, marks of footnotes, and editors' parts."""
    classes = (element.get("class") or "").split()
    return "citations" in classes or "footnote-mark" in classes or is_editors(element)
