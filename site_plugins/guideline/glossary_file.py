"""Reading `glossary.yml` of a guideline's folder: a list of rows, each an abbreviation or a term and what it means.

The rows are data of the whole guideline: its pages, their order and their syntax are no concern of this module.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from site_plugins.diagnostics.characters import shorten
from site_plugins.diagnostics.problems import Place, Problem, attempt, read_text, suggestion
from site_plugins.diagnostics.yaml_places import Field, FieldPath, describe_value, read_fields
from site_plugins.guideline.front_matter import RefusedTextError, read_line
from site_plugins.guideline.glossary import Term, TermFinder
from site_plugins.guideline.ids import anchor_of
from site_plugins.guideline.leftover_kinds import find_leftovers_in

GLOSSARY = "glossary.yml"
"""The file, within a guideline's folder. A guideline may have none."""
SOURCE, EDITORS = "source", "editors"
"""Whose words an entry is."""

_LONGEST: Mapping[str, int] = {"term": 80, "long": 250, "meaning": 600}
"""The characters of a field with one text: a term stands in a line, what it means on a card."""
_LISTS: Mapping[str, str] = {
    "also": "a list of other spellings, such as [BPs]",
    "except": "a list of phrases in which it means something else, such as [BP fittings]",
    "citations": "a list of the ids of references, such as [smith2020]",
}
_FIELDS = (*_LONGEST, "of", *_LISTS)
_HTML = re.compile(r"<[A-Za-z/!][^<>]*>?|&#?\w+;")
_MARKUP = re.compile(r"\]\(|`|(?<![\w*_])([*_])(?=[^\s*_])[^*_]*(?<=\S)\1(?![\w*_])")
"""Markup that a page would read: nothing of it is left over there."""
_NOT_READ = "which is not read here: it is plain text, so "
_EXAMPLE = "- term: BP, below it, indented by two blanks, long: blood pressure and of: source"


@dataclass(frozen=True)
class Glossary:
    """The glossary of a guideline, as far as it can be used."""

    file: str
    terms: tuple[Term, ...]
    places: Mapping[str, Place]
    """The place of each entry by its id on a page."""
    problems: tuple[Problem, ...]
    language: str

    @cached_property
    def finder(self) -> TermFinder:
        """Finds its terms in texts."""
        return TermFinder(self.terms, self.language)

    @cached_property
    def by_anchor(self) -> Mapping[str, Term]:
        """Its entries by their ids on a page."""
        return {term.anchor: term for term in self.terms}


def read_glossary(file: Path, language: str) -> Glossary | None:
    """Read the glossary of a guideline in a language; None where there is no such file.

    Raises ContentError when the file cannot be read at all; what is wrong with its rows stands in `problems`.
    """
    if not file.exists():
        return None
    reader = _Reader(read_fields(read_text(file), str(file), of_rows=True), [])
    rows = sorted((path for path in reader.fields if len(path) == 1), key=lambda path: int(path[0]))
    if not rows:
        reader.problems.append(Problem(str(file), 1, f"This has no entry: write {_EXAMPLE}, or take the file out."))
    read: list[tuple[Term, Field]] = []
    anchors: set[str] = set()
    for path in rows:
        term = reader.read_row(path, anchors)
        if term is not None:
            read.append((term, reader.fields[path]))
    _find_repeated(read, reader)
    return Glossary(
        file=str(file),
        terms=tuple(term for term, _row in read),
        places={term.anchor: row.place for term, row in read},
        problems=tuple(reader.problems),
        language=language,
    )


@dataclass(frozen=True)
class _Reader:
    """Takes the rows' fields and says what is wrong with them."""

    fields: Mapping[FieldPath, Field]
    problems: list[Problem]

    def read_row(self, row: FieldPath, taken: set[str]) -> Term | None:
        """Return the term of a row, with an id that is not `taken`; None where it cannot be used."""
        before = len(self.problems)
        if not isinstance(self.fields[row].value, dict):
            self._report(row, f"This is {describe_value(self.fields[row].value)}, and no entry: write {_EXAMPLE}.")
            return None
        name = f"“{shorten(str(self.fields[row].value.get('term') or 'This entry'), 40)}”"
        self._find_unknown(row, name)
        texts = {each: self._text(row, each, name) for each in _LONGEST}
        lists = {each: self._list(row, each, name) for each in _LISTS}
        of = self._of(row, name)
        if len(self.problems) > before:
            return None
        spelling = texts["term"] or ""
        faults = [*_find_faults(texts, lists, name)]
        for fault in faults:
            self._report(row, fault)
        if faults:
            return None
        return Term(
            term=spelling,
            long=texts["long"],
            meaning=texts["meaning"],
            also=lists["also"],
            exceptions=lists["except"],
            by_source=of == SOURCE,
            citations=lists["citations"],
            anchor=_anchor_of(spelling, taken),
        )

    def _report(self, path: FieldPath, message: str) -> None:
        self.problems.append(self.fields[path].place.problem(message))

    def _find_unknown(self, row: FieldPath, name: str) -> None:
        for path in self._by_row.get(row, ()):
            if path[1] not in _FIELDS:
                allowed = ", ".join(_FIELDS)
                near = suggestion(path[1], _FIELDS)
                self._report(path, f"{name} has the unknown field “{path[1]}”; allowed: {allowed}.{near}")

    @cached_property
    def _by_row(self) -> Mapping[FieldPath, Sequence[FieldPath]]:
        by_row: dict[FieldPath, list[FieldPath]] = {}
        for path in self.fields:
            if len(path) == 2:
                by_row.setdefault(path[:1], []).append(path)
        return by_row

    def _text(self, row: FieldPath, field: str, name: str) -> str | None:
        """Return the text of a field; None for one that is not there."""
        path = (*row, field)
        if path not in self.fields:
            if field == "term":
                self._report(row, f"This entry has no term: write {_EXAMPLE}.")
            return None
        return self._line(path, f"{field} of {name}" if field != "term" else "term", _LONGEST[field])

    def _line(self, path: FieldPath, what: str, most: int) -> str | None:
        value: Any = self.fields[path].value
        try:
            line = " ".join(read_line(value).split())
        except RefusedTextError as error:
            self._report(path, f"{what} {error}.")
            return None
        except ValueError:
            quotes = "" if value is None or isinstance(value, (str, list, dict)) else ", in quotes"
            self._report(path, f"{what} is {describe_value(value)}; give it a text{quotes}.")
            return None
        if markup := _HTML.search(line):
            self._report(path, f"{what} holds “{markup[0]}”: it is plain text, so write what that stands for.")
        elif markup := _MARKUP.search(line):
            self._report(path, f"{what} holds “{markup[0]}”, {_NOT_READ}take it out.")
        elif left := next(find_leftovers_in(line), None):
            row, markup = left
            found = shorten(markup[0].strip(), 40)
            self._report(path, f"{what} holds “{found}”, {_NOT_READ}{row.in_plain_text}.")
        elif len(line) > most:
            self._report(path, f"{what} has {len(line)} characters; at most {most} are allowed.")
        else:
            return line
        return None

    def _list(self, row: FieldPath, field: str, name: str) -> tuple[str, ...]:
        path = (*row, field)
        if path not in self.fields:
            return ()
        value = self.fields[path].value
        if not isinstance(value, list) or not value:
            self._report(path, f"{field} of {name} is {describe_value(value)}; allowed: {_LISTS[field]}.")
            return ()
        most = _LONGEST["long" if field == "except" else "term"]
        items = [
            self._line((*path, str(place)), f"An entry of {field} of {name}", most)
            for place, _item in enumerate(value, start=1)
        ]
        for place, item in enumerate(items, start=1):
            if item is not None and item in items[: place - 1]:
                self._report((*path, str(place)), f"{field} of {name} has “{item}” twice; keep one.")
        return tuple(item for item in items if item is not None)

    def _of(self, row: FieldPath, name: str) -> str | None:
        path = (*row, "of")
        allowed = f"allowed: {SOURCE} (the source says what it means) or {EDITORS} (you say it)"
        if path not in self.fields:
            self._report(row, f"{name} does not say whose words it is: add of:; {allowed}.")
            return None
        value = self.fields[path].value
        if value not in (SOURCE, EDITORS):
            near = suggestion(value, (SOURCE, EDITORS)) if isinstance(value, str) else ""
            self._report(path, f"of of {name} is {describe_value(value)}; {allowed}.{near}")
            return None
        return str(value)


def _find_faults(texts: Mapping[str, str | None], lists: Mapping[str, Sequence[str]], name: str) -> Iterator[str]:
    """Yield what is wrong with a row whose fields can be read each."""
    spellings = [texts["term"] or "", *lists["also"]]
    if texts["long"] is None and texts["meaning"] is None:
        yield f"{name} has neither a long form nor a meaning: add long: for what it is short for, or meaning:."
    for spelling in spellings:
        if not any(character.isalpha() for character in spelling):
            yield f"“{spelling}” has no letter, so that no word is like it: write it with its words."
    if texts["long"] in spellings:
        yield f"{name} is its own long form: write what it is short for, or leave long: out."
    for phrase in lists["except"]:
        if not any(spelling in phrase and spelling != phrase for spelling in spellings):
            message = f"“{phrase}”, under except of {name}, does not hold “{spellings[0]}” and a word beside it"
            yield f"{message}: write the phrase in which it means something else."


def _find_repeated(read: Sequence[tuple[Term, Field]], reader: _Reader) -> None:
    """Report spellings that stand in more than one row, or twice in one."""
    first: dict[str, tuple[Term, Field]] = {}
    for term, row in read:
        for spelling in (*term.spellings, *term.exceptions):
            other, at = first.setdefault(spelling, (term, row))
            if other is term and [*term.spellings, *term.exceptions].count(spelling) == 1:
                continue
            message = _describe_repeated(spelling, term, other, at.place.line)
            reader.problems.append(row.place.problem(message))
            break


def _describe_repeated(spelling: str, term: Term, other: Term, line: int | None) -> str:
    if other is term:
        return f"“{spelling}” is given twice in this entry; keep one."
    if (term.long, term.meaning) == (other.long, other.meaning):
        return f"“{spelling}” is given in line {line} already; keep one of the two."
    return (
        f"“{spelling}” has another meaning in line {line}, and a reader of a word cannot tell which: keep one of "
        "the two, and name the phrases in which it means the other under its except:. Such a phrase, "
        f"“{spelling}” and a word beside it, can be the term of an entry of its own instead."
    )


def _anchor_of(term: str, taken: set[str]) -> str:
    """Return the id of a term's entry, which is then taken."""
    base = "term:" + (anchor_of(term) or "sign")
    anchor, number = base, 2
    while anchor in taken:
        anchor, number = f"{base}-{number}", number + 1
    taken.add(anchor)
    return anchor


def find_glossary_faults(
    glossary: Glossary, used: frozenset[str], keys: Collection[str] | None, pages: Collection[Path]
) -> Iterator[Problem]:
    """Yield the entries that no page uses, and what they cite that there is no reference of.

    `used` are the spellings, and the exceptions, that stand on the guideline's pages, whose files are `pages`;
    `keys` the ids of its references, or None where these could not be read.
    """
    for term in glossary.terms:
        place = glossary.places[term.anchor]
        if used.isdisjoint(term.spellings):
            yield place.problem(_describe_unused(term, pages))
        for phrase in term.exceptions:
            if phrase not in used:
                message = (
                    f"“{phrase}”, under except of “{term.term}”, stands on no page: correct it or take it out."
                )
                yield place.problem(message)
        for key in term.citations if keys is not None else ():
            if key not in (keys or ()):
                message = f"“{term.term}” cites “{key}”, and there is no such reference: add a record of that id."
                yield place.problem(message + suggestion(key, keys or ()))


def _describe_unused(term: Term, pages: Collection[Path]) -> str:
    """Return that no page uses a term, with the form in which one may do."""
    message = (
        f"No page says “{term.term}” as a word of its text, written so (headings, links and code do not count): "
        "take the entry out"
    )
    near = re.compile(rf"[\w-]*{re.escape(term.term)}[\w-]*", re.IGNORECASE)
    for page in pages:
        text = attempt(lambda page=page: read_text(page), []) or ""  # type: ignore[misc]
        found = next((each[0] for each in near.finditer(text) if each[0] != term.term), None)
        if found:
            return f"{message}, or, if “{shorten(found, 60)}” is meant, add that under also:."
    return f"{message}, or correct it."
