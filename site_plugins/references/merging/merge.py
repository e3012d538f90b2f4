"""Merging records into a guideline's own: what is new is added, what is there is completed and never changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import combinations

from site_plugins.references.csl import check_record
from site_plugins.references.exchange import ImportedRecord
from site_plugins.references.exchange.dates import get_days
from site_plugins.references.exchange.imported import field_position
from site_plugins.references.identifiers import KEY_PATTERN
from site_plugins.references.merging.comparison import (
    Difference,
    Match,
    are_titles_unrelated,
    find_additions,
    find_differences,
    get_family_name,
    have_different_dois,
    match_works,
    normalize,
)
from site_plugins.references.record import CslRecord, Status
from site_plugins.references.records import StoredRecord

# Usable, but nobody would cite it: an address of Zotero's, a database's number.
_UNWIELDY = re.compile(r".*//.*|\d+|.{41,}", re.DOTALL)
_FILLERS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"])


class MergeAction(Enum):
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
class MergeDecision:
    """What became of an incoming record, and why."""

    incoming: ImportedRecord
    action: MergeAction
    key: str = ""
    """The key of the stored record that is meant."""
    matched_by: str = ""
    """The field that shows it to be the same."""
    filled: tuple[str, ...] = ()
    differing: tuple[Difference, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    """Of one that was added: the keys with nearly its title, and why they are other works."""
    reason: str = ""
    """Of a refused one, in a sentence."""


@dataclass(frozen=True)
class Duplicate:
    """Two stored records that are one work."""

    keys: tuple[str, str]
    matched_by: str
    suggested: bool
    """Whether one of them is only suggested for an unlisted reference."""


@dataclass(frozen=True)
class MergeResult:
    """The records after merging, and what was done."""

    records: tuple[StoredRecord, ...]
    decisions: tuple[MergeDecision, ...]
    duplicates: tuple[Duplicate, ...]
    """What is there twice in the store itself."""


@dataclass
class _Store:
    """The records while they grow."""

    records: list[StoredRecord]
    keys: set[str] = field(default_factory=set)


def merge(stored: Sequence[StoredRecord], incoming: Iterable[ImportedRecord]) -> MergeResult:
    """Merge records into the stored ones, which are not touched: those that change are new objects."""
    store = _Store(list(stored), {str(record["id"]) for record in stored})
    decisions = tuple(_merge_one(store, each) for each in incoming)
    return MergeResult(tuple(store.records), decisions, tuple(find_duplicates(stored)))


def find_duplicates(stored: Sequence[StoredRecord]) -> Iterator[Duplicate]:
    """Yield the pairs of stored records that are one work; an unlisted one counts by its suggestion."""
    works = [(str(record["id"]), work, _is_unlisted(record)) for record in stored if (work := _get_work(record))]
    for (key, work, unsure), (other_key, other, other_unsure) in combinations(works, 2):
        if (match := match_works(work, other)) and not match.objection:
            yield Duplicate((key, other_key), match.field, unsure or other_unsure)


def _merge_one(store: _Store, incoming: ImportedRecord) -> MergeDecision:
    candidates = [
        (place, match)
        for place, record in enumerate(store.records)
        if (match := _match_stored(record, incoming.csl))
    ]
    same = [(place, match) for place, match in candidates if not match.objection]
    listed = [(place, match) for place, match in same if not _is_unlisted(store.records[place])]
    # An identifier says more than a title.
    listed = [each for each in listed if each[1].field != "title"] or listed
    if len(listed) > 1:
        return _refuse_ambiguous(store, incoming, listed)
    if listed:
        return _complete_stored(store, *listed[0], incoming)
    if same:
        [(place, match), *_] = same
        record = store.records[place]
        action = MergeAction.UNLISTED if _has_same_title(record, incoming.csl) else MergeAction.SUGGESTED
        return MergeDecision(incoming, action, str(record["id"]), match.field)
    near = tuple((str(store.records[place]["id"]), match.objection) for place, match in candidates)
    return _add(store, incoming, near)


def _match_stored(record: StoredRecord, csl: Mapping[str, object]) -> Match | None:
    if _is_unlisted(record) and _has_same_title(record, csl):
        # It is no work: it was exported, and has come back.
        return Match("title")
    work = _get_work(record)
    return match_works(csl, work) if work is not None else None


def _has_same_title(record: StoredRecord, csl: Mapping[str, object]) -> bool:
    return normalize(str(record["title"])) == normalize(str(csl["title"]))


def _get_work(record: StoredRecord) -> Mapping[str, object] | None:
    if not _is_unlisted(record):
        return record
    suggested: Mapping[str, object] | None = record["custom"].get("suggested")
    return suggested


def _is_unlisted(record: StoredRecord) -> bool:
    return bool(record.get("custom", {}).get("status") == Status.UNLISTED)


def _refuse_ambiguous(
    store: _Store, incoming: ImportedRecord, matches: Sequence[tuple[int, Match]]
) -> MergeDecision:
    claims = " and ".join(
        f"its {match.field} is that of “{store.records[place]['id']}”" for place, match in matches
    )
    return MergeDecision(
        incoming, MergeAction.REFUSED, reason=f"{claims}; correct the wrong one, there or in this file"
    )


def _complete_stored(store: _Store, place: int, match: Match, incoming: ImportedRecord) -> MergeDecision:
    record = store.records[place]
    key = str(record["id"])
    if are_titles_unrelated(record, incoming.csl):
        reason = f"its {match.field} is that of “{key}”, which has a very different title, “{record['title']}”"
        return MergeDecision(incoming, MergeAction.REFUSED, key, reason=reason)
    if have_different_dois(record, incoming.csl):
        reason = f"its {match.field} is that of “{key}”, and its DOI is another: one of them is wrong"
        return MergeDecision(incoming, MergeAction.REFUSED, key, reason=reason)
    filled = find_additions(record, incoming.csl)
    if filled:
        store.records[place] = _insert_fields(record, filled)
    return MergeDecision(
        incoming, MergeAction.SAME, key, match.field, tuple(filled), tuple(find_differences(record, incoming.csl))
    )


def _insert_fields(record: StoredRecord, filled: Mapping[str, object]) -> StoredRecord:
    """Return a record with fields put in where they belong; those that are there keep their order."""
    fields = list(record)
    for field_name in filled:
        after = next(
            (at for at, each in enumerate(fields) if field_position(each) > field_position(field_name)), len(fields)
        )
        fields.insert(after, field_name)
    return {each: filled.get(each, record.get(each)) for each in fields}


def _add(store: _Store, incoming: ImportedRecord, near: tuple[tuple[str, str], ...]) -> MergeDecision:
    key = make_key(incoming.csl, store.keys)
    record = {"id": key} | {name: value for name, value in incoming.csl.items() if name != "id"}
    if faults := check_record(record, f"“{key}”"):
        return MergeDecision(incoming, MergeAction.REFUSED, reason=" ".join(faults))
    store.records.append(record)
    store.keys.add(key)
    return MergeDecision(incoming, MergeAction.ADDED, key, near=near)


def make_key(csl: Mapping[str, object], taken: Collection[str]) -> str:
    """Return a key for a record that no other has: letters, from b on, are put behind one that is taken."""
    own = str(csl.get("id", ""))
    wanted = own if re.fullmatch(KEY_PATTERN, own) and not _UNWIELDY.fullmatch(own) else _make_key_from_work(csl)
    return next(key for key in _append_letters(wanted) if key not in taken)


def _append_letters(key: str) -> Iterator[str]:
    yield key
    for number in range(1, 10_000):
        letters, rest = "", number
        while rest:
            rest, letter = divmod(rest, 26)
            letters = chr(ord("a") + letter) + letters
        yield f"{key}{letters}"


def _make_key_from_work(csl: CslRecord | Mapping[str, object]) -> str:
    date = csl.get("issued")
    days = get_days(date) if isinstance(date, Mapping) else []
    return f"{_choose_key_word(csl) or 'work'}{days[0][0] if days else ''}"


def _choose_key_word(csl: Mapping[str, object]) -> str:
    """Return the first author's name, an organisation's initials, or else a first word of the title."""
    for role in ("author", "editor"):
        names = csl.get(role)
        if isinstance(names, list) and names and isinstance(first := names[0], Mapping):
            if "family" in first:
                # The first of two names with a hyphen; the particle is not what one looks for.
                return _keep_ascii(re.split(r"[\s-]", str(first["family"]).strip())[0])
            words = [word for word in normalize(get_family_name(first)).split() if word not in _FILLERS]
            return _keep_ascii("".join(word[0] for word in words) if len(words) > 2 else words[0] if words else "")
    words = [word for word in normalize(str(csl.get("title", ""))).split() if word not in _FILLERS]
    return _keep_ascii(words[0]) if words else ""


def _keep_ascii(word: str) -> str:
    return "".join(each for each in normalize(word) if each.isascii() and each.isalnum())
