"""The order of words in the alphabet of their language.

`ALPHABETS` has a row for each that is not the Latin one, or has more letters: the main letters of CLDR's
collations. A letter with an accent that is no letter of its own stands with the letter below the accent; signs and
blanks do not count, figures stand first, and scripts without a row are ordered by Unicode.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from unicodedata import normalize

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
ALPHABETS: Mapping[str, str] = {
    "": _LATIN,
    **dict.fromkeys(("da", "nb", "nn", "no"), f"{_LATIN} æ ø å"),
    **dict.fromkeys(("fi", "sv"), f"{_LATIN} å ä ö"),
    "cs": _LATIN.replace(" c ", " c č ")
    .replace(" h ", " h ch ")
    .replace(" r s ", " r ř s š ")
    .replace(" z", " z ž"),
    "es": _LATIN.replace(" n ", " n ñ "),
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fa": "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",  # noqa: RUF001
    "is": "a á b c d ð e é f g h i í j k l m n o ó p q r s t u ú v w x y ý z þ æ ö å",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",  # noqa: RUF001
}
"""The letters of languages in their order, by the first part of the languages' tags; "" for all others."""

type SortKey = tuple[list[tuple[int, int]], str, str]


def sort_key(words: str, language: str) -> SortKey:
    """Return what orders words; `language` is a tag of BCP 47 such as sv or pt-BR."""
    name = language.partition("-")[0].lower()
    letters = _letters_of(name if name in ALPHABETS else "")
    folded = normalize("NFC", words)
    if name == "tr":
        folded = folded.replace("I", "ı").replace("İ", "i")  # noqa: RUF001
    folded = folded.casefold()
    order: list[tuple[int, int]] = []
    at = 0
    while at < len(folded):
        letter = next((folded[at : at + size] for size in (2, 1) if folded[at : at + size] in letters), "")
        character = folded[at]
        base = normalize("NFD", character)[0]
        if letter:
            order.append((1, letters[letter]))
        elif character.isdecimal():
            order.append((0, int(character)))
        elif base in letters:
            order.append((1, letters[base]))
        elif base.isalpha():
            order.append((2, ord(base)))
        at += len(letter) or 1
    # What differs by accents, signs or capitals alone: plain and small letters first.
    return order, folded, words.swapcase()


@cache
def _letters_of(name: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(ALPHABETS[name].split())}
