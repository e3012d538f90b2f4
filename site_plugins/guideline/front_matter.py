"""The front matter of a guideline, from one definition: one row a field.

A guideline's fields are read by these rows, what is missing or wrong is said with their words, and the section
“Front matter” of docs/guidelines.md is written from them (`python -m tools.document_front_matter`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError

from calculator.core.language import SOURCE_LANGUAGE
from site_plugins.diagnostics.characters import (
    describe_invisible_character,
    find_invisible_character,
    refuse_text,
)
from site_plugins.diagnostics.days import day_of
from site_plugins.diagnostics.problems import ContentError, Place, Problem, suggestion
from site_plugins.diagnostics.yaml_faults import mend_yaml
from site_plugins.diagnostics.yaml_places import Field, FieldPath, describe_value, read_fields
from site_plugins.guideline.model import FrontMatter, Person, Question
from site_plugins.guideline.numbers import BY_APPEARANCE, OF_SOURCE
from site_plugins.guideline.rating_schemes import SCHEMES
from site_plugins.guideline.signed import version_key

LONGEST_VERSION = 40
"""Characters of a version at most: a saved file of answers names it."""
PAGES = "guideline.pages"

_NOT_STATED = "not stated in the source"
_ADDRESS_SHAPE = re.compile(r"https?://[^\s\"'<>/?#]+(?:[/?#][^\s\"'<>]*)?")
# Language, script, region. "und" is no language, and Babel would take it for English.
_LANGUAGE_TAG = re.compile(r"(?!und)[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_FOLDER_NAME = re.compile(r"[A-Za-z0-9][\w-]*")


class RefusedTextError(ValueError):
    """A text that holds what no text can keep; its message says what, to stand behind the text's name."""


@dataclass(frozen=True)
class Form:
    """What a field may hold."""

    allowed: str
    read: Callable[[Any], Any]
    """Returns what the model keeps of a value. Raises ValueError for what is not allowed."""
    is_text: bool = False
    """Whether YAML's words and numbers, such as no and 2020, would be allowed in quotes."""


@dataclass(frozen=True)
class Row:
    """One field of the front matter."""

    path: str
    """Its name with those of the fields that it stands in, such as `guideline.source.title`."""
    purpose: str
    """What it says, to stand behind "It says"."""
    form: Form
    unknown: str
    """What to write when it is not known; empty where it must be known."""
    example: str
    """A value as YAML."""
    attribute: str = ""
    """What the model calls it; by default the last part of its path."""
    required: bool = True
    default: Any = None
    """What the model holds where a field that is not required is missing."""
    entries: tuple[Row, ...] = ()
    """Where it is a list: the fields of each entry, their paths from the entry on."""
    make: Callable[..., Any] | None = None
    """Makes of an entry what the model holds."""
    unique: bool = False
    """Whether no two entries may have the same value."""

    @property
    def names(self) -> FieldPath:
        """The names of its path."""
        return tuple(self.path.split("."))

    @property
    def name(self) -> str:
        """What the model calls it."""
        return self.attribute or self.names[-1]


# ---- What a field may hold --------------------------------------------------------------------------------------


def read_line(value: Any) -> str:
    """Return a text on one line. Raises ValueError, a `RefusedTextError` where it holds what no text can keep."""
    if isinstance(value, str) and value.strip():
        # YAML ends a text of several lines, folded into one, with a line break.
        text = value.strip()
        if refusal := refuse_text(text):
            raise RefusedTextError(refusal)
        if (at := find_invisible_character(text)) is not None:
            raise RefusedTextError(describe_invisible_character(text, at))
        return text
    raise ValueError


def _line_of(most: int) -> Form:
    """Return the form of a text of so many characters at most."""

    def read(value: Any) -> str:
        if len(text := read_line(value)) > most:
            raise ValueError
        return text

    return Form(f"some text of at most {most} characters", read, is_text=True)


def _or_null(form: Form) -> Form:
    def read(value: Any) -> Any:
        return None if value is None else form.read(value)

    return Form(f"{form.allowed}, or null", read, is_text=form.is_text)


def _read_version(value: Any) -> str:
    # With one dot it would be a number to YAML, and 1.10 the same as 1.1.
    if isinstance(value, str) and len(value) <= LONGEST_VERSION and version_key(value):
        return value
    raise ValueError


def _read_folders(value: Any) -> tuple[str, ...]:
    # Each is one folder below the guideline's own: no way out of it, and none twice.
    names = value if isinstance(value, list) else [None]
    if all(isinstance(name, str) and _FOLDER_NAME.fullmatch(name) for name in names) and len({*names}) == len(
        names
    ):
        return tuple(names)
    raise ValueError


def _read_address(value: Any) -> str:
    address = read_line(value)
    if not _ADDRESS_SHAPE.fullmatch(address):
        raise ValueError
    return address


def _read_id(value: Any) -> str:
    if isinstance(value, str) and _FOLDER_NAME.fullmatch(value):
        return value
    raise ValueError


def _read_language(value: Any) -> str:
    if not isinstance(value, str) or not _LANGUAGE_TAG.fullmatch(value):
        raise ValueError
    try:
        # It knows the languages and the scripts of the Unicode Consortium's CLDR.
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, TypeError) as error:
        raise ValueError(value) from error
    return value


def _read_direction(value: Any) -> str:
    if value not in ("ltr", "rtl"):
        raise ValueError
    return str(value)


def _read_entries(value: Any) -> list[Any]:
    if isinstance(value, list) and value:
        return value
    raise ValueError


def _read_numbers(value: Any) -> str:
    if value in (BY_APPEARANCE, OF_SOURCE):
        return str(value)
    raise ValueError


def _read_scheme(value: Any) -> str:
    if isinstance(value, str) and value in SCHEMES:
        return value
    raise ValueError


_TEXT = Form("some text", read_line, is_text=True)
_NAME_OR_NULL = _or_null(Form("a name", read_line, is_text=True))
_VERSION = Form("numbers with two dots between them, such as 1.0.1", _read_version)
_DAY_OR_NULL = _or_null(Form("a date YYYY-MM-DD", day_of))
_ADDRESS = Form("an address that begins with https:// or http://", _read_address)
_ID = Form("letters, digits and hyphens", _read_id)
_ENTRIES = Form("a list, each entry beginning with “- ”", _read_entries)
_LANGUAGE = Form("the tag of a language, such as en, de-AT, ar or fa", _read_language, is_text=True)
_DIRECTION = Form("ltr or rtl", _read_direction)
_NUMBERS = Form(f"{BY_APPEARANCE}, or {OF_SOURCE}", _read_numbers)
_SCHEME = Form(f"the name of a rating scheme: {', '.join(SCHEMES)}", _read_scheme, is_text=True)
_FOLDERS = Form("a list of folders such as [treatment, follow-up]", _read_folders)


# ---- The fields -------------------------------------------------------------------------------------------------

_NAME = Row("name", "what the person is called", _TEXT, "", "Ada Quillfeather")
_AFFILIATION = Row("affiliation", "where the person works", _TEXT, _NOT_STATED, "Harbour School")
_INTERESTS = Row("conflicts", "which interests the person declared", _TEXT, _NOT_STATED, "owns a bathtub")
_ROLE = Row("role", "what the person is to the group", _TEXT, "", "chair", required=False)
_AUTHOR = (_NAME, _AFFILIATION, _INTERESTS)
_MEMBER = (_NAME, _ROLE, _AFFILIATION, _INTERESTS)
_QUESTION = (
    Row("id", "by what statements can refer to the question", _ID, "", "drying", unique=True),
    Row("population", "whom the question is about", _TEXT, _NOT_STATED, "boats of ruled paper"),
    Row("intervention", "what is done", _TEXT, "", "drying for a day", required=False),
    Row("comparison", "what it is compared with", _TEXT, "", "drying for an hour", required=False),
    Row("outcome", "what is looked at", _TEXT, "", "hours afloat", required=False),
)

ROWS = (
    Row(
        "title",
        "what the guideline is called on this site",
        # It stands in the text for a record, which has 1,200 characters at most.
        _line_of(250),
        "",
        "Keeping a paper boat afloat",
    ),
    Row(
        "guideline.version",
        "which edition of this text it is: raise it whenever something that was published changes",
        _VERSION,
        "1.0.0",
        "1.0.0",
    ),
    Row(
        "guideline.status",
        "how far the guideline may be trusted; it is shown wherever the guideline is quoted",
        _line_of(100),
        "draft, unreviewed",
        "draft, unreviewed",
    ),
    Row(
        "guideline.source.title",
        "what the source is called, in its own words",
        _TEXT,
        _NOT_STATED,
        "The Puddle Society’s Handbook of Paper Boats",
        "source_title",
    ),
    Row(
        "guideline.source.author",
        "who wrote the source, on one line",
        _TEXT,
        _NOT_STATED,
        "The Puddle Society",
        "source_author",
    ),
    Row(
        "guideline.source.date",
        "when the source was published, as it says itself",
        _TEXT,
        _NOT_STATED,
        "May 2019",
        "source_date",
    ),
    Row(
        "guideline.source.licence",
        "on which terms the source may be copied, by the licence's name",
        _TEXT,
        _NOT_STATED,
        "CC BY 4.0",
        "source_licence",
    ),
    Row(
        "guideline.source.licence_url",
        "where that licence can be read",
        _ADDRESS,
        "",
        "https://creativecommons.org/licenses/by/4.0/",
        "source_licence_url",
        required=False,
    ),
    Row(
        "guideline.authors",
        "who wrote the source, one by one",
        _ENTRIES,
        "",
        "",
        required=False,
        default=(),
        entries=_AUTHOR,
        make=Person,
    ),
    Row(
        "guideline.panel.name",
        "what the group is called that decided on the recommendations",
        _TEXT,
        "",
        "Committee on Folding",
        "panel",
        required=False,
    ),
    Row(
        "guideline.panel.members",
        "who belongs to that group",
        _ENTRIES,
        "",
        "",
        required=False,
        default=(),
        entries=_MEMBER,
        make=Person,
    ),
    Row(
        "guideline.questions",
        "which questions the guideline answers, by population, intervention, comparison and outcome",
        _ENTRIES,
        "",
        "",
        required=False,
        default=(),
        entries=_QUESTION,
        make=Question,
    ),
    Row(
        "guideline.last_review",
        "when the guideline was last reviewed",
        _DAY_OR_NULL,
        "null",
        "2026-02-01",
    ),
    Row(
        "guideline.next_review",
        "when it is to be reviewed; after that day every page warns its readers",
        _DAY_OR_NULL,
        "null",
        "2028-02-01",
    ),
    Row(
        "guideline.reviewer",
        "who reviewed what the editors added: notes, patient wording, rules",
        _NAME_OR_NULL,
        "null",
        "Rosalind Quill",
    ),
    Row(
        "guideline.funding",
        "who paid for the guideline",
        _TEXT,
        _NOT_STATED,
        "none; the sheets were found in a drawer",
    ),
    Row(
        "guideline.conflicts",
        "which interests those behind the guideline have in it",
        _TEXT,
        _NOT_STATED,
        "two of the authors own a bathtub",
    ),
    Row(
        "guideline.contact",
        "to whom a reader reports an error",
        _TEXT,
        "whoever gave you this site",
        "harbour@example.org",
    ),
    Row(
        "guideline.language",
        "in which language the guideline is written; without it in English",
        _LANGUAGE,
        "",
        "en-GB",
        required=False,
        default=SOURCE_LANGUAGE,
    ),
    Row(
        "guideline.direction",
        "how it is written: from left to right (ltr) or from right to left (rtl); without it as its language is",
        _DIRECTION,
        "",
        "ltr",
        required=False,
    ),
    Row(
        PAGES,
        "in which folders the further pages of the guideline stand, in reading order",
        _FOLDERS,
        "",
        "[on-the-water]",
        required=False,
        default=(),
    ),
    Row(
        "guideline.numbers",
        "whose numbers the references have: counted as they appear in the text, or those of the source, which each "
        "record then carries",
        _NUMBERS,
        "",
        OF_SOURCE,
        required=False,
        default=BY_APPEARANCE,
    ),
    Row(
        "guideline.rating",
        "in which scheme the source rates its statements, where they do not name one",
        _SCHEME,
        "",
        "GRADE",
        required=False,
    ),
)


# ---- Reading ----------------------------------------------------------------------------------------------------


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the front matter of a guideline's page.

    `text` is its YAML, `file` its name in problems. Raises ContentError with every field that is wrong.
    """
    # The opening fence is the file's first line.
    try:
        reading = _Reading(read_fields(text, file, first_line=2), file)
    except ContentError as error:
        raise ContentError([*error.problems, *_find_further(text, file, error)]) from error
    values = reading.read()
    if problems := [*reading.problems, *reading.missing]:
        raise ContentError(problems)
    values["direction"] = values["direction"] or Locale.parse(values["language"], sep="-").text_direction
    return FrontMatter(**values)


def _find_further(text: str, file: str, unreadable: ContentError) -> list[Problem]:
    """Return what is wrong with the fields that can be read where others cannot."""
    mended = mend_yaml(text)
    if not mended.faults:
        return []
    try:
        reading = _Reading(read_fields(mended.text, file, first_line=2), file)
    except ContentError as error:
        return list(error.problems)
    reading.read()
    named = {problem.line for problem in unreadable.problems}
    # A line of which not even the name can be read may be the one that seems to be missing.
    found = [*reading.problems, *(() if mended.lost else reading.missing)]
    return [problem for problem in found if problem.line not in named]


def read_pages(text: str, file: str) -> tuple[str, ...] | None:
    """Return the folders of a guideline's further pages, whatever else is wrong; None where nobody can tell."""
    [row] = [row for row in ROWS if row.path == PAGES]
    try:
        field = read_fields(text, file, first_line=2).get(row.names)
        return () if field is None else _read_folders(field.value)
    except (ContentError, ValueError):
        return None


def describe_missing(row: Row, path: str) -> str:
    """Return the message about a field that is missing: what it says, and what to write when that is not known."""
    unknown = f" If that is not known, write “{row.unknown}”." if row.unknown else ""
    return f"{path} is missing. It says {row.purpose}. Allowed: {row.form.allowed}.{unknown}"


def _above(path: FieldPath) -> list[FieldPath]:
    """Return the paths of the fields that a field stands in, from the outermost on."""
    return [path[:length] for length in range(1, len(path))]


_GROUPS = {above: None for row in ROWS for above in _above(row.names)}


class _Reading:
    """The fields of one front matter, and what is wrong with them."""

    def __init__(self, fields: dict[FieldPath, Field], file: str) -> None:
        self._fields = fields
        self._file = file
        self.problems: list[Problem] = []
        self.missing: list[Problem] = []
        """The fields that are missing."""

    def read(self) -> dict[str, Any]:
        """Return the values of all fields, by what the model calls them; what is wrong is in the problems."""
        self.find_wrong_groups()
        self.find_unknown()
        return self.read_rows(ROWS, ())

    def read_rows(self, rows: tuple[Row, ...], above: FieldPath) -> dict[str, Any]:
        """Return the values of the fields that stand in another, by what the model calls them."""
        return {row.name: self._read_row(row, (*above, *row.names)) for row in rows}

    def _read_row(self, row: Row, path: FieldPath) -> Any:
        """Return the value of a field; where it is missing or wrong, add the problem."""
        field = self._fields.get(path)
        if field is None:
            if row.required and not any(map(self._is_wrong_group, _above(path))):
                self.missing.append(self._place(path).problem(describe_missing(row, ".".join(path))))
            return row.default
        try:
            value = row.form.read(field.value)
        except RefusedTextError as error:
            message = f"{'.'.join(path)} {error}."
        except ValueError:
            message = f"{'.'.join(path)} is {describe_value(field.value)}; allowed: {row.form.allowed}."
            if row.form.is_text and isinstance(field.value, bool | int | float):
                message += " Put it in quotes if this is the text."
        else:
            return self._read_entries(row, path, value) if row.make else value
        self.problems.append(field.place.problem(message))
        return row.default

    def _read_entries(self, row: Row, path: FieldPath, values: list[Any]) -> Any:
        """Return what the model holds of a list's entries."""
        made, seen = [], set()
        for number, value in enumerate(values, start=1):
            within = (*path, str(number))
            if not isinstance(value, dict):
                names = ", ".join(each.path for each in row.entries)
                message = f"{'.'.join(within)} is {describe_value(value)}; in each entry, allowed: {names}."
                self.problems.append(self._fields[within].place.problem(message))
                continue
            entry = self.read_rows(row.entries, within)
            for each in row.entries:
                name = entry[each.name]
                if each.unique and name is not None:
                    if name in seen:
                        message = f"The {each.path} “{name}” is used above already; each entry needs its own."
                        self.problems.append(self._fields[*within, each.path].place.problem(message))
                    seen.add(name)
            assert row.make is not None
            made.append(row.make(**entry))
        return tuple(made)

    def _is_wrong_group(self, path: FieldPath) -> bool:
        # An empty one is a group without fields: each that is required is said to be missing.
        value = self._fields[path].value if path in self._fields else None
        return path in _GROUPS and value is not None and not isinstance(value, dict)

    def find_wrong_groups(self) -> None:
        """Add what stands where a group of fields is expected."""
        for path in filter(self._is_wrong_group, _GROUPS):
            field = self._fields[path]
            allowed = ", ".join(sorted(_names_within(path)))
            message = (
                f"{'.'.join(path)} is {describe_value(field.value)}; on the lines below it, allowed: {allowed}."
            )
            self.problems.append(field.place.problem(message))

    def find_unknown(self) -> None:
        """Add the fields that nobody reads, but for those beside the guideline's, which are for others."""
        for path, field in self._fields.items():
            allowed = _names_within(path[:-1])
            if allowed and path[-1] not in allowed:
                message = f"{'.'.join(path)} is not a known field; allowed: {', '.join(sorted(allowed))}."
                self.problems.append(field.place.problem(message + suggestion(path[-1], allowed)))

    def _place(self, path: FieldPath) -> Place:
        """Return the place of a field or, where it is missing, of the field that it belongs in."""
        while path and path not in self._fields:
            path = path[:-1]
        return self._fields[path].place if path else Place(self._file, 1)


def _names_within(path: FieldPath) -> set[str]:
    """Return the names of the fields that a group, or an entry of a list, may have; none for anything else."""
    if path in _GROUPS:
        return {row.names[len(path)] for row in ROWS if row.names[: len(path)] == path and row.names != path}
    return {entry.path for row in ROWS if row.entries and row.names == path[:-1] for entry in row.entries}
