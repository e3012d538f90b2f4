"""Identifiers taken out of what people and programs put around them: a prefix, an address, a full stop."""

from __future__ import annotations

import re
from urllib.parse import unquote

from site_plugins.references.identifiers import is_identifier

_DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/(?=10\.)", re.IGNORECASE)
_DOI_PREFIX = re.compile(r"(?:info:doi/|urn:doi:|doi\.org/|doi\s*[:=]?\s*)+(?=10\.)", re.IGNORECASE)
# PubMed writes "10.1000/backs [doi]".
_DOI_SUFFIX = re.compile(r"\s*\[doi\]$", re.IGNORECASE)
_PMID = re.compile(
    r"(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?"
    r"(?:(?:PMID|PubMed(?:\s*ID)?)\s*[:=]?\s*)?"
    r"0*([1-9]\d{0,7})/?(?:\s*\[pmid\])?",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"(?:https?://(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/)?"
    r"(?:PMCID\s*[:=]?\s*)?(?:PMC\s*)?([1-9]\d*)(?:\.\d+)?/?(?:\s*\[pmcid\])?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def bare_doi(written: str) -> str:
    """Return a DOI without what is put around it; what holds no DOI comes back as it is, to be refused."""
    text = _DOI_SUFFIX.sub("", written.strip())
    if address := _DOI_ADDRESS.match(text):
        text = unquote(text[address.end() :])
    text = _DOI_PREFIX.sub("", text).rstrip(".,;:")
    if not is_identifier("DOI", text) and text.endswith(")"):
        # It stood in parentheses.
        text = text[:-1].rstrip(".,;:")
    return text if is_identifier("DOI", text) else written.strip()


def bare_pmid(written: str) -> str:
    """Return the number of a PMID; what is none comes back as it is."""
    found = _PMID.fullmatch(written.strip())
    return found[1] if found else written.strip()


def bare_pmcid(written: str) -> str:
    """Return a PMCID such as PMC3208163; what is none comes back as it is."""
    found = _PMCID.fullmatch(written.strip())
    return f"PMC{found[1]}" if found else written.strip()


def identifier_in(address: str) -> tuple[str, str] | None:
    """Return the field and the identifier of an address that is nothing but one: a DOI's, a PMID's, a PMCID's."""
    address = address.strip()
    if not _ADDRESS.match(address):
        return None
    if _DOI_ADDRESS.match(address):
        doi = bare_doi(address)
        return ("DOI", doi) if doi != address else None
    for field, bare in (("PMID", bare_pmid), ("PMCID", bare_pmcid)):
        if (value := bare(address)) != address:
            return field, value
    return None
