"""What keeps a page's file, or the site's settings, from being read as it was meant; said before MkDocs reads it.

MkDocs prints a front matter that it cannot read on the page, and leaves out the first lines of a page where they
look like “name: text”, both without a word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from site_plugins.diagnostics.markdown_places import split_front_matter
from site_plugins.diagnostics.problems import ContentError, FileText, Problem, attempt, read_text
from site_plugins.diagnostics.yaml_places import find_refused_texts, find_unreadable

_FENCE = re.compile(r"---[ \t]*")
# What word processors make of the fence, and fences that are not at the very beginning.
_ALMOST_FENCE = re.compile(r"\s*(?:-{2,}|[\u2013\u2014][-\u2013\u2014]*)\s*")
_FIELD = re.compile(r"\s*[A-Za-z0-9_-]+:(?:\s|$)")
_TAKEN_FOR_SETTING = re.compile(r" {0,3}[A-Za-z0-9_-]+:")


def read_front(text: str, file: str) -> str:
    """Return the YAML of a page's front matter, empty where it has none; `file` is its name in problems.

    Raises ContentError where its fences are not those that MkDocs reads.
    """
    front, body = split_front_matter(text)
    source = FileText(file, text)
    lines = source.lines
    if body != text or not text.strip():
        return front
    first = next(number for number, line in enumerate(lines) if line.strip())
    has_fields = any(_FIELD.match(line) for line in lines[first + 1 : first + 3])
    if first == 0 and _FENCE.fullmatch(lines[0]) and has_fields:
        message = "The front matter that opens here is never closed: write a line --- below its last field."
    elif _ALMOST_FENCE.fullmatch(lines[first]) and has_fields:
        message = "Front matter begins with a line of three hyphens, ---, and that is the first of the file."
    elif first == 0 and _TAKEN_FOR_SETTING.match(lines[0]):
        message = (
            "This line would be taken for a setting and not be shown: write a blank line above it or, if it is "
            "front matter, a line --- above and below."
        )
    else:
        return ""
    raise ContentError([source.on(first + 1).problem(message)])


def find_page_faults(file: Path, of_one_line: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the encoding and the front matter of a page.

    `of_one_line` are the names below which no text may have line breaks within it.
    """
    problems: list[Problem] = []
    front = attempt(lambda: read_front(read_text(file), str(file)), problems)
    yield from problems
    if front:
        yield from find_unreadable(front, str(file), first_line=2, named=True)
        yield from find_refused_texts(front, str(file), of_one_line, first_line=2)


def find_settings_faults(file: Path, of_one_line: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the encoding and the YAML of `mkdocs.yml`."""
    problems: list[Problem] = []
    text = attempt(lambda: read_text(file), problems)
    yield from problems
    if text is not None:
        yield from find_unreadable(text, str(file), named=True)
        yield from find_refused_texts(text, str(file), of_one_line)
