"""The front matter of a guideline, from one definition: one row a field.

A guideline's fields are read by these rows, what is missing or wrong is said with their words, and the section
“Front matter” of docs/guidelines.md is written from them (`python -m tools.document_front_matter`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from site_plugins.diagnostics.characters import refuse_text
from site_plugins.diagnostics.days import day_of
from site_plugins.diagnostics.problems import ContentError, Place, Problem, suggestion
from site_plugins.diagnostics.yaml_places import Field, FieldPath, describe_value, read_fields
from site_plugins.guideline.model import FrontMatter
from site_plugins.guideline.signed import version_key

LONGEST_VERSION = 40
"""Characters of a version at most: a saved file of answers names it."""
PAGES = "guideline.pages"

_NOT_STATED = "not stated in the source"
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
        if refusal := refuse_text(value.strip()):
            raise RefusedTextError(refusal)
        return value.strip()
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


_TEXT = Form("some text", read_line, is_text=True)
_NAME_OR_NULL = _or_null(Form("a name", read_line, is_text=True))
_VERSION = Form("numbers with two dots between them, such as 1.0.1", _read_version)
_DAY_OR_NULL = _or_null(Form("a date YYYY-MM-DD", day_of))
_FOLDERS = Form("a list of folders such as [treatment, follow-up]", _read_folders)


# ---- The fields -------------------------------------------------------------------------------------------------

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
        PAGES,
        "in which folders the further pages of the guideline stand, in reading order",
        _FOLDERS,
        "",
        "[on-the-water]",
        required=False,
        default=(),
    ),
)


# ---- Reading ----------------------------------------------------------------------------------------------------


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the front matter of a guideline's page.

    `text` is its YAML, `file` its name in problems. Raises ContentError with every field that is wrong.
    """
    # The opening fence is the file's first line.
    fields = read_fields(text, file, first_line=2)
    problems: list[Problem] = [*_find_wrong_groups(fields), *_find_unknown(fields)]
    values = {row.name: _read_row(row, fields, file, problems) for row in ROWS}
    if problems:
        raise ContentError(problems)
    return FrontMatter(**values)


def read_pages(text: str, file: str) -> tuple[str, ...] | None:
    """Return the folders of a guideline's further pages, whatever else is wrong; None where nobody can tell."""
    [row] = [row for row in ROWS if row.path == PAGES]
    try:
        field = read_fields(text, file, first_line=2).get(row.names)
        return () if field is None else _read_folders(field.value)
    except (ContentError, ValueError):
        return None


def _read_row(row: Row, fields: dict[FieldPath, Field], file: str, problems: list[Problem]) -> Any:
    """Return the value of a field; where it is missing or wrong, add the problem."""
    field = fields.get(row.names)
    if field is None:
        if row.required and not any(_is_wrong_group(path, fields) for path in _above(row.names)):
            problems.append(_place(row.names, fields, file).problem(describe_missing(row)))
        return row.default
    try:
        return row.form.read(field.value)
    except RefusedTextError as error:
        message = f"{row.path} {error}."
    except ValueError:
        message = f"{row.path} is {describe_value(field.value)}; allowed: {row.form.allowed}."
        if row.form.is_text and isinstance(field.value, bool | int | float):
            message += " Put it in quotes if this is the text."
    problems.append(field.place.problem(message))
    return row.default


def describe_missing(row: Row) -> str:
    """Return the message about a field that is missing: what it says, and what to write when that is not known."""
    unknown = f" If that is not known, write “{row.unknown}”." if row.unknown else ""
    return f"{row.path} is missing. It says {row.purpose}. Allowed: {row.form.allowed}.{unknown}"


def _above(path: FieldPath) -> list[FieldPath]:
    """Return the paths of the fields that a field stands in, from the outermost on."""
    return [path[:length] for length in range(1, len(path))]


_GROUPS = {above: None for row in ROWS for above in _above(row.names)}


def _is_wrong_group(path: FieldPath, fields: dict[FieldPath, Field]) -> bool:
    # An empty one is a group without fields: each that is required is said to be missing.
    return path in fields and fields[path].value is not None and not isinstance(fields[path].value, dict)


def _find_wrong_groups(fields: dict[FieldPath, Field]) -> Iterator[Problem]:
    for path in _GROUPS:
        if _is_wrong_group(path, fields):
            field = fields[path]
            within = ", ".join(sorted({row.names[len(path)] for row in ROWS if row.names[: len(path)] == path}))
            message = (
                f"{'.'.join(path)} is {describe_value(field.value)}; on the lines below it, allowed: {within}."
            )
            yield field.place.problem(message)


def _place(path: FieldPath, fields: dict[FieldPath, Field], file: str) -> Place:
    """Return the place of a field or, where it is missing, of the field that it belongs in."""
    while path and path not in fields:
        path = path[:-1]
    return fields[path].place if path else Place(file, 1)


def _find_unknown(fields: dict[FieldPath, Field]) -> Iterator[Problem]:
    """Yield the fields that nobody reads, but for those beside the guideline's, which are for others."""
    known = {row.names for row in ROWS}
    for path, field in fields.items():
        if path[:-1] in _GROUPS and path not in known and path not in _GROUPS:
            allowed = sorted({name[-1] for name in (*known, *_GROUPS) if name[:-1] == path[:-1]})
            message = f"{'.'.join(path)} is not a known field; allowed: {', '.join(allowed)}."
            yield field.place.problem(message + suggestion(path[-1], allowed))
