"""Files of references: read by their suffix, written in every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError, FileText, Problem, read_text
from site_plugins.references.csl import check_record
from site_plugins.references.exchange.bibtex_read import read_bibtex
from site_plugins.references.exchange.bibtex_write import write_bibtex_entry
from site_plugins.references.exchange.csl_json_read import read_csl_json
from site_plugins.references.exchange.imported import ImportedFile, ImportedRecord
from site_plugins.references.exchange.ris_read import read_ris
from site_plugins.references.exchange.ris_write import write_ris_record
from site_plugins.references.formatting import format_record
from site_plugins.references.record import CslRecord, Record, Status

READERS = {".bib": read_bibtex, ".ris": read_ris, ".json": read_csl_json}
_BEGINNINGS = {".bib": "“@article{key,”", ".ris": "“TY  - JOUR”", ".json": '“[{"id": …”'}
# A record without a usable key gets one when it is stored; until then it is checked under this one.
_ANY_KEY = "x"


def read_references(file: Path) -> ImportedFile:
    """Read the records of a file, by its suffix; those that are no valid CSL-JSON are refused with their lines.

    Raises ContentError when the file cannot be read at all: it is missing, not UTF-8, or of another kind.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        allowed = ", ".join(READERS)
        message = f"References are not read from a file with the suffix “{file.suffix}”; allowed: {allowed}."
        raise ContentError([Problem(str(file), None, message)])
    text = FileText(str(file), read_text(file))
    imported = reader(text)
    if not imported.records and not imported.refused:
        begins = _BEGINNINGS[file.suffix.lower()]
        raise ContentError([Problem(str(file), None, f"No reference was found here; one begins like {begins}.")])
    faults = [(incoming, _check(incoming)) for incoming in imported.records]
    refused = [text.on(incoming.line).problem(message) for incoming, messages in faults for message in messages]
    return ImportedFile(
        tuple(incoming for incoming, message in faults if not message),
        tuple(sorted([*imported.refused, *refused])),
        tuple(sorted(imported.remarks)),
    )


def _check(incoming: ImportedRecord) -> list[str]:
    return check_record({**incoming.csl, "id": _ANY_KEY}, incoming.label)


class FileFormat(StrEnum):
    """A format that references are published in."""

    CSL_JSON = "csl-json"
    RIS = "ris"
    BIBTEX = "bibtex"

    @property
    def suffix(self) -> str:
        """What the file's name ends in, with the dot."""
        return _SUFFIXES[self]

    @property
    def media_type(self) -> str:
        """What the file is, for a link's `type`."""
        return _MEDIA_TYPES[self]


_SUFFIXES = {FileFormat.CSL_JSON: ".json", FileFormat.RIS: ".ris", FileFormat.BIBTEX: ".bib"}
_MEDIA_TYPES = {
    FileFormat.CSL_JSON: "application/vnd.citationstyles.csl+json",
    FileFormat.RIS: "application/x-research-info-systems",
    FileFormat.BIBTEX: "application/x-bibtex",
}


def export_record(record: Record, number: int) -> CslRecord:
    """Return what is published for a record that has this number in its guideline.

    For an unlisted one that is no work: a suggestion would pass for a fact in the reader's library. It has the
    record's own title and, as its note, what the site says of it.
    """
    if record.status is not Status.UNLISTED:
        return record.csl
    own = {field: record.csl[field] for field in ("id", "type", "title")}
    return {**own, "note": format_record(record, number).text}


def write_entry(csl: CslRecord, file_format: FileFormat) -> str:
    """Return one record in a form, to be put together by `joined`."""
    return _WRITERS[file_format](csl)


def join_entries(entries: Iterable[str], file_format: FileFormat) -> str:
    """Return a whole file of entries."""
    if file_format is FileFormat.CSL_JSON:
        return "[\n" + ",\n".join(entries) + "\n]\n"
    return ("\r\n" if file_format is FileFormat.RIS else "\n").join(entries)


def export_records(records: Sequence[CslRecord], file_format: FileFormat) -> str:
    """Return a whole file of records in their order."""
    return join_entries((write_entry(csl, file_format) for csl in records), file_format)


@dataclass(frozen=True)
class Exports:
    """All records of a guideline, written once in every form, so that any choice of them is only put together."""

    entries: Mapping[FileFormat, Mapping[str, str]]
    """The entries of each form by the records' ids."""

    @classmethod
    def of(cls, records: Iterable[CslRecord]) -> Exports:
        """Write every record in every form."""
        every = list(records)
        return cls(
            {
                file_format: {str(csl["id"]): write_entry(csl, file_format) for csl in every}
                for file_format in FileFormat
            }
        )

    def select(self, ids: Iterable[str], file_format: FileFormat) -> str:
        """Return a whole file of the records with these ids, in their order. Raises KeyError for an unknown one."""
        return join_entries((self.entries[file_format][record_id] for record_id in ids), file_format)


def _write_json_entry(csl: CslRecord) -> str:
    return "\n".join(f"  {line}" for line in json.dumps(csl, ensure_ascii=False, indent=2).split("\n"))


_WRITERS: dict[FileFormat, Callable[[CslRecord], str]] = {
    FileFormat.CSL_JSON: _write_json_entry,
    FileFormat.RIS: write_ris_record,
    FileFormat.BIBTEX: write_bibtex_entry,
}
