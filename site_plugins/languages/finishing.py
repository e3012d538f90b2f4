"""The end of a page in another language: what is English on it says so, and the page says it once."""

from __future__ import annotations

import re

from markupsafe import escape

from calculator.core.language import Language, drop_marks, is_partly_translated, set_off
from site_plugins.languages.texts import text

_ARTICLE = re.compile(r"<article\b[^>]*>")


def finish(html: str, language: Language | None) -> str:
    """Return a page in which words of another language have a `lang` of their own.

    Where some of them are English because nobody has translated them, the page says so above its text.
    """
    finished = set_off(html)
    if language is None or not is_partly_translated(html):
        return finished
    notice = f'<p class="notice notice--untranslated">{escape(drop_marks(text["language.partly"]))}</p>'
    return _ARTICLE.sub(lambda match: match[0] + notice, finished, count=1)
