"""What readers type for the words of a guideline: by the site's synonyms and, both ways, by its own glossary."""

from __future__ import annotations

from site_plugins.guideline import Guideline
from site_plugins.search.synonyms import GAP, Synonyms
from site_plugins.search.terms import terms_of


class OtherWords:
    """Other words for what the texts of a guideline say."""

    def __init__(self, guideline: Guideline, synonyms: Synonyms) -> None:
        self._finder = guideline.term_finder if guideline.terms else None
        self._synonyms = synonyms
        self._short_forms = [
            (f" {' '.join(terms_of(term.long))} ", term.spellings)
            for term in guideline.terms
            if term.long and terms_of(term.long)
        ]
        """The spellings of what has a long form, by the terms of that."""

    def for_text(self, text: str) -> str:
        """Return the other words for what stands in a text: behind each word its own, and those of the glossary.

        An abbreviation counts as it is written, so that US is not us; a long form in any case and in the plural.
        What the text says itself is left out of what the glossary gives.
        """
        synonyms = self._synonyms.for_text(text)
        if self._finder is None:
            return synonyms
        said = f" {' '.join(terms_of(text))} "
        given: list[str] = []
        for term in self._finder.terms_in(text):
            given += [*([term.long] if term.long else []), *term.spellings]
        for long, spellings in self._short_forms:
            given += spellings if long in said else ()
        new = [word for word in given if f" {' '.join(terms_of(word))} " not in said]
        return GAP.join(filter(None, [synonyms, ", ".join(dict.fromkeys(new))]))
