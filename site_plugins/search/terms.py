"""From text to the terms that are searched for. `assets/search-terms.js` does the same for what a reader types.

Both must agree on every text: a test compares them on every character, and on the words of the site.
"""

from __future__ import annotations

import re
import unicodedata

_STOP_WORDS = (
    "a an and are as at be been but by for from has have in into is it its of on or that the their there these "
    "this to was were which with"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that tell nothing about a text: they are not indexed."""

_DOI = re.compile(r"10\.[0-9]{4,9}/[-._;()/:a-z0-9<>]*[a-z0-9]")
# An apostrophe within a word belongs to it: "don't", "patient's".
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)*")
_IRREGULAR = ("ss", "us", "is")


def fold(text: str) -> str:
    """Return a text in lower case, without accents and with straight apostrophes."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
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
    """Return the terms of a text in their order: its DOIs as they are, and its words, stemmed."""
    folded = fold(text)
    terms = _DOI.findall(folded)
    for word in _WORD.findall(folded):
        term = stem(word.removesuffix("'s").replace("'", ""))
        if term not in STOP_WORDS:
            terms.append(term)
    return terms


class Terms(dict[str, list[str]]):
    """The terms of what stands between two spaces, worked out once for each: a site repeats its words."""

    def __missing__(self, chunk: str) -> list[str]:
        terms = self[chunk] = terms_of(chunk)
        return terms
