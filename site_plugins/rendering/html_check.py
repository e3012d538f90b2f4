"""What HTML a text may hold: formatting, tables, pictures of the site and links that lead somewhere.

Markdown passes HTML on as it is, and addresses too. The site promises that a page runs no script but its own and
asks nobody else for anything, so whatever else stands in a text is a problem. The finished page is looked at: by
whatever way something got there (a link, a reference's definition, an attribute list, HTML in a line or a block),
it is found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from site_plugins.diagnostics.characters import shorten
from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


ELEMENTS = _names(
    """
    a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details
    dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label li main
    mark nav ol p path pre q rp rt ruby s samp section small span strong sub summary sup svg table tbody td
    tfoot th thead time tr u ul var wbr
    """
)
"""None of them changes how what follows is read, as `script`, `style`, `textarea` and `title` do. `input` is the
box of a list of tasks, `svg` and `path` are the icons of Material."""

ATTRIBUTES = _names("class dir hidden id lang role tabindex title translate")
"""Allowed on every element, as are those that begin with `aria-` or `data-`."""

_OWN_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": _names("download href hreflang name rel target type"),
    "blockquote": _names("cite"),
    "col": _names("span"),
    "colgroup": _names("span"),
    "data": _names("value"),
    "del": _names("cite datetime"),
    "details": _names("name open"),
    "img": _names("align alt decoding height loading src width"),
    "input": _names("checked disabled name type"),
    "ins": _names("cite datetime"),
    "label": _names("for"),
    "li": _names("value"),
    "ol": _names("reversed start type"),
    "path": _names("d fill"),
    "q": _names("cite"),
    "svg": _names("fill height viewbox width xmlns"),
    "td": _names("align colspan headers rowspan style"),
    "th": _names("abbr align colspan headers rowspan scope style"),
    "time": _names("datetime"),
}
_VALUES = {
    # A column's alignment, as Python-Markdown writes it.
    "style": re.compile(r"text-align: (?:left|right|center);"),
    "type": re.compile(r"checkbox|radio|[1aAiI]|[\w.+-]+/[\w.+-]+"),
}

_SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Browsers drop some of these from an address; no address needs one.
_NO_ADDRESS = re.compile(
    r"[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]+"
)

# By the grammar of HTML itself, in which no two programs read a comment or a tag in two ways.
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!<!--|--!?>).)*(?<!<!-)-->", re.DOTALL)
_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*/?>"""
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_SHOWN = 60

ALLOWED = "see “HTML in a text” in docs/guidelines.md"


@dataclass(frozen=True)
class _Fault:
    signs: tuple[str, ...]
    """What the source may hold at its place, the surest first."""
    text: str


def find_html_problems(html: str, locator: Locator) -> Iterator[Problem]:
    """Yield what a page's finished HTML holds and must not, with its place in the page's Markdown."""
    seen: Counter[tuple[str, ...]] = Counter()
    for fault in _find_faults(html):
        seen[fault.signs] += 1
        yield locator.at_sign(fault.signs, fault.text, nth=seen[fault.signs])


def _find_faults(html: str) -> Iterator[_Fault]:
    at = html.find("<")
    while at >= 0:
        match = _COMMENT.match(html, at) or _TAG.match(html, at)
        if match is None:
            quoted = shorten(html[at : at + 2 * _SHOWN], _SHOWN)
            yield _Fault(
                (quoted[:20], quoted[:5]), f"“{quoted}” is neither a tag nor a comment; write &lt; for a <."
            )
        elif match.re is _TAG and html[at + 1] != "/":
            yield from _check_tag(match[0], match[1].lower(), _ATTRIBUTE.findall(match[2]))
        at = html.find("<", at + 1 if match is None else match.end())


def _check_tag(tag: str, name: str, attributes: Iterable[tuple[str, ...]]) -> Iterator[_Fault]:
    if name not in ELEMENTS:
        yield _Fault((tag, f"<{name}"), f"<{name}> must not stand in a text; allowed: {ALLOWED}.")
        return
    for written, *values in attributes:
        attribute, value = written.lower(), unescape("".join(values))
        if attribute.startswith(("aria-", "data-")) or attribute in ATTRIBUTES:
            continue
        if attribute not in _OWN_ATTRIBUTES.get(name, ()):
            message = f"{attribute} of <{name}> must not stand in a text; allowed: {ALLOWED}."
        elif attribute in ("href", "cite") and not _leads_somewhere(value):
            allowed = f"{', '.join(_SCHEMES)}, and relative addresses"
            message = f"“{shorten(value, _SHOWN)}” is no address that a page may lead to; allowed: {allowed}."
        elif attribute == "src" and not _is_of_this_site(value):
            message = f"“{shorten(value, _SHOWN)}” is no picture of this site; allowed: relative addresses."
        elif attribute in _VALUES and not _VALUES[attribute].fullmatch(value):
            message = f"{attribute} of <{name}> is “{shorten(value, _SHOWN)}”; allowed: {ALLOWED}."
        else:
            continue
        surest = value if attribute in ("href", "cite", "src") else tag
        yield _Fault((surest, f"{attribute}=", attribute), message)


def _leads_somewhere(address: str) -> bool:
    scheme = _SCHEME.match(_bare(address))
    return scheme is None or scheme[1].lower() in _SCHEMES


def _is_of_this_site(address: str) -> bool:
    bare = _bare(address).replace("\\", "/")
    return _SCHEME.match(bare) is None and not bare.startswith("//")


def _bare(address: str) -> str:
    return _NO_ADDRESS.sub("", address)
