"""The text of a source and of a page as tokens that can be compared: words, and the numbers of citations.

A word is what stands between two spaces, so that 4-8, “< 5” and “<5” are compared sign for sign. What counts as the
same although it is written in another way: every run of white space, EQUIVALENT_WORDS, and a run of citations; at
the beginning of a line bullets, also those without a blank behind them, the sign behind a list's number, and the
blank behind a raised number or the mark of a note. docs/guidelines.md lists it; there is no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

from site_plugins.guideline.kept_source.citing import CITED, CITES, RAISED, Citing, mark_citations
from site_plugins.guideline.lists import PRINTED_BULLETS


class Token(NamedTuple):
    """A word with its signs, or the number of one citation."""

    key: str
    """What is compared."""
    text: str
    """As it was written."""
    part: int
    """Of a source its file, of a guideline its page, counted from 0."""
    row: int
    """Of a source the line, counted from 1; of a page the block, counted from 0."""
    nth: int
    """Which token of its row it is, counted from 0."""
    entry: str | None = None
    """The intended difference that put it here."""

    @property
    def is_citation(self) -> bool:
        """Whether it is the number of a citation."""
        return self.key.startswith(CITES)


# ---- What counts as the same ------------------------------------------------------------------------------------

_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_RAISED_ENDING = re.compile(r"(?<=\d)\^(?=(?:st|nd|rd|th)\b)")
_RAISED_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")

EQUIVALENT_WORDS: Mapping[str, Callable[[str], str]] = {
    "a letter with its accent, as one character or as two": lambda word: normalize("NFC", word),
    "marks without a shape where a word may be broken": lambda word: re.sub("[\u00ad\u200b\u2060\ufeff]", "", word),
    "a ligature and its letters": lambda word: _LIGATURE.sub(lambda each: normalize("NFKC", each[0]), word),
    "raised figures": lambda word: _RAISED_RUN.sub(lambda run: f"^{run[0].translate(RAISED)}", word),
    "the ending of an ordinal number": lambda word: _RAISED_ENDING.sub("", word),
    "lowered figures": lambda word: word.translate(_LOWERED),
}
"""Two ways of writing that count as one: what gives both the same form, by what it is about."""

_LIST_NUMBER = re.compile(r"\(?(?P<listed>\d{1,3})[.)]|\^(?P<raised>\d{1,3})")
_LOOSE_MARK = re.compile(r"\s*([†‡§¶‖]+)\s+(?=\w)")
"""The mark of a note that stands with a blank before its words; with an asterisk that is a bullet."""
_ATTACHED_NUMBER = re.compile(r"\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?=[^\W\d_])")
"""The number of a footnote that stands without one."""
_SIGNS_OF_LISTS = f"{PRINTED_BULLETS}\uf0b7\uf0a7\uf0d8"
_BULLETS, _DASHES = frozenset(f"*+{_SIGNS_OF_LISTS}"), frozenset("-–—")
# Before a figure a middle dot is the point of a British number, and the hyphen of lists looks like a minus.
_ATTACHED_BULLET = re.compile(rf"\s*(?![·\u2043]\d)([{_SIGNS_OF_LISTS}])(?=\w)")
_NUMBER = re.compile(r"[.,·<>≤≥~±]*\d")


def _key(word: str) -> str:
    # Plain words, which most are, have one form.
    if not word.isascii() or "^" in word:
        for apply in EQUIVALENT_WORDS.values():
            word = apply(word)
    return word


def without_bullet(words: list[str], before: str) -> list[str]:
    """Return the words of a source's line without its bullet; `before` is the last word above it."""
    if len(words) < 2:
        return words
    # A dash between two numbers is a range that was broken into two lines, one of two a part of a sentence.
    is_range = before[-1:].isdigit() and words[1][0].isdigit()
    is_pair = words[0] != "-" and words[0] in words[1:]
    return words[1:] if _has_bullet(words) or (words[0] in _DASHES and not is_range and not is_pair) else words


def _has_bullet(words: Sequence[str]) -> bool:
    """Return whether words begin with a bullet that is no dash; a plus sign before a number is a plus sign."""
    return len(words) > 1 and words[0] in _BULLETS and not (words[0] == "+" and _NUMBER.match(words[1]))


# ---- Tokens -----------------------------------------------------------------------------------------------------


def tokens_of_source(text: str, citing: Citing, part: int = 0, *, entry: str | None = None) -> list[Token]:
    """Return the tokens of a source's text, which cites as it is said.

    `part` says which file it is; `entry` names the intended difference whose words they are.
    """
    tokens: list[Token] = []
    for row, line in enumerate(mark_citations(text, citing).split("\n"), start=1):
        before = tokens[-1].text if tokens else ""
        pieces = list(_pieces(line, str))
        if pieces and not pieces[0][1]:
            pieces[0] = (" ".join(without_bullet(part_marks(pieces[0][0]).split(), before)), ())
        tokens += _tokens(pieces, part, row, entry)
    return tokens


def tokens_of_block(text: str, number_of: Callable[[str], str | None], part: int, row: int) -> list[Token]:
    """Return the tokens of a block of a page; `number_of` gives a cited key's number, None leaves it out."""
    pieces = list(_pieces(text, number_of))
    words = part_marks(pieces[0][0]).split() if pieces else []
    skipped = len(pieces[0][0].split()) - len(words) if pieces else 0
    # An asterisk before a table's note looks like a bullet in the source, which has none.
    if _has_bullet(words):
        words, skipped = words[1:], skipped + 1
    if words:
        pieces[0] = (" ".join(words), ())
    return _tokens(pieces, part, row, None, skipped)


def part_marks(words: str) -> str:
    """Return the beginning of a row with no blank behind a mark, and one behind a bullet or raised number."""
    if mark := _LOOSE_MARK.match(words):
        return mark[1] + words[mark.end() :]
    if attached := _ATTACHED_NUMBER.match(words) or _ATTACHED_BULLET.match(words):
        return f"{attached[1]} {words[attached.end() :]}"
    return words


def _pieces(text: str, number_of: Callable[[str], str | None]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield words in a row, and citations' numbers, in turns."""
    for place, piece in enumerate(re.split(f"{CITES}([^{CITED}]*){CITED}", text)):
        if place % 2:
            yield "", tuple(number for key in piece.split() if (number := number_of(key)) is not None)
        elif piece.strip():
            yield piece, ()


def _tokens(
    pieces: Iterable[tuple[str, Sequence[str]]], part: int, row: int, entry: str | None, skipped: int = 0
) -> list[Token]:
    """Return the tokens of a row; `skipped` words of it stand before them."""
    tokens: list[Token] = []
    for words, numbers in pieces:
        for word in words.split():
            key = _key(word)
            if not tokens and (numbered := _LIST_NUMBER.fullmatch(key)):
                key = f"{numbered['listed'] or numbered['raised']}."
            if key:
                tokens.append(Token(key, word, part, row, max(0, skipped + len(tokens)), entry))
        for number in numbers:
            tokens.append(Token(f"{CITES}{number}", number, part, row, max(0, skipped + len(tokens)), entry))
    return tokens
