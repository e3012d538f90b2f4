"""Links of a page's text that lead nowhere: to no file of the site, or to no place on a page.

The finished HTML is looked at, so that links in HTML count as those in Markdown do.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import SplitResult, unquote, urlsplit

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem, suggestion

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(
    r"<(a|img)\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*?\b(?:href|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.I
)

type Sort = str
"""How MkDocs calls a fault of that sort under `validation.links`."""


@dataclass(frozen=True)
class PageLinks:
    """What a page's text links to: of each link whether it is a picture, and its address in the HTML."""

    address: str
    """Of the page within the site."""
    links: tuple[tuple[bool, str], ...]


def read_links(address: str, html: str) -> PageLinks:
    """Return what the HTML of the page at an address links to, in its order; links to other hosts are left out."""
    found = (
        (match[1].lower() == "img", unescape(match[2] if match[2] is not None else match[3]))
        for match in _LINK.finditer(_COMMENT.sub("", html) if "<!--" in html else html)
    )
    return PageLinks(address, tuple((picture, link) for picture, link in found if not _leads_away(link)))


def find_broken_links(
    page: PageLinks,
    files: Mapping[str, str],
    ids_of: Callable[[str], Collection[str] | None],
    locate: Callable[[], Locator],
) -> Iterator[tuple[Sort, Problem]]:
    """Yield each link that leads nowhere.

    `files` are the addresses of all files of the site, each with its name within the content, `ids_of` returns the
    ids on the page at an address, or None where they are not known.
    """
    seen: Counter[str] = Counter()
    locator = None
    for picture, link in page.links:
        seen[link] += 1
        fault = _find_fault(page.address, picture, link, files, ids_of)
        if fault is not None:
            locator = locator or locate()
            sort, message = fault
            yield sort, locator.at_address(_as_written(link), message, nth=seen[link])


def _leads_away(link: str) -> bool:
    parts = _split(link)
    return parts is None or bool(parts.scheme or parts.netloc)


def _split(link: str) -> SplitResult | None:
    try:
        return urlsplit(link)
    except ValueError:
        # An address with half of the brackets that one of IPv6 has.
        return None


def _find_fault(
    page: str,
    picture: bool,
    link: str,
    files: Mapping[str, str],
    ids_of: Callable[[str], Collection[str] | None],
) -> tuple[Sort, str] | None:
    """Return what is wrong with a link, or None; `page` is the address of the page that it stands on."""
    parts = _split(link)
    assert parts is not None
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path.startswith(("/", "\\")):
        message = (
            "begins at the root of a server, which the site's folder does not have; write the way from this file"
        )
        return "absolute_links", f"“{link}” {message}."
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if target not in files:
        index = posixpath.normpath(f"{target}/index.html")
        if index in files:
            message = (
                f"leads to a folder, of which a copy of the site on a disk shows no page; write {files[index]}"
            )
            return "unrecognized_links", f"“{link}” {message} as seen from this file."
        what = "shows a picture" if picture else "leads to a file"
        near = suggestion(_source(target), sorted(set(files.values())))
        return "not_found", f"“{link}” {what} that the site does not have: {_source(target)} is missing.{near}"
    ids = ids_of(target) if fragment and not picture else None
    if ids is None or fragment in ids:
        return None
    where = "this page has" if target == page else f"{files[target]} has"
    return "anchors", f"This leads to “#{fragment}”, and {where} no such id.{suggestion(fragment, ids)}"


def _source(target: str) -> str:
    """Return the name that a missing file would have within the content."""
    return target.removesuffix(".html") + ".md" if target.endswith(".html") else target


def _as_written(link: str) -> list[str]:
    """Return how an address may stand in the Markdown, the likeliest first: MkDocs makes pages of files."""
    path, mark, fragment = link.partition("#")
    source = _source(path)
    # A link to a page may begin with other dots than its address.
    ways = [link, unquote(link), source + mark + fragment, unquote(source) + mark + fragment]
    return [*dict.fromkeys(ways), *([mark + fragment] if fragment else [])]
