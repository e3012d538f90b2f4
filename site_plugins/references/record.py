"""One bibliographic record, and how sure it is which work it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from site_plugins.diagnostics.problems import Place

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


_NOWHERE = Place("references.json", None)


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

    @property
    def work(self) -> CslRecord | None:
        """The work that it is or may be; None where nobody knows."""
        return self.suggested if self.status is Status.UNLISTED else self.csl

    @property
    def title(self) -> str:
        """Its own title, without the markup that CSL allows in one; never that of a work that it may be."""
        return re.sub(r"</?(?:i|b|sub|sup|span)\b[^>]*>", "", str(self.csl["title"]))
