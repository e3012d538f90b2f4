"""Whether a kept source says what a glossary has in its name: what abbreviations and terms mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.glossary_file import Glossary
from site_plugins.guideline.kept_source.folder import FOLDER, KeptSource
from site_plugins.guideline.kept_source.tokens import Token, tokens_of_source

_WORD = re.compile(r"[\w^]+")


def find_unfounded_meanings(kept: KeptSource, glossary: Glossary) -> Iterator[Problem]:
    """Yield the entries that are called the source's, and whose words do not stand in its kept text.

    They may stand anywhere in it; signs and capitals between them make no difference, because an abbreviation is
    explained in the midst of sentences.
    """
    said = _words_of(token for part in kept.parts for token in part.tokens)
    for term in glossary.terms:
        for words in filter(None, (term.long, term.meaning) if term.by_source else ()):
            if _words_of(tokens_of_source(words, kept.citing)) not in said:
                yield glossary.places[term.anchor].problem(
                    f"The source does not say “{words}” ({FOLDER}/), and the entry “{term.term}” says that it "
                    "does: write its own words, or of: editors."
                )


def _words_of(tokens: Iterable[Token]) -> str:
    words = (word for token in tokens if not token.is_citation for word in _WORD.findall(token.key.casefold()))
    return f" {' '.join(words)} "
