"""Where things stand within the site: a guideline's pages, a reference's entry in a list and its own page."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_plugins.diagnostics.file_names import is_device

LONGEST = 50
"""Of a folder's name: paths must stay short enough to be unzipped anywhere."""

_UNSAFE = re.compile(r"[^a-z0-9_-]+")


def page_of(slug: str, folder: str = "") -> str:
    """Return the address of a guideline's first page, or of the further one in a folder."""
    return f"guidelines/{slug}/{folder}/index.html" if folder else f"guidelines/{slug}/index.html"


def reference_anchor(record_id: str) -> str:
    """Return the id of a reference's entry in the list: no heading and no statement can have it."""
    return f"ref:{record_id}"


def reference_pages(slug: str, keys: Iterable[str]) -> dict[str, str]:
    """Return the address of each reference's own page: safe in a link and on any file system, no two alike."""
    addresses: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(keys):
        base = _UNSAFE.sub("-", key.lower())[:LONGEST].strip("-") or "reference"
        if is_device(base):
            base = f"{base}-reference"
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        addresses[key] = f"references/{slug}/{name}/index.html"
    return addresses
