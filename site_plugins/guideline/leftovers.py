"""Markup that nothing has read, which would stand on the page as it was typed, and markup that eats a number.

A page is looked at when everything else has been made of it: what an extension of Markdown reads, such as a table,
is no text any more by then. What is left is a problem: `leftover_kinds.py` has a row for each kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE, AtomicString

from site_plugins.diagnostics.characters import shorten
from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.cross_references import CROSS_REFERENCE
from site_plugins.guideline.leftover_kinds import LEFTOVERS, RAISED_SIGNS, RANGE, find_leftovers_in
from site_plugins.guideline.run_on_lines import LINE_BREAK, find_run_on_line
from site_plugins.references import KEY_PATTERN
from site_plugins.rendering.placeholders import TAG
from site_plugins.rendering.tree_text import NO_WORDS

AFTER_ATTRIBUTES = 6
"""When a page is looked at: attribute lists are read at 8, and headings made text of at 5."""

_INLINE_TAGS = (
    "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark q rp rt ruby s samp small span "
    "strong sub sup time u var wbr"
)
_INLINE = frozenset(_INLINE_TAGS.split())
# Not what begins as a citation does: that is left over, whatever its key.
_NO_END_OF_KEY = ".:?/~-#$%&+<>"
_POSSIBLE_KEY = re.compile(
    rf"\[\s*({KEY_PATTERN})\s*\](?![(\[])|[(\uff08]\s*@?({KEY_PATTERN})\s*[)\uff09]"
    rf"|(?<![\w.@\[(\u3010\uff08\uff3b])(?<!\[\s)@({KEY_PATTERN})"
)
_NOT_READ = re.compile(rf"\[@{KEY_PATTERN}[^\]\n]*\]?|\{{:?\s*#[^{{}}\n]*\}}")
_READ = ("citations", "footnote-mark", CROSS_REFERENCE, "exhibit__mark", "exhibit__back")
"""The classes of what was made of markup."""
_ASTERISKS = {"em": "*", "strong": "**"}
_SHOWN = 40
_HTML_BLOCKS = frozenset(("li", "p", "div", "td", "th", "ul", "ol", "dd", "dt", "section", "blockquote"))
_NUMBERS = re.compile(rf"\s*\d{{1,3}}{RANGE}\s*")
_RAISE = {ord(normalize("NFKC", raised)): raised for raised in RAISED_SIGNS}
_MERMAID = re.compile(r'class="[^"]*\bmermaid\b')


def find_leftovers(
    root: Element, raw_html: Iterable[object], locator: Locator, *, of_guideline: bool
) -> Iterator[Problem]:
    """Yield what is left over on a page, and emphasis that makes one number of two.

    `raw_html` is what Python-Markdown took out of the page to leave it as it is, `of_guideline` whether the page is
    a guideline's: on others a number in brackets is no citation.
    """
    seen: Counter[tuple[str, str]] = Counter()

    def problem(markup: str, message: str, before: str = "") -> Problem:
        seen[before, markup] += 1
        first_line = markup.partition("\n")[0]
        signs = (first_line, f"<sup>{normalize('NFKC', first_line)}")
        return locator.at_sign(signs, message, nth=seen[before, markup], before=before)

    def problem_of_line(line: str, message: str) -> Problem:
        seen["\n", line] += 1
        return locator.at_line(line, message, nth=seen["\n", line])

    for html in (each for each in raw_html if isinstance(each, str)):
        if _MERMAID.search(html):
            message = "A diagram in Mermaid is not drawn here: show a picture of it, and its steps as a list."
            yield problem("```mermaid", message)
        if not html.startswith(("<!--", "<pre", '<div class="highlight')):
            for match in _NOT_READ.finditer(html):
                message = (
                    f'“{shorten(match[0], _SHOWN)}” stands in HTML, where no Markdown is read: add markdown="1" to '
                    "the element around it, or write it without HTML."
                )
                yield problem(match[0], message, _before(html, match))
    if of_guideline and any(element.get("title") for element in root.iter("abbr")):
        message = "Abbreviations are read from glossary.yml: take “abbr” out of markdown_extensions."
        yield Problem(locator.file, None, message)
    blocks = list(_blocks(root))
    whole = "\n".join(text for text, _eaten in blocks)
    rows = [row for row in LEFTOVERS if of_guideline or not row.of_guideline]
    rows = [row for row in rows if not row.signs or any(sign in whole for sign in row.signs)]
    unread = [*_find_unread_elements(root)] if whole else []
    for text, eaten in blocks:
        found = [*find_leftovers_in(text, rows)]
        for row, match in found:
            markup = match[0].replace(AMP_SUBSTITUTE, "&").strip()
            message = row.message.format(f"“{shorten(markup, _SHOWN)}”")
            inside = next((element for element, words in unread if markup in words), None)
            if inside is not None:
                message = f"“{shorten(markup, _SHOWN)}” {_describe_unread(inside)}"
            if row.whole_line:
                yield problem_of_line(markup, message)
            else:
                yield problem(markup, message, _before(text, match))
        if of_guideline and not found and (pair := find_run_on_line(text)):
            above, below = (shorten(line.replace(NO_WORDS, "").strip(), _SHOWN) for line in pair)
            message = (
                f"“{below}” would stand behind “{above}” on one line: put an empty line between them, or two "
                "blanks at the end of the upper one for a line break. What is one sentence is written on one line."
            )
            yield locator.at_text(pair[1].replace(NO_WORDS, ""), message)
        for sign in eaten:
            message = (
                f"“{sign}” would lose its asterisk, which Markdown takes for emphasis: write \\* for a sign, or "
                "put blanks around the emphasis."
            )
            yield problem(sign, message)


def _find_unread_elements(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the elements of HTML in which Python-Markdown read nothing, and what stands in them."""
    for element in root.iter():
        if element.tag in _HTML_BLOCKS and not element.get("class"):
            parts = [element.text, *(child.tail for child in element)]
            words = "\n".join(part for part in parts if isinstance(part, AtomicString))
            if words.strip():
                yield element, words


def _describe_unread(element: Element) -> str:
    """Return what to write for an element in which no Markdown is read, to stand behind what it holds."""
    if element.tag == "li":
        return (
            'stands in <li>, where no Markdown is read: write <ul markdown="1"> and <li markdown="1">, or the list '
            "in lines that begin with “- ”, with an empty line above and below."
        )
    return f'stands in <{element.tag}>, where no Markdown is read: write <{element.tag} markdown="1">.'


@dataclass(frozen=True)
class PossibleKey:
    """A word that would be cited where it stands if it were a reference's key."""

    key: str
    written: str
    """With the brackets or the sign around it."""
    before: str
    """What stands before it on its line."""


def find_possible_keys(root: Element) -> Iterator[PossibleKey]:
    """Yield the words on a page that would be cited if they were references' keys, such as (@key) and [key]."""
    for text, _eaten in _blocks(root):
        for match in _POSSIBLE_KEY.finditer(text) if any(sign in text for sign in "[(\uff08@") else ():
            key = (match[1] or match[2] or match[3]).rstrip(_NO_END_OF_KEY)
            closes = re.match(r"\s*[\])\u3011\uff09\uff3d]", text[match.end() :])
            opened = text.rfind("[", 0, match.start()) > text.rfind("]", 0, match.start())
            # What ends as a citation does, and does not begin, is left over.
            if not closes or opened:
                yield PossibleKey(key, match[0], _before(text, match))


def _before(text: str, match: re.Match[str]) -> str:
    """Return what stands before a match on its line, back to what is no text."""
    start = match.start()
    while match[0][:1].isspace() and start < match.end() and text[start].isspace():
        start += 1
    line = text[:start].replace(NO_WORDS, "\n").rpartition("\n")[2]
    return line[-_SHOWN:]


def _blocks(element: Element) -> Iterator[tuple[str, list[str]]]:
    """Yield each block: its text without code and citations, where emphasis begins or ends in a number."""
    parts: list[str] = [element.text or ""]
    eaten: list[str] = []
    for child in element:
        classes = child.get("class") or ""
        if child.tag == "pre" or "editors-note__title" in classes or "glossary__meaning" in classes:
            # What is plain text was looked at where it is read.
            pass
        elif child.tag in _INLINE or child.tag == TAG:
            _read_inline(child, parts, eaten)
        else:
            yield _join(parts), eaten
            yield from _blocks(child)
            parts, eaten = [], []
        parts.append(child.tail or "")
    yield _join(parts), eaten


def _read_inline(element: Element, parts: list[str], eaten: list[str]) -> None:
    """Add the text of an element within a line to what stands before it in its block."""
    if element.tag == TAG:
        return
    if element.tag == "br":
        parts.append(LINE_BREAK)
        return
    if element.tag == "code" or element.get("class") in _READ:
        parts.append(NO_WORDS)
        return
    before = _join(parts)[-1:]
    if element.tag == "sup" and _NUMBERS.fullmatch(element.text or "") and not len(element):
        # As a character it would be taken for a citation's number; a power stands behind no sentence.
        parts.append((element.text or "").translate(_RAISE))
        return
    inner = [element.text or ""]
    for child in element:
        _read_inline(child, inner, eaten)
        inner.append(child.tail or "")
    words, after = _join(inner), (element.tail or "")[:1]
    asterisks = _ASTERISKS.get(element.tag)
    if asterisks and words:
        if _is_sign(before, words[0]):
            eaten.append(before + asterisks + words[:_SHOWN])
        elif _is_sign(after, words[-1]):
            eaten.append(words[-_SHOWN:] + asterisks + after)
    parts += inner


def _is_sign(outside: str, inside: str) -> bool:
    """Return whether an asterisk between two characters is more likely a sign than the edge of emphasis.

    “5*10” is a number; “27*, 30*” are two marks: emphasis neither begins with a comma nor ends behind one.
    """
    if not (outside.isalnum() and inside):
        return False
    return not inside.isalnum() or outside.isdigit() or inside.isdigit()


def _join(parts: list[str]) -> str:
    return HTML_PLACEHOLDER_RE.sub("", "".join(parts))
