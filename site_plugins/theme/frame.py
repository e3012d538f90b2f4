"""Material's own frame where no template of ours reaches, made as HTML wants it; and the title of a page's tab."""

from __future__ import annotations

import re

LONGEST_TITLE = 70
"""Characters of a title that a browser's tab, a bookmark or a search engine shows."""

_CUT = "…"
# It keeps Firefox from ticking them again, which menu.js does too; HTML knows no such attribute of a box.
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


def mend_frame(html: str) -> str:
    """Return a page without the attribute that Material gives to two boxes, and that boxes do not have."""
    return _TOGGLE.sub(r"\1", html)


def shorten_title(title: str | None, site_name: str) -> str:
    """Return what a page's tab is called: its title and the site's name, as far as there is room for both.

    A title that leaves no room stands alone, and one that is too long even so ends at a word, and shows it. The
    page's heading is always whole.
    """
    if not title:
        return site_name
    whole = f"{title} - {site_name}"
    if len(whole) <= LONGEST_TITLE:
        return whole
    if len(title) <= LONGEST_TITLE:
        return title
    start = title[:LONGEST_TITLE]
    return (start[: start.rfind(" ")] if " " in start else start[:-1]).rstrip(" ,;:-–—") + _CUT
