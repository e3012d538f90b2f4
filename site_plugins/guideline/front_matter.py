"""Reading a guideline's front matter: who is behind it, from when it is, when it was and will be reviewed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from site_plugins.guideline.model import FrontMatter
from site_plugins.guideline.problems import ContentError, Problem

_FENCED = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
TEXTS = ("version", "status", "funding", "conflicts", "contact")
SOURCE_TEXTS = ("title", "author", "date")


def split_front_matter(text: str) -> tuple[str, str]:
    """Return the YAML and the Markdown of a page; the Markdown keeps its line numbers by blank lines."""
    fenced = _FENCED.match(text)
    if fenced is None:
        return "", text
    return fenced[1], "\n" * fenced[0].count("\n") + text[fenced.end() :]


def read_front_matter(text: str, file: str) -> FrontMatter:
    """Read the front matter of a guideline's page.

    `text` is its YAML, `file` its name in problems. Raises ContentError with every field that is wrong.
    """
    try:
        found = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = None if mark is None else mark.line + 2
        raise ContentError([Problem(file, line, f"The front matter is not YAML: {error}.")]) from error
    problems: list[Problem] = []

    def take(container: Any, path: str, kinds: type | tuple[type, ...], allowed: str) -> Any:
        name = path.rpartition(".")[2]
        value = container.get(name) if isinstance(container, dict) else None
        if isinstance(value, kinds) and value != "":
            return value
        problems.append(Problem(file, _line_of(text, name), f"{path} is {value!r}; allowed: {allowed}."))
        return None

    own = take(found, "guideline", dict, "a list of named fields")
    source = take(own, "guideline.source", dict, f"the fields {', '.join(SOURCE_TEXTS)}")
    title = take(found, "title", str, "some text")
    texts = {name: take(own, f"guideline.{name}", str, "some text") for name in TEXTS}
    origin = {name: take(source, f"guideline.source.{name}", str, "some text") for name in SOURCE_TEXTS}
    days = {
        name: take(own, f"guideline.{name}", (date, type(None)), "a date YYYY-MM-DD, or null")
        for name in ("last_review", "next_review")
    }
    reviewer = take(own, "guideline.reviewer", (str, type(None)), "a name, or null")
    if problems:
        raise ContentError(problems)
    return FrontMatter(
        title=title,
        reviewer=reviewer,
        source_title=origin["title"],
        source_author=origin["author"],
        source_date=origin["date"],
        **texts,
        **days,
    )


def _line_of(text: str, name: str) -> int:
    """Return the line of a field in the file, or that of the opening fence."""
    for number, line in enumerate(text.splitlines(), start=2):
        if line.lstrip().startswith(f"{name}:"):
            return number
    return 1
