"""What identifies a work: its key, DOI, PMID, PMCID and address.

`is_identifier` checks one, `suggest_identifier` guesses what was meant by one that is wrong, and `extract_doi`,
`extract_pmid` and `extract_pmcid` take one out of what people and programs write around it.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

KEY_PATTERN = r"[A-Za-z0-9_][\w:.#$%&+?<>~/-]*"
"""What can be cited as [@key], Pandoc's way."""

ALLOWED = {
    "DOI": "a DOI such as 10.1136/bmj.n71, without https://doi.org/",
    "PMID": "a PMID: a number of up to 8 digits, as text",
    "PMCID": "a PMCID such as PMC3208163",
    "URL": "an address that begins with https:// or http://",
}
"""The fields of a record that have a shape, and what may stand there."""

# A stop or a comma at a DOI's end is that of the sentence which it was copied from.
_SHAPES = {
    "DOI": r"10\.[0-9]{4,9}(?:\.[0-9]+)*/(?:\S*[^\s.,;:\"'”’])",
    "PMID": r"[1-9][0-9]{0,7}",
    "PMCID": r"PMC[1-9][0-9]*",
    "URL": r"https?://[^\s/]\S*",
}
_BEFORE_DOI = re.compile(r"\A\s*(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
_BEFORE_PMID = re.compile(r"\A(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|pmid:?)?0*", re.IGNORECASE)
_BEFORE_PMCID = re.compile(r"\A(?:https?://.*/)?(?:pmcid:?)?(?:pmc)?(?=[0-9])", re.IGNORECASE)

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


def is_identifier(field: str, value: object) -> bool:
    """Tell whether a value has the shape of its field, which is one of `ALLOWED`."""
    if not (isinstance(value, str) and value.isprintable() and re.fullmatch(_SHAPES[field], value)):
        return False
    return field != "DOI" or not _has_unopened_parenthesis(value)


def suggest_identifier(field: str, value: object) -> str:
    """Return " Did you mean ...?" with the identifier that a value holds, or nothing."""
    text = "".join(each for each in str(value) if each.isprintable() and not each.isspace())
    if field == "DOI":
        text = strip_doi_prefix(text).rstrip(".,;:\"'”’")
        text = text[:-1].rstrip(".,;:") if _has_unopened_parenthesis(text) else text
    elif field == "PMID":
        text = _BEFORE_PMID.sub("", text).rstrip("/")
    elif field == "PMCID":
        text = _BEFORE_PMCID.sub("PMC", text).rstrip("/")
    elif field == "URL":
        text = f"https://{text.removeprefix('//')}" if "." in text and ":" not in text else text
    return f" Did you mean “{text}”?" if text != value and is_identifier(field, text) else ""


def strip_doi_prefix(text: str) -> str:
    """Return a DOI without the resolver's address or "doi:" before it."""
    return _BEFORE_DOI.sub("", text).strip()


def _has_unopened_parenthesis(doi: str) -> bool:
    return doi.endswith(")") and doi.count(")") > doi.count("(")


def extract_doi(written: str) -> str:
    """Return a DOI without what is put around it; what holds no DOI comes back as it is, to be refused."""
    text = _DOI_SUFFIX.sub("", written.strip())
    if address := _DOI_ADDRESS.match(text):
        text = unquote(text[address.end() :])
    text = _DOI_PREFIX.sub("", text).rstrip(".,;:")
    if not is_identifier("DOI", text) and text.endswith(")"):
        # It stood in parentheses.
        text = text[:-1].rstrip(".,;:")
    return text if is_identifier("DOI", text) else written.strip()


def extract_pmid(written: str) -> str:
    """Return the number of a PMID; what is none comes back as it is."""
    match = _PMID.fullmatch(written.strip())
    return match[1] if match else written.strip()


def extract_pmcid(written: str) -> str:
    """Return a PMCID such as PMC3208163; what is none comes back as it is."""
    match = _PMCID.fullmatch(written.strip())
    return f"PMC{match[1]}" if match else written.strip()


def read_identifier_address(address: str) -> tuple[str, str] | None:
    """Return the field and the identifier of an address that is nothing but one: a DOI's, a PMID's, a PMCID's."""
    address = address.strip()
    if not _ADDRESS.match(address):
        return None
    if _DOI_ADDRESS.match(address):
        doi = extract_doi(address)
        return ("DOI", doi) if doi != address else None
    for field, bare in (("PMID", extract_pmid), ("PMCID", extract_pmcid)):
        if (value := bare(address)) != address:
            return field, value
    return None
