"""Reading a guideline's front matter: who is behind it, from when it is, when it was and will be reviewed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from site_plugins.diagnostics.days import day_of
from site_plugins.diagnostics.problems import ContentError, Place, Problem, suggestion
from site_plugins.diagnostics.yaml_places import Field, FieldPath, fields_of
from site_plugins.guideline.model import FrontMatter

_FOLDER = re.compile(r"[A-Za-z0-9][\w-]*")
TEXTS = ("version", "status", "funding", "conflicts", "contact")
SOURCE_TEXTS = ("title", "author", "date")
DAYS = ("last_review", "next_review")
_REQUIRED = object()


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the front matter of a guideline's page.

    `text` is its YAML, `file` its name in problems. Raises ContentError with every field that is wrong.
    """
    # The opening fence is the file's first line.
    fields = fields_of(text, file, first_line=2)
    problems: list[Problem] = []
    known: set[FieldPath] = set()

    def take(path: str, read: Callable[[Any], Any], allowed: str, default: Any = _REQUIRED) -> Any:
        names = tuple(path.split("."))
        known.add(names)
        field = fields.get(names)
        if field is None and default is not _REQUIRED:
            return default
        try:
            if field is not None:
                return read(field.value)
        except ValueError:
            pass
        given = "missing" if field is None else repr(field.value)
        problems.append(_place(names, fields, file).problem(f"{path} is {given}; allowed: {allowed}."))
        return None

    taken = {
        "title": take("title", _text, "some text"),
        **{name: take(f"guideline.{name}", _text, "some text") for name in TEXTS},
        **{f"source_{name}": take(f"guideline.source.{name}", _text, "some text") for name in SOURCE_TEXTS},
        **{name: take(f"guideline.{name}", _day, "a date YYYY-MM-DD, or null") for name in DAYS},
        "reviewer": take("guideline.reviewer", _text_or_none, "a name, or null"),
        "pages": take("guideline.pages", _folders, "a list of folders such as [treatment, follow-up]", ()),
    }
    problems += _unknown(fields, known)
    if problems:
        raise ContentError(problems)
    return FrontMatter(**taken)


def read_pages(text: str, file: str) -> tuple[str, ...] | None:
    """Return the folders of a guideline's further pages, whatever else is wrong; None where nobody can tell."""
    try:
        field = fields_of(text, file, first_line=2).get(("guideline", "pages"))
        return () if field is None else _folders(field.value)
    except (ContentError, ValueError):
        return None


def _text(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _folders(value: Any) -> tuple[str, ...]:
    # Each is one folder below the guideline's own: no way out of it, and none twice.
    names = value if isinstance(value, list) else [None]
    if all(isinstance(name, str) and _FOLDER.fullmatch(name) for name in names) and len({*names}) == len(names):
        return tuple(names)
    raise ValueError


def _day(value: Any) -> date | None:
    if value is None:
        return None
    return day_of(value)


def _place(path: FieldPath, fields: dict[FieldPath, Field], file: str) -> Place:
    """Return the place of a field or, where it is missing, of the field that it belongs in."""
    while path and path not in fields:
        path = path[:-1]
    return fields[path].place if path else Place(file, 1)


def _unknown(fields: dict[FieldPath, Field], known: set[FieldPath]) -> Iterator[Problem]:
    """Yield the fields that nobody reads, but for those beside the guideline's, which are for others."""
    groups = {path[:length] for path in known for length in range(1, len(path))}
    for path, field in fields.items():
        if path[:-1] in groups and path not in known | groups:
            allowed = sorted(name[-1] for name in known | groups if name[:-1] == path[:-1])
            said = f"{'.'.join(path)} is not known; allowed: {', '.join(allowed)}."
            yield field.place.problem(said + suggestion(path[-1], allowed))
