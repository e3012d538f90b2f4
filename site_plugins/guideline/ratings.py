"""How a source rates a statement, in the source's own scheme: read, checked and worded.

    {: #id .do grade="strong" certainty="low" scheme="GRADE" rated-by="The panel" consensus="95" }

Further ratings of the same statement have their number behind each name, from 2 on:

    {: #id .do grade="strong" rated-for="adults" grade-2="weak" rated-for-2="children" }

A guideline that rates in one scheme names it in its front matter (`guideline.rating`) and not at each statement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from site_plugins.diagnostics.problems import suggestion
from site_plugins.guideline.rating_schemes import SCHEMES, RatingDimension, RatingLevel, RatingScheme
from site_plugins.guideline.texts import text

LEVELS = ("grade", "certainty")
"""The attributes that give levels."""
RATED = (*LEVELS, "scheme", "rated-for", "rated-by", "consensus")
"""All attributes of a rating; with a number behind them they are a further one's."""
MOST_RATINGS = 9
"""Of a statement."""
_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_NAMES_RATING = re.compile(
    r"\b(?:recommendation|evidence|certainty|quality|confidence|strength|grade|level|class)\b", re.I
)
"""A word that says of those beside it that they rate."""
_WORDS_BESIDE_LEVELS = (
    "a against an and based certainty class confidence evidence for grade level of on quality rating "
    "recommendation recommendations strength the with"
)
_BESIDE_LEVELS = frozenset(_WORDS_BESIDE_LEVELS.split())
"""All words that may stand beside levels in brackets that hold a rating: those of “NYHA class I” hold none."""
_BETWEEN_LEVELS = re.compile(r"[\s,;:./–—-]+")
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
    rated_for: str | None = None
    """What it is the rating of, in the source's words, such as "children"; None where of the whole statement."""
    shown: frozenset[str] = frozenset()
    """The attributes that a table's own cells give: the capitals of their words make no difference."""

    @property
    def scheme(self) -> RatingScheme | None:
        """The scheme; None where only the consensus is given."""
        return SCHEMES[self.scheme_name] if self.levels and self.scheme_name else None

    @property
    def written(self) -> tuple[str, ...]:
        """The levels as the source writes them, each behind its dimension in short: "certainty low", but "1C"."""
        scheme = self.scheme
        return tuple(
            f"{dimension.short} {level.name}" if dimension.short and not level.stands_for else level.name
            for dimension in (scheme.dimensions if scheme else ())
            if (name := self.levels.get(dimension.attribute)) and (level := self._find(dimension, name))
        )

    def _find(self, dimension: RatingDimension, name: str) -> RatingLevel | None:
        return dimension.find(name, folded=dimension.attribute in self.shown)

    @property
    def rated(self) -> tuple[tuple[str, RatingLevel], ...]:
        """What the scheme calls each dimension, and the level; 1C is a level of two."""
        scheme = self.scheme
        by_attribute = scheme.by_attribute if scheme else {}
        given = [
            part
            for attribute, name in self.levels.items()
            if (dimension := by_attribute.get(attribute)) and (level := self._find(dimension, name))
            for part in level.stands_for or ((attribute, name),)
        ]
        return tuple(
            (dimension.name, level)
            for attribute, name in given
            if (dimension := by_attribute[attribute]) and (level := self._find(dimension, name))
        )

    @property
    def level_words(self) -> tuple[str, ...]:
        """Each level with its scheme, such as "GRADE: certainty low": what a search is narrowed down to."""
        scheme = self.scheme
        return tuple(text("rating.words", scheme=scheme.name, levels=words) for words in self.written if scheme)

    @property
    def has_meaning(self) -> bool:
        """Whether the scheme's makers say what one of the levels means."""
        return any(level.meaning for _name, level in self.rated)

    @property
    def words(self) -> str:
        """All of it in one line, such as "adults: GRADE: recommendation strong, certainty low; consensus 95 %"."""
        return text("rating.for", group=self.rated_for, words=self.own_words) if self.rated_for else self.own_words

    @property
    def own_words(self) -> str:
        """The same without what it is the rating of."""
        named = text("rating.words", scheme=self.scheme.name, levels=", ".join(self.written)) if self.scheme else ""
        return "; ".join(filter(None, (named, self.consensus_words)))

    def is_said_in(self, sentence: str) -> bool:
        """Whether a sentence says all of it, in cells or in brackets: "(strong recommendation, low certainty)".

        A level's word elsewhere may mean another thing: "low back pain" rates nothing, nor does "(NYHA class I)",
        so that brackets with any other word say none. One that is said beside another level of the same dimension
        says neither.
        """
        scheme = self.scheme
        if scheme is None or self.consensus is not None or self.rated_for:
            return False
        in_cells = self.shown >= self.levels.keys()
        return in_cells or any(self._is_said_by(scheme, words) for words in _BRACKETS.findall(sentence))

    def find_contradiction(self, sentence: str) -> str | None:
        """Return the brackets of a sentence that rate it otherwise, such as "(weak recommendation)" beside strong.

        Only those that hold nothing else are taken for a rating, as by `is_said_in`.
        """
        scheme = self.scheme
        if scheme is None or self.rated_for:
            return None
        for match in _BRACKETS.finditer(sentence):
            said = {each: _levels_in(match[1], each.levels) for each in scheme.dimensions}
            if any(map(self._differs, said, said.values())):
                rest = _pattern_of([*chain.from_iterable(said.values())]).sub(" ", match[1])
                if _rates(scheme, match[1], rest):
                    return match[0]
        return None

    def _differs(self, dimension: RatingDimension, said: Set[str]) -> bool:
        name = self.levels.get(dimension.attribute)
        level = self._find(dimension, name) if name else None
        found = dimension.find(next(iter(said))) if len(said) == 1 else None
        # “1C” is as good as “strong, low”: only of levels that stand for themselves can be told that they differ.
        return bool(level and found and level != found and not level.stands_for and not found.stands_for)

    def _is_said_by(self, scheme: RatingScheme, words: str) -> bool:
        rest = words
        for dimension in scheme.dimensions:
            if (name := self.levels.get(dimension.attribute)) and (level := self._find(dimension, name)):
                if _levels_in(words, dimension.levels or (level,)) != {level.name}:
                    return False
                rest = _pattern_of((level.name,)).sub(" ", rest)
        return _rates(scheme, words, rest)

    @property
    def consensus_words(self) -> str:
        """The consensus in words, or nothing."""
        return "" if self.consensus is None else text("rating.consensus", number=f"{self.consensus:g}")


def _rates(scheme: RatingScheme, words: str, rest: str) -> bool:
    """Whether the words of brackets name a rating, and `rest`, those beside its levels, nothing else."""
    if scheme.name not in words and not _NAMES_RATING.search(words):
        return False
    known = _BESIDE_LEVELS.union(*(each.short.casefold().split() for each in scheme.dimensions))
    return known.issuperset(filter(None, _BETWEEN_LEVELS.split(rest.replace(scheme.name, " ").casefold())))


def _levels_in(words: str, levels: Sequence[RatingLevel]) -> set[str]:
    """Return the names of levels that words hold, of two names the longer one: "very low" is not "low"."""
    longest_first = sorted((level.name for level in levels), key=len, reverse=True)
    found = {match[0].casefold() for match in _pattern_of(longest_first).finditer(words)}
    return {name for name in longest_first if name.casefold() in found}


def _pattern_of(names: Sequence[str]) -> re.Pattern[str]:
    """Return what finds names of levels; of “A” and “a” only one is a level."""
    each = "|".join(f"(?-i:{re.escape(name)})" if len(name) < 3 else re.escape(name) for name in names)
    return re.compile(rf"(?<![\w+-])(?:{each})(?![\w+-])", re.IGNORECASE)


def read_per_cent(value: str) -> float:
    """Read per cent, with or without the sign. Raises ValueError for what is not from 0 to 100."""
    match = _PER_CENT.fullmatch(value.strip())
    if match is None or float(match[1]) > 100:
        raise ValueError
    return float(match[1])


def numbered(attribute: str, place: int) -> str:
    """Return what an attribute is called in the rating at a place, from 1: grade, grade-2, grade-3."""
    return attribute if place == 1 else f"{attribute}-{place}"


def ratings_of(values: Mapping[str, Any], shown: Collection[str] = ()) -> tuple[Rating, ...]:
    """Return the ratings that a statement's attributes give, without the guideline's own scheme.

    `shown` are those of the first rating that a table's cells give.
    """
    given = [
        {name: values[key] for name in RATED if (key := numbered(name, place)) in values}
        for place in range(1, MOST_RATINGS + 1)
    ]
    return tuple(
        Rating(
            levels={name: each[name] for name in LEVELS if name in each},
            scheme_name=each.get("scheme"),
            rated_by=each.get("rated-by"),
            consensus=each.get("consensus"),
            rated_for=each.get("rated-for"),
            shown=frozenset(shown) if place == 1 else frozenset(),
        )
        for place, each in enumerate(given, start=1)
        if each
    )


def find_gaps(names: Collection[str]) -> Iterator[str]:
    """Yield where ratings are not numbered one after the other, to stand behind the statement's name."""
    places = [any(numbered(name, place) in names for name in RATED) for place in range(1, MOST_RATINGS + 1)]
    for place in range(2, MOST_RATINGS + 1):
        if places[place - 1] and not places[place - 2]:
            given = next(name for each in RATED if (name := numbered(each, place)) in names)
            first = "a rating without a number" if place == 2 else f"a rating with the number {place - 1}"
            yield f"has {given} and not {first}: number its ratings without a gap (grade, grade-2, grade-3)."


def with_scheme(rating: Rating, own: str | None) -> Rating:
    """Return a rating in the guideline's own scheme where it names none."""
    return replace(rating, scheme_name=(rating.scheme_name or own) if rating.levels else None)


def find_rating_faults(ratings: Sequence[Rating], own: str | None, sentence: str) -> Iterator[str]:
    """Yield what is wrong with a sentence's ratings, to stand behind its name; `own` is the guideline's scheme."""
    if len(ratings) == 1 and (said := with_scheme(ratings[0], own).find_contradiction(sentence)):
        levels = " ".join(f'{name}="{level}"' for name, level in ratings[0].levels.items())
        yield f"has {levels} and its sentence says “{said}”: give the levels that the source gives."
    for place, rating in enumerate(ratings, start=1):
        yield from _find_faults(rating, place, own)
    told = [(rating.scheme_name or own, (rating.rated_for or "").casefold()) for rating in ratings]
    for place, each in enumerate(told, start=1):
        first = told.index(each) + 1
        if first < place:
            names = " and ".join(f'{numbered("rated-for", other)}="..."' for other in (first, place))
            yield (
                f"has two ratings in {each[0] or 'the same scheme'} and does not say what each is the rating of: "
                f"add {names} in the source’s words, such as adults and children."
            )


def _find_faults(rating: Rating, place: int, own: str | None) -> Iterator[str]:
    name = rating.scheme_name or own
    grade, certainty = (numbered(level, place) for level in LEVELS)
    if not rating.levels:
        others = {"scheme": rating.scheme_name, "rated-by": rating.rated_by}
        if rating.consensus is None:
            others["rated-for"] = rating.rated_for
        for attribute in (numbered(each, place) for each, given in others.items() if given):
            yield f"has {attribute} and no level: add {grade} or {certainty}, or take {attribute} out."
        return
    if name is None:
        yield (
            'has a rating and no scheme: name the source’s own, such as scheme="GRADE", or once for the guideline '
            f"as guideline.rating in its front matter; allowed: {', '.join(SCHEMES)}."
        )
        return
    dimensions = SCHEMES[name].by_attribute
    for each, level in rating.levels.items():
        dimension, attribute = dimensions.get(each), numbered(each, place)
        said = dimension.find(level, folded=each in rating.shown) if dimension else None
        if dimension is None:
            yield f"has {attribute}, which {name} does not rate; it rates {', '.join(dimensions)}."
        elif said is not None:
            for other, _name in said.stands_for:
                if other != each and other in rating.levels:
                    twice = numbered(other, place)
                    yield f'has {attribute}="{level}", which says the {twice} too: take {twice} out.'
        else:
            known = [each.name for each in dimension.levels]
            yield (
                f'has {attribute}="{level}", which is no level of {name} ({dimension.name}); allowed: '
                f"{', '.join(known)}.{suggestion(level, known)}"
            )
