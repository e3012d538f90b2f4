"""Where two texts differ, as their tokens show: what is missing, too much, changed, moved or said twice.

Sentences are compared first, so that one that is missing, doubled or elsewhere is told as a whole, and words only
where sentences differ: that keeps long texts quick. Whether two texts differ at all depends on their tokens alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from site_plugins.guideline.kept_source.tokens import Token

_SENTENCE_END = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
_ALIKE = 0.4
"""Below this ratio of common words two passages are told as a whole."""
_PAIR = 0.6
"""From this ratio on two passages of a number of them belong together."""
_MOST_WORDS = 4_000
"""Passages of more words are told as a whole: comparing them word by word would take minutes."""

_ANCHOR = 4
"""A unit of fewer words, such as a cell, tells its place only with the next one where it stands twice."""

type Unit = tuple[Token, ...]
"""A sentence with its citations, or a part of one that ends with its line or its block."""


class Kind(StrEnum):
    """How a passage differs."""

    MISSING = "missing"
    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    TWICE = "twice"


@dataclass(frozen=True)
class Change:
    """One passage that differs."""

    kind: Kind
    source: Unit
    """What the source says; empty where something is too much."""
    page: Unit
    """What the guideline says; empty where something is missing."""
    source_at: int
    """Of the source's tokens, the first that it is about, or before which it would stand."""
    page_at: int
    """The same of the guideline's."""
    near: int
    """Of the guideline's tokens one where it is, or where it would stand: none where there are none."""


def find_changes(source: Sequence[Token], page: Sequence[Token]) -> list[Change]:
    """Return where the guideline's tokens are not the source's, in the guideline's order; none where all are."""
    if [token.key for token in source] == [token.key for token in page]:
        return []
    changes = _find_changes(_cut(source, lines=True), _cut(page, lines=False))
    joined: list[Change] = []
    for change in sorted(changes, key=lambda change: (change.page_at, change.source_at)):
        if joined and (whole := _join(joined[-1], change)) is not None:
            joined[-1] = whole
        else:
            joined.append(change)
    return joined


def align(source: Sequence[Token], page: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the places in both texts of the tokens that are the same, as far as that can be told."""
    if [token.key for token in source] == [token.key for token in page]:
        yield from ((at, at) for at in range(len(source)))
        return
    left, right = _cut(source, lines=True), _cut(page, lines=False)
    for tag, i1, i2, j1, j2 in _opcodes(*_anchors(left, right)):
        keys = _keys_of(left[i1:i2]), _keys_of(right[j1:j2])
        if tag == "equal" or keys[0] == keys[1]:
            yield from ((_at(left, i1) + n, _at(right, j1) + n) for n in range(len(keys[0])))
        elif max(map(len, keys)) <= _MOST_WORDS:
            for a, b, size in _match(*keys):
                if size > 1:
                    yield from ((_at(left, i1) + a + n, _at(right, j1) + b + n) for n in range(size))


def _join(one: Change, other: Change) -> Change | None:
    """Return two passages that moved or stand twice as one, where one follows the other in both texts."""
    follows = (one.source_at + len(one.source), one.page_at + len(one.page)) == (other.source_at, other.page_at)
    if one.kind is not other.kind or one.kind not in (Kind.MOVED, Kind.TWICE) or not follows:
        return None
    return replace(one, source=one.source + other.source, page=one.page + other.page)


@dataclass(frozen=True)
class _Passage:
    """A unit with the place of its first token among all."""

    unit: Unit
    at: int

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.unit)


def _cut(tokens: Sequence[Token], *, lines: bool) -> list[_Passage]:
    """Cut a text into units. Lines of a source that its author or a program broke go on in the next one."""
    passages: list[_Passage] = []
    start = 0
    for at in range(1, len(tokens) + 1):
        if at == len(tokens) or _ends_before(tokens[start:at], tokens[at], lines=lines):
            passages.append(_Passage(tuple(tokens[start:at]), start))
            start = at
    return passages if tokens else []


def _ends_before(unit: Sequence[Token], following: Token, *, lines: bool) -> bool:
    last = unit[-1]
    if following.part != last.part:
        return True
    goes_on = lines and following.row == last.row + 1 and following.key[0].islower()
    if following.row != last.row and not goes_on:
        return True
    said = next((token for token in reversed(unit) if not token.is_citation), None)
    return not following.is_citation and said is not None and _SENTENCE_END.search(said.key) is not None


def _find_changes(source: list[_Passage], page: list[_Passage]) -> Iterator[Change]:
    regions = [
        (source[i1:i2], page[j1:j2], _at(source, i1), _at(page, j1), _goes_on(source, i2))
        for tag, i1, i2, j1, j2 in _opcodes(*_anchors(source, page))
        if tag != "equal"
    ]
    # A source may have a table's row on a line that the page has in cells: the same words, in other units.
    regions = [region for region in regions if _keys_of(region[0]) != _keys_of(region[1])]
    aligned = [_find_aligned(left, right) for left, right, *_rest in regions]
    said = {each.keys for each in source}
    texts = _join_keys(source), _join_keys(page)
    lost: dict[tuple[str, ...], list[_Passage]] = {}
    for passage in _outside(aligned, [left for left, *_rest in regions], 0):
        lost.setdefault(passage.keys, []).append(passage)
    told: set[tuple[str, int]] = set()
    # A sentence that was lost elsewhere has moved; one that is known and was not lost is here once too often.
    for passage in _outside(aligned, [right for _left, right, *_rest in regions], 1):
        if lost.get(passage.keys):
            moved = lost[passage.keys].pop(0)
            told |= {("source", moved.at), ("page", passage.at)}
            yield Change(Kind.MOVED, moved.unit, passage.unit, moved.at, passage.at, passage.at)
        elif passage.keys in said and texts[0].count(_join_keys([passage])) < texts[1].count(_join_keys([passage])):
            told.add(("page", passage.at))
            first = next(each for each in source if each.keys == passage.keys)
            yield Change(Kind.TWICE, first.unit, passage.unit, first.at, passage.at, passage.at)
    last = _at(page, len(page)) - 1
    for left, right, source_at, page_at, goes_on in regions:
        yield from _compare_words(
            [each for each in left if ("source", each.at) not in told],
            [each for each in right if ("page", each.at) not in told],
            source_at,
            page_at,
            min(page_at, last) if goes_on else max(0, page_at - 1),
        )


def _anchors(source: Sequence[_Passage], page: Sequence[_Passage]) -> tuple[list[Hashable], list[Hashable]]:
    """Return by what units of both texts are found again: by themselves, short ones with what follows them."""
    texts = [each.keys for each in source], [each.keys for each in page]
    counts = [Counter(text) for text in texts]

    def of(text: Sequence[tuple[str, ...]]) -> list[Hashable]:
        return [
            keys
            if len(keys) >= _ANCHOR or all(count[keys] <= 1 for count in counts)
            else (keys, text[n + 1] if n + 1 < len(text) else None)
            for n, keys in enumerate(text)
        ]

    return of(texts[0]), of(texts[1])


def _keys_of(passages: Sequence[_Passage]) -> list[str]:
    return [key for each in passages for key in each.keys]


def _join_keys(passages: Sequence[_Passage]) -> str:
    """Return the keys of passages in a row, each between two blanks, which no key holds."""
    return "".join(f" {key} " for key in _keys_of(passages))


def _find_aligned(left: Sequence[_Passage], right: Sequence[_Passage]) -> tuple[set[int], set[int]]:
    """Return where the units begin that the other side has whole, at the place where its words stand."""
    found: tuple[set[int], set[int]] = set(), set()
    keys = _keys_of(left), _keys_of(right)
    if not left or not right or max(map(len, keys)) > _MOST_WORDS:
        return found
    blocks = _match(*keys)
    for side, passages in enumerate((left, right)):
        runs = [(block[side], block[side] + block[2]) for block in blocks]
        start = 0
        for passage in passages:
            end = start + len(passage.keys)
            if any(first <= start and end <= last for first, last in runs):
                found[side].add(passage.at)
            start = end
    return found


def _outside(
    aligned: Sequence[tuple[set[int], set[int]]], regions: Sequence[Sequence[_Passage]], side: int
) -> Iterator[_Passage]:
    for found, passages in zip(aligned, regions, strict=True):
        yield from (each for each in passages if each.at not in found[side])


def _compare_words(
    left: Sequence[_Passage], right: Sequence[_Passage], source_at: int, page_at: int, near: int
) -> Iterator[Change]:
    """Yield what differs between passages of the source and those in their stead, if any, near a token."""
    if not left and not right:
        return
    if len(left) == len(right) > 1 and all(map(_belong_together, left, right)):
        for one, other in zip(left, right, strict=True):
            yield from _compare_words([one], [other], one.at, other.at, other.at)
        return
    source, page = _number(left), _number(right)
    keys = [token.key for token, _at in source], [token.key for token, _at in page]
    whole = not left or not right or max(map(len, keys)) > _MOST_WORDS
    if whole or _ratio(*keys) < _ALIKE:
        yield _change(source, page, source_at, page_at, near)
        return
    for tag, i1, i2, j1, j2 in _opcodes(*keys):
        if tag != "equal":
            # Nothing on one side: what it would stand before, or the end.
            i = source[i1][1] if i1 < len(source) else source[-1][1] + 1
            j = page[j1][1] if j1 < len(page) else page[-1][1] + 1
            yield _change(source[i1:i2], page[j1:j2], i, j, page[min(j1, len(page) - 1)][1])


def _belong_together(one: _Passage, other: _Passage) -> bool:
    return _ratio(one.keys, other.keys) >= _PAIR


def _number(passages: Sequence[_Passage]) -> list[tuple[Token, int]]:
    return [(token, each.at + n) for each in passages for n, token in enumerate(each.unit)]


def _change(
    source: Sequence[tuple[Token, int]],
    page: Sequence[tuple[Token, int]],
    source_at: int,
    page_at: int,
    near: int,
) -> Change:
    kind = Kind.ADDED if not source else Kind.MISSING if not page else Kind.CHANGED
    return Change(
        kind,
        tuple(token for token, _at in source),
        tuple(token for token, _at in page),
        source[0][1] if source else source_at,
        page[0][1] if page else page_at,
        page[0][1] if page else near,
    )


def _goes_on(passages: Sequence[_Passage], place: int) -> bool:
    """Return whether a passage stands on the line of the one before it."""
    if not 0 < place < len(passages):
        return False
    one, other = passages[place - 1].unit[-1], passages[place].unit[0]
    return (one.part, one.row) == (other.part, other.row)


def _at(passages: Sequence[_Passage], place: int) -> int:
    """Return where a passage begins among all tokens, or where all of them end."""
    if place < len(passages):
        return passages[place].at
    return passages[-1].at + len(passages[-1].unit) if passages else 0


def _opcodes[T: Hashable](left: Sequence[T], right: Sequence[T]) -> Sequence[tuple[str, int, int, int, int]]:
    found: list[tuple[str, int, int, int, int]] = []
    i = j = 0
    for a, b, size in [*_match(left, right), (len(left), len(right), 0)]:
        if i < a or j < b:
            found.append(("replace" if i < a and j < b else "delete" if i < a else "insert", i, a, j, b))
        if size:
            found.append(("equal", a, a + size, b, b + size))
        i, j = a + size, b + size
    return found


def _ratio(left: Sequence[Hashable], right: Sequence[Hashable]) -> float:
    """Return how much two texts have in common, from 0 to 1."""
    both = len(left) + len(right)
    return 2 * sum(size for _a, _b, size in _match(left, right)) / both if both else 1.0


def _match[T: Hashable](left: Sequence[T], right: Sequence[T]) -> list[tuple[int, int, int]]:
    """Return the runs that two texts have in common: where each begins in both, and its length.

    What both begin and end with is taken off first: a long table with one difference would take minutes.
    """
    least = min(len(left), len(right))
    start = next((n for n in range(least) if left[n] != right[n]), least)
    end = next((n for n in range(least - start) if left[-1 - n] != right[-1 - n]), least - start)
    inner = left[start : len(left) - end], right[start : len(right) - end]
    blocks = SequenceMatcher(None, *inner, autojunk=False).get_matching_blocks() if all(inner) else []
    found = [(0, 0, start), *((start + a, start + b, size) for a, b, size in blocks)]
    return [block for block in (*found, (len(left) - end, len(right) - end, end)) if block[2]]
