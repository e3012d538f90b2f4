"""The language that a guideline is written in, where it is not the pages': attributes, and numbers kept in order.

The words of the interface are in the language in use. A guideline in another one says so on the article of its
pages; what is the interface's within it, and what is the guideline's elsewhere, says its own.

In a text from right to left a browser orders numbers, signs and Latin letters by rules of their own: “5-10 mg” may
be shown as “mg 10-5”. Each number in Western digits is therefore isolated, with the sign before it, the numbers and
signs that it is joined to, and its unit in Latin letters. Digits and units of the script itself need no help.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.util import AtomicString
from markupsafe import Markup, escape

from calculator.core.language import interface_language
from site_plugins.guideline.model import FrontMatter

type Attributes = dict[str, str]

_SIGN = r"(?:(?:[<>≤≥±~≈=+−]|\x02amp\x03(?:[gl][et]|plusmn|minus);)[ \u00a0]?)?"
_NUMBER = r"[0-9]+(?:[.,:][0-9]+)*"
_UNIT = r"[A-Za-zµμΩ°%‰](?:[A-Za-z0-9µμ²³⁰-⁹⁻°%/·.^*-]*[A-Za-z0-9µμ²³⁰-⁹%°])?"
_JOIN = r"[ \u00a0\u202f]?(?:[-\u2010\u2011–−×*^/:][ \u00a0\u202f]?)?"
_MORE = rf"(?:{_JOIN}(?:{_NUMBER}|{_UNIT})[²³⁰-⁹⁻]*)*"
# Of “A4” and “A.4” the letters come first, which a number that was isolated alone would come before.
_BEFORE = r"(?:(?<![A-Za-z])[A-Za-z]+[-.\u2010\u2011–/]?)?"
_AMOUNT = re.compile(rf"{_SIGN}{_BEFORE}{_NUMBER}[²³⁰-⁹⁻]*{_MORE}")
_REST = re.compile(_MORE)
# Python-Markdown's numbers of hidden pieces, and attribute lists that are still to be read.
_NO_TEXT = re.compile(r"\x02(?!amp\x03)[^\x03]*\x03|\{[^{}\n]*\}")
_NOTHING = Markup("")
_NO_AMOUNTS = frozenset(("code", "pre", "kbd", "samp", "bdi", "bdo", "svg", "math"))
_SMALL = frozenset(("sup", "sub"))


def attributes_of(about: FrontMatter) -> Attributes:
    """Return the attributes of an element with a guideline's own words; none where the pages are written so."""
    own = about.language, about.direction
    return {} if own == interface_language() else attributes_for(*own)


def attributes_for(language: str, direction: str) -> Attributes:
    """Return the attributes of an element in a language."""
    return {"lang": language, "dir": direction}


def interface_attributes(about: FrontMatter) -> Attributes:
    """Return the attributes of an element of the interface within a guideline's own words."""
    return attributes_for(*interface_language()) if attributes_of(about) else {}


def as_html(attributes: Attributes) -> Markup:
    """Return attributes to stand behind an element's name."""
    if not attributes:
        return _NOTHING
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in attributes.items())


def isolate(text: str, about: FrontMatter) -> Markup:
    """Return a guideline's text as HTML, its amounts isolated where it runs from right to left."""
    if about.direction == "ltr":
        return escape(text)
    parts: list[Markup] = []
    end = 0
    for match in _AMOUNT.finditer(text):
        parts += [escape(text[end : match.start()]), Markup('<bdi dir="ltr">{}</bdi>').format(match[0])]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def write_name(name: str, about: FrontMatter) -> Markup:
    """Return a guideline's title or heading as HTML, to stand among words of another language."""
    own = as_html(attributes_of(about))
    return Markup("<bdi{}>{}</bdi>").format(own, isolate(name, about)) if own else escape(name)


def isolate_in_text(text: str, about: FrontMatter) -> str:
    """Return a guideline's text for where no HTML can stand, its amounts between marks of Unicode."""
    return text if about.direction == "ltr" else _AMOUNT.sub("\u2066\\g<0>\u2069", text)


def isolate_amounts(root: Element) -> None:
    """Isolate the amounts in a tree whose text runs from right to left; code and the site's own parts are let be.

    An exponent belongs to its number: “10<sup>9</sup>/L” is one amount.
    """
    if root.tag in _NO_AMOUNTS or root.get("dir") == "ltr":
        return
    children = list(root)
    for child in children:
        isolate_amounts(child)
    for child in children:
        root.remove(child)
    text, root.text = root.text, None
    _append(root, text)
    while children:
        child = children.pop(0)
        tail, child.tail = child.tail, None
        last = root[-1] if len(root) else None
        if child.tag in _SMALL and last is not None and last.tag == "bdi" and not last.tail:
            # A text that has been isolated within it would be isolated twice.
            last.append(child)
            rest = _REST.match(tail or "")
            child.tail, tail = (rest[0] or None, (tail or "")[rest.end() :]) if rest else (None, tail)
        else:
            root.append(child)
        _append(root, tail)


def _append(parent: Element, text: str | None) -> None:
    """Add a text behind what an element has, its amounts as elements of their own."""
    end = 0
    hidden = [match.span() for match in _NO_TEXT.finditer(text or "")]
    for match in _AMOUNT.finditer(text or ""):
        if any(start < match.end() and match.start() < stop for start, stop in hidden):
            continue
        _append_text(parent, (text or "")[end : match.start()], text)
        amount = Element("bdi", {"dir": "ltr"})
        amount.text = _like(match[0], text)
        parent.append(amount)
        end = match.end()
    _append_text(parent, (text or "")[end:], text)


def _append_text(parent: Element, text: str, original: str | None) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = _like((parent[-1].tail or "") + text, original)
    else:
        parent.text = _like((parent.text or "") + text, original)


def _like(text: str, original: str | None) -> str:
    """Return a text that Markdown leaves alone if it leaves the original alone."""
    return AtomicString(text) if isinstance(original, AtomicString) else text
