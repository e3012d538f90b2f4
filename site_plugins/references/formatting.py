"""Formatting references by a CSL style that can be chosen: each record once, as text and as linked HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import quote

from site_plugins.diagnostics.problems import suggestion
from site_plugins.references.processor.rich_text import IDENTIFIERS, START, as_html, as_text, clean_field, wrap
from site_plugins.references.processor.style import Style, read_style
from site_plugins.references.record import CslRecord, Record, Status
from site_plugins.references.texts import text

STYLES = ("nlm-citation-sequence", "american-medical-association")
"""The styles that come with the project, by name."""
DEFAULT_STYLE = "nlm-citation-sequence"

_FOLDER = Path(__file__).parent / "styles"
_REGISTERS = {
    "DOI": "https://doi.org/{}",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "PMCID": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}
_LABELS = {"DOI": "doi:", "PMID": "PMID: ", "PMCID": "PMCID: ", "URL": ""}
_formatted: dict[tuple[str, Style], Formatted] = {}


@dataclass(frozen=True)
class Formatted:
    """A reference as it is read."""

    text: str
    """What the style prints."""
    html: str
    """The same with its DOI, PMID, PMCID and address as links; behind it those that the style leaves out."""


def format_record(record: Record, number: int, style: str = DEFAULT_STYLE) -> Formatted:
    """Format a record. For an unlisted one, say so, and what it may be. Raises ValueError as `format_csl` does."""
    if record.status is not Status.UNLISTED:
        return format_csl(record.csl, style)
    if record.suggested is None:
        alone = text("reference.unlisted", number=str(number))
        return Formatted(alone, escape(alone))
    notice = text("reference.unlisted-suggested", number=str(number))
    work = format_csl(record.suggested, style)
    return Formatted(f"{notice} {work.text}", f"{escape(notice)} {work.html}")


def format_csl(csl: CslRecord, style: str = DEFAULT_STYLE) -> Formatted:
    """Format a CSL-JSON record, without a number.

    Raises ValueError for a style that cannot be used (see `load_style`) and, with the record's id, for a record
    that cannot be formatted.
    """
    loaded = load_style(style)
    # By what the record says: the same reference stands on many pages.
    key = (repr(csl), loaded)
    if key not in _formatted:
        _formatted[key] = _format_uncached(csl, loaded)
    return _formatted[key]


def load_style(style: str) -> Style:
    """Return a style: one of `STYLES`, or the path of a `.csl` file; a file that has changed is read again.

    Raises ValueError for an unknown name, and ContentError, with every fault, for a file that is no style.
    """
    if style in STYLES:
        return _load_style_file(f"{_FOLDER}/{style}.csl", 0)
    if style.endswith(".csl"):
        file = Path(style)
        return _load_style_file(style, file.stat().st_mtime_ns if file.is_file() else 0)
    allowed = f"{', '.join(STYLES)}, or the path of a .csl file"
    raise ValueError(f"The citation style is “{style}”; allowed: {allowed}.{suggestion(style, STYLES)}")


@cache
def _load_style_file(file: str, _changed: int) -> Style:
    return read_style(Path(file))


def _format_uncached(csl: CslRecord, style: Style) -> Formatted:
    try:
        rich_text = style.render_entry(csl)
        plain = as_text(rich_text, style.quotes)
    except Exception as error:
        # Whatever citeproc-py stumbles over: an editor needs to know in which record.
        why = str(error).rstrip(".") or type(error).__name__
        raise ValueError(f"The record “{csl.get('id')}” cannot be formatted: {why}.") from error
    if not plain:
        raise ValueError(f"The record “{csl.get('id')}” cannot be formatted: the style prints nothing of it.")
    identifiers = {field: value for field in IDENTIFIERS if (value := clean_field(str(csl.get(field, ""))))}
    addresses = {
        field: address for field, value in identifiers.items() if (address := get_identifier_address(field, value))
    }
    html = as_html(rich_text, style.quotes, addresses)
    # Most styles leave out the address where there is a DOI, which leads to the same page.
    missing = [
        as_html(f"{_LABELS[field]}{wrap(field, identifiers[field])}", style.quotes, addresses)
        for field in addresses
        if START[field] not in rich_text and not (field == "URL" and "DOI" in addresses)
    ]
    return Formatted(plain, f"{html} {'; '.join(missing)}" if missing else html)


def get_identifier_address(field: str, value: str) -> str | None:
    """Return where an identifier leads; `field` is DOI, PMID, PMCID or URL. None for an address not of the web."""
    if field == "URL":
        return quote(value, safe="%/:?#[]@!$&'()*+,;=~") if value.startswith(("https://", "http://")) else None
    # A DOI may hold nearly anything: "10.1002/1096(200003)<1::AID-X>3.0.CO;2-#".
    return _REGISTERS[field].format(quote(value, safe="/:;()!$&'*+,=@~"))
