"""One bibliographic record, and how sure it is which work it is.

The project's own fields stand under CSL-JSON's `custom`: `status` is "confirmed" or "unlisted"; `suggested`, beside
unlisted, is a CSL-JSON record of a work that it may be; `cited-for` says what the source cites it for; `study` is
the kind of study of the work that the record is or may be, in the work's own words; `confirmed`, beside confirmed,
and `acknowledged` say by whom and on which day; `number` is the one that the source gives it in its own list;
`further-reading` says that the source lists it and no sentence cites it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from site_plugins.diagnostics.days import day_of, is_day
from site_plugins.diagnostics.problems import Place, suggestion
from site_plugins.references.csl import RecordFault, describe_path, find_record_faults, is_text, refuse_value

type CslRecord = dict[str, object]

_NOWHERE = Place("references.json", None)

HIGHEST_NUMBER = 99_999
FURTHER_READING = "further-reading"
CUSTOM_FIELDS = (
    "status",
    "suggested",
    "cited-for",
    "study",
    "confirmed",
    "acknowledged",
    "number",
    FURTHER_READING,
)
_SIGNED = ("by", "on")


class Status(StrEnum):
    """How sure it is which work a reference is."""

    CONFIRMED = "confirmed"
    UNLISTED = "unlisted"
    """The source cites it and does not list it; where the record carries a suggestion, it says "it may be"."""


@dataclass(frozen=True)
class SignedOff:
    """Who stands for an editor's word on a record, and since when."""

    by: str
    on: date


@dataclass(frozen=True)
class Record:
    """One bibliographic record of `references.json`."""

    id: str
    csl: CslRecord
    """The CSL-JSON record without `custom`."""
    status: Status
    suggested: CslRecord | None
    """For an unlisted one: a work that it may be."""
    place: Place = _NOWHERE
    """Where its id stands, for what is wrong with the record as a whole."""
    study: str | None = None
    """The kind of study of the work that it is or may be, in the work's own words."""
    confirmed: SignedOff | None = None
    """Who confirmed that it is the work that the source means; None where nobody is named."""
    acknowledged: SignedOff | None = None
    """Who decided that it stays cited although it was retracted."""
    number: int | None = None
    """Its number in the source's own list, counted from 1; None where nobody gave it."""
    further_reading: bool = False
    """Whether the source lists it although no sentence cites it."""

    @property
    def work(self) -> CslRecord | None:
        """The work that it is or may be; None where nobody knows."""
        return self.suggested if self.status is Status.UNLISTED else self.csl

    @property
    def title(self) -> str:
        """Its own title, without the markup that CSL allows in one; never that of a work that it may be."""
        return re.sub(r"</?(?:i|b|sub|sup|span)\b[^>]*>", "", str(self.csl["title"]))


@dataclass(frozen=True)
class Custom:
    """The fields of a record in which nothing is wrong."""

    status: Status
    suggested: CslRecord | None
    study: str | None
    confirmed: SignedOff | None
    acknowledged: SignedOff | None
    number: int | None
    further_reading: bool


def read_custom(custom: Mapping[str, Any]) -> Custom:
    """Read fields in which `custom_faults` finds nothing wrong."""
    return Custom(
        status=Status(custom.get("status", Status.CONFIRMED)),
        suggested=custom.get("suggested"),
        study=custom.get("study"),
        confirmed=_read_sign_off(custom.get("confirmed")),
        acknowledged=_read_sign_off(custom.get("acknowledged")),
        number=custom.get("number"),
        further_reading=custom.get(FURTHER_READING, False),
    )


def _read_sign_off(value: Mapping[str, Any] | None) -> SignedOff | None:
    return None if value is None else SignedOff(by=value["by"], on=day_of(value["on"]))


def find_custom_faults(custom: object, name: str) -> Iterator[RecordFault]:
    """Yield what is wrong with the fields of a record, which the sentences call `name`."""
    if not isinstance(custom, dict):
        yield refuse_value(("custom",), custom, name, "an object")
        return
    # A mistyped "status" would turn an unlisted reference into a confirmed one.
    yield from _find_unknown_fields(("custom",), custom, CUSTOM_FIELDS, name)
    status = custom.get("status", Status.CONFIRMED)
    if status not in list(Status):
        near = suggestion(status, list(Status)) if isinstance(status, str) else ""
        yield refuse_value(("custom", "status"), status, name, ", ".join(Status), near)
    for field, beside in (("suggested", Status.UNLISTED), ("confirmed", Status.CONFIRMED)):
        if field in custom and status in list(Status) and status != beside:
            message = f"custom.{field} of {name} stands beside status {str(status)!r}; allowed beside: {beside}."
            yield RecordFault(("custom", field), message, of_name=True)
    for field in ("cited-for", "study"):
        if field in custom and not is_text(custom[field]):
            yield refuse_value(("custom", field), custom[field], name, "some text")
    for field in ("confirmed", "acknowledged"):
        if field in custom:
            yield from _find_sign_off_faults(("custom", field), custom[field], name)
    number = custom.get("number", 1)
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= HIGHEST_NUMBER:
        allowed = f"a whole number from 1 to {HIGHEST_NUMBER}, without quotes"
        yield refuse_value(("custom", "number"), number, name, allowed)
    if FURTHER_READING in custom and custom[FURTHER_READING] is not True:
        yield refuse_value(("custom", FURTHER_READING), custom[FURTHER_READING], name, "true, or leave it out")
    elif FURTHER_READING in custom and status == Status.UNLISTED:
        message = (
            f"custom.{FURTHER_READING} of {name} stands beside status 'unlisted'; allowed beside: confirmed. "
            "Further reading is what the source lists."
        )
        yield RecordFault(("custom", FURTHER_READING), message, of_name=True)
    suggested = custom.get("suggested", {})
    if not isinstance(suggested, dict):
        yield refuse_value(("custom", "suggested"), suggested, name, "an object")
    elif "suggested" in custom:
        for fault in find_record_faults(suggested, f"the work suggested for {name}"):
            yield replace(fault, path=("custom", "suggested", *fault.path))


def _find_sign_off_faults(path: tuple[str, ...], value: object, name: str) -> Iterator[RecordFault]:
    if not isinstance(value, dict):
        yield refuse_value(path, value, name, 'an object such as {"by": "B. Lee", "on": "2027-05-23"}')
        return
    yield from _find_unknown_fields(path, value, _SIGNED, name)
    for field, fits, allowed in (("by", is_text, "a name"), ("on", is_day, "a day YYYY-MM-DD that exists")):
        if field not in value:
            yield RecordFault(path, f"{describe_path((*path, field), name)} is missing; allowed: {allowed}.")
        elif not fits(value[field]):
            yield refuse_value((*path, field), value[field], name, allowed)


def _find_unknown_fields(
    path: tuple[str, ...], value: Mapping[str, object], known: tuple[str, ...], name: str
) -> Iterator[RecordFault]:
    for field in value:
        if field not in known:
            message = f"{describe_path((*path, field), name)} is not known; allowed: {', '.join(known)}."
            yield RecordFault((*path, field), message + suggestion(field, known), of_name=True)
