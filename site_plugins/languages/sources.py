"""What there is to translate: the texts of all rooms that a reader sees, and the words of the calculators' rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from calculator.core.calculator import Calculator
from calculator.core.catalogue import ONE, Catalogue
from calculator.core.language import SOURCE_LANGUAGE
from calculator.core.translation import words_of
from calculator.exports.texts import text as exports
from calculator.result.texts import text as result
from site_plugins.browsers.texts import text as browsers
from site_plugins.calculator_page.texts import text as calculator_page
from site_plugins.calculators import installed_calculators
from site_plugins.fhir.texts import text as fhir
from site_plugins.guideline import Guideline
from site_plugins.guideline.plain_words import plain_texts
from site_plugins.guideline.texts import text as guideline_pages
from site_plugins.languages.texts import text as languages
from site_plugins.offline.texts import text as offline
from site_plugins.references import text as references
from site_plugins.search.texts import text as search
from site_plugins.theme.texts import text as theme

CATALOGUES: tuple[tuple[str, Catalogue], ...] = (
    ("the theme", theme),
    ("what a page says of its language", languages),
    ("a guideline’s pages", guideline_pages),
    ("references", references),
    ("the search", search),
    ("the copy without a network", offline),
    ("the calculator’s form", calculator_page),
    ("a result", result),
    ("what is taken along", exports),
    ("FHIR resources", fhir),
    ("the table of browsers", browsers),
)
"""Each room's catalogue, with what it is of. What a preview says is for editors, and stays English."""


@dataclass(frozen=True)
class SourceText:
    """One text in English."""

    key: str
    words: str
    one: str | None
    """The form that it takes for the number 1; None where it has no forms."""
    where: str
    """Where it is shown, for whoever translates it."""


def english_texts(guidelines: Iterable[Guideline] = ()) -> dict[str, SourceText]:
    """Return all texts by their keys: of the rooms, of the calculators that are installed, and of guidelines.

    A guideline in another language than English has no English words to be translated. Raises ValueError where one
    key stands for different words.
    """
    texts: dict[str, SourceText] = {}
    of_guidelines = (
        SourceText(key, words, None, f"the plain words of {guideline.slug}")
        for guideline in guidelines
        if guideline.about.language.partition("-")[0] == SOURCE_LANGUAGE
        for key, words in plain_texts(guideline)
    )
    for each in chain(_all_texts(installed_calculators()), of_guidelines):
        before = texts.setdefault(each.key, each)
        if (before.words, before.one) != (each.words, each.one):
            raise ValueError(
                f"the text {each.key!r} is {before.words!r} in {before.where} and {each.words!r} in {each.where}; "
                "give one of them another key"
            )
    return texts


def _all_texts(calculators: Iterable[Calculator]) -> Iterator[SourceText]:
    for where, catalogue in CATALOGUES:
        # The words themselves, in whatever language texts are read.
        words = dict(catalogue.items())
        for key, text in words.items():
            if not key.endswith(ONE):
                yield SourceText(key, text, words.get(f"{key}{ONE}"), where)
    for calculator in calculators:
        for key, text in words_of(calculator).items():
            yield SourceText(key, text, None, f"the calculator {calculator.id}")
