"""The Keele STarT Back Screening Tool: its wording, its points and its cut-offs, as data.

Source: Keele University, "Using and scoring the STarT Back Screening Tool"; Hill 2008
(doi:10.1002/art.23563). The wording is the validated instrument: never paraphrase or translate an item.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Risk(StrEnum):
    """The risk group that a score leads to: the risk of persistent disabling pain."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    NOT_LOW = "not-low"
    """Only the 6-item form gives it: it cannot tell medium from high."""


@dataclass(frozen=True)
class Choice:
    """One answer that an item offers."""

    value: str
    """How the answer is written in a request."""
    label: str
    """Keele's wording."""
    point: int
    """0 or 1."""


@dataclass(frozen=True)
class Item:
    """One question of the instrument."""

    number: int
    """Its number in the 9-item form, 1 to 9; it keeps it in the 6-item form."""
    text: str
    """Keele's exact wording."""
    domain: str
    """What the item is about."""
    choices: tuple[Choice, ...]
    """The answers, in printed order."""
    distress: bool
    """Whether it counts for the distress (psychosocial) subscale, items 5 to 9."""

    @property
    def by_place(self) -> dict[str, str]:
        """The answers' values by their place in the printed order, a digit from 0."""
        return {str(place): choice.value for place, choice in enumerate(self.choices)}


@dataclass(frozen=True)
class Instrument:
    """A form of the tool: which items it has and where its cut-offs lie."""

    id: str
    title: str
    items: tuple[Item, ...]
    low_at_most: int
    """The highest total that is still low risk."""
    high_from_distress: int | None
    """The lowest distress score that is high risk; None where the form has no subscale."""


STEM = "Thinking about the last 2 weeks tick your response to the following questions:"
"""Keele's introduction to the items."""

COPYRIGHT = "Copyright 2021 Keele University; funded by Arthritis Research UK (now Versus Arthritis)."
"""Must be shown wherever the items are shown: on screen, on paper and in exports."""

AGREEMENT = (Choice("disagree", "Disagree", 0), Choice("agree", "Agree", 1))
BOTHERSOMENESS = (
    Choice("not-at-all", "Not at all", 0),
    Choice("slightly", "Slightly", 0),
    Choice("moderately", "Moderately", 0),
    Choice("very-much", "Very much", 1),
    Choice("extremely", "Extremely", 1),
)

ITEMS = (
    Item(
        1,
        "My back pain has spread down my leg(s) at some time in the last 2 weeks",
        "leg pain",
        AGREEMENT,
        distress=False,
    ),
    Item(
        2,
        "I have had pain in the shoulder or neck at some time in the last 2 weeks",
        "pain elsewhere",
        AGREEMENT,
        distress=False,
    ),
    Item(
        3,
        "I have only walked short distances because of my back pain",
        "disability (walking)",
        AGREEMENT,
        distress=False,
    ),
    Item(
        4,
        "In the last 2 weeks, I have dressed more slowly than usual because of back pain",
        "disability (dressing)",
        AGREEMENT,
        distress=False,
    ),
    Item(
        5,
        "It's not really safe for a person with a condition like mine to be physically active",
        "fear",
        AGREEMENT,
        distress=True,
    ),
    Item(
        6,
        "Worrying thoughts have been going through my mind a lot of the time",
        "anxiety",
        AGREEMENT,
        distress=True,
    ),
    Item(
        7,
        "I feel that my back pain is terrible and it's never going to get any better",
        "catastrophising",
        AGREEMENT,
        distress=True,
    ),
    Item(
        8,
        "In general I have not enjoyed all the things I used to enjoy",
        "low mood",
        AGREEMENT,
        distress=True,
    ),
    Item(
        9,
        "Overall, how bothersome has your back pain been in the last 2 weeks?",
        "bothersomeness",
        BOTHERSOMENESS,
        distress=True,
    ),
)

LOW_MOOD_ITEM = 8
"""The item whose "agree" calls for the low-mood notice."""

START_BACK_9 = Instrument(
    "start-back-9",
    "The Keele STarT Back Screening Tool, 9 items",
    ITEMS,
    low_at_most=3,
    high_from_distress=4,
)
START_BACK_6 = Instrument(
    "start-back-6",
    "The Keele STarT Back Screening Tool, 6 items",
    tuple(item for item in ITEMS if item.number not in {2, 5, 6}),
    low_at_most=2,
    high_from_distress=None,
)
INSTRUMENTS = {form.id: form for form in (START_BACK_9, START_BACK_6)}
