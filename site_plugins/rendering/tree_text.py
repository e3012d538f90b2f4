"""Text in Python-Markdown's tree, in which an ampersand may begin an entity and a piece of HTML is a number.

`atomic` writes a text that stays what it is, `read_text_of` reads what a reader will see. Plain text cannot raise
or lower a letter, so what that means is written out, in one form wherever a statement is taken along:

- a superscript stands behind a caret (10^9/L, m^2, 10^-3), in round brackets where it is more than one word or
  number; only the ending of an ordinal number (1st) stands as it is;
- a subscript stands as it is (PaO2), behind a low line where two numbers would become one (10_2);
- an entity is its character, a picture its alternative text, a quotation in its marks;
- a line break parts two things, as a semicolon does; it is a space beside a sign that does so already, and in a
  heading or caption, where it only shapes the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import ENTITY_RE, HTML_RE, HtmlInlineProcessor, InlineProcessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, AtomicString

from site_plugins.rendering.list_items import LISTS, number_items

_ENTITY = re.compile(rf"{AMP_SUBSTITUTE}(#?\w+;)")
BREAK_TAG = r"<br\s*/?>"
"""The pattern of a line break in HTML; capitals make no difference."""
NO_WORDS = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a text where something stands that is no words of it, such as a citation."""
_LINE_BREAK = re.compile(BREAK_TAG, re.IGNORECASE)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELL_ITEM = "exhibit__item"
"""The class of an item of a list in a table's cell, which stands behind a bullet or its number in plain text."""
_SHAPED_BY_BREAKS = (*HEADINGS, "th", "caption", "figcaption")
_BREAK = "\x1e"
"""Stands for a line break until what stands around it is known: no text can hold it."""
_BREAKS = re.compile(rf"(?P<before>\S?)\s*(?:{_BREAK}\s*)+(?=(?P<after>\S?))")
# Signs that part what stands before and behind them, and those that need nothing there.
_PARTS_BEFORE, _PARTS_AFTER = (
    ".,;:!?…-–—/(\u060c\u061b\u3002\uff0c\uff1b",
    # No dash: behind a line break it is a bullet, and “5 mg – 10 mg” would be a range.
    ".,;:!?…/)\u060c\u061b\u3002\uff0c\uff1b",
)

# Tags whose meaning is lost where only the words between them are read.
_MEANINGFUL = (
    r"(?i)<(?P<tag>sup|sub|q|del|s)(?P<attributes>(?:\s[^<>]*)?)>(?P<words>(?:(?!<(?P=tag)[\s>]).)*?)</(?P=tag)\s*>"
)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ONE_WORD = re.compile(r"[+\-\u2212]?[\w.,\u2032*\u2020\u2021\u00ae\u2122]*[+\-\u2212]?")
_ORDINAL = re.compile(r"st|nd|rd|th|er|e|de|me|o|a")
_unescape = UnescapeTreeprocessor().unescape


def atomic(text: str) -> AtomicString:
    """Return a text that Markdown leaves as it is; the serializer alone would take “&lt;” in it for an entity."""
    return AtomicString(text.replace("&", f"{AMP_SUBSTITUTE}amp;"))


def read_text_of(element: Element, skip: Callable[[Element], bool] = lambda _element: False) -> str:
    """Return an element's text without the parts that `skip` leaves out: HTML within a line is what it marks up."""
    parts: list[str] = []
    _collect(element, skip, parts)
    text = HTML_PLACEHOLDER_RE.sub("", _unescape("".join(parts)))
    text = _ENTITY.sub(lambda match: unescape(f"&{match[1]}"), text) if ETX in text else text
    if _BREAK in text:
        shaped = element.tag in _SHAPED_BY_BREAKS
        text = _BREAKS.sub(
            lambda match: match["before"] + _say_break(match["before"], match["after"], shaped), text
        )
    return text


def _say_break(before: str, after: str, shaped: bool) -> str:
    """Return what a line break is in plain text, by the signs before and behind it, which are empty at an end."""
    if not before or not after:
        return ""
    return " " if shaped or before in _PARTS_BEFORE or after in _PARTS_AFTER else "; "


def _collect(element: Element, skip: Callable[[Element], bool], parts: list[str]) -> None:
    """Add the texts of an element to those before it."""
    # Code is escaped before it gets into the tree.
    parts.append(unescape(element.text or "") if element.tag == "code" else element.text or "")
    for child in element:
        if child.tag == "br":
            parts.append(_BREAK)
        elif not skip(child):
            if child.tag in _FORMS:
                parts.append(_FORMS[child.tag](child, read_text_of(child, skip).strip(), _last_character(parts)))
            else:
                parts.append(_BETWEEN.get(child.tag, ""))
                if child.tag == "li" and child.get("class") == CELL_ITEM:
                    parts.append(_sign_of(child, element))
                _collect(child, skip, parts)
                parts.append(_BETWEEN.get(child.tag, ""))
        parts.append(child.tail or "")


_BETWEEN = dict.fromkeys(("p", *LISTS, "li"), " ")
"""What parts the words of an element from those around it."""


def _sign_of(item: Element, listed: Element) -> str:
    """Return what stands before an item: a bullet, or its number."""
    if listed.tag == "ul":
        return "\u2022 "
    return next(f"{number}. " for number, each in number_items(listed) if each is item)


def _last_character(parts: list[str]) -> str:
    return HTML_PLACEHOLDER_RE.sub("", "".join(parts))[-1:]


def _superscript(_element: Element, words: str, before: str) -> str:
    if before.isdigit() and _ORDINAL.fullmatch(words):
        return words
    return f"^{words}" if _ONE_WORD.fullmatch(words) else f"^({words})"


def _subscript(_element: Element, words: str, before: str) -> str:
    return f"_{words}" if before.isdigit() and words[:1].isdigit() else words


_FORMS: dict[str, Callable[[Element, str, str], str]] = {
    "sup": _superscript,
    "sub": _subscript,
    "q": lambda _element, words, _before: f"\u201c{words}\u201d",
    "img": lambda element, _words, _before: element.get("alt", ""),
}
"""What an element becomes in plain text, from itself, its words and the character before it."""


def keep_text_readable(md: Markdown) -> None:
    """Have the tree hold entities and HTML that means something, for which Markdown would put hidden pieces."""
    md.inlinePatterns.register(_Entity(ENTITY_RE, md), "entity", 80)
    md.inlinePatterns.register(_MeaningfulHtml(_MEANINGFUL, md), "lumbar-html", 92)
    md.inlinePatterns.register(_HtmlInLine(HTML_RE, md), "html", 90)


class _Entity(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return m[1].replace("&", AMP_SUBSTITUTE, 1), m.start(0), m.end(0)


class _MeaningfulHtml(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        attributes = {
            name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(m["attributes"])
        }
        element = Element(m["tag"].lower(), attributes)
        element.text = m["words"]
        return element, m.start(0), m.end(0)


class _HtmlInLine(HtmlInlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        if _LINE_BREAK.fullmatch(m[1]):
            return Element("br"), m.start(0), m.end(0)
        return super().handleMatch(m, data)
