"""Writing a CSL-JSON record as RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from site_plugins.references.exchange import ris_fields
from site_plugins.references.exchange.dates import SEASONS, get_days, get_season

LINE_END = "\r\n"
"""What the format's description asks for."""

_SPACE = re.compile(r"\s+")
_KEYWORDS = re.compile(r"\s*[;,]\s*")

# EndNote's way to write a comma within a corporate author's name.
_COMMA_WITHIN = ",,"


def write_ris_record(csl: Mapping[str, object]) -> str:
    """Return a record's lines, from TY to ER, with a line break at the end."""
    csl_type = str(csl["type"])
    lines = [f"TY  - {ris_fields.WRITTEN_TYPES.get(csl_type, ris_fields.OTHERWISE)}"]
    for tag, value in _list_values(csl, csl_type):
        if text := _SPACE.sub(" ", value).strip():
            lines.append(f"{tag}  - {text}")
    return LINE_END.join([*lines, "ER  - ", ""])


def _list_values(csl: Mapping[str, object], csl_type: str) -> Iterator[tuple[str, str]]:
    """Yield the tags with their values, which may be empty."""

    def text(variable: str) -> str:
        return str(csl.get(variable, ""))

    yield "ID", text("id")
    yield "TI", text("title")
    yield from _list_people(csl, csl_type)
    yield from _list_container(csl, csl_type)
    yield from _list_dates(csl)
    for tag, variable in ris_fields.TEXTS.items():
        yield tag, text(variable)
    yield from _list_numbers(csl, csl_type)
    yield from _list_pages(text("page"), text("number-of-pages") if csl_type in ris_fields.WHOLE else "")
    if csl_type in ris_fields.MEETINGS:
        yield from (("CY", text("event-place")), ("C1", text("publisher-place")))
    else:
        yield "CY", text("publisher-place")
    yield "DO", text("DOI")
    if text("PMID"):
        yield from (("AN", text("PMID")), ("DB", "PubMed"))
    elif csl_type in ris_fields.ARCHIVED:
        yield from (("AN", text("archive_location")), ("DB", text("archive")))
    yield "C2", text("PMCID")
    yield "UR", text("URL")
    yield "AB", text("abstract")
    yield from (("KW", keyword) for keyword in _KEYWORDS.split(text("keyword")))
    yield "N1", text("note")


def _list_pages(pages: str, in_all: str) -> Iterator[tuple[str, str]]:
    first, _, last = pages.partition("-")
    # More than one range has no other place.
    if "-" in last or "," in last:
        first, last = pages, ""
    yield "SP", first or in_all
    yield "EP", last


def _list_people(csl: Mapping[str, object], csl_type: str) -> Iterator[tuple[str, str]]:
    second, third = ris_fields.choose_editor_roles(csl_type)
    for tag, variable in (("AU", "author"), ("A2", second), ("A3", third), ("A4", "translator")):
        names = csl.get(variable)
        for name in names if isinstance(names, list) else ():
            yield tag, _write_name(name)
    authors = csl.get("container-author")
    if csl_type == "chapter" and isinstance(authors, list):
        # For chapters, Zotero reads the book's authors here; a PMCID, which stands here else, no chapter has.
        yield from (("C2", _write_name(name)) for name in authors)


def _list_container(csl: Mapping[str, object], csl_type: str) -> Iterator[tuple[str, str]]:
    container, series = str(csl.get("container-title", "")), str(csl.get("collection-title", ""))
    meeting = str(csl.get("event-title", ""))
    if csl_type in ris_fields.MEETINGS and meeting:
        yield from (("T2", meeting), ("C3", container), ("T3", series))
    elif csl_type in ris_fields.IN_SERIES:
        yield "T2", series
    else:
        yield from (("T2", container), ("T3", series), ("J2", str(csl.get("container-title-short", ""))))


def _list_dates(csl: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    issued = csl.get("issued")
    if isinstance(issued, Mapping):
        days = get_days(issued)
        yield "PY", f"{days[0][0]:04}" if days else str(issued.get("literal", ""))
        # Of a range, RIS has place for the beginning.
        yield "DA", _format_day(issued) if get_season(issued) or (days and days[0][1:]) else ""
    if isinstance(accessed := csl.get("accessed"), Mapping):
        yield "Y2", _format_day(accessed)


def _format_day(date: Mapping[str, object]) -> str:
    """Return a date as 2013/07/01/ or 2013///Spring; nothing for a literal."""
    days = get_days(date)
    if not days:
        return ""
    year, *rest = days[0]
    month, day = (f"{part:02}" for part in [*rest, 0, 0][:2])
    season = get_season(date)
    words = SEASONS[season - 1].capitalize() if season else ""
    return f"{year:04}/{month if rest else ''}/{day if rest[1:] else ''}/{words}"


def _list_numbers(csl: Mapping[str, object], csl_type: str) -> Iterator[tuple[str, str]]:
    def text(variable: str) -> str:
        return str(csl.get(variable, ""))

    yield "M3", text("genre")
    if csl_type in ris_fields.JOURNALS:
        yield from (("IS", text("issue")), ("C7", text("number")))
    else:
        yield "ET", text("version" if csl_type in ris_fields.VERSIONED else "edition")
    if csl_type in ("article-newspaper", "article-magazine"):
        yield "SE", text("section")
    elif csl_type == "chapter":
        yield "SE", text("chapter-number")
    serial = text("ISSN") or text("ISBN")
    if csl_type in ris_fields.NUMBERED_IN_SERIES:
        yield "M1", text("collection-number")
    elif csl_type not in ris_fields.JOURNALS:
        # Zotero and EndNote keep a report's own number where other types have an ISBN.
        instead = csl_type in ris_fields.NUMBERED and not serial and not ris_fields.ISSN.search(text("number"))
        yield "SN" if instead else "M1", text("number")
    yield "SN", serial


def _write_name(name: Mapping[str, object]) -> str:
    """Return a name for AU, A2 or A4; a particle stands before the family name, where readers look for it."""
    if "family" not in name:
        literal = str(name.get("literal", "")).strip()
        # Without a comma at its end, EndNote takes the last word for a family name.
        return literal.replace(",", _COMMA_WITHIN, 1) if "," in literal else f"{literal},"
    particle = name.get("non-dropping-particle") or name.get("dropping-particle")
    family = f"{particle} {name['family']}" if particle else str(name["family"])
    parts = [family, str(name.get("given", "")), str(name.get("suffix", ""))]
    return ", ".join(parts if parts[2] else parts[:2] if parts[1] else parts[:1])
