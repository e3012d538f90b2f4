"""The project's own fields of a record, under CSL-JSON's `custom`: how sure it is which work it is, and more.

`status` is "confirmed" or "unlisted"; `suggested`, beside unlisted, is a CSL-JSON record of a work that it may be;
`cited-for` says what the source cites it for; `study` is the kind of study of the work that the record is or may
be, in the work's own words; `confirmed`, beside confirmed, and `acknowledged` say by whom and on which day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from site_plugins.diagnostics.days import day_of, is_day
from site_plugins.diagnostics.problems import suggestion
from site_plugins.references.csl import Fault, called, find_faults, is_text, wrong
from site_plugins.references.record import CslRecord, SignedOff, Status

FIELDS = ("status", "suggested", "cited-for", "study", "confirmed", "acknowledged")
_SIGNED = ("by", "on")


@dataclass(frozen=True)
class Custom:
    """The fields of a record in which nothing is wrong."""

    status: Status
    suggested: CslRecord | None
    study: str | None
    confirmed: SignedOff | None
    acknowledged: SignedOff | None


def read_custom(custom: Mapping[str, Any]) -> Custom:
    """Read fields in which `custom_faults` finds nothing wrong."""
    return Custom(
        status=Status(custom.get("status", Status.CONFIRMED)),
        suggested=custom.get("suggested"),
        study=custom.get("study"),
        confirmed=_signed_off(custom.get("confirmed")),
        acknowledged=_signed_off(custom.get("acknowledged")),
    )


def _signed_off(value: Mapping[str, Any] | None) -> SignedOff | None:
    return None if value is None else SignedOff(by=value["by"], on=day_of(value["on"]))


def custom_faults(custom: object, name: str) -> Iterator[Fault]:
    """Yield what is wrong with the fields of a record, which the sentences call `name`."""
    if not isinstance(custom, dict):
        yield wrong(("custom",), custom, name, "an object")
        return
    # A mistyped "status" would turn an unlisted reference into a confirmed one.
    yield from _unknown(("custom",), custom, FIELDS, name)
    status = custom.get("status", Status.CONFIRMED)
    if status not in list(Status):
        near = suggestion(status, list(Status)) if isinstance(status, str) else ""
        yield wrong(("custom", "status"), status, name, ", ".join(Status), near)
    for field, beside in (("suggested", Status.UNLISTED), ("confirmed", Status.CONFIRMED)):
        if field in custom and status in list(Status) and status != beside:
            said = f"custom.{field} of {name} stands beside status {str(status)!r}; allowed beside: {beside}."
            yield Fault(("custom", field), said, of_name=True)
    for field in ("cited-for", "study"):
        if field in custom and not is_text(custom[field]):
            yield wrong(("custom", field), custom[field], name, "some text")
    for field in ("confirmed", "acknowledged"):
        if field in custom:
            yield from _faults_of_signed_off(("custom", field), custom[field], name)
    suggested = custom.get("suggested", {})
    if not isinstance(suggested, dict):
        yield wrong(("custom", "suggested"), suggested, name, "an object")
    elif "suggested" in custom:
        for fault in find_faults(suggested, f"the work suggested for {name}"):
            yield replace(fault, path=("custom", "suggested", *fault.path))


def _faults_of_signed_off(path: tuple[str, ...], value: object, name: str) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield wrong(path, value, name, 'an object such as {"by": "B. Lee", "on": "2027-05-23"}')
        return
    yield from _unknown(path, value, _SIGNED, name)
    for field, fits, allowed in (("by", is_text, "a name"), ("on", is_day, "a day YYYY-MM-DD that exists")):
        if field not in value:
            yield Fault(path, f"{called((*path, field), name)} is missing; allowed: {allowed}.")
        elif not fits(value[field]):
            yield wrong((*path, field), value[field], name, allowed)


def _unknown(
    path: tuple[str, ...], value: Mapping[str, object], known: tuple[str, ...], name: str
) -> Iterator[Fault]:
    for field in value:
        if field not in known:
            said = f"{called((*path, field), name)} is not known; allowed: {', '.join(known)}."
            yield Fault((*path, field), said + suggestion(field, known), of_name=True)
