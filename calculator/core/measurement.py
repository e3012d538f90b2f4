"""What is known of how well an instrument measures: for a clinician, never for a patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from calculator.core.instrument import Band


class Claim(StrEnum):
    """What kind of thing a finding says."""

    EFFECT = "effect"
    """That care which follows the instrument makes a difference."""
    PERFORMANCE = "performance"
    """How well it measures or predicts."""
    SCOPE = "scope"
    """What it is, whom it is for, what it cannot do."""


@dataclass(frozen=True)
class FoundSince:
    """What was found after a claim was published: a claim without it is refused."""

    note: str | None = None
    """The id of the editors' note that says it, in the calculator's guideline."""
    none_on: date | None = None
    """The day of a search that found nothing."""

    def __post_init__(self) -> None:
        if (self.note is None) == (self.none_on is None):
            raise ValueError("name the editors' note about what was found since, or the day of a search for it")


@dataclass(frozen=True)
class Finding:
    """One thing that is known of an instrument, and from where."""

    id: str
    name: str
    value: str
    claim: Claim
    references: tuple[str, ...] = ()
    """Keys of the guideline's references."""
    source: str | None = None
    """Where it is from, in words, where the guideline lists no such work."""
    since: FoundSince | None = None
    """What was found since. A claim of effect or of performance must have it; what is out of date is not refuted in
    silence. Raises ValueError without it."""

    def __post_init__(self) -> None:
        if self.claim is not Claim.SCOPE and self.since is None:
            raise ValueError(
                f"finding {self.id!r} claims {self.claim} and does not say what was found since: give `since` an "
                "editors' note about it, or the day on which a search for it found nothing"
            )


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
