"""One bibliographic record, and how sure it is which work it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

type CslRecord = dict[str, object]


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
    line: int
    """The line of its file that it begins on."""
    study: str | None = None
    """The kind of study, in the work's own words, where its title or abstract says it."""
    confirmed: SignedOff | None = None
    """Who confirmed that it is the work that the source means; None where nobody is named."""
    acknowledged: SignedOff | None = None
    """Who decided that it stays cited although it was retracted."""

    @property
    def work(self) -> CslRecord | None:
        """The work that it is or may be; None where nobody knows."""
        return self.suggested if self.status is Status.UNLISTED else self.csl
