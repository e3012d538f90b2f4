"""Reading a guideline's front matter: who is behind it, from when it is, when it was and will be reviewed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from site_plugins.guideline.model import FrontMatter
from site_plugins.guideline.yaml_fields import Field, Path, fields_of
from site_plugins.problems import ContentError, Problem

# The fences that MkDocs reads.
_FENCED = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TEXTS = ("version", "status", "funding", "conflicts", "contact")
SOURCE_TEXTS = ("title", "author", "date")
DAYS = ("last_review", "next_review")


def split_front_matter(text: str) -> tuple[str, str]:
    """Return the YAML and the Markdown of a page; the Markdown keeps its line numbers by blank lines."""
    fenced = _FENCED.match(text)
    if fenced is None:
        return "", text
    return fenced[1] or "", "\n" * fenced[0].count("\n") + text[fenced.end() :]


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the front matter of a guideline's page.

    `text` is its YAML, `file` its name in problems. Raises ContentError with every field that is wrong.
    """
    # The opening fence is the file's first line.
    fields = fields_of(text, file, first_line=2)
    problems: list[Problem] = []

    def take(path: str, read: Callable[[Any], Any], allowed: str) -> Any:
        names = tuple(path.split("."))
        field = fields.get(names)
        try:
            if field is not None:
                return read(field.value)
        except ValueError:
            pass
        given = "missing" if field is None else repr(field.value)
        problems.append(Problem(file, _line(names, fields), f"{path} is {given}; allowed: {allowed}."))
        return None

    taken = {
        "title": take("title", _text, "some text"),
        **{name: take(f"guideline.{name}", _text, "some text") for name in TEXTS},
        **{f"source_{name}": take(f"guideline.source.{name}", _text, "some text") for name in SOURCE_TEXTS},
        **{name: take(f"guideline.{name}", _day, "a date YYYY-MM-DD, or null") for name in DAYS},
        "reviewer": take("guideline.reviewer", _text_or_none, "a name, or null"),
    }
    if problems:
        raise ContentError(problems)
    return FrontMatter(**taken)


def _text(value: Any) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _day(value: Any) -> date | None:
    if value is None:
        return None
    # `fromisoformat` alone would take 20270523 and 2027-W20-7 as well.
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError


def _line(path: Path, fields: dict[Path, Field]) -> int:
    """Return the line of a field or, where it is missing, of the field that it belongs in."""
    while path and path not in fields:
        path = path[:-1]
    return fields[path].line if path else 1
