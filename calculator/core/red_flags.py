"""What a red flag is: a sign that a clinician must look at before anything else is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Urgency(StrEnum):
    """How soon somebody has to look, from least to most."""

    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"


@dataclass(frozen=True)
class RedFlag:
    """One condition to rule out: how it is asked for, and what a yes leads to."""

    id: str
    """What a request calls it."""
    number: int
    """The number that its question is asked under."""
    question: str
    signs: tuple[str, ...]
    """Any one of them is a yes."""
    urgency: Urgency
    statement: str
    """The statement of the source that applies when the flag stands."""
    reason: str
    """What a result names as the reason, in plain words; it does not say that the patient has it."""

    short: str = ""
    """What a record calls the condition; its id, if nothing else is said."""

    def __post_init__(self) -> None:
        """Make a name of the id where none is given."""
        if not self.short:
            object.__setattr__(self, "short", self.id.replace("-", " "))


def most_urgent(standing: Iterable[RedFlag]) -> Urgency:
    """Return how soon somebody has to look, given the flags that stand: the most urgent one decides."""
    return max((flag.urgency for flag in standing), key=list(Urgency).index, default=Urgency.ROUTINE)
