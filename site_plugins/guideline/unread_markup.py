"""What of tables and pictures Markdown would take for something else, or leave as it is, without a word."""

from __future__ import annotations

from collections.abc import Iterator

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem

_BLANK = r"[^\S\n]*"
_UNREAD = {
    rf"<sup>{_BLANK}\[@": "A citation is raised by itself: take <sup> and </sup> out.",
    # Not on the first line of a block: titles are text.
    r"^(?![^\S\n]*///)[^\n]*?(?<!\\)(?P<at><img\b)(?![^<>]*\balt\s*=\s*[\"'][^\"']*[^\s\"'])": (
        "This picture has no alternative text: write it as ![what is to be seen](file.svg)."
    ),
    # “[a]: In rain.” is the address of a link, whose words are left out.
    rf"^ {{0,3}}\[(?!\^)[^\]\s]{{1,3}}\]:(?!{_BLANK}(?:<|[a-z]+:|[./#\n]|\S+\.(?:html|md|pdf)\b))": (
        "Markdown reads this as the address of a link and leaves it out: if it is a note, take the colon out."
    ),
    rf"^{_BLANK}<sup>{_BLANK}(?:[a-z]|[*†‡§¶]+){_BLANK}</sup>": (
        "A note’s mark is written as [a], * or †, before the note and behind what it is about: then they lead to "
        "each other."
    ),
}
"""Patterns of a page's Markdown, and what is said about each."""


def find_unread_markup(locator: Locator) -> Iterator[Problem]:
    """Yield what of tables, their notes and pictures a page's Markdown has in a form that is not read."""
    for pattern, message in _UNREAD.items():
        yield from locator.at_each(pattern, message)
