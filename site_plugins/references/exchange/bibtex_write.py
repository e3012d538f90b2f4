"""Writing a CSL-JSON record as a BibTeX entry.

bibtexparser's writer puts fields into lines and nothing more: what needs care (LaTeX's characters, names, months,
capitals) is done before, so an entry is written here, without a library made of blocks for every file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zlib import crc32

from site_plugins.references.exchange import bibtex_fields
from site_plugins.references.exchange.dates import MONTHS, format_iso_date, get_days, get_season
from site_plugins.references.exchange.latex import title_to_latex, to_latex

_NOT_IN_KEY = re.compile(r"[^A-Za-z0-9_:.+/-]+")
_NOT_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})
# Of the fields that mean a variable, the first.
_FIELDS: dict[str, str] = {}
for _field, _variable in bibtex_fields.TEXTS.items():
    _FIELDS.setdefault(_variable, _field)
# Written by rules of their own.
_BY_TYPE = ("container-title", "publisher", "page")
_PAGES = re.compile(r"(?<=\w)-(?=\w)")

_WITHIN_NAME = re.compile(r",|\band\b", re.IGNORECASE)


def write_bibtex_entry(csl: Mapping[str, object]) -> str:
    """Return an entry in UTF-8 that ends in a line break. Classic BibTeX and biblatex both read it."""
    csl_type = str(csl["type"])
    entry_type = bibtex_fields.WRITTEN_TYPES.get(csl_type, "misc")
    if csl_type == "thesis":
        entry_type = _choose_thesis_type(str(csl.get("genre", "")).lower())
    rows = ",\n".join(f"  {field} = {value}" for field, value in _list_fields(csl, csl_type, entry_type) if value)
    return f"@{entry_type}{{{make_bibtex_key(str(csl['id']))},\n{rows}\n}}\n"


def _choose_thesis_type(genre: str) -> str:
    """Return classic BibTeX's entry types where they say what it is, and biblatex's where nobody does."""
    if not genre:
        return "thesis"
    return "mastersthesis" if genre.startswith("master") else "phdthesis"


def make_bibtex_key(record_id: str) -> str:
    """Return an id as a key; a number keeps one apart from which characters had to be taken that BibTeX uses."""
    key = _NOT_IN_KEY.sub("-", record_id)
    return key if key == record_id else f"{key}-{crc32(record_id.encode()):08x}"


def _list_fields(csl: Mapping[str, object], csl_type: str, entry_type: str) -> Iterator[tuple[str, str]]:
    """Yield the fields with their values, in braces where they are no number and no month's name."""
    for field, variable in bibtex_fields.NAMES.items():
        if isinstance(names := csl.get(variable), list):
            yield field, _brace(_write_names(names))
    yield "title", _brace(title_to_latex(str(csl["title"])))
    yield from _list_type_fields(csl, csl_type, entry_type)
    yield _choose_container_field(csl_type), _write_text(csl, "container-title")
    yield bibtex_fields.PUBLISHERS.get(csl_type, "publisher"), _write_text(csl, "publisher")
    yield from _list_date_fields(csl)
    for variable, field in _FIELDS.items():
        if variable not in _BY_TYPE:
            yield field, _write_text(csl, variable)
    yield from _list_number_fields(csl, csl_type)
    yield "pages", _brace(_PAGES.sub("--", to_latex(str(csl.get("page", "")))))
    yield "eprint", _write_verbatim(csl, "archive_location")
    yield "archiveprefix", _write_text(csl, "archive") if "archive_location" in csl else ""
    for field, variable in bibtex_fields.VERBATIM.items():
        yield field, _write_verbatim(csl, variable)
    yield "abstract", _write_text(csl, "abstract")
    yield "keywords", _write_text(csl, "keyword")


def _list_type_fields(csl: Mapping[str, object], csl_type: str, entry_type: str) -> Iterator[tuple[str, str]]:
    if bibtex_fields.ENTRY_TYPES[entry_type] != csl_type:
        short = {csl: short for short, csl in bibtex_fields.SUBTYPES.items()}
        yield "entrysubtype", _brace(short.get(csl_type, csl_type))
    if csl.get("genre") != bibtex_fields.THESES.get(entry_type):
        yield "type", _write_text(csl, "genre")


def _choose_container_field(csl_type: str) -> str:
    return "journal" if csl_type in bibtex_fields.JOURNALS else "booktitle"


def _list_date_fields(csl: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    issued = csl.get("issued")
    if isinstance(issued, Mapping):
        yield from _list_issued_fields(issued)
    for field, variable in bibtex_fields.DATES.items():
        if variable != "issued" and isinstance(date := csl.get(variable), Mapping):
            yield field, _brace(format_iso_date(date) or "")


def _list_issued_fields(issued: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield year, month and day; a range or a season needs biblatex's date as well."""
    days = get_days(issued)
    if not days:
        yield "year", _brace(to_latex(str(issued.get("literal", ""))))
        return
    year, *rest = days[0]
    yield "year", str(year)
    if len(days) > 1 or get_season(issued):
        yield "date", _brace(format_iso_date(issued) or "")
        return
    if rest:
        yield "month", MONTHS[rest[0] - 1]
    if rest[1:]:
        yield "day", str(rest[1])


def _list_number_fields(csl: Mapping[str, object], csl_type: str) -> Iterator[tuple[str, str]]:
    if csl_type in bibtex_fields.JOURNALS:
        yield "number", _write_text(csl, "issue")
        yield "eid", _write_text(csl, "number")
        return
    own = "collection-number" if csl_type in bibtex_fields.NUMBERED_IN_SERIES else "number"
    yield "number", _write_text(csl, own)
    yield "issue", _write_text(csl, "issue")


def _write_text(csl: Mapping[str, object], variable: str) -> str:
    return _brace(to_latex(str(csl.get(variable, ""))))


def _write_verbatim(csl: Mapping[str, object], variable: str) -> str:
    return _brace(str(csl.get(variable, "")).translate(_NOT_VERBATIM))


def _brace(value: str) -> str:
    return f"{{{value}}}" if value else ""


def _write_names(names: list[object]) -> str:
    """Return names for a field; a corporate author stands in braces of its own."""
    return " and ".join(_write_name(name) for name in names if isinstance(name, Mapping))


def _write_name(name: Mapping[str, object]) -> str:
    if "family" not in name:
        return f"{{{to_latex(str(name.get('literal', '')))}}}"
    suffix, given = (_write_name_part(str(name.get(part, ""))) for part in ("suffix", "given"))
    parts = ["".join(_write_family(name))]
    # In three parts it is von Last, Jr, First, and the last one must be there.
    return ", ".join([*parts, suffix, given or "{}"] if suffix else [*parts, given] if given else parts)


def _write_family(name: Mapping[str, object]) -> Iterator[str]:
    """Yield the particle and the family name, in braces where BibTeX would divide them in another place."""
    family = str(name["family"])
    particle = str(name.get("non-dropping-particle") or name.get("dropping-particle") or "")
    if particle:
        yield f"{_write_name_part(particle)} "
    *before, _last = family.split()
    alone = not particle and not name.get("given") and not name.get("suffix")
    if before and (particle or alone or any(word[0].islower() for word in before)):
        yield f"{{{to_latex(family)}}}"
    else:
        yield _write_name_part(family)


def _write_name_part(part: str) -> str:
    return f"{{{to_latex(part)}}}" if _WITHIN_NAME.search(part) else to_latex(part)
