"""Catalogues: the texts of an interface by their keys."""

from __future__ import annotations


class Catalogue(dict[str, str]):
    """Texts by their keys, such as `card.title`; words in braces are filled in when a catalogue is called.

    Each room that shows texts has one, called `text`, in its `texts.py`.
    """

    def __call__(self, key: str, **words: str) -> str:
        """Return a text with its words in braces filled in.

        Raises KeyError for an unknown key, and for a word in braces that is missing from `words`.
        """
        return self[key].format_map(words)
