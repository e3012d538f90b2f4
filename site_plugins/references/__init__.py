"""Bibliographic records: read, checked, formatted, merged, exported. Knows no guideline and no page.

What other rooms use is named here; the modules are this room's own.
"""

from __future__ import annotations

from site_plugins.references.exchange import Exports, FileFormat, export_record
from site_plugins.references.formatting import (
    DEFAULT_STYLE,
    format_csl,
    format_record,
    get_identifier_address,
    load_style,
)
from site_plugins.references.identifiers import KEY_PATTERN
from site_plugins.references.record import FURTHER_READING, CslRecord, Record, SignedOff, Status
from site_plugins.references.records import read_records
from site_plugins.references.retractions import (
    RETRACTIONS_FILE,
    EditorialNotice,
    EditorialNotices,
    NoticeKind,
    find_retraction_problems,
    is_retracted,
    read_notices,
)
from site_plugins.references.texts import text

__all__ = [
    "DEFAULT_STYLE",
    "FURTHER_READING",
    "KEY_PATTERN",
    "RETRACTIONS_FILE",
    "CslRecord",
    "EditorialNotice",
    "EditorialNotices",
    "Exports",
    "FileFormat",
    "NoticeKind",
    "Record",
    "SignedOff",
    "Status",
    "export_record",
    "find_retraction_problems",
    "format_csl",
    "format_record",
    "get_identifier_address",
    "is_retracted",
    "load_style",
    "read_notices",
    "read_records",
    "text",
]
