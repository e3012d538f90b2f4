"""What other programs' references become: clean CSL-JSON records, with what was refused or left out.

Every reader makes a draft of a record by its format's rules; `clean_record` makes of it what is stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from site_plugins.diagnostics.problems import Problem
from site_plugins.references.csl import NAME_PARTS, split_words
from site_plugins.references.identifiers import extract_doi, extract_pmcid, extract_pmid, read_identifier_address
from site_plugins.references.record import CslRecord

# In the order that the store's records are written in; every other field follows.
ORDER = (
    "id",
    "type",
    "genre",
    "title",
    "title-short",
    "author",
    "editor",
    "translator",
    "container-author",
    "collection-editor",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "event-title",
    "event-place",
    "publisher",
    "publisher-place",
    "edition",
    "version",
    "issued",
    "volume",
    "issue",
    "number",
    "page",
)
LAST = ("DOI", "PMID", "PMCID", "URL", "accessed", "note", "custom")
# PubMed's languages are those of ISO 639-2; CSL's, as a page's, begin with two letters where there are two.
LANGUAGES = {
    **{"chi": "zh", "zho": "zh", "cze": "cs", "ces": "cs", "dan": "da", "dut": "nl", "nld": "nl", "eng": "en"},
    **{"fin": "fi", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "hun": "hu", "ita": "it", "jpn": "ja"},
    **{"kor": "ko", "nor": "no", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr"},
    **{"english": "en", "french": "fr", "german": "de", "italian": "it", "spanish": "es", "portuguese": "pt"},
}
IDENTIFIERS = {"DOI": extract_doi, "PMID": extract_pmid, "PMCID": extract_pmcid}
LEFT_OUT = ("abstract", "keyword", "annote", "source", "call-number")
"""What is not ours to publish, or nobody else's business: a publisher's text, a database's terms, a private note,
where a record came from.
"""

_INVISIBLE = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
_SPACE = re.compile(r"\s+")
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212-]+\s*")
_SHORT_RANGE = re.compile(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)")
# "PMID: 23794653" in a note is how programs keep what they have no field for.
_NOTED = re.compile(r"^\s*(DOI|PMID|PMCID)\s*:\s*((?:PMC)?\d\S*?)[.;]?\s*$", re.IGNORECASE | re.MULTILINE)

SERVERS = frozenset(
    split_words(
        """
        arxiv biorxiv medrxiv chemrxiv psyarxiv socarxiv sportrxiv edarxiv metaarxiv osf_preprints researchsquare
        research_square ssrn preprints.org preprints_with_the_lancet f1000research_preprints qeios authorea
        """
    )
)
_GENERAL = ("article-journal", "document", "manuscript", "webpage", "article")
_WHERE = ("publisher", "archive", "container-title")

type CslName = dict[str, object]

_CORPORATE = re.compile(
    r"\b(?:academy|agency|association|board|centre|center|college|collaboration|commission|committee|consortium|"
    r"council|department|federation|foundation|group|hospital|institute|investigators|ministry|network|"
    r"organi[sz]ation|panel|programme|program|service|society|taskforce|team|trust|university)\b",
    re.IGNORECASE,
)
_PARTICLE = re.compile(r"((?:[^\W\d_A-Z][^\W\d_A-Z’']* )+)(?=[^\W\d_])")


@dataclass(frozen=True)
class ImportedRecord:
    """One record of another program's file, cleaned."""

    csl: CslRecord
    """CSL-JSON; its id is the file's key for it, or empty."""
    file: str
    line: int
    """The line of the file that it begins on, counted from 1."""

    @property
    def label(self) -> str:
        """What it is called in a message: its key, or else its title, in quotation marks."""
        name = str(self.csl.get("id") or self.csl.get("title") or "")
        short = name if len(name) <= 60 else f"{name[:58].rstrip()} …"
        return f"“{short}”" if name else "this record"


@dataclass(frozen=True)
class ImportedFile:
    """A file of references, as far as it can be used."""

    records: tuple[ImportedRecord, ...] = ()
    refused: tuple[Problem, ...] = ()
    """What could not be read, each with its line."""
    remarks: tuple[Problem, ...] = ()
    """What of the records that were read was left out, or may not be what was meant."""


def clean_record(draft: Mapping[str, object]) -> CslRecord:
    """Return a record with clean texts, bare identifiers and whole page ranges, its fields in the store's order.

    What is empty is left out, and so is what no list of references shows. What is no identifier stays as it is, so
    that checking the record refuses it.
    """
    record: CslRecord = {}
    for field, value in draft.items():
        # The identifiers in a note stand in lines of their own.
        value = str(value or "") if field == "note" else _clean_value(value)
        if value not in ("", None, [], {}) and field not in LEFT_OUT:
            record[field] = value
    _take_identifiers_from_note(record)
    for field, extract in IDENTIFIERS.items():
        if isinstance(value := record.get(field), str):
            record[field] = extract(value)
    _take_identifier_from_address(record)
    if isinstance(page := record.get("page"), str):
        record["page"] = expand_page_range(page)
    if isinstance(language := record.get("language"), str):
        record["language"] = LANGUAGES.get(language.lower(), language)
    return {field: record[field] for field in sorted(record, key=field_position)}


def _clean_text(text: str) -> str:
    """Return a text in one line, composed, without control characters and HTML's escapes."""
    text = unicodedata.normalize("NFC", unescape(text) if "&" in text else text)
    text = "".join(" " if character.isspace() else character for character in text if _is_printable(character))
    return _SPACE.sub(" ", text.replace("\N{NO-BREAK SPACE}", " ")).strip()


def _clean_value(value: object) -> object:
    """Return a value with clean texts, also within names and dates; a number that is a field is a text."""
    if isinstance(value, list):
        return [_clean_value(each) if isinstance(each, dict | str) else each for each in value]
    if isinstance(value, dict):
        return {name: _clean_text(each) if isinstance(each, str) else each for name, each in value.items()}
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return _clean_text(str(value))
    return value


def expand_page_range(page: str) -> str:
    """Return pages with a plain hyphen and a whole last page: 737–8 is 737-738."""
    page = _DASHES.sub("-", page).strip("-")

    def expand(match: re.Match[str]) -> str:
        letters, first, letters_again, last = match.groups()
        if letters_again not in ("", letters) or len(last) >= len(first):
            return match[0]
        return f"{letters}{first}-{letters}{first[: -len(last)]}{last}"

    return _SHORT_RANGE.sub(expand, page) if _SHORT_RANGE.fullmatch(page) else page


def _is_printable(character: str) -> bool:
    if character.isspace():
        return True
    return character not in _INVISIBLE and unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn")


def _take_identifiers_from_note(record: CslRecord) -> None:
    note = record.get("note")
    if not isinstance(note, str):
        return
    for match in _NOTED.finditer(note):
        record.setdefault(match[1].upper(), match[2])
    if rest := _clean_text(_NOTED.sub("", note)):
        record["note"] = rest
    else:
        del record["note"]


def _take_identifier_from_address(record: CslRecord) -> None:
    """Take off an address that only repeats an identifier: a link is made of that anyway."""
    address = record.get("URL")
    match = read_identifier_address(address) if isinstance(address, str) else None
    if match is None:
        return
    field, value = match
    if str(record.setdefault(field, value)).lower() == value.lower():
        del record["URL"]
        record.pop("accessed", None)


def field_position(field: str) -> int:
    """Return where a field stands in a record of the store; what has no place of its own stands in between."""
    if field in ORDER:
        return ORDER.index(field)
    return len(ORDER) + (LAST.index(field) + 1 if field in LAST else 0)


def retype_preprint(csl: Mapping[str, object]) -> CslRecord:
    """Return a record that calls itself a preprint, or is of a preprint server, as CSL's type for preprints."""
    names = {str(csl.get(field, "")).lower().replace(" ", "_") for field in _WHERE}
    named = "preprint" in str(csl.get("genre", "")).lower()
    if csl.get("type") not in _GENERAL or not (named or any(map(_is_server, names))):
        return dict(csl)
    return {**csl, "type": "article", "genre": csl.get("genre", "Preprint")}


def _is_server(name: str) -> bool:
    # Some write "medRxiv : the preprint server for health sciences".
    return name.partition("_:")[0].partition(":")[0].strip("_") in SERVERS


def looks_corporate(name: str) -> bool:
    """Tell whether a name holds a word that hardly any person is called by."""
    return _CORPORATE.search(name) is not None


def split_particle(family: str) -> CslName:
    """Return a family name with the small words before it, such as “van der”, as its particle."""
    match = _PARTICLE.match(family)
    if not match or not match[0].islower() or not family[match.end()].isupper():
        return {"family": family}
    return {"family": family[match.end() :], "non-dropping-particle": match[0].strip()}


def order_name_parts(name: CslName) -> CslName:
    """Return the parts of a name that say something, in CSL's order."""
    return {part: name[part] for part in NAME_PARTS if name.get(part)}
