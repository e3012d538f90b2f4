"""What a CSL-JSON record must be: what citeproc-py would fail on, or silently leave out, is refused here."""

from __future__ import annotations

import re
from collections.abc import Iterator

KEY = r"[A-Za-z0-9_][\w:.#$%&+?<>~/-]*"
"""What can be cited as [@key], Pandoc's way."""

REQUIRED = ("id", "type", "title")
SHAPES = {
    "id": (re.compile(KEY), "letters, digits, hyphens: what can be cited as [@id]"),
    "DOI": (re.compile(r"10\.\d{4,9}/\S+"), "a DOI such as 10.1136/bmj.n71, without https://doi.org/"),
    "PMID": (re.compile(r"[1-9]\d{0,7}"), "a PMID: a number of up to 8 digits, as text"),
    "PMCID": (re.compile(r"PMC\d+"), "a PMCID such as PMC3208163"),
    "URL": (re.compile(r"https?://\S+"), "an address that begins with https:// or http://"),
}
NAMES = ("author", "editor", "translator", "collection-editor", "container-author")
DATES = ("issued", "accessed", "event-date", "original-date")


def record_faults(csl: dict[str, object], name: str) -> list[str]:
    """Return what is wrong with a record, as sentences in which it is called `name`."""
    return [f"{field} of {name} is {csl.get(field)!r}; allowed: {allowed}." for field, allowed in _wrong(csl)]


def _wrong(csl: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the fields that are wrong and what is allowed there."""
    for field in REQUIRED:
        if not isinstance(csl.get(field), str) or not csl[field]:
            yield field, "some text"
    for field, value in csl.items():
        if field in SHAPES:
            shape, allowed = SHAPES[field]
            # An id that is no text was named above.
            if not (isinstance(value, str) and shape.fullmatch(value)) and (field != "id" or _is_text(value)):
                yield field, allowed
        elif field in NAMES:
            if not (isinstance(value, list) and all(map(_is_name, value))):
                yield field, 'a list of names such as {"family": "Lee", "given": "J."} or {"literal": "NICE"}'
        elif field in DATES:
            if not _is_date(value):
                yield field, 'a date such as {"date-parts": [[2013, 7, 1]]} or {"literal": "undated"}'
        elif field not in REQUIRED and not (_is_text(value) or isinstance(value, int)):
            yield field, "some text"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_name(value: object) -> bool:
    return isinstance(value, dict) and (_is_text(value.get("family")) or _is_text(value.get("literal")))


def _is_date(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    days = value.get("date-parts")
    if days is None:
        return _is_text(value.get("literal"))
    return isinstance(days, list) and bool(days) and all(_is_day(day) for day in days)


def _is_day(value: object) -> bool:
    """Tell whether it is year, month, day; Zotero writes them as text."""
    return isinstance(value, list) and bool(value) and all(str(part).isdecimal() for part in value)
