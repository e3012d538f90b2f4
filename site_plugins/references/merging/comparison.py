"""Comparing two records: whether they are one work, where they differ, and what one can add to the other."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from site_plugins.references.csl import DATES, PEOPLE, split_words
from site_plugins.references.exchange.dates import format_iso_date, get_days
from site_plugins.references.exchange.imported import clean_record
from site_plugins.references.record import CslRecord

IDENTIFIERS = ("DOI", "PMID", "PMCID")
_SIMILAR = 0.92
"""From this ratio of difflib on, titles are nearly equal: a letter or a mark apart, not a word."""
# Below this many words a title says little: “Low back pain” is the title of many works.
_FEW_WORDS = 5

# A work about a work has nearly its title. So have the protocol of a trial and its results.
_ABOUT = frozenset(
    split_words(
        """
        abstract addendum answer author authors comment commentary comments concern corrected correction corrections
        corrigenda corrigendum editorial errata erratum letter protocol re rejoinder replies reply response
        responses republished retracted retraction summary supplement update updated withdrawn
        """
    )
)
# Types of which one is written for another: a preprint and its article are two works.
_APART = frozenset(
    ("article", "thesis", "paper-conference", "speech", "dataset", "software", "review-book", "chapter", "patent")
)
# Of a kind so general that it contradicts no other.
_ANY_TYPE = "document"
_TAG = re.compile(r"</?\w+[^<>]*>")
_WORD = re.compile(r"\w+")

# The store's own; and a note, which the other's owner wrote for himself.
_NEVER_MERGED = ("id", "custom", "note")


@dataclass(frozen=True)
class Match:
    """Why two records are one work, or seem to be."""

    field: str
    """The field that says so: DOI, PMID, PMCID, or title."""
    objection: str = ""
    """For nearly equal titles: what speaks against it, so that they count as two works."""


def match_works(one: Mapping[str, object], other: Mapping[str, object]) -> Match | None:
    """Return why two records are one work; None where nothing says so."""
    for field in IDENTIFIERS:
        if field in one and _equals_text(one[field], other.get(field)):
            return Match(field)
    if not are_titles_similar(str(one.get("title", "")), str(other.get("title", ""))):
        return None
    return Match("title", _find_objection(one, other))


def have_different_dois(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Tell whether both have a DOI, and not the same: they are never one work then."""
    return "DOI" in one and "DOI" in other and not _equals_text(one["DOI"], other["DOI"])


def are_titles_similar(one: str, other: str) -> bool:
    """Tell whether titles are nearly equal: letters, marks and accents aside."""
    if one == other:
        return True
    first, second = normalize(one), normalize(other)
    if first == second:
        return bool(first)
    # Far cheaper than difflib, for a store of hundreds: some words may be cut in two, or be spelt in another way.
    words, others = _split_title(first), _split_title(second)
    most = max(len(words), len(others))
    if most - len(words & others) > 2 + most // 4:
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _SIMILAR and matcher.ratio() >= _SIMILAR


@lru_cache(maxsize=4096)
def normalize(text: str) -> str:
    """Return the words of a text in small letters without accents, marks and markup."""
    letters = unicodedata.normalize("NFKD", _TAG.sub(" ", text).replace("&", " and ")).casefold()
    return " ".join(_WORD.findall("".join(each for each in letters if not unicodedata.combining(each))))


@lru_cache(maxsize=4096)
def _split_title(title: str) -> frozenset[str]:
    return frozenset(title.split())


def _find_objection(one: Mapping[str, object], other: Mapping[str, object]) -> str:
    """Return what speaks against two works with nearly equal titles being one; nothing where nothing does."""
    for field in IDENTIFIERS:
        if field in one and field in other:
            return f"it has another {field}"
    titles = [normalize(str(each.get("title", ""))).split() for each in (one, other)]
    if (_ABOUT & set(titles[0])) != (_ABOUT & set(titles[1])):
        return "one of them is about the other, such as an erratum, a reply or a protocol"
    if _list_numbers(titles[0]) != _list_numbers(titles[1]):
        return "its title has another number"
    years = [days[0][0] for each in (one, other) if (days := _get_issued_days(each))]
    if len(years) == 2 and years[0] != years[1]:
        return f"it is of {years[0]}, the other of {years[1]}"
    types = {str(each.get("type")) for each in (one, other)}
    if len(types) == 2 and types & _APART and _ANY_TYPE not in types:
        return f"it is of the type {one.get('type')}, the other of the type {other.get('type')}"
    families = [family for each in (one, other) if (family := _get_first_family_name(each))]
    if len(titles[0]) < _FEW_WORDS and len(families) == 2 and families[0] != families[1]:
        return "its first author is another, and such a short title is that of many works"
    return ""


def _get_first_family_name(csl: Mapping[str, object]) -> str:
    """Return the first author's family name, or the corporate author, in small letters; nothing where none is."""
    authors = csl.get("author")
    if not isinstance(authors, list) or not authors:
        return ""
    return normalize(get_family_name(authors[0]))


def get_family_name(name: Mapping[str, object]) -> str:
    """Return the family name with its particle, or the corporate author."""
    particle = name.get("non-dropping-particle") or name.get("dropping-particle") or ""
    return f"{particle} {name.get('family', '')}".strip() or str(name.get("literal", ""))


def _get_issued_days(csl: Mapping[str, object]) -> list[list[int]]:
    date = csl.get("issued")
    return get_days(date) if isinstance(date, Mapping) else []


def _list_numbers(words: list[str]) -> list[str]:
    return [word for word in words if any(each.isdecimal() for each in word)]


def _equals_text(one: object, other: object) -> bool:
    return other is not None and str(one).casefold() == str(other).casefold()


@dataclass(frozen=True)
class Difference:
    """A field that two records of one work have with two values."""

    field: str
    stored: str
    incoming: str


def find_additions(stored: Mapping[str, object], incoming: Mapping[str, object]) -> CslRecord:
    """Return the fields that the stored record lacks, with the incoming values."""
    lacking = {
        field: value for field, value in incoming.items() if field not in stored and field not in _NEVER_MERGED
    }
    if "URL" not in lacking:
        # The day on which somebody else looked at another address.
        lacking.pop("accessed", None)
    return lacking


def find_differences(stored: Mapping[str, object], incoming: Mapping[str, object]) -> Iterator[Difference]:
    """Yield the fields that contradict each other; initials, capitals, accents and marks are no contradiction."""
    ours = clean_record({field: value for field, value in stored.items() if field != "custom"})
    for field, value in incoming.items():
        if field in _NEVER_MERGED or field not in ours or _values_agree(field, ours[field], value):
            continue
        yield Difference(field, format_value(field, ours[field]), format_value(field, value))


def are_titles_unrelated(stored: Mapping[str, object], incoming: Mapping[str, object]) -> bool:
    """Tell whether the titles have so little in common that an equal identifier must be a slip."""
    one, other = (normalize(str(each.get("title", ""))) for each in (stored, incoming))
    if one in other or other in one or are_titles_similar(one, other):
        return False
    words, others = set(one.split()), set(other.split())
    return len(words & others) * 3 < min(len(words), len(others))


def format_value(field: str, value: object) -> str:
    """Return a value as it is read in a message."""
    if field in PEOPLE and isinstance(value, list):
        return "; ".join(
            ", ".join(filter(None, (get_family_name(each), str(each.get("given", ""))))) for each in value
        )
    if field in DATES and isinstance(value, Mapping):
        return format_iso_date(value) or str(value.get("literal", ""))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _values_agree(field: str, ours: object, theirs: object) -> bool:
    if field in PEOPLE and isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_is_same_person, ours, theirs))
    if field in DATES:
        return format_value(field, ours) == format_value(field, theirs)
    if field == "type":
        return ours == theirs or theirs == _ANY_TYPE
    if field in ("DOI", "PMID", "PMCID", "URL"):
        return str(ours).casefold() == str(theirs).casefold()
    return normalize(str(ours)) == normalize(str(theirs))


def _is_same_person(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Tell whether names agree: initials stand for the names that begin with them."""
    if normalize(get_family_name(one)) != normalize(get_family_name(other)):
        return False
    initials = [_get_initials(str(each.get("given", ""))) for each in (one, other)]
    shorter, longer = sorted(initials, key=len)
    return longer.startswith(shorter)


def _get_initials(given: str) -> str:
    """Return the first letters: “John Paul”, “J. P.” and “JP” are all jp."""
    if given.isupper() and given.isalpha() and len(given) <= 4:
        return given.casefold()
    return "".join(word[0] for word in normalize(given).split())
