"""Reading CSL-JSON of other programs: Zotero's, Crossref's, Mendeley's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from site_plugins.diagnostics.json_places import JsonPlaces, parse_json
from site_plugins.diagnostics.problems import FileText, Place, Problem, suggestion
from site_plugins.references.csl import DATES, FIELDS, NAME_PARTS, PEOPLE, TYPES
from site_plugins.references.exchange.dates import get_days, parse_date
from site_plugins.references.exchange.imported import ImportedFile, ImportedRecord, clean_record, retype_preprint
from site_plugins.references.record import CslRecord, Status

# Crossref's own names for types, which it sends as CSL-JSON.
CROSSREF_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "book-chapter": "chapter",
    "edited-book": "book",
    "monograph": "book",
    "reference-book": "book",
    "proceedings-article": "paper-conference",
    "dissertation": "thesis",
    "report-component": "chapter",
    "other": "document",
}
RENAMED = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short", "event": "event-title"}


def read_csl_json(text: FileText) -> ImportedFile:
    """Read a list of records, one record, or a list under “items”. What CSL does not know is left out, and said.

    Raises ContentError when the text is no JSON.
    """
    whole = parse_json(text)
    records: list[ImportedRecord] = []
    refused: list[Problem] = []
    unknown: dict[str, None] = {}
    first_lines: dict[str, int | None] = {}
    for entry, place in _list_entries(text, whole):
        message = _find_fault(entry, place, first_lines)
        if message:
            refused.append(place.problem(message))
        elif isinstance(entry, dict):
            unknown |= dict.fromkeys(field for field in entry if field not in FIELDS and field not in RENAMED)
            records.append(ImportedRecord(_read_record(entry), text.file, place.line or 1))
    return ImportedFile(tuple(records), tuple(refused), tuple(_report_unknown(text.file, unknown)))


def _report_unknown(file: str, unknown: Iterable[str]) -> Iterator[Problem]:
    """Yield what is said of fields that are not CSL's: Crossref sends twenty of its own with each record."""
    if names := [f"“{field}”" for field in unknown]:
        yield Problem(file, None, f"These fields are not CSL’s and were left out: {', '.join(names)}.")


def _list_entries(text: FileText, whole: object) -> Iterator[tuple[object, Place]]:
    """Yield the records of valid JSON with their places."""
    within: tuple[str, ...] = ()
    if isinstance(whole, dict) and isinstance(whole.get("items"), list):
        whole, within = whole["items"], ("items",)
    if not isinstance(whole, list):
        yield whole, text.on(1)
        return
    places = JsonPlaces(text.text)
    for number, entry in enumerate(whole):
        yield entry, text.at(places.value((*within, number)))


def _find_fault(entry: object, place: Place, first_lines: dict[str, int | None]) -> str | None:
    """Return why a record cannot be read, or None; note the lines that the ids first stand on."""
    if not isinstance(entry, dict):
        return f"This is {entry!r}; an object is expected."
    key = entry.get("id")
    if isinstance(key, str | int):
        if str(key) in first_lines:
            first = first_lines[str(key)]
            return f"The id “{key}” is used twice in this file, first on line {first}; give this its own."
        first_lines[str(key)] = place.line
    if _read_type(entry) not in TYPES:
        return f"The type {entry.get('type')!r} is not one of CSL’s.{suggestion(_read_type(entry), TYPES)}"
    custom = entry.get("custom")
    if isinstance(custom, dict) and custom.get("status") == Status.UNLISTED:
        return f"“{key}” is a reference that its source does not list, and no work: confirm it there first."
    return None


def _read_type(entry: Mapping[str, object]) -> str:
    return CROSSREF_TYPES.get(str(entry.get("type")), str(entry.get("type")))


def _read_record(entry: Mapping[str, object]) -> CslRecord:
    draft: CslRecord = {}
    for field, value in entry.items():
        # Crossref's own lists: the first title is the title.
        if isinstance(value, list) and value and field not in PEOPLE and isinstance(value[0], str):
            value = value[0]
        if field in PEOPLE and isinstance(value, list):
            value = [name for one in value if isinstance(one, dict) and (name := _read_name(one))]
        elif field in DATES and isinstance(value, dict):
            value = _read_date(value)
        if field in FIELDS or field in RENAMED:
            draft.setdefault(RENAMED.get(field, field), value)
    return clean_record(retype_preprint(draft | {"type": _read_type(entry)}))


def _read_name(name: Mapping[str, object]) -> dict[str, object]:
    """Return a name without affiliations and numbers; Crossref calls an organisation's “name”."""
    if isinstance(name.get("name"), str) and "family" not in name:
        return {"literal": name["name"]}
    return {part: value for part in NAME_PARTS if (value := name.get(part)) not in (None, "")}


def _read_date(date: Mapping[str, object]) -> dict[str, object] | None:
    """Return a date with numbers; what is written in words is read."""
    parts = date.get("date-parts")
    if isinstance(parts, list) and all(isinstance(day, list) for day in parts):
        whole = [[part for part in day if str(part).isdecimal()] for day in parts]
        if days := get_days({"date-parts": [day for day in whole if day]}):
            return {"date-parts": days, **{part: date[part] for part in ("season", "circa") if part in date}}
    written = date.get("raw") or date.get("literal")
    return parse_date(written) if isinstance(written, str) else None
