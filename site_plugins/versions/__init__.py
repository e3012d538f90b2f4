"""Addresses that carry the checksum of what they name: no cache, however old, answers for another build."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

type FindChecksum = Callable[[str], str | None]
"""Returns the SHA-256, in hexadecimal, of a file by its address within the site; None where there is none."""

LENGTH = 10
"""Digits of a checksum in an address: 40 bits tell apart as many builds as a site will ever have."""

_TAG = re.compile(r"""<(?:script|link|img|source|a)\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
# Without what has a scheme or a host, or begins at the host's root; and without what was put there before.
_ADDRESS = re.compile(
    rf'(?<=\s)(?P<name>src|href)="(?P<path>(?!/)[^"?#:]+)(?:\?v=[0-9a-f]{{{LENGTH}}})?(?P<fragment>#[^"]*)?"'
)


def add_checksums(html: str, address: str, find_checksum: FindChecksum) -> str:
    """Return a page with the checksum of each script, style sheet, picture and file in its address, as `?v=`.

    `address` is the page's own within the site. Links to pages stay as they are: a reader copies them.
    """

    def write(match: re.Match[str]) -> str:
        name, path, fragment = match["name"], match["path"], match["fragment"] or ""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(address), unquote(unescape(path))))
        checksum = None if file.endswith(".html") or path.endswith("/") else find_checksum(file)
        return match[0] if checksum is None else f'{name}="{path}?v={checksum[:LENGTH]}{fragment}"'

    return _TAG.sub(lambda tag: _ADDRESS.sub(write, tag[0]), html)


def rewrite_pages(site: Path, find_checksum: FindChecksum) -> None:
    """Do the same for all pages of a built site. A page is replaced as a whole, and only where it changes."""
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        written = add_checksums(html, page.relative_to(site).as_posix(), find_checksum)
        if written != html:
            new = page.with_name(f"{page.name}.new")
            new.write_text(written, encoding="utf-8", newline="")
            new.replace(page)
