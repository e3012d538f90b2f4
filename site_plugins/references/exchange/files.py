"""Files of references: read by their suffix, written in every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from site_plugins.diagnostics.problems import ContentError, FileText, Problem, read_text
from site_plugins.references.csl import record_faults
from site_plugins.references.exchange.bibtex_read import read_bibtex
from site_plugins.references.exchange.bibtex_write import bibtex_entry
from site_plugins.references.exchange.csl_json_read import read_csl_json
from site_plugins.references.exchange.imported import Incoming, References
from site_plugins.references.exchange.ris_read import read_ris
from site_plugins.references.exchange.ris_write import ris_record
from site_plugins.references.record import CslRecord, Record, Status

READERS = {".bib": read_bibtex, ".ris": read_ris, ".json": read_csl_json}
_BEGINNINGS = {".bib": "“@article{key,”", ".ris": "“TY  - JOUR”", ".json": '“[{"id": …”'}
# A record without a usable key gets one when it is stored; until then it is checked under this one.
_ANY_KEY = "x"


def read_references(file: Path) -> References:
    """Read the records of a file, by its suffix; those that are no valid CSL-JSON are refused with their lines.

    Raises ContentError when the file cannot be read at all: it is missing, not UTF-8, or of another kind.
    """
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        allowed = ", ".join(READERS)
        said = f"References are not read from a file with the suffix “{file.suffix}”; allowed: {allowed}."
        raise ContentError([Problem(str(file), None, said)])
    text = FileText(str(file), read_text(file))
    read = reader(text)
    if not read.records and not read.refused:
        begins = _BEGINNINGS[file.suffix.lower()]
        raise ContentError([Problem(str(file), None, f"No reference was found here; one begins like {begins}.")])
    faults = [(incoming, _faults(incoming)) for incoming in read.records]
    refused = [text.on(incoming.line).problem(said) for incoming, said_all in faults for said in said_all]
    return References(
        tuple(incoming for incoming, said in faults if not said),
        tuple(sorted([*read.refused, *refused])),
        tuple(sorted(read.remarks)),
    )


def _faults(incoming: Incoming) -> list[str]:
    return record_faults({**incoming.csl, "id": _ANY_KEY}, incoming.called)


class Form(StrEnum):
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


_SUFFIXES = {Form.CSL_JSON: ".json", Form.RIS: ".ris", Form.BIBTEX: ".bib"}
_MEDIA_TYPES = {
    Form.CSL_JSON: "application/vnd.citationstyles.csl+json",
    Form.RIS: "application/x-research-info-systems",
    Form.BIBTEX: "application/x-bibtex",
}


def exported(record: Record, number: int) -> CslRecord:
    """Return what is published for a record that has this number in its guideline.

    For an unlisted one that is no work: a suggestion would pass for a fact in the reader's library. It has the
    record's own title and, as its note, what the site says of it.
    """
    if record.status is not Status.UNLISTED:
        return record.csl
    # Merging on the command line formats nothing, and need not wait for the processor.
    from site_plugins.references.formatting import format_record

    own = {field: record.csl[field] for field in ("id", "type", "title")}
    return {**own, "note": format_record(record, number).text}


def entry(csl: CslRecord, form: Form) -> str:
    """Return one record in a form, to be put together by `joined`."""
    return _WRITERS[form](csl)


def joined(entries: Iterable[str], form: Form) -> str:
    """Return a whole file of entries."""
    if form is Form.CSL_JSON:
        return "[\n" + ",\n".join(entries) + "\n]\n"
    return ("\r\n" if form is Form.RIS else "\n").join(entries)


def export(records: Sequence[CslRecord], form: Form) -> str:
    """Return a whole file of records in their order."""
    return joined((entry(csl, form) for csl in records), form)


@dataclass(frozen=True)
class Exports:
    """All records of a guideline, written once in every form, so that any choice of them is only put together."""

    entries: Mapping[Form, Mapping[str, str]]
    """The entries of each form by the records' ids."""

    @classmethod
    def of(cls, records: Iterable[CslRecord]) -> Exports:
        """Write every record in every form."""
        every = list(records)
        return cls({form: {str(csl["id"]): entry(csl, form) for csl in every} for form in Form})

    def choose(self, ids: Iterable[str], form: Form) -> str:
        """Return a whole file of the records with these ids, in their order. Raises KeyError for an unknown one."""
        return joined((self.entries[form][record_id] for record_id in ids), form)


def _json_entry(csl: CslRecord) -> str:
    return "\n".join(f"  {line}" for line in json.dumps(csl, ensure_ascii=False, indent=2).split("\n"))


_WRITERS: dict[Form, Callable[[CslRecord], str]] = {
    Form.CSL_JSON: _json_entry,
    Form.RIS: ris_record,
    Form.BIBTEX: bibtex_entry,
}
