"""Writing HTML safely with the standard library alone: what is not markup already is escaped."""

from __future__ import annotations

from html import escape


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def el(tag: str, *children: str | None, **attributes: str | float | bool | None) -> Html:
    """Return an element. Children that are None are left out; so are attributes that are None or False.

    An attribute's underscores become hyphens; a trailing one is dropped (`class_`).
    """
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{tag}{written}>{join(*children)}</{tag}>")


def join(*children: str | None) -> Html:
    """Return children one after the other, escaped where they are no markup."""
    return Html("".join(c if isinstance(c, Html) else escape(c, quote=False) for c in children if c is not None))
