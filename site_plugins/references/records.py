"""Reading `references.json`: CSL-JSON, with the project's own fields under `custom`.

`custom.status` is "confirmed" or "unlisted"; an unlisted record may carry `custom.suggested`, a CSL-JSON
record of a work that it may be. Confirming one means putting that record in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_plugins.problems import ContentError, Problem, read_text, suggestion
from site_plugins.references.csl import record_faults
from site_plugins.references.record import Record, Status

CUSTOM = ("status", "suggested", "cited-for")
_NEXT_ENTRY = re.compile(r"[\s,]*(?=[^\s,\]])")


@dataclass(frozen=True)
class Records:
    """The records of one guideline, as far as they can be used."""

    by_id: Mapping[str, Record]
    """In their order."""
    ids: frozenset[str]
    """Every id, also of those with problems."""
    problems: tuple[Problem, ...]


def read_records(file: Path) -> Records:
    """Read the records of one guideline. Raises ContentError when the file cannot be read at all."""
    text = read_text(file)
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise ContentError([Problem(str(file), error.lineno, f"This is not JSON: {error.msg}.")]) from error
    if not isinstance(whole, list):
        raise ContentError([Problem(str(file), 1, "A list of CSL-JSON records is expected here.")])
    records: dict[str, Record] = {}
    ids: set[str] = set()
    problems: list[Problem] = []
    for position, (csl, line) in enumerate(_entries(text), start=1):
        key = csl["id"] if isinstance(csl, dict) and isinstance(csl.get("id"), str) else ""
        faults = _faults(csl, f"“{key}”" if key else f"record {position}")
        if key in ids:
            faults.append(f"The id “{key}” is used twice; every record needs its own.")
        elif key:
            ids.add(key)
        problems += [Problem(str(file), line, fault) for fault in faults]
        if not faults:
            custom = csl.get("custom", {})
            records[key] = Record(
                id=key,
                csl={name: value for name, value in csl.items() if name != "custom"},
                status=Status(custom.get("status", Status.CONFIRMED)),
                suggested=custom.get("suggested"),
                line=line,
            )
    return Records(records, frozenset(ids), tuple(problems))


def _entries(text: str) -> Iterator[tuple[Any, int]]:
    """Yield the entries of a JSON list and the lines that they begin on."""
    decoder = json.JSONDecoder()
    position = text.index("[") + 1
    while found := _NEXT_ENTRY.match(text, position):
        entry, position = decoder.raw_decode(text, found.end())
        yield entry, text.count("\n", 0, found.end()) + 1


def _faults(csl: object, name: str) -> list[str]:
    if not isinstance(csl, dict):
        return [f"{name} is {csl!r}; an object is expected."]
    custom = csl.get("custom", {})
    faults = record_faults({field: value for field, value in csl.items() if field != "custom"}, name)
    if not isinstance(custom, dict):
        return [*faults, f"custom of {name} is {custom!r}; an object is expected."]
    # A mistyped "status" would turn an unlisted reference into a confirmed one.
    faults += [
        f"custom.{field} of {name} is not known; allowed: {', '.join(CUSTOM)}.{suggestion(field, CUSTOM)}"
        for field in custom
        if field not in CUSTOM
    ]
    status, suggested = custom.get("status", "confirmed"), custom.get("suggested")
    if status not in list(Status):
        faults.append(f"custom.status of {name} is {status!r}; allowed: {', '.join(Status)}.")
    if suggested is None:
        return faults
    if status != Status.UNLISTED:
        faults.append(f"custom.suggested of {name} stands beside status {status!r}; allowed beside: unlisted.")
    if not isinstance(suggested, dict):
        return [*faults, f"custom.suggested of {name} is {suggested!r}; an object is expected."]
    return faults + record_faults(suggested, f"the work suggested for {name}")
