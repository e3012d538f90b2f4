"""Writing HTML safely with the standard library alone: what is not markup already is escaped.

A result is 800 elements, and to write them is half of what an answer takes. Plain loops do it in half the time that
generators and `html.escape` take.
"""

from __future__ import annotations

from functools import cache


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def el(tag: str, *children: str | None, **attributes: str | float | None) -> Html:
    """Return an element. Children and attributes that are None are left out.

    An attribute's underscores become hyphens; a trailing one is dropped (`class_`).
    """
    written = ""
    for name, value in attributes.items():
        if value is not None:
            written += f'{_name(name)}="{_escape_quotes(_escape(str(value)))}"'
    return Html(f"<{tag}{written}>{join(*children)}</{tag}>")


def join(*children: str | None) -> Html:
    """Return children one after the other, escaped where they are no markup."""
    written = ""
    for child in children:
        if child is not None:
            written += child if isinstance(child, Html) else _escape(child)
    return Html(written)


@cache
def _name(parameter: str) -> str:
    """Return an attribute's name, after a space."""
    return f" {parameter.rstrip('_').replace('_', '-')}"


def _escape(text: str) -> str:
    # Hardly any text has one of these: to look for them is quicker than to replace them.
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def _escape_quotes(text: str) -> str:
    if '"' in text:
        text = text.replace('"', "&quot;")
    if "'" in text:
        text = text.replace("'", "&#x27;")
    return text
