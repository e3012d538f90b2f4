"""Merging records into a guideline's own: what is new is added, what is there is completed and never changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import combinations

from site_plugins.references.csl import record_faults
from site_plugins.references.exchange import Incoming
from site_plugins.references.exchange.dates import day_parts
from site_plugins.references.exchange.imported import rank
from site_plugins.references.identifiers import KEY
from site_plugins.references.merging.comparison import (
    Difference,
    Likeness,
    additions,
    another_work,
    differences,
    family_of,
    likeness,
    normal,
    other_doi,
)
from site_plugins.references.record import CslRecord, Status
from site_plugins.references.records import StoredRecord

# Usable, but nobody would cite it: an address of Zotero's, a database's number.
_UNWIELDY = re.compile(r".*//.*|\d+|.{41,}", re.DOTALL)
_FILLERS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"])


class Kind(Enum):
    """What became of an incoming record."""

    ADDED = auto()
    SAME = auto()
    """It is there already; fields may have been filled in."""
    SUGGESTED = auto()
    """It is what an unlisted reference is suggested to be: nothing was added."""
    UNLISTED = auto()
    """It is the title of an unlisted reference, and no work."""
    REFUSED = auto()


@dataclass(frozen=True)
class Outcome:
    """What became of an incoming record, and why."""

    incoming: Incoming
    kind: Kind
    key: str = ""
    """The key of the stored record that is meant."""
    by: str = ""
    """The field that shows it to be the same."""
    filled: tuple[str, ...] = ()
    differing: tuple[Difference, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    """Of one that was added: the keys with nearly its title, and why they are other works."""
    reason: str = ""
    """Of a refused one, in a sentence."""


@dataclass(frozen=True)
class Double:
    """Two stored records that are one work."""

    keys: tuple[str, str]
    by: str
    suggested: bool
    """Whether one of them is only suggested for an unlisted reference."""


@dataclass(frozen=True)
class Merged:
    """The records after merging, and what was done."""

    records: tuple[StoredRecord, ...]
    outcomes: tuple[Outcome, ...]
    doubles: tuple[Double, ...]
    """What is there twice in the store itself."""


@dataclass
class _Store:
    """The records while they grow."""

    records: list[StoredRecord]
    keys: set[str] = field(default_factory=set)


def merge(stored: Sequence[StoredRecord], incoming: Iterable[Incoming]) -> Merged:
    """Merge records into the stored ones, which are not touched: those that change are new objects."""
    store = _Store(list(stored), {str(record["id"]) for record in stored})
    outcomes = tuple(_merge_one(store, one) for one in incoming)
    return Merged(tuple(store.records), outcomes, tuple(doubles(stored)))


def doubles(stored: Sequence[StoredRecord]) -> Iterator[Double]:
    """Yield the pairs of stored records that are one work; an unlisted one counts by its suggestion."""
    works = [(str(record["id"]), work, _is_unlisted(record)) for record in stored if (work := _work(record))]
    for (key, work, unsure), (other_key, other, other_unsure) in combinations(works, 2):
        if (found := likeness(work, other)) and not found.but:
            yield Double((key, other_key), found.by, unsure or other_unsure)


def _merge_one(store: _Store, incoming: Incoming) -> Outcome:
    alike = [(place, found) for place, record in enumerate(store.records) if (found := _like(record, incoming.csl))]
    same = [(place, found) for place, found in alike if not found.but]
    own = [(place, found) for place, found in same if not _is_unlisted(store.records[place])]
    # An identifier says more than a title.
    own = [each for each in own if each[1].by != "title"] or own
    if len(own) > 1:
        return _torn(store, incoming, own)
    if own:
        return _complete(store, *own[0], incoming)
    if same:
        [(place, found), *_] = same
        record = store.records[place]
        kind = Kind.UNLISTED if _is_its_title(record, incoming.csl) else Kind.SUGGESTED
        return Outcome(incoming, kind, str(record["id"]), found.by)
    return _add(store, incoming, tuple((str(store.records[place]["id"]), found.but) for place, found in alike))


def _like(record: StoredRecord, csl: Mapping[str, object]) -> Likeness | None:
    if _is_unlisted(record) and _is_its_title(record, csl):
        # It is no work: it was exported, and has come back.
        return Likeness("title")
    work = _work(record)
    return likeness(csl, work) if work is not None else None


def _is_its_title(record: StoredRecord, csl: Mapping[str, object]) -> bool:
    return normal(str(record["title"])) == normal(str(csl["title"]))


def _work(record: StoredRecord) -> Mapping[str, object] | None:
    if not _is_unlisted(record):
        return record
    suggested: Mapping[str, object] | None = record["custom"].get("suggested")
    return suggested


def _is_unlisted(record: StoredRecord) -> bool:
    return bool(record.get("custom", {}).get("status") == Status.UNLISTED)


def _torn(store: _Store, incoming: Incoming, own: Sequence[tuple[int, Likeness]]) -> Outcome:
    claims = " and ".join(f"its {found.by} is that of “{store.records[place]['id']}”" for place, found in own)
    return Outcome(incoming, Kind.REFUSED, reason=f"{claims}; mend what is wrong there or in the file")


def _complete(store: _Store, place: int, found: Likeness, incoming: Incoming) -> Outcome:
    record = store.records[place]
    key = str(record["id"])
    if another_work(record, incoming.csl):
        reason = f"its {found.by} is that of “{key}”, which has quite another title, “{record['title']}”"
        return Outcome(incoming, Kind.REFUSED, key, reason=reason)
    if other_doi(record, incoming.csl):
        reason = f"its {found.by} is that of “{key}”, and its DOI is another: one of them is wrong"
        return Outcome(incoming, Kind.REFUSED, key, reason=reason)
    filled = additions(record, incoming.csl)
    if filled:
        store.records[place] = _with(record, filled)
    return Outcome(incoming, Kind.SAME, key, found.by, tuple(filled), tuple(differences(record, incoming.csl)))


def _with(record: StoredRecord, filled: Mapping[str, object]) -> StoredRecord:
    """Return a record with fields put in where they belong; those that are there keep their order."""
    fields = list(record)
    for field_name in filled:
        after = next((at for at, each in enumerate(fields) if rank(each) > rank(field_name)), len(fields))
        fields.insert(after, field_name)
    return {each: filled.get(each, record.get(each)) for each in fields}


def _add(store: _Store, incoming: Incoming, near: tuple[tuple[str, str], ...]) -> Outcome:
    key = key_for(incoming.csl, store.keys)
    record = {"id": key} | {name: value for name, value in incoming.csl.items() if name != "id"}
    if faults := record_faults(record, f"“{key}”"):
        return Outcome(incoming, Kind.REFUSED, reason=" ".join(faults))
    store.records.append(record)
    store.keys.add(key)
    return Outcome(incoming, Kind.ADDED, key, near=near)


def key_for(csl: Mapping[str, object], taken: Collection[str]) -> str:
    """Return a key for a record that no other has: letters, from b on, are put behind one that is taken."""
    own = str(csl.get("id", ""))
    wanted = own if re.fullmatch(KEY, own) and not _UNWIELDY.fullmatch(own) else _made(csl)
    return next(key for key in _with_letters(wanted) if key not in taken)


def _with_letters(key: str) -> Iterator[str]:
    yield key
    for number in range(1, 10_000):
        letters, rest = "", number
        while rest:
            rest, letter = divmod(rest, 26)
            letters = chr(ord("a") + letter) + letters
        yield f"{key}{letters}"


def _made(csl: CslRecord | Mapping[str, object]) -> str:
    date = csl.get("issued")
    days = day_parts(date) if isinstance(date, Mapping) else []
    return f"{_word(csl) or 'work'}{days[0][0] if days else ''}"


def _word(csl: Mapping[str, object]) -> str:
    """Return the first author's name, an organisation's initials, or else a first word of the title."""
    for role in ("author", "editor"):
        names = csl.get(role)
        if isinstance(names, list) and names and isinstance(first := names[0], Mapping):
            if "family" in first:
                # The first of two names with a hyphen; the particle is not what one looks for.
                return _ascii(re.split(r"[\s-]", str(first["family"]).strip())[0])
            words = [word for word in normal(family_of(first)).split() if word not in _FILLERS]
            return _ascii("".join(word[0] for word in words) if len(words) > 2 else words[0] if words else "")
    words = [word for word in normal(str(csl.get("title", ""))).split() if word not in _FILLERS]
    return _ascii(words[0]) if words else ""


def _ascii(word: str) -> str:
    return "".join(each for each in normal(word) if each.isascii() and each.isalnum())
