"""Reading and writing `references.json`: CSL-JSON, with the project's own fields under `custom` (record.py).

Confirming which work an unlisted record is means putting its `custom.suggested` in the record's place.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from site_plugins.diagnostics.json_places import JsonPath, JsonPlaces, has_repeated_name, parse_json
from site_plugins.diagnostics.problems import ContentError, FileText, Place, Problem, read_text, write_text
from site_plugins.references.csl import RecordFault, find_record_faults
from site_plugins.references.record import Record, find_custom_faults, read_custom

type StoredRecord = dict[str, Any]
"""A record of `references.json` as it stands there, with `custom`."""

UNIQUE = ("DOI", "PMID", "PMCID")
"""The fields that two works never share."""


@dataclass(frozen=True)
class Records:
    """The records of one guideline, as far as they can be used."""

    by_id: Mapping[str, Record]
    """In their order."""
    ids: frozenset[str]
    """Every id, also of those with problems."""
    problems: tuple[Problem, ...]
    """By their places."""


def read_records(file: Path) -> Records:
    """Read the records of one guideline. Raises ContentError when the file cannot be read at all."""
    text = FileText(str(file), read_text(file))
    entries = _parse_entries(text)
    places = JsonPlaces(text.text)
    repeated = [*places.find_repeated_names()] if has_repeated_name(text.text) else []
    faults = [fault for number, entry in enumerate(entries) for fault in _find_entry_faults(entry, number)]
    faults += _find_shared_values(entries, lambda path: text.at(places.value(path)).line)
    problems = [
        text.at((places.name if fault.of_name else places.value)(fault.path)).problem(fault.text)
        for fault in faults
    ]
    for path, offset in repeated:
        name = _describe_entry(entries[int(path[0])], int(path[0]))
        problems.append(text.at(offset).problem(f"“{path[-1]}” is given twice in {name}; keep one."))
    unusable = {path[0] for path in [*(fault.path for fault in faults), *(path for path, _offset in repeated)]}
    usable = [
        _make_record(entry, text.at(places.value((number, "id"))))
        for number, entry in enumerate(entries)
        if number not in unusable
    ]
    return Records(
        by_id={record.id: record for record in usable},
        ids=frozenset(entry["id"] for entry in entries if _has_text(entry, "id")),
        problems=tuple(sorted(problems)),
    )


def _parse_entries(text: FileText) -> list[Any]:
    """Return the entries of the list that a text is. Raises ContentError when it is none."""
    whole = parse_json(text)
    if not isinstance(whole, list):
        raise ContentError([text.on(1).problem("A list of CSL-JSON records is expected here.")])
    return whole


def _has_text(entry: object, field: str) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get(field), str) and bool(entry[field])


def _describe_entry(entry: Any, number: int) -> str:
    """Return what a problem calls a record."""
    return f"“{entry['id']}”" if _has_text(entry, "id") else f"record {number + 1}"


def _find_entry_faults(entry: Any, number: int) -> Iterator[RecordFault]:
    """Yield what is wrong with the entry of that number; the paths begin with it."""
    name = _describe_entry(entry, number)
    if not isinstance(entry, dict):
        yield RecordFault((number,), f"{name} is {entry!r}; an object is expected.")
        return
    csl = {field: value for field, value in entry.items() if field != "custom"}
    faults = [*find_record_faults(csl, name), *find_custom_faults(entry.get("custom", {}), name)]
    yield from (replace(fault, path=(number, *fault.path)) for fault in faults)


def _find_shared_values(entries: Sequence[Any], line_of: Callable[[JsonPath], int | None]) -> Iterator[RecordFault]:
    """Yield what two records share and must not; `line_of` tells the line of what a path leads to."""
    duplicates: set[int] = set()
    for field in ("id", *UNIQUE):
        first: dict[str, int] = {}
        for number, entry in enumerate(entries):
            # Of a record that is there twice, the id alone is named.
            if not _has_text(entry, field) or number in duplicates:
                continue
            value = entry[field]
            # DOIs are one in capitals and in small letters, and so are the names of files that ids become.
            earlier = first.setdefault(value.casefold(), number)
            if earlier == number:
                continue
            line = line_of((earlier, field))
            if field == "id":
                duplicates.add(number)
                message = f"The id “{value}” is used on line {line} already; every record needs its own."
            else:
                message = (
                    f"{_describe_entry(entry, number)} has the {field} {value}, which is that of "
                    f"{_describe_entry(entries[earlier], earlier)} on line {line}; keep one record of a work."
                )
            yield RecordFault((number, field), message)


def _make_record(entry: Mapping[str, Any], place: Place) -> Record:
    """Return an entry in which nothing is wrong."""
    custom = read_custom(entry.get("custom", {}))
    return Record(
        id=entry["id"],
        csl={field: value for field, value in entry.items() if field != "custom"},
        status=custom.status,
        suggested=custom.suggested,
        place=place,
        study=custom.study,
        confirmed=custom.confirmed,
        acknowledged=custom.acknowledged,
        number=custom.number,
        further_reading=custom.further_reading,
    )


def read_store(file: Path) -> list[StoredRecord]:
    """Return the records of a file as they stand there; none where there is no file yet.

    Raises ContentError when the build would refuse the file: what is wrong in it must be mended first.
    """
    if not file.exists() and file.parent.is_dir() and file.suffix == ".json":
        return []
    if problems := read_records(file).problems:
        raise ContentError(problems)
    records: list[StoredRecord] = json.loads(read_text(file))
    return records


def dump_store(records: Iterable[StoredRecord]) -> str:
    """Return the records as the file holds them."""
    return json.dumps(list(records), ensure_ascii=False, indent=2) + "\n"


def write_store(file: Path, records: Iterable[StoredRecord]) -> None:
    """Write the records in one step: whoever reads the file finds all of the old ones or all of the new.

    Raises ContentError when the file cannot be written; it is as it was then.
    """
    write_text(file, dump_store(records))
