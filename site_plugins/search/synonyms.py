"""Reading `search/synonyms.yml`: what readers type for a word of the site, such as MRI for imaging."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError, read_text
from site_plugins.diagnostics.yaml_places import describe_value, read_fields
from site_plugins.search.terms import terms_of

GAP = "; "
"""Stands between the other words of two words; a result shows only those that it is found by."""
SYNONYMS = "search/synonyms.yml"
"""The file, within the content. A site may have none."""


@dataclass(frozen=True)
class Synonyms:
    """What readers type for words of the site."""

    by_phrase: Mapping[str, str]
    """The words that are typed behind the word that stands on the site, by the terms of that."""

    def for_text(self, text: str) -> str:
        """Return the other words for what stands in a text, behind each word its own: "imaging (MRI, CT)"."""
        if not self.by_phrase:
            return ""
        terms = f" {' '.join(terms_of(text))} "
        return GAP.join(words for phrase, words in self.by_phrase.items() if f" {phrase} " in terms)


def read_synonyms(file: Path) -> Synonyms:
    """Read the file; without one, there are no synonyms. Raises ContentError with every line that is wrong."""
    if not file.exists():
        return Synonyms({})
    top_level = [field for field in read_fields(read_text(file), str(file)).values() if not field.path[1:]]
    fields = sorted(top_level, key=lambda field: field.place.line or 0)
    problems = [
        field.place.problem(f"“{field.path[0]}” is {describe_value(field.value)}; give words, separated by commas.")
        for field in fields
        if not isinstance(field.value, str) or not all(map(terms_of, field.value.split(",")))
    ]
    problems += [
        field.place.problem(f"“{field.path[0]}” holds no word that the search looks for; remove the line.")
        for field in fields
        if not terms_of(field.path[0])
    ]
    if problems:
        raise ContentError(problems)
    return Synonyms(
        {" ".join(terms_of(field.path[0])): _behind(field.path[0], field.value.split(",")) for field in fields}
    )


def _behind(word: str, others: Iterable[str]) -> str:
    """Return a word with the other words for it: "imaging (MRI, CT)"."""
    return f"{word} ({', '.join(map(str.strip, others))})"
