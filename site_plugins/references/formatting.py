"""Formatting references with citeproc-py by a CSL style: each record once, as text and as linked HTML."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from site_plugins.references.record import CslRecord, Record, Status
from site_plugins.texts import text

STYLES = Path(__file__).parent / "styles"
DEFAULT_STYLE = "nlm-citation-sequence"
_LINKS = {
    "DOI": "https://doi.org/{}",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "URL": "{}",
}


@dataclass(frozen=True)
class Formatted:
    """A reference as it is read."""

    text: str
    html: str
    """The same with its DOI, PMID, PMCID and address as links."""


def format_record(record: Record, number: int) -> Formatted:
    """Format a record. For an unlisted one, say so, and what it may be."""
    if record.status is not Status.UNLISTED:
        return format_csl(record.csl)
    if record.suggested is None:
        alone = text("reference.unlisted", number=str(number))
        return Formatted(alone, escape(alone))
    said = text("reference.unlisted-suggested", number=str(number))
    work = format_csl(record.suggested)
    return Formatted(f"{said} {work.text}", f"{escape(said)} {work.html}")


def format_csl(csl: CslRecord) -> Formatted:
    """Format a CSL-JSON record in the site's style."""
    plain = _formatted_text(json.dumps(csl, sort_keys=True))
    return Formatted(plain, _link(plain, csl))


@cache
def _style(name: str) -> CitationStylesStyle:
    return CitationStylesStyle(str(STYLES / f"{name}.csl"), validate=False)


@cache
def _formatted_text(csl: str) -> str:
    """Format one record; cached by its content, because citeproc-py takes about 8 ms for each."""
    record = json.loads(csl)
    bibliography = CitationStylesBibliography(_style(DEFAULT_STYLE), CiteProcJSON([record]), formatter.plain)
    bibliography.register(Citation([CitationItem(record["id"])]))
    # The list numbers its entries itself; the style's own number has no space after it.
    return re.sub(r"^1\.\s*", "", str(bibliography.bibliography()[0])).strip()


def _link(plain: str, csl: CslRecord) -> str:
    """Make links of the identifiers that a formatted reference shows."""
    addresses = {
        escape(str(csl[field]), quote=False): escape(pattern.format(csl[field]))
        for field, pattern in _LINKS.items()
        if field in csl
    }
    if not addresses:
        return escape(plain, quote=False)
    # All in one pass, the longest first: a DOI may be part of a URL, and must not be looked for in a link. The last
    # place of each: identifiers end a reference, and a low PMID may look like its volume.
    text = escape(plain, quote=False)
    values = "|".join(re.escape(value) for value in sorted(addresses, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{values})(?!\w)")
    last = {found[0]: found.start() for found in pattern.finditer(text)}

    def link(found: re.Match[str]) -> str:
        shown = found[0]
        if last[shown] != found.start():
            return shown
        return f'<a href="{addresses[shown]}" rel="noreferrer">{shown}</a>'

    return pattern.sub(link, text)
