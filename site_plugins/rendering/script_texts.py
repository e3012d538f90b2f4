"""Texts that a script shows by itself: handed over as data, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.core.catalogue import ONE, Catalogue
from calculator.core.language import ENGLISH_PLURALS, drop_marks, language_in_use


def script_texts(catalogue: Catalogue, keys: Iterable[str]) -> dict[str, str | list[str]]:
    """Return texts by their keys: words, or, for a text with a number, its words in each of the language's forms.

    A script sets off no words in another language within a text: what is not translated is plain English there.
    """
    language = language_in_use()
    texts: dict[str, str | list[str]] = {}
    for key in keys:
        translated = None if language is None else language.texts.get(key)
        if f"{key}{ONE}" not in catalogue:
            texts[key] = drop_marks(catalogue[key])
        elif translated is None or isinstance(translated, str) or language is None:
            one, other = (drop_marks(catalogue[name]) for name in (f"{key}{ONE}", key))
            most = 0 if language is None else max(map(int, language.plurals.first + language.plurals.then))
            texts[key] = [one, *[other] * max(most, 1)]
        else:
            texts[key] = list(translated)
    return texts


def plural_digits() -> list[str]:
    """Return which form each number takes, as digits: of the numbers from 0 on, and of those after them again."""
    language = language_in_use()
    plurals = ENGLISH_PLURALS if language is None else language.plurals
    return [plurals.first, plurals.then]
