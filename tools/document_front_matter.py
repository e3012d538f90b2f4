"""Writes the fields of a guideline's front matter into docs/guidelines.md: `python -m tools.document_front_matter`.

They are made from the rows that read them; tests/guideline/test_front_matter_docs.py fails when they are not the
present ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_plugins.diagnostics.yaml_places import FieldPath
from site_plugins.guideline.front_matter import ROWS, Row
from tools.marked_block import replace_block

PAGE = Path(__file__).parents[1] / "docs" / "guidelines.md"
BEGIN, END = "<!-- front matter: made by tools/document_front_matter.py -->\n", "<!-- /front matter -->\n"


def document() -> str:
    """Return an example with every field, and below it a table of what each says."""
    head = "| field | says | allowed | not known? |\n| - | - | - | - |\n"
    return f"\n```yaml\n{example()}```\n\n{head}" + "".join(map(_describe, _rows())) + "\n"


def example() -> str:
    """Return a front matter with every field."""
    return "---\n" + "".join(f"{line}\n" for line in _write(ROWS)) + "---\n"


def rewrite(page: str) -> str:
    """Return a page with the fields put in anew."""
    return replace_block(page, BEGIN, END, document())


def _rows() -> Iterator[tuple[str, Row]]:
    """Yield each field under its whole path, also those of a list's entries."""
    for row in ROWS:
        yield row.path, row
        yield from ((f"{row.path}.1.{entry.path}", entry) for entry in row.entries)


def _describe(named: tuple[str, Row]) -> str:
    path, row = named
    unknown = f"`{row.unknown}`" if row.unknown else "it must be known"
    cells = (f"`{path}`", row.purpose, row.form.allowed, unknown if row.required else "leave it out")
    return f"| {' | '.join(cells)} |\n"


def _write(rows: tuple[Row, ...]) -> Iterator[str]:
    """Yield the lines of an example; a group's name stands above its first field."""
    above: FieldPath = ()
    for row in rows:
        *groups, name = row.names
        for depth, group in enumerate(groups):
            if above[: depth + 1] != tuple(groups[: depth + 1]):
                yield "  " * depth + f"{group}:"
        above = tuple(groups)
        indent = "  " * len(groups)
        yield f"{indent}{name}: {row.example}".rstrip()
        for number, entry in enumerate(row.entries):
            yield f"{indent}  {'  ' if number else '- '}{entry.path}: {entry.example}"


if __name__ == "__main__":
    PAGE.write_text(rewrite(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
