"""Reading RIS into CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from site_plugins.diagnostics.problems import FileText, Problem, suggestion
from site_plugins.references.exchange import ris_fields, ris_record
from site_plugins.references.exchange.incoming import Incoming, References

# Some programs put one space before the hyphen, or none behind it.
_TAGGED = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: ?(.*))?")
_END = "ER"


@dataclass
class _Block:
    """The lines of one record, each a tag and its value, continued lines joined."""

    line: int
    tagged: list[tuple[str, str]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each tag's first value."""

    def add(self, tag: str, value: str, line: int) -> None:
        self.tagged.append((tag, value.strip()))
        self.lines.setdefault(tag, line)

    def go_on(self, text: str) -> None:
        tag, value = self.tagged[-1]
        self.tagged[-1] = (tag, f"{value} {text.strip()}".strip())


def read_ris(text: FileText) -> References:
    """Read RIS. A record of an unknown type and lines outside of every record are refused with their lines."""
    refused: list[Problem] = []
    remarks: list[Problem] = []
    records: list[Incoming] = []
    with_notes = 0
    for block in _blocks(text, refused, remarks):
        tags = _tags(block)
        with_notes += any(tags.get(tag) for tag in ris_fields.PRIVATE_NOTES)
        [kind, *_] = tags.pop("TY")
        if kind.upper() not in ris_fields.TYPES:
            near = suggestion(kind.upper(), ris_fields.TYPES)
            refused.append(text.on(block.line).problem(f"The type of reference “{kind}” is not known.{near}"))
            continue
        for tag in ris_record.unknown_tags(tags):
            said = f"The tag “{tag}” is not known and was left out."
            remarks.append(text.on(block.lines[tag]).problem(said))
        records.append(Incoming(ris_record.read_record(kind.upper(), tags), text.file, block.line))
    if with_notes:
        # Most programs put what their owner noted there, not what belongs to the work.
        remarks.append(
            Problem(text.file, None, f"Notes (N1, RN) are left out; records that have some: {with_notes}.")
        )
    return References(tuple(records), tuple(refused), tuple(remarks))


def _blocks(text: FileText, refused: list[Problem], remarks: list[Problem]) -> Iterator[_Block]:
    """Yield the lines of each record, also of one without an end; a line without a tag continues the one before."""
    block: _Block | None = None
    stray = False
    for number, line in enumerate(text.lines, start=1):
        found = _TAGGED.fullmatch(line.rstrip())
        if found and found[1] == "TY":
            if block:
                remarks.append(_unended(block, text))
                yield block
            block, stray = _Block(number), False
            block.add("TY", found[2] or "", number)
        elif found and found[1] == _END:
            if block:
                yield block
            block = None
        elif block and found:
            block.add(found[1], found[2] or "", number)
        elif block and line.strip():
            block.go_on(line)
        elif found and not stray:
            stray = True
            problem = "This stands outside of every record; each begins with a line like “TY  - JOUR”."
            refused.append(text.on(number).problem(problem))
    if block:
        remarks.append(_unended(block, text))
        yield block


def _unended(block: _Block, text: FileText) -> Problem:
    return text.on(block.line).problem("The record that begins here has no end: a line “ER  - ”.")


def _tags(block: _Block) -> dict[str, list[str]]:
    """Return the values of each tag that has some, in their order; TY has its one value, even if it is empty."""
    tags: dict[str, list[str]] = {}
    for tag, value in block.tagged:
        if value or tag == "TY":
            tags.setdefault(tag, []).append(value)
    return tags
