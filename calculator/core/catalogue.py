"""Catalogues: the texts of an interface by their keys."""

from __future__ import annotations

from calculator.core.language import language_in_use, mark_untranslated

ONE = ":one"
"""Ends the key of the form that a text with a number takes for 1; all others are the key's own."""


class Catalogue(dict[str, str]):
    """English texts by their keys, such as `card.title`, read in the language in use.

    Each room that shows texts has one, called `text`, in its `texts.py`. Words in braces are filled in when it is
    called. What is not translated stands between the marks of `core.language`.
    """

    def __getitem__(self, key: str) -> str:
        """Return a text in the language in use. Raises KeyError for an unknown key."""
        words = super().__getitem__(key)
        language = language_in_use()
        if language is None:
            return words
        translated = language.texts.get(key)
        return translated if isinstance(translated, str) else mark_untranslated(words)

    def __call__(self, key: str, **words: str) -> str:
        """Return a text with its words in braces filled in.

        Raises KeyError for an unknown key, and for a word in braces that is missing from `words`.
        """
        return _fill(self[key], words)

    def counted(self, key: str, number: float, /, **words: str) -> str:
        """Return the form of a text that a number takes, with its words in braces filled in.

        The number is filled in as `{number}`, unless `words` write it in another way.
        """
        words = {"number": str(number), **words}
        language = language_in_use()
        forms = None if language is None else language.texts.get(key)
        if language is not None and forms is not None and not isinstance(forms, str):
            return _fill(forms[language.plurals.place(number)], words)
        one = f"{key}{ONE}"
        return _fill(self[one if number == 1 and one in self else key], words)


def _fill(words: str, given: dict[str, str]) -> str:
    language = language_in_use()
    if language is not None:
        given = {name: language.isolate(value) for name, value in given.items()}
    return words.format_map(given)
