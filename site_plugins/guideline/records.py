"""Reading `references.json`: CSL-JSON, with the project's own fields under `custom`.

`custom.status` is "confirmed" or "unlisted"; an unlisted record may carry `custom.suggested`, a CSL-JSON
record of a work that it may be. Confirming one means putting that record in its place.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from site_plugins.guideline.model import Record, Status
from site_plugins.guideline.problems import ContentError, Problem

REQUIRED = ("id", "type", "title")
SHAPES = {
    "DOI": (re.compile(r"10\.\d{4,9}/\S+"), "a DOI such as 10.1136/bmj.n71, without https://doi.org/"),
    "PMID": (re.compile(r"[1-9]\d{0,7}"), "a PMID: a number of up to 8 digits, as text"),
    "PMCID": (re.compile(r"PMC\d+"), "a PMCID such as PMC3208163"),
    "URL": (re.compile(r"https?://\S+"), "an address that begins with https:// or http://"),
}


def read_records(file: Path, shown_as: str) -> dict[str, Record]:
    """Read the records of one guideline, in their order.

    `shown_as` is the file's name in problems. Raises ContentError with every problem of the file.
    """
    text = file.read_text(encoding="utf-8")
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise ContentError([Problem(shown_as, error.lineno, f"This is not JSON: {error.msg}.")]) from error
    if not isinstance(found, list):
        raise ContentError([Problem(shown_as, 1, "A list of CSL-JSON records is expected here.")])
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    for position, csl in enumerate(found, start=1):
        faults = _faults(csl, f"record {position}")
        key = str(csl.get("id")) if isinstance(csl, dict) else ""
        if key in records:
            faults.append(f"The id “{key}” is used twice; every record needs its own.")
        problems += [Problem(shown_as, _line_of(text, key), fault) for fault in faults]
        if not faults:
            custom = csl.get("custom", {})
            records[key] = Record(
                id=key,
                csl={name: value for name, value in csl.items() if name != "custom"},
                status=Status(custom.get("status", Status.CONFIRMED)),
                suggested=custom.get("suggested"),
            )
    if problems:
        raise ContentError(problems)
    return records


def _faults(csl: object, name: str) -> list[str]:
    if not isinstance(csl, dict):
        return [f"{name.capitalize()} is {csl!r}; an object is expected."]
    custom = csl.get("custom", {})
    if not isinstance(custom, dict):
        return [f"custom of {name} is {custom!r}; an object is expected."]
    faults = _record_faults(csl, f"“{csl.get('id', name)}”")
    status, suggested = custom.get("status", "confirmed"), custom.get("suggested")
    if status not in list(Status):
        faults.append(f"custom.status of {name} is {status!r}; allowed: {', '.join(Status)}.")
    if suggested is not None:
        if status != Status.UNLISTED:
            faults.append(f"custom.suggested of {name} stands beside status {status!r}; allowed: unlisted.")
        faults += (
            _record_faults(suggested, f"the work suggested for “{csl.get('id', name)}”")
            if isinstance(suggested, dict)
            else [f"custom.suggested of {name} is {suggested!r}; an object is expected."]
        )
    return faults


def _record_faults(csl: dict[str, object], name: str) -> list[str]:
    faults = []
    for field in REQUIRED:
        if not isinstance(csl.get(field), str) or not csl[field]:
            faults.append(f"{field} of {name} is {csl.get(field)!r}; some text is expected.")
    for field, (shape, allowed) in SHAPES.items():
        value = csl.get(field)
        if value is not None and not (isinstance(value, str) and shape.fullmatch(value)):
            faults.append(f"{field} of {name} is {value!r}; allowed: {allowed}.")
    return faults


def _line_of(text: str, key: str) -> int | None:
    """Return the line of the last record with that id: a second one is the one to mend."""
    places = [match.start() for match in re.finditer(rf'"id"\s*:\s*{re.escape(json.dumps(key))}', text)]
    return text.count("\n", 0, places[-1]) + 1 if places else None
