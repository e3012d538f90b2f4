"""What a CSL-JSON record must be: what citeproc-py would fail on, or silently leave out, is refused here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from re import fullmatch

from site_plugins.diagnostics.characters import refuse_text, shorten
from site_plugins.diagnostics.problems import suggestion
from site_plugins.references.identifiers import ALLOWED, KEY_PATTERN, is_identifier, suggest_identifier

DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")

NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
NAME_SWITCHES = ("comma-suffix", "static-ordering", "parse-names")
DATE_PARTS = ("date-parts", "season", "circa", "literal", "raw")

REQUIRED = ("id", "type", "title")
_TEXT = "some text"
_KEY = "letters, digits, hyphens: what can be cited as [@id]"
_TYPE = "a type of CSL such as article-journal, book, report or webpage"
_NAMES = 'a list of names such as {"family": "Lee", "given": "J."} or {"literal": "NICE"}'
_DATE = 'a date that exists such as {"date-parts": [[2013, 7, 1]]}, or {"literal": "undated"}'


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that white space separates: how long lists of names are written here."""
    return tuple(text.split())


TYPES = split_words(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
    legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard
    thesis treaty webpage
    """
)

PEOPLE = split_words(
    """
    author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator translator
    """
)


# The schema of the input calls three of them part, printing and supplement.
NUMBERS = split_words(
    """
    chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part part-number printing printing-number section supplement
    supplement-number version volume
    """
)
"""Fields that may hold a number where others hold text."""

# journalAbbreviation and shortTitle are what citeproc-js and Zotero write for the short forms.
TEXTS = split_words(
    """
    abstract annote archive archive-place archive_collection archive_location authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event event-place
    event-title genre id ISBN ISSN journalAbbreviation jurisdiction keyword language license medium note
    original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale shortTitle source status title title-short type URL volume-title
    volume-title-short year-suffix
    """
)

OF_LINES = ("abstract", "annote", "note")
"""Fields that may hold several lines."""

FIELDS = (*PEOPLE, *DATES, *NUMBERS, *TEXTS, "categories")


@dataclass(frozen=True)
class RecordFault:
    """Something wrong with a record."""

    path: tuple[str | int, ...]
    """The names and, counted from 0, the places in lists that lead to it from the record on."""
    text: str
    """A full sentence."""
    of_name: bool = False
    """Whether the name at the end of the path is wrong, and not its value."""


def check_record(csl: Mapping[str, object], name: str) -> list[str]:
    """Return what is wrong with a record, as sentences in which it is called `name`."""
    return [fault.text for fault in find_record_faults(csl, name)]


def find_record_faults(csl: Mapping[str, object], name: str) -> Iterator[RecordFault]:
    """Yield what is wrong with a record, which the sentences call `name`."""
    for field in REQUIRED:
        if field not in csl:
            yield RecordFault((), f"{field} of {name} is missing; allowed: {_TEXT}.")
    for field, value in csl.items():
        if field not in FIELDS:
            near = suggestion(field, FIELDS)
            yield RecordFault((field,), f"{field} of {name} is not a field of CSL-JSON.{near}", of_name=True)
        elif field in PEOPLE:
            yield from _find_name_faults(field, value, name)
        elif field in DATES:
            yield from _find_date_faults(field, value, name)
        elif field == "categories":
            if not (isinstance(value, list) and all(map(is_text, value))):
                yield refuse_value((field,), value, name, "a list of texts")
        elif field in ALLOWED:
            if not is_identifier(field, value):
                yield refuse_value((field,), value, name, ALLOWED[field], suggest_identifier(field, value))
        elif field == "id":
            if not (isinstance(value, str) and fullmatch(KEY_PATTERN, value)):
                yield refuse_value((field,), value, name, _KEY)
        elif field == "type":
            if value not in TYPES:
                near = suggestion(value, TYPES) if isinstance(value, str) else ""
                yield refuse_value((field,), value, name, _TYPE, near)
        elif not (is_text(value, lines=field in OF_LINES) or (field in NUMBERS and _is_number(value))):
            yield refuse_value((field,), value, name, _TEXT, lines=field in OF_LINES)


def refuse_value(
    path: tuple[str | int, ...], value: object, name: str, allowed: str, near: str = "", *, lines: bool = False
) -> RecordFault:
    """Return the fault of a value; `name` is what its record is called."""
    owner = describe_path(path, name)
    refusal = refuse_text(value, lines=lines) if isinstance(value, str) else None
    if refusal is not None:
        return RecordFault(path, f"{owner} {refusal}.")
    return RecordFault(path, f"{owner} is {shorten(repr(value))}; allowed: {allowed}.{near}")


def describe_path(path: tuple[str | int, ...], name: str) -> str:
    """Return what a value of the record called `name` is called."""
    names = [part for part in path if isinstance(part, str)]
    fields = [".".join(names)] if names[0] == "custom" else names[::-1]
    return " of ".join([*fields, name])


def is_text(value: object, *, lines: bool = False) -> bool:
    """Tell whether a value is text that a page can show, of several `lines` if it may be, and not only blanks."""
    return isinstance(value, str) and bool(value.strip()) and refuse_text(value, lines=lines) is None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _find_name_faults(field: str, value: object, name: str) -> Iterator[RecordFault]:
    if not isinstance(value, list):
        yield refuse_value((field,), value, name, _NAMES)
        return
    for place, each in enumerate(value):
        if not isinstance(each, dict) or not each.keys() & {"family", "literal"}:
            yield refuse_value((field, place), each, name, _NAMES)
            continue
        for part, text in each.items():
            if part not in NAME_PARTS + NAME_SWITCHES:
                near = suggestion(part, NAME_PARTS)
                message = (
                    f"{part} of {field} of {name} is not a part of a name; allowed: {', '.join(NAME_PARTS)}.{near}"
                )
                yield RecordFault((field, place, part), message, of_name=True)
            elif part in NAME_PARTS and not (is_text(text) or (text == "" and part not in ("family", "literal"))):
                yield refuse_value((field, place, part), text, name, _TEXT)


def _find_date_faults(field: str, value: object, name: str) -> Iterator[RecordFault]:
    if not isinstance(value, dict):
        yield refuse_value((field,), value, name, _DATE)
        return
    for part in value:
        if part not in DATE_PARTS:
            near = suggestion(part, DATE_PARTS)
            message = (
                f"{part} of {field} of {name} is not a part of a date; allowed: {', '.join(DATE_PARTS)}.{near}"
            )
            yield RecordFault((field, part), message, of_name=True)
    days = value.get("date-parts")
    if days is None:
        literal = value.get("literal")
        if isinstance(literal, str) and refuse_text(literal):
            yield refuse_value((field, "literal"), literal, name, _DATE)
        elif not is_text(literal):
            yield refuse_value((field,), value, name, _DATE)
    elif not (isinstance(days, list) and len(days) in (1, 2) and all(map(_is_day, days))):
        yield refuse_value((field, "date-parts"), days, name, _DATE)


def _is_day(value: object) -> bool:
    """Tell whether it is the year, month and day of a date; Zotero writes them as text."""
    if not (isinstance(value, list) and 1 <= len(value) <= 3):
        return False
    if not all(type(part) is int or (isinstance(part, str) and part.isdecimal()) for part in value):
        return False
    year, month, day = [*map(int, value), *(1, 1, 1)[len(value) :]]
    if not (-9999 <= year <= 9999 and year != 0 and 1 <= month <= 12):
        return False
    # The calendar knows no year before Christ, where some had a 29th of February as well.
    return 1 <= day <= monthrange(year if year > 0 else 2000, month)[1]
