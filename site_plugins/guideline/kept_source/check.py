"""Compares a guideline's pages with its kept source, and says what differs, where, and what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from site_plugins.diagnostics.characters import shorten
from site_plugins.diagnostics.problems import Place, Problem
from site_plugins.guideline.kept_source.compare import Change, Kind, align, find_changes
from site_plugins.guideline.kept_source.features import name_differences
from site_plugins.guideline.kept_source.folder import ABOUT, DIFFERENCES, FOLDER, LIST_LEVELS, KeptSource
from site_plugins.guideline.kept_source.levels import find_broken, find_misplaced
from site_plugins.guideline.kept_source.shown import ShownPage
from site_plugins.guideline.kept_source.tokens import Token, tokens_of_block, tokens_of_source
from site_plugins.guideline.model import IntendedDifference, SourceText

_QUOTED = 160
"""Characters of a passage that a message quotes."""
_MOST = 100
"""So many differences are told at once: where there are more, another text was kept, or another edition."""
_AROUND = 2
"""So many words before and behind it show where a word stands."""
_OR_LIST = f"or list the difference with its reason in {FOLDER}/{DIFFERENCES}"


def source_text(kept: KeptSource, *, compared: bool) -> SourceText:
    """Return what is known of a guideline's source, and whether its pages were compared with it."""
    return SourceText(kept.transcribed_by, compared, kept.publish, kept.files, kept.differences)


def find_source_problems(
    kept: KeptSource, pages: Sequence[ShownPage], number_of: Callable[[str], str | None] | None
) -> list[Problem]:
    """Return where the finished pages of a guideline, in reading order, do not say what its source says.

    `number_of` gives the number of a cited key; where it is None, numbers are not known yet and citations are left
    out. It is empty for a source that is kept, well described, and the same.
    """
    numbers = number_of or (lambda _key: None)

    def number_or_label(key: str) -> str | None:
        # The mark of a footnote, which the source's own mark counts as a citation of.
        return key[1:] if number_of and key.startswith("^") else numbers(key)

    source = [token for part in kept.parts for token in part.tokens if number_of or not token.is_citation]
    page = [
        token
        for part, shown in enumerate(pages)
        for row, block in enumerate(shown.blocks.texts if shown.blocks else ())
        for token in tokens_of_block(block, number_or_label, part, row)
    ]
    problems: list[Problem] = []
    source = _apply_differences(kept, source, problems, with_citations=number_of is not None)
    comparison = _Comparison(kept, pages, source, page)
    return [*problems, *comparison.problems(), *comparison.misplaced_items()]


# ---- Intended differences ---------------------------------------------------------------------------------------


def _apply_differences(
    kept: KeptSource, source: list[Token], problems: list[Problem], *, with_citations: bool
) -> list[Token]:
    """Return the source with what the guideline says on purpose in its stead; tell which one does not fit."""
    keys = [token.key for token in source]
    replaced: list[tuple[int, int, list[Token]]] = []
    for entry in kept.differences:
        old, new = (
            [
                token
                for token in tokens_of_source(text, kept.citing, entry=entry.name)
                if with_citations or not token.is_citation
            ]
            for text in (entry.source, entry.here)
        )
        wanted = [token.key for token in old]
        if wanted == [token.key for token in new]:
            if with_citations:
                problems.append(_at(kept, entry, "is none: both texts are the same. Take it off the list."))
            continue
        starts = [
            at
            for at, key in enumerate(keys)
            if wanted and key == wanted[0] and keys[at : at + len(wanted)] == wanted
        ]
        if len(starts) != 1:
            problems.append(_at(kept, entry, _misfit(kept, entry, [source[at] for at in starts])))
            continue
        first = source[starts[0]]
        tokens = [token._replace(part=first.part, row=first.row) for token in new]
        replaced.append((starts[0], starts[0] + len(wanted), tokens))
    replaced.sort(key=lambda each: each[:2])
    for one, other in pairwise(replaced):
        if other[0] < one[1]:
            name = next((token.entry for token in (*other[2], *one[2])), None)
            entry = next((each for each in kept.differences if each.name == name), kept.differences[0])
            problems.append(_at(kept, entry, "is about words that another difference is about as well: join them."))
            return source
    for start, end, tokens in reversed(replaced):
        source[start:end] = tokens
    return source


def _misfit(kept: KeptSource, entry: IntendedDifference, found: Sequence[Token]) -> str:
    if found:
        lines = ", ".join(_in_source(kept, token) for token in found)
        return (
            f"is not clear: “{_quote(entry.source)}” stands {len(found)} times in the source ({lines}). Add words "
            "from around it to both texts."
        )
    return f"does not apply: the source does not say “{_quote(entry.source)}”. Correct it, or take it off the list."


def _at(kept: KeptSource, entry: IntendedDifference, message: str) -> Problem:
    return kept.places[entry.name].problem(f"The difference “{entry.name}” {message}")


# ---- What differs -----------------------------------------------------------------------------------------------


def _in_source(kept: KeptSource, token: Token) -> str:
    return f"{FOLDER}/{kept.files[token.part].name}:{token.row}"


def _quote(text: str) -> str:
    return shorten(text, _QUOTED)


def _say(tokens: Sequence[Token]) -> str:
    return _quote(" ".join(f"[{token.text}]" if token.is_citation else token.text for token in tokens))


@dataclass
class _Comparison:
    """Words the changes between a source and the pages."""

    kept: KeptSource
    pages: Sequence[ShownPage]
    source: Sequence[Token]
    page: Sequence[Token]

    def problems(self) -> list[Problem]:
        """Return what differs, each passage once."""
        changes = find_changes(self.source, self.page)
        found = list(dict.fromkeys(problem for change in changes[:_MOST] for problem in self._word(change)))
        if len(changes) > _MOST:
            more = f"There are {len(changes) - _MOST} further differences: is this the right text?"
            found.append(Problem(self.kept.texts[0].file, None, more))
        return found

    def misplaced_items(self) -> Iterator[Problem]:
        """Yield the items of lists that stand within others than in the source."""
        in_source = [part.items for part in self.kept.parts]
        on_page = [
            {block: frozenset([parent]) for block, parent in (shown.blocks.items if shown.blocks else {}).items()}
            for shown in self.pages
        ]
        loose = [shown.blocks.loose if shown.blocks else () for shown in self.pages]
        same = list(align(self.source, self.page))
        for broken in find_broken(self.source, self.page, same, in_source, loose):
            words = f"“{_say(_from(self.page, broken.page))}”"
            where = _in_source(self.kept, broken.source)
            message = (
                f"{words} begins an item in the source ({where}), and goes on with what stands before it here: "
                "begin an item or a paragraph there."
                if broken.in_source
                else f"{words} begins an item or paragraph here, and goes on with a sentence in the source "
                f"({where}): write the sentence on one line."
            )
            yield self.pages[broken.page.part].places.place(broken.page).problem(message)
        if not self.kept.shows_levels:
            return
        for item in find_misplaced(self.source, self.page, same, in_source, on_page):
            there, here = _within(self.source, item.source_parent), _within(self.page, item.page_parent)
            message = (
                f"“{_say(_from(self.page, item.page))}” {there} in the source "
                f"({_in_source(self.kept, item.source)}), and {here} here. Indent it as the source does. If the "
                f"kept text does not show what stands within what, write list_levels: {LIST_LEVELS[1]} in "
                f"{FOLDER}/{ABOUT}."
            )
            yield self.pages[item.page.part].places.place(item.page).problem(message)

    def _word(self, change: Change) -> Iterator[Problem]:
        if (stale := self._find_stale_entry(change)) is not None:
            place = self._place(change)
            says = f"says “{_say(change.page)}”" if change.page else "does not"
            line = f"{place.file}:{place.line}" if place.line else place.file
            yield _at(
                self.kept,
                stale,
                f"is not there: this guideline shall say “{_quote(stale.here)}”, and {line} {says}. Correct the "
                "text or the entry, or take the entry off the list.",
            )
            return
        if all(token.is_citation for token in (*change.source, *change.page)):
            yield self._word_citations(change)
            return
        yield self._place(change).problem(_WORDED[change.kind](self, change))

    def _find_stale_entry(self, change: Change) -> IntendedDifference | None:
        name = next((token.entry for token in change.source if token.entry), None)
        added = [token.key for token in change.page]
        for entry in self.kept.differences:
            if entry.name == name:
                return entry
            if (
                not entry.here
                and not change.source
                and added == [token.key for token in tokens_of_source(entry.source, self.kept.citing)]
            ):
                return entry
        return None

    def _place(self, change: Change) -> Place:
        """Return the place of what the guideline says or, of something missing, of what it stands behind."""
        if not self.page:
            return Place(self.pages[0].places.file, None)
        token = self.page[change.near]
        return self.pages[token.part].places.place(token)

    def _source_line(self, change: Change) -> str:
        return _in_source(self.kept, change.source[0] if change.source else self.source[change.source_at - 1])

    def _behind(self, tokens: Sequence[Token], at: int) -> str:
        """Return the words that stand before a place, to find it by."""
        before = [token for token in tokens[max(0, at - 12) : at] if not token.is_citation][-5:]
        return f"behind “{_say(before)}”" if before else "at the beginning"

    def _changed(self, change: Change) -> str:
        source = _around(self.source, change.source_at, len(change.source))
        page = _around(self.page, change.page_at, len(change.page))
        names = name_differences(change.source, change.page)
        verb = "differ" if _are_many(names) else "differs"
        return (
            f"The source says “{_say(source)}” ({self._source_line(change)}), this line says “{_say(page)}”: "
            f"{names} {verb}. Write what the source says, {_OR_LIST}."
        )

    def _missing(self, change: Change) -> str:
        source = _around(self.source, change.source_at, len(change.source))
        what = _name_passage(change.source)
        return (
            f"The source says “{_say(source)}” ({self._source_line(change)}) "
            f"{self._behind(self.page, change.page_at)}: {what} {'are' if _are_many(what) else 'is'} missing here. "
            f"Add “{_say(change.source)}”, {_OR_LIST}."
        )

    def _added(self, change: Change) -> str:
        page = _around(self.page, change.page_at, len(change.page))
        what = _name_passage(change.page)
        return (
            f"This line says “{_say(page)}”, the source ({self._source_line(change)}) does not say "
            f"“{_say(change.page)}” there: {what} {'are' if _are_many(what) else 'is'} too much. Take it out, mark "
            f"what is the editors’ own with {{: .editors }}, {_OR_LIST}."
        )

    def _moved(self, change: Change) -> str:
        return (
            f"“{_say(change.page)}” stands at another place in the source: {self._source_line(change)}, "
            f"{self._behind(self.source, change.source_at)}. Move it there."
        )

    def _twice(self, change: Change) -> str:
        return (
            f"“{_say(change.page)}” stands here once more than in the source ({self._source_line(change)}). "
            "Take out one of them."
        )

    def _word_citations(self, change: Change) -> Problem:
        """Say what both cite at a place, whole: a number alone tells little."""
        source = _citations_at(self.source, change.source_at)
        page = _citations_at(self.page, change.page_at)
        says = f"cites {_numbers(source)}" if source else "cites nothing"
        shows = f"cites {_numbers(page)}" if page else "cites nothing"
        missing = [token for token in source if token.key not in {each.key for each in page}]
        extra = [token for token in page if token.key not in {each.key for each in source}]
        what = (
            f"the citation {_numbers(missing)} is missing or stands elsewhere"
            if missing and not extra
            else f"the citation {_numbers(extra)} is too much or belongs elsewhere"
            if extra and not missing
            else "other references are cited"
            if missing
            else "the order or number of the citations differs"
        )
        start = next(
            (n for n in range(change.source_at, 0, -1) if not self.source[n - 1].is_citation), change.source_at
        )
        line = self._source_line(change) if change.source or change.source_at else f"{FOLDER}/"
        return self._place(change).problem(
            f"The source {says} {self._behind(self.source, start)} ({line}), this line {shows}: {what}. "
            f"Cite what the source cites, {_OR_LIST}."
        )


_WORDED: dict[Kind, Callable[[_Comparison, Change], str]] = {
    Kind.CHANGED: _Comparison._changed,
    Kind.MISSING: _Comparison._missing,
    Kind.ADDED: _Comparison._added,
    Kind.MOVED: _Comparison._moved,
    Kind.TWICE: _Comparison._twice,
}


def _from(tokens: Sequence[Token], first: Token) -> Sequence[Token]:
    """Return a token and some words behind it in its line or block."""
    at = next(n for n, token in enumerate(tokens) if token is first)
    return [token for token in tokens[at : at + 5] if _same_row(token, first) and not token.is_citation]


def _within(tokens: Sequence[Token], parent: Token | None) -> str:
    return f"is part of the item “{_say(_from(tokens, parent))}”" if parent else "is part of no other item"


def _same_row(one: Token, other: Token) -> bool:
    return (one.part, one.row) == (other.part, other.row)


def _around(tokens: Sequence[Token], at: int, length: int) -> Sequence[Token]:
    """Return tokens with a few before and behind them, of the same line or block."""
    inside = tokens[at : at + length] or tokens[max(0, at - 1) : at]
    if not inside:
        return ()
    start, end = at, at + length
    while start > max(0, at - _AROUND) and _same_row(tokens[start - 1], inside[0]):
        start -= 1
    while end < min(len(tokens), at + length + _AROUND) and _same_row(tokens[end], inside[-1]):
        end += 1
    return tokens[start:end]


def _citations_at(tokens: Sequence[Token], at: int) -> Sequence[Token]:
    """Return all citations that stand together at a place: those that reach up to it and those from it on."""
    start = end = at
    while start > 0 and tokens[start - 1].is_citation:
        start -= 1
    while end < len(tokens) and tokens[end].is_citation:
        end += 1
    return tokens[start:end]


def _numbers(tokens: Sequence[Token]) -> str:
    return ", ".join(token.text for token in tokens)


def _name_passage(tokens: Sequence[Token]) -> str:
    words = [token for token in tokens if not token.is_citation]
    if len(words) > 1 and words[-1].key[-1] in ".!?…:":
        return "a sentence"
    if len(words) > 3:
        return "a passage"
    return name_differences(tokens, ())


def _are_many(names: str) -> bool:
    return " and " in names or names == "words"
