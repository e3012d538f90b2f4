"""Reading BibTeX and biblatex into CSL-JSON."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ImplicitComment,
    ParsingFailedBlock,
)

from site_plugins.diagnostics.problems import FileText, Problem, suggestion
from site_plugins.references.exchange import bibtex_entry
from site_plugins.references.exchange.bibtex_fields import ENTRY_TYPES
from site_plugins.references.exchange.bibtex_values import value_of
from site_plugins.references.exchange.incoming import Incoming, References

_LOOKS_LIKE_ENTRY = re.compile(r"^\s*@\w", re.MULTILINE)
_CODE = re.compile(r"`([^`]*)`")


@dataclass
class _Found:
    """What was found so far."""

    text: FileText
    records: list[Incoming] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def read_bibtex(text: FileText) -> References:
    """Read BibTeX. What is broken, unknown or there twice is refused with its line; the rest is read."""
    with _quiet():
        library = parse_string(text.text, parse_stack=[])
    strings = {key.lower(): value_of(string.value, {}) for key, string in library.strings_dict.items()}
    found = _Found(text)
    parents = {key.lower(): entry for key, entry in library.entries_dict.items()}
    for block in library.blocks:
        if isinstance(block, Entry):
            _read(block, strings, parents, found)
        else:
            _read_other(block, strings, parents, found)
    return References(tuple(found.records), tuple(found.refused), tuple(found.remarks))


def _read_other(block: Block, strings: Mapping[str, str], parents: Mapping[str, Entry], found: _Found) -> None:
    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateFieldKeyBlock) and isinstance(entry := block.ignore_error_block, Entry):
        if said := _said_twice(entry, found.text):
            found.refused += said
        else:
            _read(entry, strings, parents, found)
    elif isinstance(block, DuplicateBlockKeyBlock):
        first = (block.previous_block.start_line or 0) + 1
        said_first = f"The key “{block.key}” is used twice in this file, first on line {first}; give this its own."
        found.refused.append(found.text.on(line).problem(said_first))
    elif isinstance(block, ParsingFailedBlock):
        reason = _CODE.sub(r"“\1”", str(getattr(block.error, "abort_reason", block.error))).strip().rstrip(".")
        found.refused.append(found.text.on(line).problem(f"This entry is broken: {reason}."))
    elif isinstance(block, ImplicitComment) and (start := _LOOKS_LIKE_ENTRY.search(block.comment)):
        line += block.comment.count("\n", 0, start.end())
        problem = "This looks like an entry and is none; one begins like “@article{key,”."
        found.refused.append(found.text.on(line).problem(problem))


def _said_twice(entry: Entry, text: FileText) -> list[Problem]:
    """Return the fields that an entry has twice with two values."""
    first: dict[str, Field] = {}
    problems = []
    for one in entry.fields:
        before = first.setdefault(one.key.lower(), one)
        if before.value != one.value:
            said = f"The field “{one.key}” of “{entry.key}” stands here a second time, with another value."
            problems.append(text.on(one.start_line + 1).problem(said))
    return problems


def _read(entry: Entry, strings: Mapping[str, str], parents: Mapping[str, Entry], found: _Found) -> None:
    line = (entry.start_line or 0) + 1
    place = found.text.on(line)
    if entry.entry_type not in ENTRY_TYPES:
        near = suggestion(entry.entry_type, ENTRY_TYPES)
        found.refused.append(place.problem(f"The entry type “@{entry.entry_type}” is not known.{near}"))
        return
    fields = _values(entry, strings)
    if (parent := parents.get(fields.get("crossref", "").lower())) is not None and parent is not entry:
        fields = bibtex_entry.with_parent(fields, _values(parent, strings))
    lines = {one.key.lower(): one.start_line + 1 for one in entry.fields}
    read = bibtex_entry.read_entry(entry.entry_type, entry.key, fields)
    found.remarks += [found.text.on(lines.get(name, line)).problem(said) for name, said in read.remarks]
    if read.faults:
        found.refused += [found.text.on(lines.get(name, line)).problem(said) for name, said in read.faults]
    else:
        found.records.append(Incoming(read.csl, found.text.file, line))


def _values(entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of an entry as they are written, by their names in lower case."""
    return {one.key.lower(): value_of(one.value, strings) for one in entry.fields}


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep bibtexparser from logging what is reported here, with the line in the file."""
    log = logging.getLogger("bibtexparser.splitter")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before
