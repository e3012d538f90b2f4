"""What of the built site a reader needs where there is no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from site_plugins.runtime import FOLDER as RUNTIME
from site_plugins.runtime import MANIFEST

DOWNLOAD = "download/index.html"
"""The page that offers the folder: it has no business in the folder, nor in a browser's copy of the site."""

LEFT_OUT = ("download/*", "sitemap.xml", "sitemap.xml.gz", "*.map", "*.d.ts", "*.whl")
"""What no reader ever opens: it is for search engines, and for those who work on scripts."""

THEMES_SEARCH = "search/search_index.json"
ONLY_FOR_IT = ("assets/javascripts/lunr/*", "assets/javascripts/workers/*")
"""The theme's own search, which it brings along even where the site has none of it: a million bytes."""


def offline_files(site: Path) -> Iterator[str]:
    """Yield the addresses, in order, of the files in the built site that a copy of it holds."""
    left_out = LEFT_OUT if (site / THEMES_SEARCH).is_file() else (*LEFT_OUT, *ONLY_FOR_IT)
    for file in sorted(site.rglob("*")):
        address = file.relative_to(site).as_posix()
        if file.is_file() and not any(fnmatch(address, pattern) for pattern in left_out):
            yield address


def runtime_parts(site: Path) -> dict[str, dict[str, Any]]:
    """Return what the runtime's manifest says of each part, by its name; nothing for a site without a runtime."""
    manifest = site / RUNTIME / MANIFEST
    if not manifest.is_file():
        return {}
    told = json.loads(manifest.read_text(encoding="utf-8"))
    parts: dict[str, dict[str, Any]] = told["parts"] | told["optional"]
    return parts
