"""One BibTeX entry into a CSL-JSON record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from site_plugins.diagnostics.problems import suggestion
from site_plugins.references.csl_names import TYPES
from site_plugins.references.exchange import bibtex_fields as fields_of
from site_plugins.references.exchange.bibtex_names import read_names
from site_plugins.references.exchange.dates import csl_date, year_and_month
from site_plugins.references.exchange.latex import from_latex, verbatim
from site_plugins.references.exchange.preprints import as_preprint
from site_plugins.references.exchange.tidy import tidied
from site_plugins.references.record import CslRecord

_KNOWN = frozenset((*fields_of.TEXTS, *fields_of.VERBATIM, *fields_of.NAMES, *fields_of.DATES, *fields_of.SPECIAL))
_ADDRESS = re.compile(r"https?://\S+")
_ARXIV = re.compile(r"(?:arXiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)


@dataclass(frozen=True)
class EntryRead:
    """An entry as a record, with what is wrong (nothing can be used then) and what was left out, each by field."""

    csl: CslRecord
    faults: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]


def with_parent(fields: Mapping[str, str], parent: Mapping[str, str]) -> dict[str, str]:
    """Return an entry's fields with those that it takes from the entry that its crossref names."""
    taken = {name: value for name, value in parent.items() if name not in ("title", "subtitle", "author", "note")}
    if "title" in parent:
        taken.setdefault("booktitle", parent["title"])
    return taken | dict(fields)


def read_entry(entry_type: str, key: str, fields: Mapping[str, str]) -> EntryRead:
    """Read an entry of a known type. The names of fields are in lower case, their values without enclosing."""
    faults: list[tuple[str, str]] = []
    remarks: list[tuple[str, str]] = []
    draft: CslRecord = {"id": key, "type": _type(entry_type, fields)}
    for name, value in fields.items():
        if not value.strip():
            continue
        if name == "note":
            # Zotero keeps identifiers in it, each in a line of its own.
            draft["note"] = "\n".join(map(from_latex, value.splitlines()))
        elif name in fields_of.TEXTS:
            draft.setdefault(fields_of.TEXTS[name], from_latex(value))
        elif name in fields_of.VERBATIM:
            draft[fields_of.VERBATIM[name]] = verbatim(value)
        elif name in fields_of.DATES:
            draft[fields_of.DATES[name]] = csl_date(from_latex(value))
        elif name in fields_of.NAMES:
            try:
                read = read_names(value)
            except ValueError as error:
                faults.append((name, str(error)))
            else:
                draft[fields_of.NAMES[name]] = list(read.names)
                remarks += [(name, remark) for remark in read.remarks]
        elif name not in _KNOWN and name not in fields_of.NOT_OURS and not fields_of.is_attachment(name):
            near = suggestion(name, _KNOWN)
            remarks.append((name, f"The field “{name}” of “{key}” is not known and was left out.{near}"))
    draft |= _titles(fields) | _genre(entry_type, fields) | _number(str(draft["type"]), fields)
    if "issued" not in draft:
        draft["issued"] = year_and_month(*(from_latex(fields.get(part, "")) for part in ("year", "month", "day")))
    _add_eprint(draft, fields)
    _add_howpublished(draft, fields)
    return EntryRead(tidied(as_preprint(draft)), tuple(faults), tuple(remarks))


def _type(entry_type: str, fields: Mapping[str, str]) -> str:
    subtype = fields.get("entrysubtype", "").strip("{} ").lower()
    if subtype in TYPES or subtype in fields_of.SUBTYPES:
        return fields_of.SUBTYPES.get(subtype, subtype)
    if entry_type == "inbook" and "booktitle" not in fields:
        # BibTeX's own @inbook: the title is the book's, and only the pages are a part of it.
        return "book"
    addressed = fields.get("url") or _ADDRESS.search(fields.get("howpublished", ""))
    if entry_type == "misc" and addressed and not {"publisher", "eprint", "number"} & fields.keys():
        return "webpage"
    return fields_of.ENTRY_TYPES[entry_type]


def _titles(fields: Mapping[str, str]) -> CslRecord:
    titles = {}
    for main, second, variable in (
        ("title", "subtitle", "title"),
        ("booktitle", "booksubtitle", "container-title"),
    ):
        if main in fields:
            titles[variable] = ": ".join(from_latex(fields[part]) for part in (main, second) if fields.get(part))
    return dict(titles)


def _genre(entry_type: str, fields: Mapping[str, str]) -> CslRecord:
    genre = from_latex(fields.get("type", "")) or fields_of.THESES.get(entry_type)
    return {"genre": genre} if genre else {}


def _number(csl_type: str, fields: Mapping[str, str]) -> CslRecord:
    """Tell what an entry's number is: an issue's, a report's own, or its place in a series."""
    number, issue = (from_latex(fields.get(name, "")) for name in ("number", "issue"))
    if csl_type in fields_of.JOURNALS:
        # An article's number is what is printed where there are no pages.
        return {
            "issue": number or issue,
            "number" if fields.get("pages") else "page": from_latex(fields.get("eid", "")),
        }
    if csl_type in fields_of.NUMBERED_IN_SERIES:
        return {"collection-number": number, "issue": issue}
    return {"number": number, "issue": issue}


def _add_eprint(draft: CslRecord, fields: Mapping[str, str]) -> None:
    eprint = verbatim(fields.get("eprint", ""))
    archive = from_latex(fields.get("archiveprefix") or fields.get("eprinttype") or fields.get("archive") or "")
    if not archive and _ARXIV.fullmatch(eprint):
        archive = "arXiv"
    if not eprint:
        return
    if archive.lower() in ("pubmed", "pmid"):
        draft.setdefault("PMID", eprint)
    elif archive.lower() in ("pmc", "pmcid", "pubmedcentral"):
        draft.setdefault("PMCID", eprint)
    else:
        draft |= {"archive": archive, "archive_location": eprint}
    if archive.lower() == "arxiv" and (found := _ARXIV.fullmatch(eprint)):
        draft["archive_location"] = found[1]
        draft.setdefault("URL", f"https://arxiv.org/abs/{found[1]}")


def _add_howpublished(draft: CslRecord, fields: Mapping[str, str]) -> None:
    """Take an address from `howpublished`, or else a publisher where there is none."""
    written = fields.get("howpublished", "")
    if found := _ADDRESS.search(verbatim(written)):
        draft.setdefault("URL", found[0].rstrip("}.,;"))
    elif written:
        draft.setdefault("publisher", from_latex(written))
