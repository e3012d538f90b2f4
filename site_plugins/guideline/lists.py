"""Lists as their author meant them, and lines that may begin an item or go on with a sentence.

Python-Markdown alone nests by four spaces, wants a blank line above a list, makes one list of bullets and numbers,
and counts each list from 1. `ListExtension` reads what authors of other programs write as well: items nested by two
or three spaces, a list directly below the line that introduces it with a colon, and the source's own numbers. What
may mean two things is a problem (`find_list_problems`): “- 10 mg” below “give 5” may be an item, or the rest of
“5 - 10 mg”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.ids import LAST_ATTRIBUTES

_STEP = 4
"""Python-Markdown nests by so many spaces."""
_LEAST = 2
"""So many spaces to the right of its parent make an item a nested one."""

_ITEM = re.compile(r"(?P<marker>[-*+]|\d{1,9}\.) +(?=\S)")
# A line across the page, or the one below the headings of a table.
_RULE = re.compile(r"([-*_])(?: *\1){2,}|[-:| ]*\|[-:| ]*")
_INTRODUCES = re.compile(r"[:\uff1a][*_]{0,3}$")
# What is no paragraph, so that a list may begin directly below it: headings, fences, HTML, tables.
_NO_TEXT = re.compile(
    rf"#{{1,6}}\s|/{{3,}}|{STX}|```|~~~|\||</?(?:div|section|details|figure|table|t|ul|ol|li|p)\b"
)
_NUMBER = f"{STX}lumbar-number:"
_NUMBERED = re.compile(rf"{_NUMBER}(\d+){ETX}")

PRINTED_BULLETS = "•·◦▪▫‣\u2043●○■□➢➤►▶"
"""Bullets of word processors and printed texts."""
FOREIGN_BULLETS = f"{PRINTED_BULLETS}–−"
"""The bullets of other programs."""
_FOREIGN_BULLET = re.compile(rf"(?P<marker>[{FOREIGN_BULLETS}])\s")
_FOREIGN_ITEM = re.compile(r"(?P<marker>—|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})\)|[a-z]\.|[ivx]{2,5}\.)\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;。\uff01\uff1f؟\u06d4][\"'”’)\]*_]*$")


@dataclass(frozen=True)
class ListItem:
    """Where an item of a list begins."""

    indent: int
    words: int
    """The column at which its words begin, counted from 0."""
    marker: str
    level: int
    """0 in a list that stands in no other."""
    before: ListItem | None
    """The item before it in the same list."""

    @property
    def number(self) -> int | None:
        """Its number; None where it has a bullet."""
        return int(self.marker[:-1]) if self.marker[0].isdigit() else None

    @property
    def own_number(self) -> int | None:
        """Its number where counting the list on would give another; None where it needs none.

        A list whose items are all numbered 1 is Markdown's short way to have them counted.
        """
        if self.number is None or self.before is None or self.before.number is None:
            return None
        counted = self.number == 1 and self.before.number == 1
        return None if counted or self.number == self.before.number + 1 else self.number


@dataclass(frozen=True)
class Line:
    """A line and what it is."""

    text: str
    """Without tabs."""
    item: ListItem | None = None
    """The item that begins on it."""
    within: ListItem | None = None
    """The item of which it is a further block, below a blank line."""
    below_text: bool = False
    """Whether a line of a paragraph or an item stands directly above it."""
    below_block: bool = False
    """Whether that is an introduction, or a further block of an item: an item may begin directly below it."""
    code: bool = False
    """Whether it is code, because it is indented."""
    left: ListItem | None = None
    """The item that it is no further block of, although it is indented, because it is not far enough."""


class ListExtension(Extension):
    """Reads lists as their author meant them."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Have bullets and numbers make lists of their own, and lists begin where and as they are written."""
        SaneListExtension().extendMarkdown(md)
        # After code and HTML were taken out of the way (25 and 20).
        md.preprocessors.register(_ListPreprocessor(md), "lumbar-lists", 15)
        # Before what stands in a line is read (20).
        md.treeprocessors.register(_NumberProcessor(md), "lumbar-list-numbers", 30)


class _ListPreprocessor(Preprocessor):
    """Writes lists as Python-Markdown reads them."""

    def run(self, lines: list[str]) -> list[str]:
        return write_lists(lines)


def write_lists(lines: Iterable[str]) -> list[str]:
    """Return the lines of a text with its lists as Python-Markdown reads them."""
    written: list[str] = []
    depth = 0
    for line in read_lines(lines):
        if not written or not written[-1].strip():
            # Python-Markdown moves all lines up to the next blank one as far as it moves the first.
            depth = _depth_of(line)
        if line.item is not None:
            if line.below_block or line.item.level < depth:
                # Python-Markdown would make it part of that block, or an item of the list that began it.
                written.append("")
                depth = line.item.level
            marker, words = line.text[line.item.indent : line.item.words], line.text[line.item.words :]
            own = line.item.own_number
            mark = "" if own is None else f"{_NUMBER}{own}{ETX}"
            written.append(f"{' ' * _STEP * line.item.level}{marker}{mark}{words}")
        elif line.within is not None:
            written.append(_indent(line.text, line.within))
        else:
            written.append(line.text)
    return written


def _depth_of(line: Line) -> int:
    """Return in how many items a line stands."""
    if line.item is not None:
        return line.item.level
    return 0 if line.within is None else line.within.level + 1


def _indent(text: str, item: ListItem) -> str:
    """Return a line of an item's further block as far to the right as Python-Markdown wants it."""
    indent, least = _indent_of(text), _STEP * (item.level + 1)
    if item.indent == _STEP * item.level and indent >= least:
        return text
    return " " * (least + max(0, indent - item.words)) + text.lstrip()


class _NumberProcessor(Treeprocessor):
    """Gives items the numbers that counting would not give them."""

    def run(self, root: Element) -> None:
        for item in root.iter("li"):
            holder = item if (item.text or "").strip() or not len(item) else item[0]
            match = _NUMBERED.match(holder.text or "")
            if match:
                item.set("value", match[1])
                holder.text = (holder.text or "")[match.end() :]


def read_lines(lines: Iterable[str]) -> Iterator[Line]:
    """Yield what each line of a Markdown text is; code in fences was taken out of it."""
    items: list[ListItem] = []
    within: ListItem | None = None
    below_text = introduced = code = False
    for source in lines:
        text = source.expandtabs(_STEP)
        words, indent = text.strip(), _indent_of(text)
        if not words:
            yield Line(text)
            within, below_text, introduced = None, False, False
            continue
        code = indent >= _STEP and not items and (code or not below_text)
        match = None if code or _RULE.fullmatch(words) else _ITEM.match(words)
        # An item that introduces its own list needs no blank line above that.
        below_block = introduced if not items else below_text and within is not None
        is_item = match is not None and (bool(items) or (indent < _STEP and (introduced or not below_text)))
        before = _leave(items, indent) if is_item or not below_text else None
        if match is not None and is_item:
            item = ListItem(indent, indent + match.end(), match["marker"], len(items), before)
            items.append(item)
            within = None
            yield Line(text, item=item, below_text=below_text, below_block=below_block)
        else:
            within = within if below_text or not items else items[-1]
            # Four blanks more than its words have would make it a block of code.
            left = before if indent >= (items[-1].words + _STEP if items else 1) else None
            yield Line(text, within=within, below_text=below_text, code=code, left=left)
        no_text = _NO_TEXT.match(words) is not None
        if no_text and indent == 0 and not is_item:
            items.clear()
        below_text = not (code or no_text)
        introduced = below_text and _INTRODUCES.search(words) is not None


def _leave(items: list[ListItem], indent: int) -> ListItem | None:
    """Leave the items that what has this indent is no part of; return the one of the outermost list."""
    left = None
    while items and indent < items[-1].indent + _LEAST:
        left = items.pop()
    return left


def _indent_of(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def find_list_problems(locator: Locator) -> Iterator[Problem]:
    """Yield the lines of which nobody can tell whether they begin an item or go on with the sentence above."""
    above = ""
    for number, line in enumerate(read_lines(locator.lines_without_code), start=1):
        words = line.text.strip()
        if words and not line.code and (message := _check_line(line, words, above)):
            yield locator.on(number, _indent_of(line.text) + 1, message)
        above = words


def _check_line(line: Line, words: str, above: str) -> str | None:
    """Return what is wrong with a line below another, which may be blank, or None."""
    foreign = _FOREIGN_BULLET.match(words)
    if foreign:
        return (
            f"This line begins with “{foreign['marker']}”, a bullet that Markdown does not know: write “- ” in its "
            "place, and put a blank line above the list."
        )
    if line.item is not None:
        return _check_item(line, line.item, words, above)
    if line.left is not None:
        otherwise = "none" if line.within is None else line.within.words
        return (
            f"This line is indented, and not far enough to belong to the item “{line.left.marker}” above: indent "
            f"it by {line.left.words} blanks if it does, and by {otherwise} if it does not."
        )
    begins = _FOREIGN_ITEM.match(words) or (not _RULE.fullmatch(words) and _ITEM.match(words))
    if begins and line.below_text:
        return (
            f"This line begins with “{begins['marker']}” directly below a line of text, and becomes part of it: if "
            "a list begins here, put a blank line above it and “- ” or “1. ” before each item; if the sentence "
            "goes on, write it on one line."
        )
    return None


def _check_item(line: Line, item: ListItem, words: str, above: str) -> str | None:
    if not line.below_text or line.below_block:
        return None
    first = words[item.words - item.indent :][:1]
    goes_on = not _SENTENCE_END.search(above) and not LAST_ATTRIBUTES.search(above)
    is_statement = LAST_ATTRIBUTES.search(words) is not None
    number_goes_on = item.number is None and first.isdigit() and (above[-1:].isdigit() or is_statement)
    word_goes_on = item.number is not None and first.islower() and is_statement
    if goes_on and (number_goes_on or word_goes_on):
        return (
            f"“{item.marker}” may begin an item here, or go on with the line above, which ends in “{above[-12:]}”: "
            "write the sentence on one line, or put a blank line between two items."
        )
    if item.before is not None and (item.number is None) != (item.before.number is None):
        return (
            f"“{item.marker}” stands directly below an item that begins with “{item.before.marker}”: put a blank "
            "line between two lists; if the sentence goes on, write it on one line."
        )
    if item.before is None and item.number not in (None, 1):
        return (
            f"“{item.marker}” stands directly below a line of text: put a blank line above it if a list begins "
            "here; if the sentence goes on, write it on one line."
        )
    return None
