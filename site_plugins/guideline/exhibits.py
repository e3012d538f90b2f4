"""Tables and figures of a guideline, and whatever else cites a reference without being a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from site_plugins.guideline.texts import text


class ExhibitKind(StrEnum):
    """What a text shows beside its sentences; each is the name of its block."""

    TABLE = "table"
    DOSE_TABLE = "dose-table"
    FIGURE = "figure"
    FLOW_CHART = "flow-chart"

    @property
    def is_table(self) -> bool:
        """Whether it has rows and columns."""
        return self in (ExhibitKind.TABLE, ExhibitKind.DOSE_TABLE)


_OWN_LABEL = re.compile(r"[^\W\d_]{2,}")
END_OF_NUMBER = " .:-\u2013\u2014"
"""What may stand behind a number of the source that is no part of it where it is referred to."""


@dataclass(frozen=True)
class TableNote:
    """A note below a table or a figure."""

    mark: str
    """The mark that ties it to cells or steps, as it is typed; empty where it is about the whole of it."""
    text: str

    @property
    def words(self) -> str:
        """Its mark and its text."""
        return f"{self.mark} {self.text}".strip()


@dataclass(frozen=True)
class Picture:
    """A picture of a figure."""

    source: str
    """Its address as the page's Markdown has it."""
    alternative: str
    """What it says to those who do not see it."""
    digest: str
    """The SHA-256 of its file, in hexadecimal digits; empty where the file is not at hand."""


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A table or a figure."""

    id: str
    kind: ExhibitKind
    number: str | None
    """The source's own number; None where it gives none."""
    caption: str
    """Plain text without citations."""
    section: str
    """The nearest heading above it."""
    citations: tuple[str, ...]
    """The ids of the records that it cites outside its statements, in order."""
    page: str
    """The address of its page within the site."""

    columns: tuple[str, ...] = ()
    """A table's headings."""
    rows: tuple[tuple[str, ...], ...] = ()
    """A table's cells; what is merged stands in each place that it covers."""
    notes: tuple[TableNote, ...] = ()
    statements: tuple[str, ...] = ()
    """The ids of the rows that are statements."""
    drug: str | None = None
    """The drug of all doses of a table that names it in its caption; None where a column names the drugs."""

    pictures: tuple[Picture, ...] = ()
    steps: tuple[tuple[int, str], ...] = ()
    """What a flow chart says in words: each step with its depth, from 0, and its words."""
    credit: str | None = None

    @property
    def url(self) -> str:
        """Its address within the site."""
        return f"{self.page}#{self.id}"

    @property
    def has_own_label(self) -> bool:
        """Whether its number is all that the source calls it, such as "Box 3." or "Tab. 2"."""
        return bool(self.number and _OWN_LABEL.search(self.number))

    @property
    def label(self) -> str:
        """What it is called: its kind with its number, or without one where it has none."""
        if self.has_own_label:
            return str(self.number).rstrip(END_OF_NUMBER)
        word = text(f"exhibit.{self.kind}")
        return f"{word} {self.number}" if self.number else word

    @property
    def name(self) -> str:
        """What tells it from others in a list of links."""
        return self.label if self.number else f"{self.label} “{self.caption}”"

    @cached_property
    def text(self) -> str:
        """All of it as plain text, a row or a step a line."""
        return "\n".join(
            [
                f"{self.label}: {self.caption}",
                *(row_text(self.columns, row) for row in self.rows),
                *(text("exhibit.picture-in-words", words=each.alternative) for each in self.pictures),
                *(f"{'  ' * depth}{words}" for depth, words in self.steps),
                *(note.words for note in self.notes),
                *([text("exhibit.credit", words=self.credit)] if self.credit else []),
            ]
        )


def row_text(columns: tuple[str, ...], row: tuple[str, ...]) -> str:
    """Return a row in a line: each cell behind its heading. A cell that covers columns is named by all of them."""
    parts: list[str] = []
    for place, words in enumerate(row):
        if not words:
            continue
        heading = columns[place] if place < len(columns) else ""
        parts.append(f"{heading}: {words}" if heading else words)
    return "; ".join(parts)


@dataclass(frozen=True)
class Passage:
    """Something that cites references and is no statement: a heading, a table, a figure."""

    name: str
    """What a list of links calls it."""
    url: str
    """Its address within the site."""
    citations: tuple[str, ...]
