"""Two languages made by program: one of longer English with accents, one of Arabic letters from right to left.

Nobody can read them; whatever is read on a page without them was not translated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from site_plugins.languages.sources import SourceText

HOLE = re.compile(r"(\{\w+\}|\*\*)")
ACCENTED = dict(zip("aeiouyAEIOUYcnsz", "àéîöüÿÀÉÎÖÜŸçñšž", strict=True))
LONGER = 0.4
"""By so much words of other languages are longer than English ones."""
ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابسدعفغهيجكلمنوبقرستوففخيز", strict=True))

LONG, MIRRORED = "fr", "ar"
"""Languages whose rules for numbers and direction the made-up ones borrow."""


def lengthen(words: str) -> str:
    """English with accents, in brackets, and 40 % longer: whole words go on, so that lines break as they do."""
    parts = HOLE.split(words)
    accented = "".join(part if HOLE.fullmatch(part) else accent(part) for part in parts)
    more = round(len(words) * LONGER)
    filler = " ".join(["one", "two", "three", "four", "five", "six"] * (more // 24 + 1))[:more].strip()
    return f"⟦{accented} {accent(filler)}⟧"


def accent(words: str) -> str:
    return "".join(ACCENTED.get(letter, letter) for letter in words)


def mirror(words: str) -> str:
    """English in Arabic letters; digits and signs stay, as they do in what people write."""
    parts = HOLE.split(words)
    return "".join(part if HOLE.fullmatch(part) else spell(part) for part in parts)


def spell(words: str) -> str:
    return "".join(ARABIC.get(letter.lower(), letter) for letter in words)


def write_translations(file: Path, tag: str, texts: Mapping[str, SourceText], write: Callable[[str], str]) -> None:
    """Write a file of translations as a translators' program does."""
    catalog = Catalog(locale=Locale.parse(tag), charset="utf-8", fuzzy=False)
    for each in texts.values():
        if each.one is None:
            catalog.add(each.words, write(each.words), context=each.key)
        else:
            forms = tuple(write(each.words) for _form in range(catalog.num_plurals))
            catalog.add((each.one, each.words), forms, context=each.key)
    written = BytesIO()
    write_po(written, catalog)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(written.getvalue())
