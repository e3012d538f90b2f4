"""What is known of how well an instrument measures: for a clinician, never for a patient."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.core.instrument import Band


@dataclass(frozen=True)
class Finding:
    """One thing that is known of an instrument, and from where."""

    id: str
    name: str
    value: str
    references: tuple[str, ...] = ()
    """Keys of the guideline's references."""
    source: str | None = None
    """Where it is from, in words, where the guideline lists no such work."""


@dataclass(frozen=True)
class GroupShare:
    """How many of a group reached an outcome."""

    band: Band
    percent: float


@dataclass(frozen=True)
class MarkedFall:
    """A fall of a form's total that predicted something."""

    instrument: str
    """The id of the form with which that was found."""
    points: int
    """The smallest fall, in whole points, as totals are."""
    prediction: Finding


@dataclass(frozen=True)
class Measurement:
    """How well an instrument measures, what its groups came to, and its limits."""

    findings: tuple[Finding, ...]
    outcome: Finding
    """What the shares by group are shares of."""
    shares: tuple[GroupShare, ...]
    marked_fall: MarkedFall
