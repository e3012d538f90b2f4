"""The identifiers of a RIS record, which every program keeps in another tag."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from site_plugins.references.exchange import ris_fields
from site_plugins.references.exchange.bare import bare_doi, identifier_in
from site_plugins.references.record import CslRecord

type Tags = Mapping[str, Sequence[str]]
"""The values of each tag, in their order."""

DOI = re.compile(r"10\.\d{4,9}/\S+")
SAID_PMID = re.compile(r"PMID:?\s*\d{1,8}|\d{1,8}\s*\[pmid\]", re.IGNORECASE)
PMCID = re.compile(r"PMC\d+(?:\s*\[pmcid\])?", re.IGNORECASE)
_PMID = re.compile(r"(?:PMID:?\s*)?(\d{1,8})(?:\s*\[pmid\])?", re.IGNORECASE)
_PUBMED = re.compile(r"pubmed|medline|\bNLM\b", re.IGNORECASE)
_NOTED = re.compile(r"\b(PMID|PMCID):?\s*((?:PMC)?\d+)", re.IGNORECASE)
_ONLY_NOTED = re.compile(r"(?:\s*(?:PMID|PMCID|DOI):?\s*\S+[;,.]?)+\s*", re.IGNORECASE)
_ADDRESSES = re.compile(r";\s*(?=https?://)")


def first(tags: Tags, *names: str) -> str:
    """Return the first value of the first tag that has one, or nothing."""
    return next((tags[name][0] for name in names if name in tags), "")


def every(tags: Tags, *names: str) -> list[str]:
    """Return all values of some tags."""
    return [value for name in names for value in tags.get(name, ())]


def is_from_pubmed(tags: Tags) -> bool:
    """Tell whether a record says that it comes from PubMed."""
    said = any(map(_PUBMED.search, every(tags, "DB", "DP", "UR")))
    return said or any(map(SAID_PMID.fullmatch, every(tags, "U1", "AN")))


def identifiers(tags: Tags) -> CslRecord:
    """Return the DOI, PMID, PMCID and address of a record."""
    found: CslRecord = {}
    if doi := first(tags, "DO") or next(filter(DOI.search, tags.get("M3", ())), ""):
        found["DOI"] = doi
    for address in (part for value in every(tags, "UR", "LK") for part in _ADDRESSES.split(value)):
        if identifier := identifier_in(address):
            found.setdefault(*identifier)
        else:
            found.setdefault("URL", address.strip())
    # An accession number is PubMed's where the record says so: other databases have numbers, too.
    in_pubmed = any(map(_PUBMED.search, every(tags, "DB", "DP")))
    for value in every(tags, *(("AN", "PM") if in_pubmed else ("PM",))):
        if _PMID.fullmatch(value):
            found.setdefault("PMID", value)
    for value in every(tags, "AN", "U1", "U2", "C2", "C7"):
        if SAID_PMID.fullmatch(value):
            found.setdefault("PMID", value)
        elif PMCID.fullmatch(value):
            found.setdefault("PMCID", value)
    # A note that says more than identifiers may name those of a comment or an erratum.
    for note in filter(_ONLY_NOTED.fullmatch, every(tags, *ris_fields.PRIVATE_NOTES)):
        for name, value in _NOTED.findall(note):
            found.setdefault(name.upper(), value)
    if "DOI" in found:
        found["DOI"] = bare_doi(str(found["DOI"]))
    return found
