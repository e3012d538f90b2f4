"""References in and out: BibTeX, RIS and CSL-JSON of other programs, and files for them."""

from __future__ import annotations

from site_plugins.references.exchange.files import (
    READERS,
    Exports,
    FileFormat,
    export_record,
    export_records,
    read_references,
)
from site_plugins.references.exchange.imported import ImportedFile, ImportedRecord

__all__ = [
    "READERS",
    "Exports",
    "FileFormat",
    "ImportedFile",
    "ImportedRecord",
    "export_record",
    "export_records",
    "read_references",
]
