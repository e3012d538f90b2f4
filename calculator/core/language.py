"""The language in which texts are read: its words, how it counts, and what is not translated yet.

English is the language of the catalogues themselves. In another one each text is looked up by its key. What it
does not have stands in English between two marks, of which HTML makes elements with a `lang` of their own
(`set_off`); in a text without elements the marks are left out (`drop_marks`). One language is in use at a time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

SOURCE_LANGUAGE = "en"
"""That of the catalogues and of a calculator's rows."""

BEGINS, GOES_ON, ENDS = "\ufdd0", "\ufdd1", "\ufdd2"
"""Stand around words of another language than those around them: before its tag and direction, behind these, and at
the end. Unicode keeps such characters for a program's own use."""

_ISOLATE, _POP = "\u2068", "\u2069"
_MARK = re.compile(f"{BEGINS}[A-Za-z0-9-]+ (?:ltr|rtl){GOES_ON}|{ENDS}")
"""Tag and direction become attributes: nothing that could be anything else is taken for a mark."""
_TAG = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_NO_ELEMENTS = frozenset(("title", "textarea", "option", "script", "style"))
"""Elements that hold text alone."""


@dataclass(frozen=True)
class Plurals:
    """Which form of a text a number takes."""

    first: str = "10"
    """Of each number from 0 on, the place of its form, a digit from 0."""
    then: str = "1"
    """Of the numbers after those, over and over."""

    def place(self, number: float) -> int:
        """Return the place of the form that a number takes; one that is not whole takes the last."""
        whole = int(abs(number))
        later = whole - len(self.first)
        digit = self.first[whole] if later < 0 else self.then[later % len(self.then)]
        return int(digit if whole == abs(number) else max(self.first + self.then))


ENGLISH_PLURALS = Plurals("10", "1")


@dataclass(frozen=True)
class Wording:
    """The exact wording of an instrument in a language, as whoever owns it published or approved it."""

    title: str
    stem: str
    copyright: str
    terms: str
    items: Mapping[int, str]
    """The items by their numbers."""
    choices: Mapping[str, str]
    """The answers' labels by their values."""
    source: str
    version: str
    permission: str
    date: str
    """The day of the permission, YYYY-MM-DD."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language with what is translated into it. Each one is another, whatever it holds."""

    tag: str
    """As BCP 47 has it, such as "de-AT"."""
    direction: str = "ltr"
    texts: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    """By the texts' keys; a text with a number has one for each of its forms."""
    plurals: Plurals = ENGLISH_PLURALS
    wordings: Mapping[str, Wording] = field(default_factory=dict)
    """Of instruments, by their ids."""

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Language:
        """Read what `to_json` writes."""
        wordings = {
            name: Wording(**{**each, "items": {int(number): words for number, words in each["items"].items()}})
            for name, each in written["wordings"].items()
        }
        plurals = Plurals(*written["plurals"])
        return cls(written["tag"], written["direction"], written["texts"], plurals, wordings)

    def to_json(self) -> dict[str, Any]:
        """Return the language as data that a page hands over."""
        return {
            "tag": self.tag,
            "direction": self.direction,
            "texts": dict(self.texts),
            "plurals": [self.plurals.first, self.plurals.then],
            "wordings": {
                name: {**vars(each), "items": {str(number): words for number, words in each.items.items()}}
                for name, each in self.wordings.items()
            },
        }

    def isolate(self, words: str) -> str:
        """Return words that are filled into a text, so that those of another direction keep their own order."""
        return words if self.direction == "ltr" or not words else f"{_ISOLATE}{words}{_POP}"


_in_use: Language | None = None


def use_language(language: Language | None) -> Language | None:
    """Have texts read in a language from now on, None for English. Return the one that was in use before."""
    global _in_use
    before, _in_use = _in_use, language
    return before


def language_in_use() -> Language | None:
    """Return the language in which texts are read; None for English."""
    return _in_use


def interface_language() -> tuple[str, str]:
    """Return the tag and the direction of the language in use."""
    return (SOURCE_LANGUAGE, "ltr") if _in_use is None else (_in_use.tag, _in_use.direction)


def mark_untranslated(words: str) -> str:
    """Return English words between the marks."""
    return mark(words, SOURCE_LANGUAGE, "ltr")


def is_partly_translated(html: str) -> bool:
    """Tell whether HTML holds English words between the marks, which nobody has translated."""
    return f"{BEGINS}{SOURCE_LANGUAGE} ltr{GOES_ON}" in html


def mark(words: str, tag: str, direction: str) -> str:
    """Return words of a language between the marks."""
    marked = f"{BEGINS}{tag} {direction}{GOES_ON}"
    return f"{marked}{words}{ENDS}" if words and _MARK.fullmatch(marked) else words


def drop_marks(words: str) -> str:
    """Return words without the marks, for where no elements can stand."""
    return _MARK.sub("", words) if BEGINS in words else words


def set_off(html: str) -> str:
    """Return HTML in which words between the marks stand in elements of their own, with their language."""
    if BEGINS not in html:
        return html
    parts: list[str] = []
    opened: list[str] = []
    is_text_alone, tag = False, "span"
    for part in _TAG.split(html):
        is_tag = part.startswith("<")
        if is_tag:
            is_end, name = part.startswith("</"), part.strip("</> \n").partition(" ")[0].lower()
            if name == "svg":
                tag = "span" if is_end else "tspan"
            if name in _NO_ELEMENTS:
                is_text_alone = not is_end
        as_elements = partial(_open_or_close, tag, opened)
        parts.append(drop_marks(part) if is_tag or is_text_alone else _MARK.sub(as_elements, part))
    return "".join(parts)


def _open_or_close(tag: str, opened: list[str], match: re.Match[str]) -> str:
    """Return the tag of an element for a mark; `opened` holds the languages of the elements that are open."""
    if match[0] != ENDS:
        name, _, direction = match[0][1:-1].partition(" ")
        # Words of one language within each other: the outer element says it for both.
        is_same = opened[-1:] == [name]
        opened.append(name)
        return "" if is_same else f'<{tag} lang="{name}" dir="{direction}">'
    # An end without a beginning is whatever somebody typed.
    name = opened.pop() if opened else ""
    ending = f"</{tag}>" if name else ENDS
    return "" if opened[-1:] == [name] else ending
