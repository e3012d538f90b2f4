"""The site as a folder to take along: one zip file, to unzip anywhere and open by double-click."""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from site_plugins.offline.contents import DOWNLOAD, offline_files, runtime_manifest_entries
from site_plugins.offline.service_worker import FAVICON
from site_plugins.offline.texts import text
from site_plugins.rendering.templating import templates_in
from site_plugins.runtime import FOLDER as RUNTIME
from site_plugins.versions import add_checksums

BUNDLE = "download/lumbar-offline.zip"
"""Where it stands within the built site."""
CHECKSUM_FILE = f"{BUNDLE}.sha256"
"""Its checksum, for a page that an older build made: `sha256sum --check` reads it too."""
START_PAGE = "START-HERE.html"
"""The one file beside the folder of the site: nobody has to look for the right one."""
SITE_FOLDER = "site"
"""The folder within the zip that holds the pages."""
MAX_PATH_LENGTH = 120
"""Characters of a path within the zip: Windows allows 260 for the whole, and folders on shared drives are deep."""

SERVED_ONLY = (
    "404.html",
    "assets/theme/not-found*",
    "service-worker.js",
    "manifest.webmanifest",
    "assets/icon-*.png",
)
"""Files that only a page from a web server asks for."""

SIZE_PLACEHOLDER, CHECKSUM_PLACEHOLDER = "[size of the folder]", "[checksum of the folder]"
"""What the page that offers the zip has in place of what is known only when every page is written."""

_ONLINE_ONLY = re.compile(r"<!-- online -->.*?<!-- /online -->\n?", re.DOTALL)
"""What a page says only where it is read over a network, such as a link to the page that offers the zip."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The same bytes whenever it is built: the earliest time that a zip file can hold."""
_ALONE = Path(__file__).parent / "templates" / "start-alone.js"
_TEMPLATES = templates_in(Path(__file__).parent / "templates", text)


class BundleError(Exception):
    """The zip cannot be made."""


@dataclass(frozen=True)
class Bundle:
    """The zip file as it is offered."""

    size: int
    """In bytes."""
    sha256: str


def write_bundle(site: Path, title: str, favicon: str = FAVICON) -> Bundle:
    """Write the zip of the built site in `site` below it, and its size and checksum beside it and on its page.

    `title` is the site's name, `favicon` the address of its picture. Raises BundleError for a path that is too
    long, before anything is written.
    """
    start = _TEMPLATES.get_template("start-here.html").render(
        title=title,
        pages=SITE_FOLDER,
        favicon=favicon,
        alone=base64.b64encode(_ALONE.read_bytes()).decode(),
    )
    pages = {f"{SITE_FOLDER}/{address}": content for address, content in _site_files(site)}
    contents = {START_PAGE: start.encode(), **pages}
    if too_long := [path for path in contents if len(path) > MAX_PATH_LENGTH]:
        paths = "\n".join(f"  {path} ({len(path)} characters)" for path in too_long)
        raise BundleError(
            f"The folder to take along can hold no path of more than {MAX_PATH_LENGTH} characters. Shorten the "
            f"name of the page or of its folder:\n{paths}"
        )
    target = site / BUNDLE
    target.parent.mkdir(parents=True, exist_ok=True)
    _write_zip(target, contents)
    content = target.read_bytes()
    bundle = Bundle(len(content), hashlib.sha256(content).hexdigest())
    (site / CHECKSUM_FILE).write_text(f"{bundle.sha256}  {target.name}\n", encoding="utf-8", newline="")
    _fill_in(site / DOWNLOAD, bundle)
    return bundle


def _fill_in(page: Path, bundle: Bundle) -> None:
    """Put the size and the checksum on the page that offers the zip, and the checksum in the zip's address."""
    html = page.read_text(encoding="utf-8")
    html = html.replace(SIZE_PLACEHOLDER, f"{bundle.size / 1_000_000:.1f} MB")
    html = html.replace(CHECKSUM_PLACEHOLDER, bundle.sha256)
    html = add_checksums(html, DOWNLOAD, {BUNDLE: bundle.sha256}.get)
    page.write_text(html, encoding="utf-8", newline="")


def _site_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what stands in the folder: every page, and Python in the one form that a folder can load."""
    left_out = {*SERVED_ONLY, *(f"{RUNTIME}/{name}" for name in _forms_for_servers(site))}
    for address in offline_files(site):
        if not any(fnmatch(address, pattern) for pattern in left_out):
            content = (site / address).read_bytes()
            if address.endswith(".html"):
                content = _ONLINE_ONLY.sub("", content.decode()).encode()
            yield address, content


def _forms_for_servers(site: Path) -> Iterator[str]:
    """Yield the files of the runtime that a folder cannot load, and has as scripts instead."""
    for entry in runtime_manifest_entries(site).values():
        yield entry["file"]
        if entry["precompressed"]:
            yield entry["precompressed"]


def _write_zip(target: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(path, _EARLIEST)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
