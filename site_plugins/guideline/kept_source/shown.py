"""What a page shows of its source: its text without the editors' parts, block by block, and where a word stands.

The finished HTML is read, so that a table, a footnote, a number before a recommendation, and whatever an extension
makes, count as a reader sees them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from html.parser import HTMLParser
from types import MappingProxyType

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import FileText, Place
from site_plugins.guideline.citations import KEYS
from site_plugins.guideline.cross_references import fill_in
from site_plugins.guideline.footnotes import LABEL
from site_plugins.guideline.kept_source.citing import CITED, CITES
from site_plugins.guideline.kept_source.tokens import Token
from site_plugins.guideline.statements import EDITORS
from site_plugins.rendering.list_items import LISTS, read_number

_NO_TEXT = ("script", "style", "template")
_NOT_SHOWN = ("del", "s", *_NO_TEXT)
_SITES_OWN = {EDITORS, "headerlink"}
_FROM_OPTION = "exhibit__number"
"""The class of what the site writes from an option: in the Markdown it stands elsewhere than where it is shown."""
_VOID = ("area", "br", "col", "hr", "img", "input", "source", "wbr")
_CELLS = ("td", "th")
_IN_LINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark path q rp rt ruby s samp "
        "small span strong sub sup svg time u var wbr",
    )
)
_CLOSED_BY_NEXT = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "td": ("td", "th", "tr"),
    "th": ("td", "th", "tr"),
    "tr": ("tr",),
}
"""What ends an element that was left open, besides the end of what it stands in."""
_WORD = re.compile(r"[^\W_]+")
_FOOTNOTE = re.compile(f"{CITES}\\^([^{CITED}]*){CITED}")
_CITATION = re.compile(f"{CITES}[^{CITED}]*{CITED}")
_NOWHERE = "\N{CYRILLIC LETTER MULTIOCULAR O}"
"""A word that no text has."""
_FIRST_WORDS = (6, 3, 2, 1)
"""So many words in a row tell where a block begins, the surest first."""
_SITES_WORDS = 4
"""So many words before it may be the site's, such as the number of a recommendation."""
_MARKUP = 40
"""So many further words of Markdown may stand among those of a block: addresses, keys, names of entities."""


@dataclass(frozen=True)
class Blocks:
    """The blocks of a page, in their order."""

    texts: tuple[str, ...] = ()
    """Their texts, citations as keys between CITES and CITED."""
    written: tuple[str, ...] = ()
    """The same; for each word that stands elsewhere in the Markdown a word that no text has."""
    loose: frozenset[int] = frozenset()
    """The blocks in which several lines may stand: cells of tables, and those with line breaks."""
    items: Mapping[int, int | None] = field(default_factory=dict)
    """The blocks that begin an item of a list, and which block begins the item that they are within, if any."""

    def filled_in(self, words_of: Callable[[str], str], cites: Callable[[str], bool]) -> Blocks:
        """Return the blocks with what their cross-references say; `words_of` gives that for an id.

        `cites` tells of a footnote's label whether its mark counts as a citation; another is a raised word.
        """

        def write(mark: re.Match[str]) -> str:
            return mark[0] if cites(mark[1]) else f"^{mark[1]}"

        return replace(
            self,
            texts=tuple(_FOOTNOTE.sub(write, fill_in(block, words_of)) for block in self.texts),
            # Words that the Markdown does not have must not be found elsewhere in it.
            written=tuple(
                _FOOTNOTE.sub(write, fill_in(block, lambda name: _hide(words_of(name)))) for block in self.written
            ),
        )


def _hide(words: str) -> str:
    return _WORD.sub(_NOWHERE, words)


class _Reader(HTMLParser):
    """Takes the text of a page's blocks."""

    def __init__(
        self,
        placeholder: str,
        cites: Mapping[str, str],
        refers: Mapping[str, str],
        only_left_out: Collection[str] | None,
    ) -> None:
        """`only_left_out` are the tags that alone are left out, if it is not None."""
        super().__init__(convert_charrefs=True)
        self._only_left_out = only_left_out
        self.blocks: list[str] = []
        self.written: list[str] = []
        self.items: dict[int, int | None] = {}
        self.loose: set[int] = set()
        self._placeholder = placeholder
        self._cites = cites
        self._refers = refers
        self._text: list[str] = []
        self._written: list[str] = []
        self._items: list[int | None] = []
        """Of each open item the block that begins it; None before there is one."""
        self._cells = 0
        """How many cells of tables are open."""
        self._hides = 0
        """How many elements are open since what stands elsewhere in the Markdown."""
        self._is_marker = False
        """Whether a block has nothing but the number of its list's item yet."""
        self._open: list[tuple[str, bool]] = []
        """The open elements, and whether what they hold is left out."""
        self._lists: list[int | None] = []
        """Of each open list the number of its next item; None where items have bullets."""

    @property
    def _left_out(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag not in _IN_LINE and tag != self._placeholder:
            self._close_implied(tag)
            self._end_block()
        if tag in _VOID:
            if tag == "br":
                self._add(" ")
                self.loose.add(len(self.blocks))
            return
        unnumbered = tag == "sup" and KEYS in attributes and not self._placeholder
        if unnumbered:
            self._add(f"{CITES}{attributes[KEYS]}{CITED}")
        label = attributes.get(LABEL) if tag == "sup" else None
        if label:
            self._add(f"{CITES}^{label}{CITED}")
        if tag == self._placeholder and not self._left_out and (keys := self._cites.get(attributes.get("n", ""))):
            self._add(f"{CITES}{keys}{CITED}")
        if tag == self._placeholder:
            self._add(self._refers.get(attributes.get("n", ""), ""))
        is_left_out = _is_left_out(tag, attributes) if self._only_left_out is None else tag in self._only_left_out
        self._open.append((tag, self._left_out or label is not None or is_left_out))
        if self._hides or _FROM_OPTION in attributes.get("class", "").split():
            self._hides += 1
        self._cells += tag in _CELLS
        if self._left_out:
            return
        if tag == "li":
            self._items.append(None)
        if tag in LISTS:
            self._lists.append(read_number(attributes.get("start"), 1) if tag == "ol" else None)
        elif tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            number = read_number(attributes.get("value"), number)
            self._lists[-1] = number + 1
            self._add(f"{number}. ")
            self._is_marker = True
        elif tag == "sup" and not unnumbered:
            self._add("^")

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _left_out in self._open):
            return
        while True:
            name, left_out = self._open.pop()
            self._hides = max(0, self._hides - 1)
            self._cells -= name in _CELLS
            if name in LISTS and not left_out and self._lists:
                self._lists.pop()
            if name == "li" and not left_out:
                self._end_block()
                self._items.pop()
            if name == tag:
                break
        if tag not in _IN_LINE and tag != self._placeholder:
            self._is_marker = False
            self._end_block()

    def _close_implied(self, tag: str) -> None:
        """Close what a browser closes: what its author left open must not leave out what follows."""
        names = [name for name, _left_out in self._open]
        last = next((name for name in reversed(names) if name not in _IN_LINE), "")
        if last == "p" or (last in _CLOSED_BY_NEXT and tag in _CLOSED_BY_NEXT[last]):
            self.handle_endtag(last)

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._is_marker = self._is_marker and self._left_out
        self._add(data)

    def _add(self, text: str) -> None:
        if not self._left_out:
            if self._cells:
                self.loose.add(len(self.blocks))
            self._text.append(text)
            self._written.append(_hide(text) if self._hides else text)

    def _end_block(self) -> None:
        text = "".join(self._text)
        if text.strip():
            if self._is_marker:
                return
            if self._items and self._items[-1] is None:
                self.items[len(self.blocks)] = next((each for each in self._items[::-1] if each is not None), None)
                self._items[-1] = len(self.blocks)
            self.blocks.append(text)
            written = "".join(self._written)
            # Most are the same, and need no place of their own.
            self.written.append(text if written == text else written)
        self._text, self._written = [], []

    def close(self) -> None:
        super().close()
        self._is_marker = False
        self._end_block()


def _is_left_out(tag: str, attributes: Mapping[str, str]) -> bool:
    classes = attributes.get("class", "").split()
    return (
        # What the source withdrew it says all the same.
        (tag in _NOT_SHOWN and "statement__withdrawn" not in classes)
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or not _SITES_OWN.isdisjoint(classes)
    )


def read_blocks(
    html: str,
    placeholder: str,
    cites: Mapping[str, str],
    refers: Mapping[str, str] = MappingProxyType({}),
    *,
    of_source: bool = False,
) -> Blocks:
    """Return a page's blocks.

    `html` is the finished page. For a citation stands an element called `placeholder`, and `cites` has its keys,
    with blanks between them, by the attribute `n`; without a `placeholder` it stands there with its keys, as
    before it is numbered. Cross-references stand as they are typed, which `refers` has in the same way. Left out
    are the editors' parts, the theme's links to headings, and what is struck out or hidden; of a source's own page
    (`of_source`) nothing is.
    """
    reader = _Reader(placeholder, cites, refers, _NO_TEXT if of_source else None)
    reader.feed(html)
    reader.close()
    return Blocks(tuple(reader.blocks), tuple(reader.written), frozenset(reader.loose), reader.items)


class MarkdownPlaces:
    """Finds where the words of a page's blocks stand in its Markdown."""

    def __init__(self, markdown: FileText, blocks: tuple[str, ...]) -> None:
        self._markdown = markdown
        self._blocks = blocks
        self._matches = list(_WORD.finditer(markdown.text))
        self._words = [match[0] for match in self._matches]

    @cached_property
    def _aligned(self) -> list[list[int]]:
        """For each block, which of the Markdown's words its words are."""
        aligned: list[list[int]] = []
        cursor = 0
        for block in self._blocks:
            words = _WORD.findall(_CITATION.sub(" ", block))
            start = self._find(words, cursor)
            window = self._words[start : start + 2 * len(words) + _MARKUP]
            found = dict[int, int]()
            for match in SequenceMatcher(None, words, window, autojunk=False).get_matching_blocks():
                found |= {match.a + n: start + match.b + n for n in range(match.size)}
            places: list[int] = []
            for n in range(len(words)):
                # What the site wrote itself, such as a list's number, stands where the word before it does.
                places.append(found.get(n, places[-1] if places else start))
            aligned.append(places)
            cursor = max([cursor, *(place + 1 for place in found.values())])
        return aligned

    def _find(self, words: list[str], cursor: int) -> int:
        """Return the first place from the cursor on where the words begin; the cursor where they do not."""
        for length in _FIRST_WORDS:
            for skipped in range(_SITES_WORDS if length > 1 else 1):
                first = words[skipped : skipped + length]
                for at in range(cursor, len(self._words) - len(first) + 1) if first else ():
                    if self._words[at : at + len(first)] == first:
                        return at
        return cursor

    @property
    def file(self) -> str:
        """The page's file."""
        return self._markdown.file

    def place(self, token: Token) -> Place:
        """Return where a token of the page stands, or the word before it."""
        found = self._aligned[token.row]
        before = _count_words_before(self._blocks[token.row], token.nth)
        if not found or not self._matches:
            return Place(self._markdown.file, None)
        if not token.is_citation:
            return self._markdown.at(self._match(found[min(before, len(found) - 1)]).start())
        text, end = self._markdown.text, self._match(found[max(before - 1, 0)]).end()
        line_end = text.find("\n", end)
        at = text.find("[@", end, len(text) if line_end < 0 else line_end)
        return self._markdown.at(at if at >= 0 else end - 1)

    def _match(self, place: int) -> re.Match[str]:
        return self._matches[min(place, len(self._matches) - 1)]


def _count_words_before(block: str, nth: int) -> int:
    """Return how many words (letters and digits in a row) a block has before its nth token."""
    count = tokens = 0
    for place, piece in enumerate(re.split(f"{CITES}([^{CITED}]*){CITED}", block)):
        for each in piece.split():
            if tokens == nth:
                return count
            tokens += 1
            count += 0 if place % 2 else len(_WORD.findall(each))
    return count


class ShownPage:
    """What one page shows of its source; it is read once the page is finished."""

    def __init__(self, locator: Locator, *, is_converted: bool = True) -> None:
        self.is_converted = is_converted
        """Whether it is a page of a site, with all that extensions made of it, and not its file alone."""
        self.blocks: Blocks | None = None
        """What it shows, block by block; None while the page is not finished."""
        self._locator = locator

    def read(
        self,
        html: str,
        placeholder: str = "",
        cites: Mapping[str, str] = MappingProxyType({}),
        refers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Take the finished page: `read_blocks` says what the arguments are."""
        self.blocks = read_blocks(html, placeholder, cites, refers)

    def filled_in(
        self, words_of: Callable[[str], str], cites: Callable[[str], bool] = lambda _label: False
    ) -> ShownPage:
        """Return the page with what its cross-references say; `Blocks.filled_in` says what the arguments are."""
        page = ShownPage(self._locator, is_converted=self.is_converted)
        if self.blocks is not None:
            page.blocks = self.blocks.filled_in(words_of, cites)
        return page

    @cached_property
    def places(self) -> MarkdownPlaces:
        """Where the words of its blocks stand."""
        return MarkdownPlaces(self._locator.text, self.blocks.written if self.blocks else ())
