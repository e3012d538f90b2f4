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

from calculator.core.language import Language, Plurals, Wording
from calculator.start_back.instrument import START_BACK_9
from site_plugins.languages.sources import SourceText, english_texts

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


def made_up_language(tag: str, write: Callable[[str], str], *, wording: bool = False) -> Language:
    """A language as a page hands it to Python; with `wording`, the instrument's items have one of their own."""
    texts: dict[str, str | list[str]] = {
        each.key: write(each.words) if each.one is None else [write(each.one), write(each.words), write(each.words)]
        for each in english_texts().values()
    }
    form = START_BACK_9
    own = Wording(
        title=write(form.title),
        stem=write(form.stem),
        copyright=form.copyright,
        terms=form.terms,
        items={item.number: write(item.text) for item in form.items},
        choices={choice.value: write(choice.label) for item in form.items for choice in item.choices},
        source="made up",
        version="1",
        permission="nobody's",
        date="2026-11-29",
    )
    direction = "rtl" if tag == MIRRORED else "ltr"
    return Language(tag, direction, texts, Plurals("10", "12"), {form.id: own} if wording else {})
