"""A CSL-JSON record as the elements of a style ask for it: texts marked, names and dates taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from site_plugins.references.csl import DATES, PEOPLE
from site_plugins.references.processor.rich_text import IDENTIFIERS, InlineReader, clean_field, wrap

# Names that CSL has changed, and those of a reference manager.
_ALIASES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event-title": "event",
    "event": "event-title",
    "part": "part-number",
    "printing": "printing-number",
    "supplement": "supplement-number",
}
_NO_VARIABLES = ("id", "type", "custom", "note", "abstract")
_NAME_PARTS = {
    "literal": "literal",
    "family": "family",
    "given": "given",
    "dropping-particle": "dropping",
    "non-dropping-particle": "non_dropping",
    "suffix": "suffix",
}
"""CSL-JSON's names of them, and those of a PersonalName."""
_SUFFIX_IN_GIVEN = re.compile(r"\s*,!?\s*")


@dataclass(frozen=True)
class PersonalName:
    """A name in its parts; that of a group has a family name alone."""

    family: str
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Day:
    """A date as far as it is known."""

    year: int
    month: int | None = None
    day: int | None = None
    season: int | str = ""
    """1 is spring and 4 is winter; or the season's name."""


@dataclass(frozen=True)
class WorkDate:
    """A date of a work, or a time from one to another."""

    begin: Day | None
    """None where `literal` says it."""
    end: Day | None = None
    literal: str = ""
    circa: bool = False


class Work(dict[str, Any]):
    """The variables of a record by their names with underscores. Made anew for each rendering, which uses it up."""

    def __init__(self, csl: Mapping[str, Any], reader: InlineReader) -> None:
        super().__init__(_read_variables(csl, reader))
        self.type = csl.get("type")
        self.language = str(csl.get("language", ""))[:2].lower()
        self.used: set[str] | None = None
        """What was asked for since `cs:substitute` began to watch."""

    def use(self, name: str) -> Any:
        """Return what is rendered of a variable; None where the record lacks it."""
        if self.used is not None:
            self.used.add(name)
        return self.get(name)


@dataclass(frozen=True)
class Cited:
    """A work as citeproc-py's elements look at an item: without a place in a list, so without a number."""

    reference: Work
    has_locator = False

    def __contains__(self, _read_name: str) -> bool:
        return False


def _read_variables(csl: Mapping[str, Any], reader: InlineReader) -> dict[str, Any]:
    variables: dict[str, Any] = {}
    for field, value in csl.items():
        if field in _NO_VARIABLES:
            continue
        if field in PEOPLE:
            value = _read_names(value, field, reader)
        elif field in DATES:
            value = _read_date(value, field)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            value = wrap(field, clean_field(str(value))) if field in IDENTIFIERS else reader.read(str(value))
        else:
            # A list or an object: reference managers keep their own things there.
            continue
        if value:
            variables[field.replace("-", "_")] = value
    for field, alias in _ALIASES.items():
        if (name := field.replace("-", "_")) in variables:
            variables.setdefault(alias.replace("-", "_"), variables[name])
    return variables


def _read_names(value: object, field: str, reader: InlineReader) -> tuple[PersonalName, ...]:
    """Return the names of a role. Raises ValueError for what is no list of names."""
    if not (isinstance(value, list) and all(isinstance(entry, Mapping) for entry in value)):
        raise ValueError(f"{field} is {value!r}; allowed: a list of names.")
    return tuple(filter(None, (_read_name(entry, field, reader) for entry in value)))


def _read_name(entry: Mapping[str, Any], field: str, reader: InlineReader) -> PersonalName | None:
    """Return a name; None for one without letters. Raises ValueError for a part that is no text."""
    parts: dict[str, str] = {}
    for part, value in entry.items():
        if part in _NAME_PARTS:
            if not isinstance(value, str):
                raise ValueError(f"{part} in {field} is {value!r}; allowed: some text.")
            # Nobody's name quotes anything.
            parts[_NAME_PARTS[part]] = clean_field(value).replace("'", "’")
    if parts.pop("literal", ""):
        return PersonalName(reader.read(entry["literal"]))
    given = parts.get("given", "")
    if "," in given and not parts.get("suffix") and (comma := _SUFFIX_IN_GIVEN.search(given)):
        parts["given"], parts["suffix"] = given[: comma.start()], given[comma.end() :]
    if not parts.get("family"):
        # Someone with one name, which stands in the wrong place.
        return PersonalName(given) if given else None
    return PersonalName(**parts)


def _read_date(value: Mapping[str, Any], field: str) -> WorkDate | None:
    """Return a date. Raises ValueError for parts that are no numbers."""
    try:
        days = [_read_day(parts, value.get("season")) for parts in value.get("date-parts") or []]
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"{field} is {value!r}; allowed: a date such as [[2013, 7, 1]].") from error
    literal = clean_field(str(value.get("literal", "")))
    if not days:
        return WorkDate(None, literal=literal) if literal else None
    return WorkDate(days[0], days[1] if len(days) > 1 else None, circa=bool(value.get("circa")))


def _read_day(parts: list[int | str], season: object) -> Day:
    """Return the day of a year, and perhaps a month and a day of the month; a manager may write them as text."""
    year, month, day = [int(part) for part in (*parts, 0, 0)[:3]]
    text = clean_field(str(season)) if isinstance(season, int | str) and not isinstance(season, bool) else ""
    return Day(year, month or None, (day or None) if month else None, int(text) if text.isdecimal() else text)
