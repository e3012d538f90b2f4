"""What it is that differs between two passages, in words: a number, a unit, a negation ..."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from site_plugins.guideline.kept_source.citing import CITES
from site_plugins.guideline.kept_source.tokens import Token
from site_plugins.guideline.units import find_units, is_unit


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATIONS = _names(
    """
    not no never none nor neither without cannot nothing nobody avoid against unless except
    nicht kein keine keinen nie ohne ne pas jamais sans sin nunca
    """
)
_DASHES = "\\u2010-\\u2015\\u2212-"
_QUOTES = "\"'“”„‘’\\u201a«»"
_COMPARISONS = "<>≤≥=≠≈±~"
_WORD = re.compile(r"°?[^\W\d_]+(?:['’][^\W\d_]+)*")


def _words(keys: Sequence[str]) -> list[str]:
    return [word for key in keys if not key.startswith(CITES) for word in _WORD.findall(key)]


def _is_negation(word: str) -> bool:
    return word.casefold() in _NEGATIONS or word.casefold().endswith(("n't", "n’t"))


def _matches(pattern: str) -> Callable[[Sequence[str]], list[str]]:
    compiled = re.compile(pattern)
    return lambda keys: [found for key in keys if not key.startswith(CITES) for found in compiled.findall(key)]


def _units(keys: Sequence[str]) -> list[str]:
    return [unit for key in keys if not key.startswith(CITES) for unit in find_units(key)]


FEATURES: Mapping[str, Callable[[Sequence[str]], list[str]]] = {
    "a negation": lambda keys: [word.casefold() for word in _words(keys) if _is_negation(word)],
    "a number": _matches(r"\d+(?:[.,]\d+)*"),
    "a unit": _units,
    "a comparison sign": _matches(f"[{_COMPARISONS}]"),
    "a citation": lambda keys: [key for key in keys if key.startswith(CITES)],
    "words": lambda keys: [w.casefold() for w in _words(keys) if not _is_negation(w) and not is_unit(w)],
    "a capital letter": lambda keys: [w for w in _words(keys) if w != w.lower()],
    "a dash or hyphen": _matches(f"[{_DASHES}]"),
    "a quotation mark": _matches(f"[{_QUOTES}]"),
    "a sign": _matches(rf"[^\w\s%‰°{_COMPARISONS}{_QUOTES}{_DASHES}]"),
}
"""What may differ: gives the parts of a passage that are of a kind, in their order."""


def name_differences(source: Sequence[Token], page: Sequence[Token]) -> str:
    """Return what differs between two passages that are not the same, such as "a number and a unit"."""
    keys = [token.key for token in source], [token.key for token in page]
    if "".join(keys[0]) == "".join(keys[1]):
        return "a space"
    names = [name for name, find in FEATURES.items() if find(keys[0]) != find(keys[1])]
    # Other words have other capitals and signs: only what is smaller alone is worth its name.
    if "words" in names:
        names = [name for name in names if name not in ("a capital letter", "a sign")]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or "the order of the signs"
