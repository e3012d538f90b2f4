"""A file such as Retraction Watch publishes, with made-up notices."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

HEADER = [
    *("Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author", "URLS"),
    *("ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDate"),
    *("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "Reason", "Paywalled", "Notes", ""),
]
"""The published header, which ends in a comma."""

ROW = {
    "Record ID": "1",
    "Title": 'On "backs", again',
    "Institution": "Room 1, Some Hospital;",
    "RetractionDate": "1/31/2019 0:00",
    "RetractionDOI": "10.5555/notice",
    "RetractionPubMedID": "99900001",
    "OriginalPaperDate": "6/1/2015 0:00",
    "OriginalPaperDOI": "10.5555/work",
    "OriginalPaperPubMedID": "99900002",
    "RetractionNature": "Retraction",
    "Reason": "+Error in Data;+Unreliable Results;",
}


def row(**given: str) -> dict[str, str]:
    """A row, with what is given in place of what stands in `ROW`."""
    return ROW | given


def retraction_text(*rows: Mapping[str, str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def retraction_file(folder: Path, *rows: Mapping[str, str]) -> Path:
    return text_file(folder, retraction_text(*rows))


def text_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "retraction_watch.csv"
    file.write_bytes(text.encode(encoding))
    return file
