"""From text to the terms that are searched for. `assets/search-terms.js` does the same for what a reader types.

Both must agree on every text: a test compares them on every character, and on the words of the site.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

_STOP_WORDS = (
    "a an and are as at be been but by for from has have in into is it its of on or that the their there these "
    "this to was were which with"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that tell nothing about a text: they are not indexed."""

_DOI = re.compile(r"10\.[0-9]{4,9}/[-._;()/:a-z0-9<>]*[a-z0-9]")
# An apostrophe within a word belongs to it: "don't", "patient's".
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)*")
# Words with hyphens between them, of which there are two after folding.
_COMPOUND = re.compile(rf"{_WORD.pattern}(?:[-\u2010]{_WORD.pattern})*")
_NUMBER_AND_UNIT = re.compile(r"([0-9]{1,4})([a-z]{2,})")
# Scripts that put no blanks between words: Thai to Khmer, and those of Chinese and Japanese.
_UNSPACED = (
    r"\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303c\u3041-\u312f"
    r"\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(rf"([{_UNSPACED}]+)")
_IRREGULAR = ("ss", "us", "is")
_UNSEEN = ("M", "Cf")
"""Begins the categories of accents, and of what has no shape: soft hyphens, joiners, blanks without a width."""


def fold(text: str) -> str:
    """Return a text in lower case, without accents and invisible characters, and with straight apostrophes."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.category(letter).startswith(_UNSEEN))
    return plain.lower().replace("’", "'")


def stem(word: str) -> str:
    """Return a folded word without the ending of an English plural."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(_IRREGULAR):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "xes")):
        return word[:-2]
    return word[:-1]


def terms_of(text: str) -> list[str]:
    """Return the terms of a text in their order: its DOIs as they are, and its words, stemmed.

    Words with a hyphen between them are found apart and as one word, a number apart from the unit behind it. Of a
    script without blanks each two neighbours are a term.
    """
    folded = fold(text)
    return [*_DOI.findall(folded), *(term for term in map(stem, _words_of(folded)) if term not in STOP_WORDS)]


def _words_of(folded: str) -> Iterator[str]:
    for compound in _COMPOUND.findall(folded):
        words = [word.removesuffix("'s").replace("'", "") for word in _WORD.findall(compound)]
        for word in words:
            yield from _pieces_of(word)
        if len(words) > 1 and all(word[-1].isalpha() for word in words[:-1]) and not _RUN.search(compound):
            yield "".join(words)
            if len(words) > 2:
                yield from map("".join, pairwise(words))


def _pieces_of(word: str) -> Iterator[str]:
    """Yield a word and what it is made of, or the terms of its runs without blanks and what stands between them."""
    if not word.isascii() and _RUN.search(word):
        for place, piece in enumerate(_RUN.split(word)):
            yield from _neighbours(piece) if place % 2 else filter(None, [piece])
        return
    yield word
    if found := _NUMBER_AND_UNIT.fullmatch(word):
        yield from found.groups()


def _neighbours(run: str) -> Iterator[str]:
    """Yield each two neighbours of a run, and its last character, which begins none of them."""
    yield from map("".join, pairwise(run))
    yield run[-1]


class Terms(dict[str, list[str]]):
    """The terms of what stands between two spaces, worked out once for each: a site repeats its words."""

    def __missing__(self, chunk: str) -> list[str]:
        terms = self[chunk] = terms_of(chunk)
        return terms
