"""What was read from a file of references: the records, what was refused, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from site_plugins.diagnostics.problems import Problem
from site_plugins.references.record import CslRecord


@dataclass(frozen=True)
class Incoming:
    """One record as it came in, tidied."""

    csl: CslRecord
    """CSL-JSON; its id is the file's key for it, or empty."""
    file: str
    line: int
    """The line of the file that it begins on, counted from 1."""

    @property
    def called(self) -> str:
        """What it is called in a message: its key, or else its title, in quotation marks."""
        name = str(self.csl.get("id") or self.csl.get("title") or "")
        short = name if len(name) <= 60 else f"{name[:58].rstrip()} …"
        return f"“{short}”" if name else "this record"


@dataclass(frozen=True)
class References:
    """A file of references, as far as it can be used."""

    records: tuple[Incoming, ...] = ()
    refused: tuple[Problem, ...] = ()
    """What could not be read, each with its line."""
    remarks: tuple[Problem, ...] = ()
    """What of the records that were read was left out, or may not be what was meant."""
