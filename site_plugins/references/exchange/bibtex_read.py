"""Reading BibTeX and biblatex into CSL-JSON: blocks, then entries, then the names and values of fields."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
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
from site_plugins.references.csl import TYPES
from site_plugins.references.exchange import bibtex_fields
from site_plugins.references.exchange.dates import parse_date, parse_date_parts
from site_plugins.references.exchange.imported import (
    CslName,
    ImportedFile,
    ImportedRecord,
    clean_record,
    looks_corporate,
    order_name_parts,
    retype_preprint,
)
from site_plugins.references.exchange.latex import from_latex, read_verbatim
from site_plugins.references.record import CslRecord

_LOOKS_LIKE_ENTRY = re.compile(r"^\s*@\w", re.MULTILINE)
_CODE = re.compile(r"`([^`]*)`")

_ADDRESS = re.compile(r"https?://\S+")
_ARXIV = re.compile(r"(?:arXiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE)


@dataclass
class _Results:
    """What was found so far."""

    text: FileText
    records: list[ImportedRecord] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


def read_bibtex(text: FileText) -> ImportedFile:
    """Read BibTeX. What is broken, unknown or there twice is refused with its line; the rest is read."""
    with _silence_bibtexparser():
        library = parse_string(text.text, parse_stack=[])
    strings = {key.lower(): _read_value(string.value, {}) for key, string in library.strings_dict.items()}
    results = _Results(text)
    parents = {key.lower(): entry for key, entry in library.entries_dict.items()}
    for block in library.blocks:
        if isinstance(block, Entry):
            _read_entry_block(block, strings, parents, results)
        else:
            _read_other_block(block, strings, parents, results)
    return ImportedFile(tuple(results.records), tuple(results.refused), tuple(results.remarks))


def _read_other_block(
    block: Block, strings: Mapping[str, str], parents: Mapping[str, Entry], results: _Results
) -> None:
    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateFieldKeyBlock) and isinstance(entry := block.ignore_error_block, Entry):
        if contradictions := _find_contradictions(entry, results.text):
            results.refused += contradictions
        else:
            _read_entry_block(entry, strings, parents, results)
    elif isinstance(block, DuplicateBlockKeyBlock):
        first = (block.previous_block.start_line or 0) + 1
        message = f"The key “{block.key}” is used twice in this file, first on line {first}; give this its own."
        results.refused.append(results.text.on(line).problem(message))
    elif isinstance(block, ParsingFailedBlock):
        reason = _CODE.sub(r"“\1”", str(getattr(block.error, "abort_reason", block.error))).strip().rstrip(".")
        results.refused.append(results.text.on(line).problem(f"This entry is broken: {reason}."))
    elif isinstance(block, ImplicitComment) and (start := _LOOKS_LIKE_ENTRY.search(block.comment)):
        line += block.comment.count("\n", 0, start.end())
        problem = "This looks like an entry but is not one; an entry begins like “@article{key,”."
        results.refused.append(results.text.on(line).problem(problem))


def _find_contradictions(entry: Entry, text: FileText) -> list[Problem]:
    """Return the fields that an entry has twice with two values."""
    first: dict[str, Field] = {}
    problems = []
    for each in entry.fields:
        before = first.setdefault(each.key.lower(), each)
        if before.value != each.value:
            message = f"The field “{each.key}” of “{entry.key}” stands here a second time, with another value."
            problems.append(text.on(each.start_line + 1).problem(message))
    return problems


def _read_entry_block(
    entry: Entry, strings: Mapping[str, str], parents: Mapping[str, Entry], results: _Results
) -> None:
    line = (entry.start_line or 0) + 1
    place = results.text.on(line)
    if entry.entry_type not in bibtex_fields.ENTRY_TYPES:
        near = suggestion(entry.entry_type, bibtex_fields.ENTRY_TYPES)
        results.refused.append(place.problem(f"The entry type “@{entry.entry_type}” is not known.{near}"))
        return
    fields = _read_values(entry, strings)
    if (parent := parents.get(fields.get("crossref", "").lower())) is not None and parent is not entry:
        fields = _inherit_fields(fields, _read_values(parent, strings))
    lines = {each.key.lower(): each.start_line + 1 for each in entry.fields}
    read = _read_entry(entry.entry_type, entry.key, fields)
    results.remarks += [results.text.on(lines.get(name, line)).problem(message) for name, message in read.remarks]
    if read.faults:
        results.refused += [
            results.text.on(lines.get(name, line)).problem(message) for name, message in read.faults
        ]
    else:
        results.records.append(ImportedRecord(read.csl, results.text.file, line))


def _read_values(entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of an entry as they are written, by their names in lower case."""
    return {each.key.lower(): _read_value(each.value, strings) for each in entry.fields}


@contextmanager
def _silence_bibtexparser() -> Iterator[None]:
    """Keep bibtexparser from logging what is reported here, with the line in the file."""
    log = logging.getLogger("bibtexparser.splitter")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


@dataclass(frozen=True)
class _EntryRead:
    """An entry as a record, with what is wrong (nothing can be used then) and what was left out, each by field."""

    csl: CslRecord
    faults: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]


def _inherit_fields(fields: Mapping[str, str], parent: Mapping[str, str]) -> dict[str, str]:
    """Return an entry's fields with those that it takes from the entry that its crossref names."""
    taken = {name: value for name, value in parent.items() if name not in ("title", "subtitle", "author", "note")}
    if "title" in parent:
        taken.setdefault("booktitle", parent["title"])
    return taken | dict(fields)


def _read_entry(entry_type: str, key: str, fields: Mapping[str, str]) -> _EntryRead:
    """Read an entry of a known type. The names of fields are in lower case, their values without enclosing."""
    faults: list[tuple[str, str]] = []
    remarks: list[tuple[str, str]] = []
    draft: CslRecord = {"id": key, "type": _read_type(entry_type, fields)}
    for name, value in fields.items():
        if not value.strip():
            continue
        if name == "note":
            # Zotero keeps identifiers in it, each in a line of its own.
            draft["note"] = "\n".join(map(from_latex, value.splitlines()))
        elif name in bibtex_fields.TEXTS:
            draft.setdefault(bibtex_fields.TEXTS[name], from_latex(value))
        elif name in bibtex_fields.VERBATIM:
            draft[bibtex_fields.VERBATIM[name]] = read_verbatim(value)
        elif name in bibtex_fields.DATES:
            draft[bibtex_fields.DATES[name]] = parse_date(from_latex(value))
        elif name in bibtex_fields.NAMES:
            try:
                read = _read_names(value)
            except ValueError as error:
                faults.append((name, str(error)))
            else:
                draft[bibtex_fields.NAMES[name]] = list(read.names)
                remarks += [(name, remark) for remark in read.remarks]
        elif name not in bibtex_fields.READ and not bibtex_fields.is_left_out(name):
            near = suggestion(name, bibtex_fields.READ)
            remarks.append((name, f"The field “{name}” of “{key}” is not known and was left out.{near}"))
    draft |= _read_titles(fields) | _read_genre(entry_type, fields) | _read_number(str(draft["type"]), fields)
    if "issued" not in draft:
        draft["issued"] = parse_date_parts(*(from_latex(fields.get(part, "")) for part in ("year", "month", "day")))
    _add_eprint(draft, fields)
    _add_howpublished(draft, fields)
    return _EntryRead(clean_record(retype_preprint(draft)), tuple(faults), tuple(remarks))


def _read_type(entry_type: str, fields: Mapping[str, str]) -> str:
    subtype = fields.get("entrysubtype", "").strip("{} ").lower()
    if subtype in TYPES or subtype in bibtex_fields.SUBTYPES:
        return bibtex_fields.SUBTYPES.get(subtype, subtype)
    if entry_type == "inbook" and "booktitle" not in fields:
        # BibTeX's own @inbook: the title is the book's, and only the pages are a part of it.
        return "book"
    addressed = fields.get("url") or _ADDRESS.search(fields.get("howpublished", ""))
    if entry_type == "misc" and addressed and not {"publisher", "eprint", "number"} & fields.keys():
        return "webpage"
    return bibtex_fields.ENTRY_TYPES[entry_type]


def _read_titles(fields: Mapping[str, str]) -> CslRecord:
    titles = {}
    for main, second, variable in (
        ("title", "subtitle", "title"),
        ("booktitle", "booksubtitle", "container-title"),
    ):
        if main in fields:
            titles[variable] = ": ".join(from_latex(fields[part]) for part in (main, second) if fields.get(part))
    return dict(titles)


def _read_genre(entry_type: str, fields: Mapping[str, str]) -> CslRecord:
    genre = from_latex(fields.get("type", "")) or bibtex_fields.THESES.get(entry_type)
    return {"genre": genre} if genre else {}


def _read_number(csl_type: str, fields: Mapping[str, str]) -> CslRecord:
    """Tell what an entry's number is: an issue's, a report's own, or its place in a series."""
    number, issue = (from_latex(fields.get(name, "")) for name in ("number", "issue"))
    if csl_type in bibtex_fields.JOURNALS:
        # An article's number is what is printed where there are no pages.
        return {
            "issue": number or issue,
            "number" if fields.get("pages") else "page": from_latex(fields.get("eid", "")),
        }
    if csl_type in bibtex_fields.NUMBERED_IN_SERIES:
        return {"collection-number": number, "issue": issue}
    return {"number": number, "issue": issue}


def _add_eprint(draft: CslRecord, fields: Mapping[str, str]) -> None:
    eprint = read_verbatim(fields.get("eprint", ""))
    archive = from_latex(fields.get("archiveprefix") or fields.get("eprinttype") or fields.get("archive") or "")
    if not archive and _ARXIV.fullmatch(eprint):
        archive = "arXiv"
    if not eprint:
        return
    if archive.lower() in ("pubmed", "pmid"):
        draft.setdefault("PMID", eprint)
    elif archive.lower() in ("pmc", "pmcid", "pubmedcentral"):
        draft.setdefault("PMCID", eprint)
    else:
        draft |= {"archive": archive, "archive_location": eprint}
    if archive.lower() == "arxiv" and (results := _ARXIV.fullmatch(eprint)):
        draft["archive_location"] = results[1]
        draft.setdefault("URL", f"https://arxiv.org/abs/{results[1]}")


def _add_howpublished(draft: CslRecord, fields: Mapping[str, str]) -> None:
    """Take an address from `howpublished`, or else a publisher where there is none."""
    written = fields.get("howpublished", "")
    if results := _ADDRESS.search(read_verbatim(written)):
        draft.setdefault("URL", results[0].rstrip("}.,;"))
    elif written:
        draft.setdefault("publisher", from_latex(written))


@dataclass(frozen=True)
class _Names:
    """The names of one field."""

    names: tuple[CslName, ...]
    remarks: tuple[str, ...]
    """What may not be what was meant, as sentences."""


def _read_names(written: str) -> _Names:
    """Read a field such as `Lee, J. and {British Pain Society} and others`.

    Raises ValueError, with a sentence, for a name that cannot be read.
    """
    names: list[CslName] = []
    remarks: list[str] = []
    for name in split_multiple_persons_names(written):
        if name.strip() == "others":
            remarks.append("The list of names ends in “and others”; the store has no such thing: add the names.")
        elif corporate := _strip_braces(name):
            names.append({"literal": from_latex(corporate)})
        else:
            person = _read_person(name)
            if looks_corporate(from_latex(name)):
                remarks.append(f"“{from_latex(name)}” was read as a person; put a corporate author in braces.")
            names.append(person)
    return _Names(tuple(name for name in names if name), tuple(remarks))


def _read_person(name: str) -> CslName:
    try:
        parts = parse_single_name_into_parts(name)
    except InvalidNameError as error:
        raise ValueError(f"The name “{name}” cannot be read: {error.reason.lower()}.") from error
    words = {
        "family": parts.last,
        "given": parts.first,
        "non-dropping-particle": parts.von,
        "suffix": parts.jr,
    }
    return order_name_parts({field: from_latex(" ".join(part)) for field, part in words.items()})


def _strip_braces(name: str) -> str | None:
    """Return what stands in one pair of braces that holds the whole name; None where there is no such pair."""
    name = name.strip()
    if not name.startswith("{"):
        return None
    depth = 0
    for position, character in enumerate(name):
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            return name[1:-1] if position == len(name) - 1 else None
    return None


def _read_value(written: str, strings: Mapping[str, str]) -> str:
    """Return a value without what encloses it; the names of strings are looked up in lower case."""
    return "".join(_read_part(part.strip(), strings) for part in _split_at_hash(written))


def _split_at_hash(written: str) -> Iterator[str]:
    """Yield what stands between the # that are in neither braces nor quotes."""
    depth, quoted, start = 0, False, 0
    for position, character in enumerate(written):
        if position and written[position - 1] == "\\":
            continue
        if character == '"' and depth == 0:
            quoted = not quoted
        elif character in "{}":
            depth += 1 if character == "{" else -1
        elif character == "#" and depth == 0 and not quoted:
            yield written[start:position]
            start = position + 1
    yield written[start:]


def _read_part(part: str, strings: Mapping[str, str]) -> str:
    if len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
        return part[1:-1]
    return strings.get(part.lower(), part)
