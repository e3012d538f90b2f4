"""Text in Python-Markdown's tree, in which an ampersand may begin an entity and a piece of HTML is a number.

`atomic` writes a text that stays what it is, `read_text_of` reads what a reader will see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import ENTITY_RE, HTML_RE, HtmlInlineProcessor, InlineProcessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, AtomicString

_ENTITY = re.compile(rf"{AMP_SUBSTITUTE}(#?\w+;)")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_unescape = UnescapeTreeprocessor().unescape


def atomic(text: str) -> AtomicString:
    """Return a text that Markdown leaves as it is; the serializer alone would take “&lt;” in it for an entity."""
    return AtomicString(text.replace("&", f"{AMP_SUBSTITUTE}amp;"))


def read_text_of(element: Element, skip: Callable[[Element], bool] = lambda _element: False) -> str:
    """Return an element's text without the parts that `skip` leaves out: HTML within a line is what it marks up."""
    text = HTML_PLACEHOLDER_RE.sub("", _unescape("".join(_texts(element, skip))))
    return _ENTITY.sub(lambda match: unescape(f"&{match[1]}"), text) if ETX in text else text


def _texts(element: Element, skip: Callable[[Element], bool]) -> Iterator[str]:
    # Code is escaped before it gets into the tree.
    yield unescape(element.text or "") if element.tag == "code" else element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif not skip(child):
            yield from _texts(child, skip)
        yield child.tail or ""


def keep_text_readable(md: Markdown) -> None:
    """Have the tree hold entities and line breaks, for which Markdown would put numbers of hidden pieces."""
    md.inlinePatterns.register(_Entity(ENTITY_RE, md), "entity", 80)
    md.inlinePatterns.register(_HtmlInLine(HTML_RE, md), "html", 90)


class _Entity(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return m[1].replace("&", AMP_SUBSTITUTE, 1), m.start(0), m.end(0)


class _HtmlInLine(HtmlInlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        if _LINE_BREAK.fullmatch(m[1]):
            return Element("br"), m.start(0), m.end(0)
        return super().handleMatch(m, data)
