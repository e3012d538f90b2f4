"""The wording for patients in the language in use, where it is translated; else as the editors wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from calculator.core.language import language_in_use
from calculator.result.site import plain_key
from site_plugins.guideline.model import Guideline
from site_plugins.guideline.writing import as_html, interface_attributes, isolate


def plain_texts(guideline: Guideline) -> Iterator[tuple[str, str]]:
    """Yield the plain words of a guideline's statements and notes, with the keys that translations have."""
    for name, words in guideline.plain.items():
        yield plain_key(guideline.slug, name), words
    for note in guideline.notes:
        if note.plain:
            yield plain_key(guideline.slug, note.id), note.plain


def translate_plain(guideline: Guideline, name: str, words: str) -> str:
    """Return plain words, those of a statement or of a note by its id, for where no HTML can stand."""
    return _translated(guideline, name) or words


def write_plain(guideline: Guideline, name: str, words: str) -> Markup:
    """Return the same as HTML, to stand where the guideline's own language holds."""
    translated = _translated(guideline, name)
    if translated is None:
        return isolate(words, guideline.about)
    attributes = as_html(interface_attributes(guideline.about))
    return Markup("<span{}>{}</span>").format(attributes, translated) if attributes else escape(translated)


def _translated(guideline: Guideline, name: str) -> str | None:
    language = language_in_use()
    translated = language.texts.get(plain_key(guideline.slug, name)) if language else None
    return translated if isinstance(translated, str) else None
