"""What names a work: its key, DOI, PMID, PMCID and address, and what was probably meant by one that is none."""

from __future__ import annotations

import re

KEY = r"[A-Za-z0-9_][\w:.#$%&+?<>~/-]*"
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


def is_identifier(field: str, value: object) -> bool:
    """Tell whether a value has the shape of its field, which is one of `ALLOWED`."""
    if not (isinstance(value, str) and value.isprintable() and re.fullmatch(_SHAPES[field], value)):
        return False
    return field != "DOI" or not _closes_too_much(value)


def mended(field: str, value: object) -> str:
    """Return " Did you mean ...?" with the identifier that a value holds, or nothing."""
    text = "".join(each for each in str(value) if each.isprintable() and not each.isspace())
    if field == "DOI":
        text = bare_doi(text).rstrip(".,;:\"'”’")
        text = text[:-1].rstrip(".,;:") if _closes_too_much(text) else text
    elif field == "PMID":
        text = _BEFORE_PMID.sub("", text).rstrip("/")
    elif field == "PMCID":
        text = _BEFORE_PMCID.sub("PMC", text).rstrip("/")
    elif field == "URL":
        text = f"https://{text.removeprefix('//')}" if "." in text and ":" not in text else text
    return f" Did you mean “{text}”?" if text != value and is_identifier(field, text) else ""


def bare_doi(text: str) -> str:
    """Return a DOI without the resolver's address or "doi:" before it."""
    return _BEFORE_DOI.sub("", text).strip()


def _closes_too_much(doi: str) -> bool:
    return doi.endswith(")") and doi.count(")") > doi.count("(")
