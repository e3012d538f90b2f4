"""Reading RIS into CSL-JSON: the lines of each record, then its fields, identifiers and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from site_plugins.diagnostics.problems import FileText, Problem, suggestion
from site_plugins.references.exchange import ris_fields
from site_plugins.references.exchange.dates import CslDate, get_days, parse_date
from site_plugins.references.exchange.imported import (
    CslName,
    ImportedFile,
    ImportedRecord,
    clean_record,
    looks_corporate,
    order_name_parts,
    retype_preprint,
    split_particle,
)
from site_plugins.references.identifiers import KEY_PATTERN, extract_doi, read_identifier_address
from site_plugins.references.record import CslRecord

# Some programs put one space before the hyphen, or none behind it.
_TAGGED = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: ?(.*))?")
_END = "ER"

_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[)\]?!]))\.$")

type _Tags = Mapping[str, Sequence[str]]
"""The values of each tag, in their order."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_LABELLED_PMID = re.compile(r"PMID:?\s*\d{1,8}|\d{1,8}\s*\[pmid\]", re.IGNORECASE)
_PMCID = re.compile(r"PMC\d+(?:\s*\[pmcid\])?", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID:?\s*)?(\d{1,8})(?:\s*\[pmid\])?", re.IGNORECASE)
_PUBMED = re.compile(r"pubmed|medline|\bNLM\b", re.IGNORECASE)
_NOTED = re.compile(r"\b(PMID|PMCID):?\s*((?:PMC)?\d+)", re.IGNORECASE)
_ONLY_NOTED = re.compile(r"(?:\s*(?:PMID|PMCID|DOI):?\s*\S+[;,.]?)+\s*", re.IGNORECASE)
_ADDRESSES = re.compile(r";\s*(?=https?://)")

# EndNote's way to write a comma within a corporate author's name.
_COMMA_WITHIN = ",,"
# PubMed's and Vancouver's "Lee JG" in a file that should have written "Lee, J. G.".
_INITIALS = re.compile(r"([^\s,]+(?: [^\s,]+)?) ([A-Z]{1,3})")
_SUFFIX = re.compile(r"(?:Jr|Sr|[IV]+|\d(?:st|nd|rd|th))\.?", re.IGNORECASE)


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

    def continue_value(self, text: str) -> None:
        tag, value = self.tagged[-1]
        self.tagged[-1] = (tag, f"{value} {text.strip()}".strip())


def read_ris(text: FileText) -> ImportedFile:
    """Read RIS. A record of an unknown type and lines outside of every record are refused with their lines."""
    refused: list[Problem] = []
    remarks: list[Problem] = []
    records: list[ImportedRecord] = []
    with_notes = 0
    for block in _split_blocks(text, refused, remarks):
        tags = _group_by_tag(block)
        with_notes += any(tags.get(tag) for tag in ris_fields.PRIVATE_NOTES)
        [kind, *_] = tags.pop("TY")
        if kind.upper() not in ris_fields.TYPES:
            near = suggestion(kind.upper(), ris_fields.TYPES)
            refused.append(text.on(block.line).problem(f"The type of reference “{kind}” is not known.{near}"))
            continue
        for tag in _unknown_tags(tags):
            message = f"The tag “{tag}” is not known and was left out."
            remarks.append(text.on(block.lines[tag]).problem(message))
        records.append(ImportedRecord(_read_record(kind.upper(), tags), text.file, block.line))
    if with_notes:
        # Most programs put what their owner noted there, not what belongs to the work.
        remarks.append(
            Problem(text.file, None, f"Notes (N1, RN) are left out; records that have some: {with_notes}.")
        )
    return ImportedFile(tuple(records), tuple(refused), tuple(remarks))


def _split_blocks(text: FileText, refused: list[Problem], remarks: list[Problem]) -> Iterator[_Block]:
    """Yield the lines of each record, also of one without an end; a line without a tag continues the one before."""
    block: _Block | None = None
    stray = False
    for number, line in enumerate(text.lines, start=1):
        match = _TAGGED.fullmatch(line.rstrip())
        if match and match[1] == "TY":
            if block:
                remarks.append(_report_missing_end(block, text))
                yield block
            block, stray = _Block(number), False
            block.add("TY", match[2] or "", number)
        elif match and match[1] == _END:
            if block:
                yield block
            block = None
        elif block and match:
            block.add(match[1], match[2] or "", number)
        elif block and line.strip():
            block.continue_value(line)
        elif match and not stray:
            stray = True
            problem = "This stands outside of every record; each begins with a line like “TY  - JOUR”."
            refused.append(text.on(number).problem(problem))
    if block:
        remarks.append(_report_missing_end(block, text))
        yield block


def _report_missing_end(block: _Block, text: FileText) -> Problem:
    return text.on(block.line).problem("The record that begins here has no end: a line “ER  - ”.")


def _group_by_tag(block: _Block) -> dict[str, list[str]]:
    """Return the values of each tag that has some, in their order; TY has its one value, even if it is empty."""
    tags: dict[str, list[str]] = {}
    for tag, value in block.tagged:
        if value or tag == "TY":
            tags.setdefault(tag, []).append(value)
    return tags


def _unknown_tags(tags: _Tags) -> list[str]:
    """Return the tags that are neither read nor known to be left out."""
    known = (*ris_fields.TEXTS, *ris_fields.DATES, *ris_fields.SPECIAL)
    return [tag for tag in tags if tag not in (*known, *ris_fields.NOT_OURS, *ris_fields.PRIVATE_NOTES)]


def _read_record(kind: str, tags: _Tags) -> CslRecord:
    """Read the values of a record of a known type, by their tags."""
    csl_type = ris_fields.TYPES[kind]
    draft: CslRecord = {"id": _read_key(tags), "type": csl_type, "title": _read_title(kind, tags)}
    draft |= {variable: tags[tag][0] for tag, variable in ris_fields.TEXTS.items() if tag in tags}
    draft |= {variable: parse_date(tags[tag][0]) for tag, variable in ris_fields.DATES.items() if tag in tags}
    draft |= _read_people(kind, csl_type, tags) | _read_container(csl_type, tags) | _read_places(csl_type, tags)
    draft |= _read_numbers(csl_type, tags) | _read_identifiers(tags)
    if csl_type in ris_fields.ARCHIVED and "PMID" not in draft:
        draft |= {"archive": _get_first(tags, "DB"), "archive_location": _get_first(tags, "AN")}
    draft["issued"] = _read_issued(tags)
    draft |= _read_pages(csl_type, _get_first(tags, "SP"), _get_first(tags, "EP"))
    return clean_record(retype_preprint(draft))


def _read_pages(csl_type: str, start: str, end: str) -> CslRecord:
    if csl_type in ris_fields.WHOLE and start.isdecimal() and not end:
        return {"number-of-pages": start}
    return _drop_empty({"page": start if "-" in start or start == end else "-".join(filter(None, (start, end)))})


def _read_key(tags: _Tags) -> str:
    key = _get_first(tags, "ID")
    # EndNote's are the numbers of its records.
    return key if re.fullmatch(KEY_PATTERN, key) and not key.isdecimal() else ""


def _read_title(kind: str, tags: _Tags) -> str:
    title = _get_first(tags, "TI", "T1", "CT", *(() if kind in ("CHAP", "CONF", "CPAPER") else ("BT",)), "ST")
    # PubMed puts a full stop behind every title.
    return _SENTENCE_END.sub("", title) if _is_from_pubmed(tags) else title


def _read_people(kind: str, csl_type: str, tags: _Tags) -> CslRecord:
    second, third = ris_fields.choose_editor_roles(csl_type)
    roles = {"A1": "author", "AU": "author", "ED": "editor", "A2": second, "A3": third, "A4": "translator"}
    if kind == "EDBOOK" and "ED" not in tags and "A3" not in tags:
        roles |= {"A1": "editor", "AU": "editor"}
    people: dict[str, list[object]] = {}
    for tag, role in roles.items():
        people.setdefault(role, []).extend(filter(None, map(_read_name, tags.get(tag, ()))))
    if csl_type == "chapter":
        authors = [value for value in tags.get("C2", ()) if not _PMCID.fullmatch(value)]
        people["container-author"] = list(filter(None, map(_read_name, authors)))
    return {role: names for role, names in people.items() if names}


def _read_container(csl_type: str, tags: _Tags) -> CslRecord:
    """Tell the work that it stands in, the series and the meeting."""
    short = _get_first(tags, "J2", "JA", "J1")
    if csl_type in ris_fields.MEETINGS:
        # Zotero and EndNote: T2 is the meeting, C3 its proceedings. Others have the proceedings alone, in T2.
        proceedings = _get_first(tags, "C3", "BT", "JF", "JO")
        alone = not proceedings and csl_type != "speech"
        return _drop_empty(
            {
                "container-title": _get_first(tags, "T2") if alone else proceedings,
                "event-title": "" if alone else _get_first(tags, "T2"),
                "collection-title": _get_first(tags, "T3"),
            }
        )
    if csl_type in ris_fields.IN_SERIES:
        return _drop_empty({"collection-title": _get_first(tags, "T2", "T3")})
    container = _get_first(tags, "JF", "T2", "BT", "JO")
    if (other := _get_first(tags, "JO")) and other != container:
        short = short or other
    return _drop_empty(
        {
            "container-title": container or short,
            "container-title-short": short if short != container and container else "",
            "collection-title": _get_first(tags, "T3"),
        }
    )


def _read_places(csl_type: str, tags: _Tags) -> CslRecord:
    if csl_type in ris_fields.MEETINGS:
        return _drop_empty({"event-place": _get_first(tags, "CY"), "publisher-place": _get_first(tags, "C1")})
    return _drop_empty({"publisher-place": _get_first(tags, "CY")})


def _read_numbers(csl_type: str, tags: _Tags) -> CslRecord:
    journal = csl_type in ris_fields.JOURNALS
    number = "issue" if journal else "collection-number" if csl_type in ris_fields.NUMBERED_IN_SERIES else "number"
    numbers: CslRecord = {number: _get_first(tags, "IS", "M1")}
    genre = "" if _DOI.search(_get_first(tags, "M3")) else _get_first(tags, "M3")
    # Of a journal's article, ET is the day when it was first online, M3 mostly "Journal Article".
    if not journal:
        numbers["version" if csl_type in ris_fields.VERSIONED else "edition"] = _get_first(tags, "ET")
    if not journal or "preprint" in genre.lower():
        numbers["genre"] = genre
    if csl_type in ("article-newspaper", "article-magazine"):
        numbers["section"] = _get_first(tags, "SE")
    elif csl_type == "chapter":
        numbers["chapter-number"] = _get_first(tags, "SE")
    if (article := _get_first(tags, "C7")) and not _LABELLED_PMID.fullmatch(article):
        # An article number is what is printed where there are no pages.
        numbers["number" if "SP" in tags or not journal else "page"] = article
    serial = _get_first(tags, "SN")
    if issn := ris_fields.ISSN.search(serial):
        numbers["ISSN"] = issn[0]
    elif isbn := ris_fields.ISBN.search(serial):
        numbers["ISBN"] = isbn[0].strip()
    elif csl_type in ris_fields.NUMBERED and serial:
        numbers["number"] = serial
    return _drop_empty(numbers)


def _read_issued(tags: _Tags) -> CslDate | None:
    """Return the most exact date; PY is often the year alone where DA has the day."""
    written = _get_all(tags, "PY", "Y1", "DA")
    if (day := _get_first(tags, "DA")) and not re.search(r"\d{4}", day):
        # EndNote's DA is often “Jan-Feb”, of the year in PY.
        written.append(f"{day} {_get_first(tags, 'PY')}")
    dates = [date for value in written if (date := parse_date(value))]
    if not dates:
        return None
    year = next((days[0][0] for date in dates if (days := get_days(date))), None)
    # A DA of another year is when the record was made.
    same = [date for date in dates if (days := get_days(date)) and days[0][0] == year]
    return max(same or dates, key=lambda date: len((get_days(date) or [[]])[0]) + ("season" in date))


def _drop_empty(fields: Mapping[str, object]) -> CslRecord:
    return {field: value for field, value in fields.items() if value}


def _get_first(tags: _Tags, *names: str) -> str:
    """Return the first value of the first tag that has one, or nothing."""
    return next((tags[name][0] for name in names if name in tags), "")


def _get_all(tags: _Tags, *names: str) -> list[str]:
    """Return all values of some tags."""
    return [value for name in names for value in tags.get(name, ())]


def _is_from_pubmed(tags: _Tags) -> bool:
    """Tell whether a record says that it comes from PubMed."""
    labelled = any(map(_PUBMED.search, _get_all(tags, "DB", "DP", "UR")))
    return labelled or any(map(_LABELLED_PMID.fullmatch, _get_all(tags, "U1", "AN")))


def _read_identifiers(tags: _Tags) -> CslRecord:
    """Return the DOI, PMID, PMCID and address of a record."""
    identifiers: CslRecord = {}
    if doi := _get_first(tags, "DO") or next(filter(_DOI.search, tags.get("M3", ())), ""):
        identifiers["DOI"] = doi
    for address in (part for value in _get_all(tags, "UR", "LK") for part in _ADDRESSES.split(value)):
        if identifier := read_identifier_address(address):
            identifiers.setdefault(*identifier)
        else:
            identifiers.setdefault("URL", address.strip())
    # An accession number is PubMed's where the record says so: other databases have numbers, too.
    in_pubmed = any(map(_PUBMED.search, _get_all(tags, "DB", "DP")))
    for value in _get_all(tags, *(("AN", "PM") if in_pubmed else ("PM",))):
        if _PMID.fullmatch(value):
            identifiers.setdefault("PMID", value)
    for value in _get_all(tags, "AN", "U1", "U2", "C2", "C7"):
        if _LABELLED_PMID.fullmatch(value):
            identifiers.setdefault("PMID", value)
        elif _PMCID.fullmatch(value):
            identifiers.setdefault("PMCID", value)
    # A note that says more than identifiers may name those of a comment or an erratum.
    for note in filter(_ONLY_NOTED.fullmatch, _get_all(tags, *ris_fields.PRIVATE_NOTES)):
        for name, value in _NOTED.findall(note):
            identifiers.setdefault(name.upper(), value)
    if "DOI" in identifiers:
        identifiers["DOI"] = extract_doi(str(identifiers["DOI"]))
    return identifiers


def _read_name(written: str) -> CslName | None:
    """Read a name; None where nothing is written."""
    text = written.strip()
    if _COMMA_WITHIN in text:
        return {"literal": text.replace(_COMMA_WITHIN, ",").strip(", ")}
    if text.endswith(","):
        return {"literal": text.rstrip(", ")} if text.strip(", ") else None
    family, *rest = (part.strip() for part in text.split(","))
    if not rest:
        if (match := _INITIALS.fullmatch(text)) and not looks_corporate(text):
            return order_name_parts({**split_particle(match[1]), "given": match[2]})
        return {"literal": text} if text else None
    suffix = rest.pop() if len(rest) > 1 and _SUFFIX.fullmatch(rest[-1]) else ""
    given = ", ".join(part for part in rest if part)
    return order_name_parts({**split_particle(family), "given": given, "suffix": suffix})
