"""What of the built site a reader needs where there is no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from site_plugins.runtime import FOLDER as RUNTIME
from site_plugins.runtime import LOCK, MANIFEST

DOWNLOAD = "download/index.html"
"""The page that offers the folder: it has no business in the folder, nor in a browser's copy of the site."""

DOWNLOAD_SCRIPT = "assets/offline/download.js"
"""Keeps that page true when a cache has it still."""

LEFT_OUT = (
    "download/*",
    DOWNLOAD_SCRIPT,
    "sitemap.xml",
    "sitemap.xml.gz",
    "*.map",
    "*.d.ts",
    f"{RUNTIME}/{LOCK}",
    "*-any.whl",
)
"""What no reader ever opens: it is for search engines, for those who work on scripts, and for pages of others."""

THEME_SEARCH_INDEX = "search/search_index.json"
THEME_SEARCH_SCRIPTS = ("assets/javascripts/lunr/*", "assets/javascripts/workers/*")
"""The theme brings its own search along even where the site does not use it: a million bytes."""


def offline_files(site: Path) -> Iterator[str]:
    """Yield the addresses, in order, of the files in the built site that a copy of it holds.

    Where there is an image the full Python is not among them: it is 4.5 MB, and asked only if that has no answer.
    """
    uses_theme_search = (site / THEME_SEARCH_INDEX).is_file()
    left_out = LEFT_OUT if uses_theme_search else (*LEFT_OUT, *THEME_SEARCH_SCRIPTS)
    full = (_manifest(site).get("full") or {}).get("parts", {})
    addresses_of_full = {f"{RUNTIME}/{name}" for entry in full.values() for name in _forms(entry)}
    for file in sorted(site.rglob("*")):
        address = file.relative_to(site).as_posix()
        is_left_out = address in addresses_of_full or any(fnmatch(address, pattern) for pattern in left_out)
        if file.is_file() and not is_left_out:
            yield address


def runtime_manifest_entries(site: Path) -> dict[str, dict[str, Any]]:
    """Return what the runtime's manifest says of each file of a copy, by its name; nothing where there is none."""
    entries: dict[str, dict[str, Any]] = _manifest(site).get("parts", {})
    return entries


def _manifest(site: Path) -> dict[str, Any]:
    """Return the runtime's manifest; an empty one for a site without a runtime."""
    file = site / RUNTIME / MANIFEST
    manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return manifest


def _forms(entry: dict[str, Any]) -> Iterator[str]:
    yield from filter(None, (entry["file"], entry["precompressed"], *entry["scripts"]))
