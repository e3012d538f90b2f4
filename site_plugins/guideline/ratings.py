"""How a source rates a statement, in the source's own scheme: read, checked and worded.

    {: #id .do grade="strong" certainty="low" scheme="GRADE" rated-by="The panel" consensus="95" }

A guideline that rates in one scheme names it in its front matter (`guideline.rating`) and not at each statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from site_plugins.diagnostics.problems import suggestion
from site_plugins.guideline.rating_schemes import SCHEMES, RatingLevel, RatingScheme
from site_plugins.guideline.texts import text

LEVELS = ("grade", "certainty")
"""The attributes that give levels."""
_PER_CENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?%?")


@dataclass(frozen=True)
class Rating:
    """What a statement's attributes say of its rating."""

    levels: Mapping[str, str]
    """The names of levels by the attributes that gave them; empty where only the consensus is given."""
    scheme_name: str | None
    """The scheme's name; None until the guideline's own was filled in, and where there are no levels."""
    rated_by: str | None
    consensus: float | None
    """Per cent of those who voted, 0 to 100."""

    @property
    def scheme(self) -> RatingScheme | None:
        """The scheme; None where only the consensus is given."""
        return SCHEMES[self.scheme_name] if self.levels and self.scheme_name else None

    @property
    def rated(self) -> tuple[tuple[str, str, RatingLevel], ...]:
        """What the scheme calls each dimension, its short name, and the level."""
        scheme = self.scheme
        return tuple(
            (dimension.name, dimension.short, level)
            for dimension in (scheme.dimensions if scheme else ())
            if (name := self.levels.get(dimension.attribute)) and (level := dimension.find(name))
        )

    @property
    def level_words(self) -> tuple[str, ...]:
        """Each level with its scheme, such as "GRADE: certainty low": what a search is narrowed down to."""
        scheme = self.scheme
        return tuple(
            text("rating.words", scheme=scheme.name, levels=f"{short} {level.name}" if short else level.name)
            for _name, short, level in self.rated
            if scheme
        )

    @property
    def has_meaning(self) -> bool:
        """Whether the scheme's makers say what one of the levels means."""
        return any(level.meaning for _name, _short, level in self.rated)

    @property
    def words(self) -> str:
        """All of it in one line, such as "GRADE: recommendation strong, certainty low; consensus 95 %"."""
        levels = ", ".join(f"{short} {level.name}" if short else level.name for _name, short, level in self.rated)
        named = text("rating.words", scheme=self.scheme.name, levels=levels) if self.scheme else ""
        return "; ".join(filter(None, (named, self.consensus_words)))

    @property
    def consensus_words(self) -> str:
        """The consensus in words, or nothing."""
        return "" if self.consensus is None else text("rating.consensus", number=f"{self.consensus:g}")


def read_per_cent(value: str) -> float:
    """Read per cent, with or without the sign. Raises ValueError for what is not from 0 to 100."""
    match = _PER_CENT.fullmatch(value.strip())
    if match is None or float(match[1]) > 100:
        raise ValueError
    return float(match[1])


def rating_of(values: Mapping[str, Any]) -> Rating | None:
    """Return the rating that a statement's attributes give, without the guideline's own scheme; None for none."""
    names = ("scheme", "rated-by", "consensus", *LEVELS)
    if not any(name in values for name in names):
        return None
    return Rating(
        levels={name: values[name] for name in LEVELS if name in values},
        scheme_name=values.get("scheme"),
        rated_by=values.get("rated-by"),
        consensus=values.get("consensus"),
    )


def with_scheme(rating: Rating, own: str | None) -> Rating:
    """Return a rating in the guideline's own scheme where it names none."""
    return replace(rating, scheme_name=(rating.scheme_name or own) if rating.levels else None)


def find_rating_faults(rating: Rating, own: str | None) -> Iterator[str]:
    """Yield what is wrong with a rating, to stand behind the statement's name; `own` is the guideline's scheme."""
    name = rating.scheme_name or own
    if not rating.levels:
        for attribute, given in (("scheme", rating.scheme_name), ("rated-by", rating.rated_by)):
            if given:
                yield f"has {attribute} and no level: add grade or certainty, or take {attribute} out."
        return
    if name is None:
        yield (
            'has a rating and no scheme: name the source’s own, such as scheme="GRADE", or once for the guideline '
            f"as guideline.rating in its front matter; allowed: {', '.join(SCHEMES)}."
        )
        return
    dimensions = SCHEMES[name].by_attribute
    for attribute, level in rating.levels.items():
        dimension = dimensions.get(attribute)
        if dimension is None:
            yield f"has {attribute}, which {name} does not rate; it rates {', '.join(dimensions)}."
        elif dimension.find(level) is None:
            known = [each.name for each in dimension.levels]
            yield (
                f'has {attribute}="{level}", which is no level of {name} ({dimension.name}); allowed: '
                f"{', '.join(known)}.{suggestion(level, known)}"
            )
