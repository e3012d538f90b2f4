"""What a statement's attribute list may say beside its id and its kind: `{: #id .kind name="value" }`.

An attribute is a row of data: its name, what is allowed, and the function that reads its value. One that is not in
the table is refused: nothing that an editor writes is dropped without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown.extensions.attr_list import get_attrs_and_remainder

from site_plugins.diagnostics.characters import refuse_text, shorten
from site_plugins.diagnostics.days import day_of
from site_plugins.diagnostics.problems import suggestion
from site_plugins.guideline.rating_schemes import SCHEMES
from site_plugins.guideline.ratings import MOST_RATINGS, RATED, find_gaps, read_per_cent
from site_plugins.guideline.statement_history import AMENDED, DATES, WITHDRAWN, read_date

# What Python-Markdown calls `#id` and `.kind`.
_ID_AND_KIND = ("id", ".")
_FORM = 'name="value"'
_TYPOGRAPHIC_QUOTES = "“”„‟«»‘’"
# As most statements have it.
_ID_AND_KIND_ALONE = re.compile(r" *#[^\s=#]+ +\.[^\s=.]+ *")
_NUMBERED = re.compile(rf"(.+)-([2-{MOST_RATINGS}])")
_LOOSE_SIGN = re.compile(r"(?:^|\s)=|=(?:\s|$)")


@dataclass(frozen=True)
class StatementAttribute:
    """One thing that a statement's attribute list may say."""

    name: str
    allowed: str
    """What may be its value, in words, to stand behind “allowed:”."""
    read: Callable[[str], Any]
    """Takes the value as it was written, without the quotes; raises ValueError for what is not allowed."""
    choices: tuple[str, ...] = ()
    """Where only these values are allowed: the nearest one is named for another."""
    again: bool = False
    """Whether it may be given again with a number behind its name, for a further rating: grade-2."""


def _text(value: str) -> str:
    if value.strip() and refuse_text(value) is None:
        return value.strip()
    raise ValueError


def _one_of(name: str, *choices: str, again: bool = False) -> StatementAttribute:
    """Return the row of an attribute that has one of these values."""

    def read(value: str) -> str:
        if value in choices:
            return value
        raise ValueError

    return StatementAttribute(name, ", ".join(choices), read, choices, again)


LONGEST_NUMBER = 40
"""Characters of a statement's own number."""


def _number(value: str) -> str:
    """Return what the source calls a statement: “A.4”, “R1:”, “Recommendation 3.”."""
    words = " ".join(_text(value).split())
    if len(words) <= LONGEST_NUMBER and any(character.isalnum() for character in words):
        return words
    raise ValueError


ATTRIBUTES: tuple[StatementAttribute, ...] = (
    StatementAttribute(
        "n", f"the number that the source gives it, such as A.4, of at most {LONGEST_NUMBER} characters", _number
    ),
    StatementAttribute("grade", "a level of the rating scheme", _text, again=True),
    StatementAttribute("certainty", "a level of the rating scheme", _text, again=True),
    _one_of("scheme", *SCHEMES, again=True),
    StatementAttribute("rated-for", "what it is the rating of, in the source’s words", _text, again=True),
    StatementAttribute("rated-by", "who rated it", _text, again=True),
    StatementAttribute("consensus", "per cent, from 0 to 100", read_per_cent, again=True),
    _one_of("wording", "checked"),
    *(StatementAttribute(name, "a date as YYYY, YYYY-MM or YYYY-MM-DD", read_date) for name in DATES),
    StatementAttribute("next-review", "a date YYYY-MM-DD", day_of),
    _one_of("status", AMENDED, WITHDRAWN),
    StatementAttribute("replaced-by", "the id of the statement that stands in its place", _text),
)
"""The known attributes."""


@dataclass(frozen=True)
class AttributeValues:
    """What a statement's attribute list says, and what is wrong with it."""

    values: Mapping[str, Any]
    """As the attributes' functions read them, by name."""
    faults: tuple[str, ...]
    """Sentences that go on from the statement's name: "has ..."."""


_NOTHING = AttributeValues({}, ())


def names_attribute(listed: str) -> bool:
    """Return whether an attribute list names something that only a statement has."""
    known = {attribute.name for attribute in ATTRIBUTES}
    return any(_base(name) in known for name, _value in get_attrs_and_remainder(listed)[0])


def _base(name: str) -> str:
    """Return the name of an attribute without the number of a further rating."""
    match = _NUMBERED.fullmatch(name)
    return match[1] if match else name


def read_attributes(listed: str, known: Iterable[StatementAttribute] = ATTRIBUTES) -> AttributeValues:
    """Read what stands between the braces of an attribute list, but for `#id` and `.kind`."""
    if _ID_AND_KIND_ALONE.fullmatch(listed):
        return _NOTHING
    table = {attribute.name: attribute for attribute in known}
    # Python-Markdown reads no further than there, and does not tell.
    unread = _LOOSE_SIGN.search(listed)
    if unread is not None:
        fault = f"has “{shorten(listed.strip())}” as its attributes: write {_FORM} without blanks around the =."
        return AttributeValues({}, (fault,))
    values: dict[str, Any] = {}
    faults: list[str] = []
    given: set[str] = set()
    for name, value in get_attrs_and_remainder(listed)[0]:
        if name in given:
            further = f"; a further rating’s is {name}-2" if name in RATED else ""
            faults.append(f"has {'#id' if name == 'id' else name} twice: keep one{further}.")
        elif name not in _ID_AND_KIND:
            faults += _read(table, name, value, values, listed)
        if name != ".":
            given.add(name)
    faults += find_gaps(given)
    return AttributeValues(values, tuple(faults))


def _read(
    table: Mapping[str, StatementAttribute], name: str, value: str | None, values: dict[str, Any], listed: str
) -> Iterator[str]:
    attribute = table.get(name) or table.get(_base(name))
    if attribute is None or (attribute.name != name and not attribute.again):
        known = f"; allowed: {', '.join(sorted(table))}" if table else ""
        yield f"has “{name}”, which is no known attribute of a statement{known}.{suggestion(name, table)}"
    elif value is None:
        yield f'has {name} without a value: write {name}="..."; allowed: {attribute.allowed}.'
    elif '"' in value:
        yield f"has {name}={value}, whose quotation marks do not match: write {_FORM}, and “...” within it."
    elif any(f"{name}={quote}" in listed for quote in _TYPOGRAPHIC_QUOTES):
        yield f"has {name}={value}: write {_FORM} with straight quotes."
    else:
        try:
            values[name] = attribute.read(value)
        except ValueError:
            near = suggestion(value, attribute.choices)
            yield f'has {name}="{shorten(value)}"; allowed: {attribute.allowed}.{near}'
