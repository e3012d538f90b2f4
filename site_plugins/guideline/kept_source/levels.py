"""Which item of a list stands within which, as a source shows it by indents or marks, and on a page.

Words alone do not tell that an item has become part of another one. A source's plain text shows it by how far an
item is indented, or by another bullet than the items around it have. Where it may be meant either way, both are
right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from site_plugins.guideline.kept_source.tokens import Token, part_marks, without_bullet

_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{2,5})[.)]")
_LEAST = 2
"""So many blanks to the right of another item make an item one within it."""
_TAB = 4

type Parents = Mapping[int, frozenset[int | None]]
"""For each row of a source, or block of a page, that begins an item: the items that it may stand within."""


@dataclass(frozen=True)
class Misplaced:
    """An item that stands within another one on the page than in the source."""

    source: Token
    page: Token
    """Its first words on the page."""
    source_parent: Token | None
    """The first words of what it stands within in the source; None where it stands in no other item."""
    page_parent: Token | None


@dataclass(frozen=True)
class Broken:
    """Words that begin an item or a paragraph in one text and go on with it in the other."""

    source: Token
    page: Token
    in_source: bool
    """Whether it is the source in which they begin one."""


@dataclass(frozen=True)
class _Item:
    row: int
    indent: int
    mark: str
    parents: frozenset[int | None]


def parents_in(text: str) -> Parents:
    """Return the items of a source's text, by their lines, counted from 1, and within which they may stand."""
    found: dict[int, frozenset[int | None]] = {}
    open_items: list[_Item] = []
    above, is_below_text, list_may_be_new = "", False, False
    for row, line in enumerate(text.split("\n"), start=1):
        words = part_marks(line).split()
        if not words:
            is_below_text = False
            continue
        indent = len(line.expandtabs(_TAB)) - len(line.expandtabs(_TAB).lstrip())
        mark = _mark_of(words, above)
        if mark is not None:
            parents, open_items = _place(open_items, indent, mark)
            found[row] = parents | {None} if list_may_be_new else parents
            open_items.append(_Item(row, indent, mark, found[row]))
            list_may_be_new = False
        elif open_items and indent <= open_items[0].indent and not (is_below_text and words[0][0].islower()):
            # A heading or another paragraph: the next item may begin a list of its own.
            list_may_be_new = True
        above, is_below_text = words[-1], True
    return found


def _mark_of(words: Sequence[str], above: str) -> str | None:
    """Return the bullet or the kind of number that a line begins with; None without one."""
    if len(words) < 2:
        return None
    if _NUMBERED.fullmatch(words[0]):
        return re.sub(r"\d+|[A-Za-z]+", lambda number: "1" if number[0].isdigit() else "a", words[0])
    return words[0] if len(without_bullet(list(words), above)) < len(words) else None


def _place(open_items: Sequence[_Item], indent: int, mark: str) -> tuple[frozenset[int | None], list[_Item]]:
    """Return within which items a further one may stand, and which of the open ones stay open."""
    outer = [item for item in open_items if item.indent + _LEAST <= indent]
    beside = [item for item in open_items[len(outer) :] if abs(item.indent - indent) < _LEAST]
    for place, item in enumerate(beside):
        if item.mark == mark:
            return item.parents, [*outer, *beside[:place]]
    if not beside:
        return frozenset([outer[-1].row if outer else None]), outer
    last = beside[-1]
    # Another bullet is one level down; a bullet below a number, or a letter, may as well begin a list beside it.
    is_sure = not any(each[-1] in ".)" for each in (mark, last.mark))
    return frozenset([last.row]) | (frozenset() if is_sure else last.parents), [*outer, *beside]


def find_misplaced(
    source: Sequence[Token],
    page: Sequence[Token],
    same_tokens: Sequence[tuple[int, int]],
    in_source: Sequence[Parents],
    on_page: Sequence[Parents],
) -> Iterator[Misplaced]:
    """Yield the items that both texts have and that stand within different ones.

    `same_tokens` are the places of what both texts have, `in_source` has the items of each file, `on_page` those of
    each page. An item that only one text has, or whose first words differ, counts as what it stands within.
    """
    source_items, page_items = _begin_items(source, in_source), _begin_items(page, on_page)
    places = {at: token for token, at in page_items.items()}
    same: dict[tuple[int, int], tuple[int, int]] = {}
    for at, on in same_tokens:
        begun = (source[at].part, source[at].row)
        if source_items.get(begun) == at and on in places:
            same[begun] = places[on]
    back = {page_item: source_item for source_item, page_item in same.items()}
    for (part, row), (page_part, block) in same.items():
        wanted = set(_nearest(part, in_source[part][row], in_source[part], set(same)))
        is_now = set(_nearest(page_part, on_page[page_part][block], on_page[page_part], set(back)))
        if not wanted & {each and back[each] for each in is_now}:
            source_parent, page_parent = next(iter(wanted)), next(iter(is_now))
            yield Misplaced(
                source[source_items[part, row]],
                page[page_items[page_part, block]],
                source_parent and source[source_items[source_parent]],
                page_parent and page[page_items[page_parent]],
            )


def find_broken(
    source: Sequence[Token],
    page: Sequence[Token],
    same_tokens: Sequence[tuple[int, int]],
    in_source: Sequence[Parents],
    loose: Sequence[Collection[int]],
) -> Iterator[Broken]:
    """Yield where the page goes on and the source has a bullet, or begins a block within a line of the source.

    `same_tokens` are the places of what both texts have, `loose` the blocks of each page in which several items may
    stand. What begins with a number or letter of a list shows itself.
    """
    begins = set(_begin_items(source, in_source).values())
    for at, on in same_tokens:
        if not at or not on or _NUMBERED.fullmatch(page[on].text) or page[on].row in loose[page[on].part]:
            continue
        goes_on_here = _are_of_one_row(page[on - 1], page[on])
        if at in begins and goes_on_here:
            yield Broken(source[at], page[on], in_source=True)
        # A line may hold two columns, or a heading that runs in: it is a sentence that must not be broken.
        goes_on = _are_of_one_row(source[at - 1], source[at]) and source[at - 1].text[-1].isalnum()
        if not goes_on_here and goes_on and source[at].entry is None and not source[at].text[0].isupper():
            yield Broken(source[at], page[on], in_source=False)


def _are_of_one_row(one: Token, other: Token) -> bool:
    return (one.part, one.row) == (other.part, other.row)


def _begin_items(tokens: Sequence[Token], items: Sequence[Parents]) -> dict[tuple[int, int], int]:
    """Return the place of the first token of each item, by its part and row."""
    first: dict[tuple[int, int], int] = {}
    for at, token in enumerate(tokens):
        if token.row in items[token.part] and token.entry is None:
            first.setdefault((token.part, token.row), at)
    return first


def _nearest(
    part: int, parents: frozenset[int | None], items: Parents, known: set[tuple[int, int]]
) -> Iterator[tuple[int, int] | None]:
    """Yield the nearest items around one that are known, by part and row; None where there is none."""
    for parent in parents:
        if parent is None:
            yield None
        elif (part, parent) in known:
            yield part, parent
        else:
            yield from _nearest(part, items[parent], items, known)
