"""Where something stands in a page's Markdown, which Python-Markdown's tree does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import unescape
from itertools import product
from pathlib import Path

from site_plugins.diagnostics.block_fences import find_unclosed_blocks
from site_plugins.diagnostics.characters import (
    describe_invisible_character,
    describe_refused_character,
    find_invisible_character,
    find_refused_character,
)
from site_plugins.diagnostics.problems import FileText, Place, Problem, read_text

FIRST_WORDS = 6
"""So many words tell a sentence from the others."""

_WORD = re.compile(r"[^\W_]+")
# The fences that MkDocs reads.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ \t]*\2[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NO_WORDS = re.compile(r"\[[^\[\]\n]*@[^\[\]\n]*\]|\{:?[^{}\n]*\}|</?[a-zA-Z][^<>\n]*>")
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_CHARACTER = re.compile(r"&(?:#[xX]?[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?|.", re.DOTALL)
_INDENTED = re.compile(r" {4}|\t")
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)\s")


class Locator:
    """Makes a problem of a message: each method finds the line and the column by something else.

    What stands in code is found only where nothing else fits. What is not found, because another extension made it,
    has no line.
    """

    def __init__(self, file: str, lines: Sequence[str] | None = None) -> None:
        """`file` is a page's file, or a name for the text whose `lines` are given."""
        self.file = file
        self._lines = lines

    @property
    def text(self) -> FileText:
        """The page's Markdown, in which a place can be told by its offset."""
        return self._text

    @classmethod
    def in_file(cls, file: Path) -> Locator:
        """Return the one for a page's file, whose front matter is not searched."""
        return cls(str(file))

    @cached_property
    def _text(self) -> FileText:
        if self._lines is not None:
            return FileText(self.file, "\n".join(self._lines))
        return FileText(self.file, split_front_matter(read_text(Path(self.file)))[1])

    def let_go(self) -> None:
        """Let go of the text, which is read again where it is needed: a large site has a thousand of them."""
        for name in ("_text", "_without_code"):
            self.__dict__.pop(name, None)

    def at_text(self, text: str, message: str) -> Problem:
        """Return the problem at the beginning of a text, which the source may mark up or break into lines."""
        start = _WORD.findall(text)[:FIRST_WORDS]
        for source in self._sources_of_words():
            words = list(_WORD.finditer(source))
            for place in range(len(words) - len(start) + 1 if start else 0):
                if [word[0] for word in words[place : place + len(start)]] == start:
                    return self._text.at(words[place].start()).problem(message)
        return Problem(self.file, None, message)

    def _sources_of_words(self) -> Iterator[str]:
        """Yield the Markdown to look for words in: without code, without all that is no word, and whole."""
        yield self._without_code
        yield _NO_WORDS.sub(_blank, self._without_code)
        yield self._text.text

    def at_literal(self, literal: str, message: str) -> Problem:
        """Return the problem at something that the source holds exactly so."""
        return self._at(re.escape(literal), message)

    def at_line(self, line: str, message: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth line that holds this and nothing else but blanks."""
        return self._at(rf"^[ \t>]*(?P<at>{re.escape(line)})[ \t]*$", message, nth)

    def on(self, line: int, column: int, message: str) -> Problem:
        """Return the problem on a line, at a column of it; both are counted from 1."""
        return self._text.on(line, column).problem(message)

    def at_key(self, key: str, message: str) -> Problem:
        """Return the problem at the first citation of a reference."""
        return self.at_each_key(key, message)[0]

    def at_address(self, addresses: Sequence[str], message: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth link to one of these addresses, the first that is found at all.

        Of an address that begins with `#` the file may stand before it.
        """
        for address in addresses:
            before = r"""(?:^|[\s(<"'=])""" if not address.startswith("#") else ""
            pattern = rf"""{before}(?P<at>{re.escape(address)})(?=[\s)>"']|$)"""
            places = self._find(pattern, 1)
            if places:
                return places[min(nth, len(places)) - 1].problem(message)
        return Problem(self.file, None, message)

    def at_each_key(self, key: str, message: str) -> list[Problem]:
        """Return the problem at every citation of a reference."""
        places = self._find(rf"(?<=[\[;\s])@{re.escape(key)}(?=\s*[;\]])", 1)
        return [place.problem(message) for place in places or [Place(self.file, None)]]

    def at_id(self, name: str, message: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth statement with that id."""
        return self._at(rf"\{{[^{{}}\n]*(?P<at>#{re.escape(name)})[\s}}]", message, nth)

    def at_block(self, name: str, argument: str, message: str, *, nth: int = 1) -> Problem:
        """Return the problem at the nth block `/// name | argument`; without an argument, `/// name`."""
        blank = r"[^\S\n]*"
        behind = rf"\|{blank}{re.escape(argument)}{blank}" if argument else rf"(?:\|{blank})?"
        opening = rf"/{{3,}}{blank}(?i:{re.escape(name)}){blank}{behind}$"
        return self._at(rf"^{blank}(?P<at>{opening})", message, nth)

    def at_item(self, name: str, message: str) -> Problem:
        """Return the problem at a name in a list of a block's options."""
        before, after = r"^[^\S\n]+(?:[^\n]*[\[,\s-])??", r"[^\S\n]*(?:[,\]]|$)"
        return self._at(rf"{before}(?P<at>{re.escape(name)}){after}", message)

    def at_option(self, option: str, value: str, message: str) -> Problem:
        """Return the problem at the first block that gives an option a value."""
        blank = r"[^\S\n]"
        given = rf"{re.escape(option)}:{blank}*[\"']?{re.escape(value)}"
        return self._at(rf"^{blank}+(?P<at>{given})[\"']?{blank}*$", message)

    def find_refused_characters(self) -> Iterator[Problem]:
        """Yield what the text holds and no page can show, or not without turning round what stands behind it."""
        for number, line in enumerate(self._text.lines, start=1):
            at = find_refused_character(line)
            if at is not None:
                message = f"This line {describe_refused_character(line[at])}."
                yield self._text.on(number, at + 1).problem(message)
            elif (at := find_invisible_character(line)) is not None:
                message = f"This line {describe_invisible_character(line, at)}."
                yield self._text.on(number, at + 1).problem(message)

    def find_unclosed_blocks(self) -> Iterator[Problem]:
        """Yield the blocks `/// name` that are never closed, and what closes nothing; not in code."""
        if "///" in self._text.text:
            for number, message in find_unclosed_blocks(self._without_code.split("\n")):
                column = len(self._text.lines[number - 1].partition("/")[0]) + 1
                yield self._text.on(number, column).problem(message)

    def at_sign(self, signs: Sequence[str], message: str, *, nth: int = 1, before: str = "") -> Problem:
        """Return the problem at the nth place that holds one of the signs, the first that is found at all.

        Entities, blanks, backslashes and capitals make no difference: a page does not keep them. What stands
        `before` a sign tells it from others, where the source has the same there.
        """
        for source in (self._without_code, self._text.text):
            folded, offsets = _fold_source(source)
            contexts = dict.fromkeys((_fold_source(before)[0], ""))
            for context, sign in product(contexts, signs):
                wanted = _fold_source(sign)[0]
                pattern = re.escape(context + wanted)
                places = [match.end() - len(wanted) for match in re.finditer(pattern, folded)] if wanted else []
                if places:
                    at = offsets[places[min(nth, len(places)) - 1]]
                    return self._text.at(at).problem(message)
        return Problem(self.file, None, message)

    @property
    def lines_without_code(self) -> list[str]:
        """The lines, in which every character of code and comments is a space."""
        return self._without_code.split("\n")

    def at_each(self, pattern: str, message: str) -> list[Problem]:
        """Return the problem at every match of a pattern outside code, or of its part `at`; ^ begins a line."""
        search = re.compile(pattern, re.MULTILINE | re.IGNORECASE)
        # Most pages have none, and to find their code takes long.
        if search.search(self._text.text) is None:
            return []
        part = "at" if "at" in search.groupindex else 0
        return [self._text.at(match.start(part)).problem(message) for match in search.finditer(self._without_code)]

    def holds(self, pattern: str) -> bool:
        """Tell whether the text outside code has a match of a pattern; ^ and $ stand for the ends of a line."""
        return re.search(pattern, self._without_code, re.MULTILINE) is not None

    @cached_property
    def _without_code(self) -> str:
        return without_code(self._text.text)

    def _at(self, pattern: str, message: str, nth: int = 1) -> Problem:
        places = self._find(pattern, nth)
        return (places[nth - 1] if places else Place(self.file, None)).problem(message)

    def _find(self, pattern: str, least: int) -> list[Place]:
        """Return the places of all matches, or of the parts called `at`; none if there are fewer than `least`."""
        for source in (self._without_code, self._text.text):
            matches = list(re.finditer(pattern, source, re.MULTILINE))
            if len(matches) >= least:
                return [self._text.at(match.start("at" if match.re.groups else 0)) for match in matches]
        return []


def split_front_matter(text: str) -> tuple[str, str]:
    """Return the YAML and the Markdown of a page; the Markdown keeps its line numbers by blank lines."""
    fenced = _FRONT_MATTER.match(text)
    if fenced is None:
        return "", text
    return fenced[1] or "", "\n" * fenced[0].count("\n") + text[fenced.end() :]


def without_code(markdown: str) -> str:
    """Return Markdown in which every character of code and comments is a space, so that offsets stay the same."""
    for pattern in (_FENCE, _COMMENT):
        markdown = pattern.sub(_blank, markdown)
    return _SPAN.sub(_blank, _without_indented(markdown))


def _fold_source(source: str) -> tuple[str, list[int]]:
    """Return a source without entities, blanks, backslashes and capitals, and each character's offset."""
    folded: list[str] = []
    offsets: list[int] = []
    for match in _CHARACTER.finditer(source):
        for character in "".join(unescape(match[0]).split()).replace("\\", "").casefold():
            folded.append(character)
            offsets.append(match.start())
    return "".join(folded), offsets


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _without_indented(markdown: str) -> str:
    """Blank the indented blocks, but not those below a list's item, which belong to it."""
    lines = markdown.split("\n")
    item = after_blank = False
    code = False
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        indented = _INDENTED.match(line) is not None
        code = indented and not item and (code or after_blank or number == 0)
        if code:
            lines[number] = " " * len(line)
        elif not indented:
            # A further block of an item may be indented by two blanks: what follows is still of the list.
            item = _ITEM.match(line) is not None or (item and (not after_blank or line.startswith("  ")))
        after_blank = False
    return "\n".join(lines)
