"""What two records of one work say differently, and what one of them can add to the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from site_plugins.references.csl_names import DATES, PEOPLE
from site_plugins.references.exchange.dates import iso_date
from site_plugins.references.exchange.tidy import tidied
from site_plugins.references.merging.same_work import family_of, near_titles, normal
from site_plugins.references.record import CslRecord

# The store's own; and a note, which the other's owner wrote for himself.
NEVER = ("id", "custom", "note")
# Of a kind so general that it contradicts no other.
_ANY_TYPE = "document"


@dataclass(frozen=True)
class Difference:
    """A field that two records of one work have with two values."""

    field: str
    stored: str
    incoming: str


def additions(stored: Mapping[str, object], incoming: Mapping[str, object]) -> CslRecord:
    """Return the fields that the stored record lacks, with the incoming values."""
    lacking = {field: value for field, value in incoming.items() if field not in stored and field not in NEVER}
    if "URL" not in lacking:
        # The day on which somebody else looked at another address.
        lacking.pop("accessed", None)
    return lacking


def differences(stored: Mapping[str, object], incoming: Mapping[str, object]) -> Iterator[Difference]:
    """Yield the fields that contradict each other; initials, capitals, accents and marks are no contradiction."""
    ours = tidied({field: value for field, value in stored.items() if field != "custom"})
    for field, value in incoming.items():
        if field in NEVER or field not in ours or _agree(field, ours[field], value):
            continue
        yield Difference(field, shown(field, ours[field]), shown(field, value))


def another_work(stored: Mapping[str, object], incoming: Mapping[str, object]) -> bool:
    """Tell whether the titles have so little in common that an equal identifier must be a slip."""
    one, other = (normal(str(each.get("title", ""))) for each in (stored, incoming))
    if one in other or other in one or near_titles(one, other):
        return False
    words, others = set(one.split()), set(other.split())
    return len(words & others) * 3 < min(len(words), len(others))


def shown(field: str, value: object) -> str:
    """Return a value as it is read in a message."""
    if field in PEOPLE and isinstance(value, list):
        return "; ".join(", ".join(filter(None, (family_of(each), str(each.get("given", ""))))) for each in value)
    if field in DATES and isinstance(value, Mapping):
        return iso_date(value) or str(value.get("literal", ""))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _agree(field: str, ours: object, theirs: object) -> bool:
    if field in PEOPLE and isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_same_person, ours, theirs))
    if field in DATES:
        return shown(field, ours) == shown(field, theirs)
    if field == "type":
        return ours == theirs or theirs == _ANY_TYPE
    if field in ("DOI", "PMID", "PMCID", "URL"):
        return str(ours).casefold() == str(theirs).casefold()
    return normal(str(ours)) == normal(str(theirs))


def _same_person(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Tell whether names agree: initials stand for the names that begin with them."""
    if normal(family_of(one)) != normal(family_of(other)):
        return False
    initials = [_initials(str(each.get("given", ""))) for each in (one, other)]
    shorter, longer = sorted(initials, key=len)
    return longer.startswith(shorter)


def _initials(given: str) -> str:
    """Return the first letters: “John Paul”, “J. P.” and “JP” are all jp."""
    if given.isupper() and given.isalpha() and len(given) <= 4:
        return given.casefold()
    return "".join(word[0] for word in normal(given).split())
