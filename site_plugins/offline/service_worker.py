"""The end of a build: checksums in addresses, and what lets a browser store the site and install it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from functools import partial
from html import escape
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from calculator.core.language import drop_marks, interface_language
from site_plugins.offline.contents import offline_files, runtime_manifest_entries
from site_plugins.offline.texts import text
from site_plugins.runtime import FOLDER as RUNTIME
from site_plugins.theme import BRAND
from site_plugins.versions import rewrite_pages

SERVICE_WORKER = "service-worker.js"
"""At the site's root: what it serves is what stands in its folder."""
APP_MANIFEST = "manifest.webmanifest"
PAGE_SCRIPT = "assets/offline/offline.js"

BACKGROUND = "#ffffff"
"""The colour of an app's window while it opens."""
ICONS = (
    ("assets/icon-192.png", "192x192", "any"),
    ("assets/icon-512.png", "512x512", "any"),
    ("assets/icon-maskable-512.png", "512x512", "maskable"),
)
"""A site's own icons for its installed form, with their sizes and purposes."""
FAVICON = "assets/favicon.svg"
"""Stands for each of them where a site has none."""

_LEFT_OUT = (
    SERVICE_WORKER,
    APP_MANIFEST,
    "assets/icon-*.png",
    "404.html",
    "assets/theme/not-found.*",
    "assets/offline/start.*",
    "data/guidelines/*.json.js",
)
"""What no page needs that is read without a network, and the service worker, which the browser stores itself."""
_NEEDED = (".html", ".js", ".css", ".json", ".wasm", ".gz")
"""The kinds of files without which some page cannot be read or used. A copy without one of the others says so."""
_HERE = Path(__file__).parent
_TEXTS = ("preparing", "keep", "kept", "kept-without", "remove", "removed", "new", "use", "others", "again")
_FAILURES = ("network", "busy", "changed", "missing", "room", "refused")


def write_service_worker(site: Path, title: str, start: str = "index.html", favicon: str = FAVICON) -> str:
    """Write the three files into the built site in `site`, where all others are already; return the copy's version.

    Before the last of them, the service worker, every page's addresses of files get their checksums.
    `title` is the site's name, `start` the address of the page with which an installed site opens, `favicon`
    that of the picture for a site without icons of its own. Written again after any file has changed, the service
    worker is another one.
    """
    (site / APP_MANIFEST).write_bytes(_app_manifest(title, start, _icons(site, favicon)))
    entries = runtime_manifest_entries(site)
    precompressed = _precompressed(entries)
    left_out = (*_LEFT_OUT, *_unused_forms(entries, precompressed))
    script = site / PAGE_SCRIPT
    script.parent.mkdir(parents=True, exist_ok=True)
    # The script is a file of the copy and tells the copy's size: without the script, and without the checksums in
    # pages, it is right to a few kilobytes. Pages name this very script's checksum, so that it cannot name theirs.
    script.write_bytes(b"")
    files = _sizes_and_checksums(site, left_out)
    build = hashlib.sha256(_json(files).encode()).hexdigest()[:16]
    size = sum(size for address, (size, _sha256) in files.items() if address not in precompressed)
    script.write_bytes(_page_script(size, build))
    files[PAGE_SCRIPT] = _size_and_checksum(script.read_bytes())
    rewrite_pages(site, partial(_find_checksum, site, files))
    for address in files:
        if address.endswith(".html"):
            files[address] = _size_and_checksum((site / address).read_bytes())
    pages = {name: _error_page(f"offline.{name}") for name in ("away", "damaged")}
    copy: dict[str, object] = {
        "build": build,
        "files": files,
        "precompressed": precompressed,
        "optional": [address for address in files if not address.endswith(_NEEDED)],
        "pages": pages,
    }
    version = hashlib.sha256(_json(copy).encode()).hexdigest()[:16]
    worker = (_HERE / "worker" / "service.worker.js").read_text(encoding="utf-8")
    content = f"self.lumbarCopy = {_json({'version': version, **copy})};\n{worker}"
    (site / SERVICE_WORKER).write_bytes(content.encode())
    return version


def _sizes_and_checksums(site: Path, left_out: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the size in bytes and the checksum of every file of a copy by its address.

    Of a file that is served precompressed as well, both forms are in it.
    """
    contents = (
        (address, (site / address).read_bytes())
        for address in offline_files(site)
        if not any(fnmatch(address, pattern) for pattern in left_out)
    )
    return {address: _size_and_checksum(content) for address, content in contents}


def _find_checksum(site: Path, files: Mapping[str, tuple[int, str]], address: str) -> str | None:
    """Return the checksum of a file, of the copy or not; None where there is none."""
    if address in files:
        return files[address][1]
    file = site / address
    return _size_and_checksum(file.read_bytes())[1] if file.is_file() else None


def _size_and_checksum(content: bytes) -> tuple[int, str]:
    return len(content), hashlib.sha256(content).hexdigest()


def _precompressed(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the runtime's files that are loaded as they are or in gzip, each with the address of its gzip."""
    # The worker's own script is always loaded as it is.
    pairs = ((e["file"], e["precompressed"]) for name, e in entries.items() if not name.endswith(".worker.js"))
    return {f"{RUNTIME}/{file}": f"{RUNTIME}/{gzip}" for file, gzip in pairs if gzip}


def _unused_forms(entries: Mapping[str, Mapping[str, Any]], precompressed: Mapping[str, str]) -> set[str]:
    """Return the files of the runtime that no page from a web server loads."""
    names = (name for entry in entries.values() for name in (*entry["scripts"], entry["precompressed"]))
    return {f"{RUNTIME}/{name}" for name in names if name} - set(precompressed.values())


def _page_script(size: int, build: str) -> bytes:
    keys = (*_TEXTS, *(f"failed-{reason}" for reason in _FAILURES))
    settings = {
        "bytes": size,
        "build": build,
        "texts": {key: drop_marks(text[f"offline.{key}"]) for key in keys},
    }
    script = (_HERE / "assets" / "offline.js").read_text(encoding="utf-8")
    return f"window.lumbarOffline = {_json(settings)};\n{script}".encode()


def _icons(site: Path, favicon: str) -> list[dict[str, str]]:
    own = [
        {"src": address, "sizes": sizes, "type": "image/png", "purpose": purpose}
        for address, sizes, purpose in ICONS
        if (site / address).is_file()
    ]
    kind = guess_type(favicon)[0] or "image/png"
    return own or [{"src": favicon, "sizes": "any", "type": kind, "purpose": "any"}]


def _app_manifest(title: str, start: str, icons: list[dict[str, str]]) -> bytes:
    # Without an id of its own it has its start page's address, which tells apart two sites of one host.
    manifest = {
        "name": title,
        "short_name": title,
        "start_url": start,
        "scope": "./",
        "display": "standalone",
        "theme_color": BRAND,
        "background_color": BACKGROUND,
        "icons": icons,
    }
    return (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()


def _error_page(key: str) -> str:
    """Return a page with one sentence; `{home}` in it is left for the service worker to fill in."""
    title, words, home = (escape(drop_marks(text[name])) for name in (f"{key}-title", key, "offline.home"))
    language, direction = interface_language()
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{title}</title><main><h1>{title}</h1><p>{words}</p>"
        f'<p><a href="{{home}}">{home}</a></p></main></html>'
    )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)
