"""Whether a kept source says what a glossary has in its name: what abbreviations and terms mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.glossary_file import Glossary
from site_plugins.guideline.kept_source.folder import FOLDER, KeptSource
from site_plugins.guideline.kept_source.tokens import Token, tokens_of_source

_AROUND = r"\"'“”„‘’\u201a\u2039\u203a«»()\[\]{};:"
_EDGES = re.compile(rf"^(?:[{_AROUND}]|[.,](?!\d))+|[{_AROUND}.,]+$")
"""Signs around a word that say nothing of it; the point of “.5” does."""
_BEFORE = "…"
_LOOSE_SIGN = re.compile(r"(?<= )([<>≤≥=≠≈±~+−–-]) (?=[.,]?\d)")
"""A sign before a number that belongs to it, with a blank between them."""


def find_unfounded_meanings(kept: KeptSource, glossary: Glossary) -> Iterator[Problem]:
    """Yield the entries that are called the source's, and whose words do not stand in its kept text.

    They may stand anywhere in it, because an abbreviation is explained in the midst of sentences: capitals make no
    difference, nor do quotation marks, brackets and `.,;:` around a word. Every other sign does.
    """
    said = _words_of(token for part in kept.parts for token in part.tokens)
    for term in glossary.terms:
        for words in filter(None, (term.long, term.meaning) if term.by_source else ()):
            # They are read behind a word: at the beginning of a line a minus would be a bullet.
            if _words_of(tokens_of_source(f"{_BEFORE} {words}", kept.citing)[1:]) not in said:
                yield glossary.places[term.anchor].problem(
                    f"The source does not say “{words}” ({FOLDER}/), and the entry “{term.term}” says that it "
                    "does: write its own words, or of: editors."
                )


def _words_of(tokens: Iterable[Token]) -> str:
    words = (_EDGES.sub("", token.key.casefold()) for token in tokens if not token.is_citation)
    return _LOOSE_SIGN.sub(r"\1", f" {' '.join(filter(None, words))} ")
