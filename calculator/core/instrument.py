"""What an instrument is: a questionnaire with its scales and the bands that they lead to, all of it data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise


@dataclass(frozen=True)
class Choice:
    """One answer that an item offers."""

    value: str
    """How the answer is written in a request."""
    label: str
    """The instrument's own wording."""
    points: int
    """What the answer counts, 0 or more."""


@dataclass(frozen=True)
class Item:
    """One question of an instrument."""

    number: int
    """Its number, which it keeps in every form of the instrument."""
    text: str
    """The instrument's exact wording."""
    domain: str
    """What the item is about."""
    choices: tuple[Choice, ...]
    """The answers, in printed order."""

    @property
    def by_place(self) -> dict[str, str]:
        """The answers' values by their place in the printed order, a digit from 0."""
        return {str(place): choice.value for place, choice in enumerate(self.choices)}

    def choice(self, value: str) -> Choice:
        """Return the choice with this value. Raises ValueError when the item does not offer it."""
        for choice in self.choices:
            if choice.value == value:
                return choice
        offered = ", ".join(choice.value for choice in self.choices)
        raise ValueError(f"item {self.number} has no answer {value!r}; allowed: {offered}")


@dataclass(frozen=True)
class Scale:
    """A sum of the points of some items."""

    id: str
    """What a response calls the sum."""
    items: tuple[int, ...]
    """The numbers of the items that are added up."""
    label: str
    """Its name in a table, such as “Total”."""
    title: str
    """Its name at the foot of the item-by-item working."""
    question_label: str
    """Its name for the person who answered, such as “Questions 5 to 9 (distress)”."""
    record_label: str
    """Its name in a record of another system, such as “Total score”."""
    paper_label: str
    """Its name where it is added up by hand, on a page."""
    sheet_label: str
    """Its name in the scoring box of the paper form."""


@dataclass(frozen=True)
class Band:
    """A group that a score leads to."""

    id: str
    label: str
    """Its name, such as “low”."""
    initial: str
    """A letter or two for it, in pictures."""
    at_least: Mapping[str, int] = field(hash=False)
    """The lowest points of the scales that it takes; none for the lowest band."""
    plain: str = ""
    """What it means to the person who answered, as a heading."""
    paper_rule: str = ""
    """The rule by which counted points lead to it, for whoever works it out on paper."""
    decides: bool = True
    """Whether a plan may rest on it. The 6-item STarT Back form's “not low” is two groups, and decides nothing."""


@dataclass(frozen=True)
class Instrument:
    """A form of a questionnaire: which items it has, which scales, and where its bands lie."""

    id: str
    title: str
    stem: str
    """The instrument's introduction to its items."""
    copyright: str
    """Must be shown wherever the items are shown: on screen, on paper and in exports."""
    terms: str
    """What the owner of the wording allows, for exports."""
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    """The first one is the total, over all items."""
    bands: tuple[Band, ...]
    """From lowest to highest: the last one whose lowest points are all reached is the sheet's."""
    items_title: str
    """What its items are called, as a heading."""
    scoring_rule: str
    """In a sentence, how the points lead to a band."""
    remark: str = ""
    """What its scores lack, for a record; may be empty."""
    used_for: str = ""
    """When this form is used, where there is a choice between forms."""
    legend: str = ""
    """What its total is called below a picture of several sheets."""

    def __post_init__(self) -> None:
        """Refuse bands of which a higher one takes fewer points of a scale: the order of looking would decide."""
        for lower, higher in pairwise(self.bands):
            for scale, least in lower.at_least.items():
                if higher.at_least.get(scale, 0) < least:
                    raise ValueError(
                        f"{self.id}: band {higher.id} takes fewer points of {scale} than {lower.id} below it"
                    )

    @cached_property
    def item_by_number(self) -> Mapping[int, Item]:
        """The items by their numbers, in the form's order."""
        return {item.number: item for item in self.items}

    @cached_property
    def band_by_id(self) -> Mapping[str, Band]:
        """The bands by their ids, from lowest to highest."""
        return {band.id: band for band in self.bands}

    @cached_property
    def counted_in(self) -> Mapping[int, tuple[bool, ...]]:
        """For each item, by its number, which of the scales count it."""
        return {number: tuple(number in scale.items for scale in self.scales) for number in self.item_by_number}

    def scale(self, scale_id: str) -> Scale | None:
        """Return one of the scales; None where this form has no such scale."""
        return next((scale for scale in self.scales if scale.id == scale_id), None)

    def highest(self, scale: Scale) -> int:
        """Return the most points that a scale can have."""
        return sum(max(choice.points for choice in self.item_by_number[number].choices) for number in scale.items)

    def subscales_of(self, item: Item) -> tuple[Scale, ...]:
        """Return the scales that count an item and not every item of the form."""
        parts = (scale for scale in self.scales if len(scale.items) < len(self.items))
        return tuple(scale for scale in parts if item.number in scale.items)

    def band_of(self, points: Mapping[str, int]) -> Band:
        """Return the band of a complete sheet; `points` are those of each scale."""
        reached = (
            band for band in self.bands if all(points[scale] >= least for scale, least in band.at_least.items())
        )
        *_, highest = reached
        return highest
