"""The text of a source and of a page as tokens that can be compared: words, and the numbers of citations.

A word is what stands between two spaces, so that 4-8, “< 5” and “<5” are compared sign for sign. What counts as the
same although it is written in another way: every run of white space, EQUIVALENT_WORDS, bullets and the sign behind
a list's numbers at the beginning of a line, and a run of citations. docs/guidelines.md lists it; there is no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

CITES, CITED = "\x02", "\x03"
"""Around the keys or numbers of a citation in a text: no text of a page or of a source can hold them."""


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

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
_RAISED_RUN = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")

EQUIVALENT_WORDS: Mapping[str, Callable[[str], str]] = {
    "a letter with its accent, as one character or as two": lambda word: normalize("NFC", word),
    "marks without a shape where a word may be broken": lambda word: re.sub("[\u00ad\u200b]", "", word),
    "raised figures": lambda word: _RAISED_RUN.sub(lambda run: f"^{run[0].translate(_RAISED)}", word),
    "lowered figures": lambda word: word.translate(_LOWERED),
}
"""Two ways of writing that count as one: what gives both the same form, by what it is about."""

_LIST_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")
_BULLETS, _DASHES = frozenset("*+•‣◦▪▫●○■□·"), frozenset("-–—")


def _key(word: str) -> str:
    # Plain words, which most are, have one form.
    if not word.isascii():
        for apply in EQUIVALENT_WORDS.values():
            word = apply(word)
    return word


def _without_bullet(words: list[str], before: str) -> list[str]:
    """Return the words of a source's line without its bullet; `before` is the last word above it."""
    if len(words) < 2:
        return words
    # A dash between two numbers is a range that was broken into two lines.
    is_range = before[-1:].isdigit() and words[1][0].isdigit()
    return words[1:] if words[0] in _BULLETS or (words[0] in _DASHES and not is_range) else words


# ---- Citations of a source --------------------------------------------------------------------------------------

_NUMBERS = r"\d{1,3}(?:\s?[,;]\s?\d{1,3}|[-–]\d{1,3})*"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_END = r"""[.!?…:;]["'”’»)\]]{0,2}"""

CITATION_STYLES: Mapping[str, re.Pattern[str] | None] = {
    # Text. 1, 5, 4 (at the end of a line, or before a capital letter)
    "trailing-numbers": re.compile(
        rf"""{_END}\s+(?P<numbers>{_NUMBERS})(?=[^\S\n]*$|\s+["“„«(\[]?(?=[^\W\d_])[^a-zß-öø-ÿ])""", re.MULTILINE
    ),
    # Text [1, 5-7].
    "brackets": re.compile(rf"\[(?P<numbers>{_NUMBERS})\]"),
    # Text (1, 5-7).
    "parentheses": re.compile(rf"\((?P<numbers>{_NUMBERS})\)"),
    # Text.¹,⁵ (behind a word of three letters or more, or a sign: m² is a unit)
    "superscripts": re.compile(
        rf"""(?:[^\W\d_]{{3}}|[.,;:!?…"'”’»)\]])(?P<numbers>[{_SUPERSCRIPTS}]{{1,3}}(?:[,;⁻–-][{_SUPERSCRIPTS}]{{1,3}})*)"""
    ),
    # Text.1,5 (behind a letter and a sign)
    "attached-numbers": re.compile(rf"""[^\W\d_][.,;:!?…"'”’»)\]]{{1,2}}(?P<numbers>{_NUMBERS})(?![\d\w])"""),
    "none": None,
}
"""How sources cite: what finds a citation's numbers, by the name in `source.yml`."""


def expand_numbers(written: str) -> list[str]:
    """Return the numbers of a citation in their order: "1, 5-7" is 1, 5, 6, 7."""
    numbers: list[str] = []
    for part in re.split(r"\s*[,;]\s*", written.translate(_RAISED)):
        first, _dash, last = part.replace("–", "-").partition("-")
        # A run that goes back is none, and stays as it was written.
        run = range(int(first), int(last or first) + 1)
        numbers += map(str, run) if run else [part]
    return numbers


def _mark_citations(text: str, style: str) -> str:
    """Return a source's text with its citations marked; its line breaks stay where they are."""
    pattern = CITATION_STYLES[style]
    if pattern is None:
        return text

    def mark(match: re.Match[str]) -> str:
        start, end = (place - match.start() for place in match.span("numbers"))
        breaks = "\n" * match["numbers"].count("\n")
        marked = f"{CITES}{' '.join(expand_numbers(match['numbers']))}{CITED}{breaks}"
        around = (match[0][:start], match[0][end:])
        # The brackets belong to the citation.
        return marked if style in ("brackets", "parentheses") else marked.join(around)

    return pattern.sub(mark, text)


# ---- Tokens -----------------------------------------------------------------------------------------------------


def tokens_of_source(text: str, style: str, part: int = 0, *, entry: str | None = None) -> list[Token]:
    """Return the tokens of a source's text, which cites in one of CITATION_STYLES.

    `part` says which file it is; `entry` names the intended difference whose words they are.
    """
    tokens: list[Token] = []
    for row, line in enumerate(_mark_citations(text, style).split("\n"), start=1):
        before = tokens[-1].text if tokens else ""
        pieces = list(_pieces(line, str))
        if pieces and not pieces[0][1]:
            pieces[0] = (" ".join(_without_bullet(pieces[0][0].split(), before)), ())
        tokens += _tokens(pieces, part, row, entry)
    return tokens


def tokens_of_block(text: str, number_of: Callable[[str], str | None], part: int, row: int) -> list[Token]:
    """Return the tokens of a block of a page; `number_of` gives a cited key's number, None leaves it out."""
    pieces = list(_pieces(text, number_of))
    words = pieces[0][0].split() if pieces else []
    # An asterisk before a table's note looks like a bullet in the source, which has none.
    if len(words) > 1 and words[0] in _BULLETS:
        pieces[0] = (" ".join(words[1:]), ())
    return _tokens(pieces, part, row, None)


def _pieces(text: str, number_of: Callable[[str], str | None]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield words in a row, and citations' numbers, in turns."""
    for place, piece in enumerate(re.split(f"{CITES}([^{CITED}]*){CITED}", text)):
        if place % 2:
            yield "", tuple(number for key in piece.split() if (number := number_of(key)) is not None)
        elif piece.strip():
            yield piece, ()


def _tokens(pieces: Iterable[tuple[str, Sequence[str]]], part: int, row: int, entry: str | None) -> list[Token]:
    tokens: list[Token] = []
    for words, numbers in pieces:
        for word in words.split():
            key = _key(word)
            if not tokens and (numbered := _LIST_NUMBER.fullmatch(key)):
                key = f"{numbered[1]}."
            if key:
                tokens.append(Token(key, word, part, row, len(tokens), entry))
        for number in numbers:
            tokens.append(Token(f"{CITES}{number}", number, part, row, len(tokens), entry))
    return tokens
