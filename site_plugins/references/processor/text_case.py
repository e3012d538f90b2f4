"""The cases of CSL's `text-case`, on rich text; what is marked “nocase”, raised or lowered stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from site_plugins.references.processor.rich_text import END, ENDS, NOCASE, SMALL_CAPS, START, STARTS

STOP_WORDS = frozenset(
    (
        *("a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on"),
        *("onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet"),
    )
)
"""The words that the CSL specification keeps small within an English title."""

_FIXED_KINDS = (NOCASE, SMALL_CAPS, "sup", "sub")
_FIXED = re.compile("(" + "|".join(f"{START[kind]}[^{END[kind]}]*{END[kind]}" for kind in _FIXED_KINDS) + ")")
_NO_WORD = rf"\s{STARTS}{ENDS}“”‘\"–—/.,;?!:\[\]()-"
_WORD = re.compile(f"[^{_NO_WORD}]+")
_BEGINS_ANEW = re.compile(rf"[:?!][{_NO_WORD}]*$")


def apply_text_case(text: str, case: str) -> str:
    """Put a rich text into one of CSL's cases; an unknown one changes nothing."""
    return _CASES[case](text) if case in _CASES else text


def _apply_outside_fixed(change: Callable[[str], str]) -> Callable[[str], str]:
    """Make a change to all that is not fixed."""
    return lambda text: "".join(
        part if number % 2 else change(part) for number, part in enumerate(_FIXED.split(text))
    )


def _apply_to_words(change: Callable[[str], str]) -> Callable[[str], str]:
    return _apply_outside_fixed(lambda part: _WORD.sub(lambda word: change(word[0]), part))


def _capitalize(word: str) -> str:
    """Give a word its capital, unless it has one of its own ("iPhone") or is a Greek letter ("β")."""
    if word != word.lower() or (len(word) == 1 and "\u0370" <= word <= "\u03ff"):
        return word
    return word[:1].upper() + word[1:]


def _capitalize_first(text: str) -> str:
    word = _WORD.search(text)
    if word is None or text[: word.start()].strip(STARTS.replace(START[NOCASE], "") + "“‘[("):
        return text
    return text[: word.start()] + _capitalize(word[0]) + text[word.end() :]


def _capitalize_title(text: str) -> str:
    fixed = [match.span() for match in _FIXED.finditer(text)]
    words = list(_WORD.finditer(text))
    pieces: list[str] = []
    at = 0
    for word in words:
        before = text[at : word.start()]
        pieces.append(before)
        at = word.end()
        small = word[0] in STOP_WORDS or len(word[0]) == 1
        # "What Pain Is For": the last word is no stop word.
        edge = word is words[0] or (word is words[-1] and len(word[0]) > 1) or _BEGINS_ANEW.search(before)
        unchanged = (small and not edge) or any(start < word.start() < end for start, end in fixed)
        pieces.append(word[0] if unchanged else _capitalize(word[0]))
    return "".join((*pieces, text[at:]))


_CASES = {
    "lowercase": _apply_outside_fixed(str.lower),
    "uppercase": _apply_outside_fixed(str.upper),
    "capitalize-first": _capitalize_first,
    "capitalize-all": _apply_to_words(_capitalize),
    # What is all capitals is an abbreviation.
    "sentence": lambda text: _capitalize_first(
        _apply_to_words(lambda word: word if word.isupper() else word.lower())(text)
    ),
    "title": _capitalize_title,
}
