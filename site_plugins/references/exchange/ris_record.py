"""One record of RIS into a CSL-JSON record."""

from __future__ import annotations

import re
from collections.abc import Mapping

from site_plugins.references.exchange import ris_fields
from site_plugins.references.exchange.dates import CslDate, csl_date, day_parts
from site_plugins.references.exchange.preprints import as_preprint
from site_plugins.references.exchange.ris_identifiers import (
    DOI,
    PMCID,
    SAID_PMID,
    Tags,
    every,
    first,
    identifiers,
    is_from_pubmed,
)
from site_plugins.references.exchange.ris_names import read_name
from site_plugins.references.exchange.tidy import tidied
from site_plugins.references.identifiers import KEY
from site_plugins.references.record import CslRecord

_SENTENCE_END = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[)\]?!]))\.$")


def unknown_tags(tags: Tags) -> list[str]:
    """Return the tags that are neither read nor known to be left out."""
    known = (*ris_fields.TEXTS, *ris_fields.DATES, *ris_fields.SPECIAL)
    return [tag for tag in tags if tag not in (*known, *ris_fields.NOT_OURS, *ris_fields.PRIVATE_NOTES)]


def read_record(kind: str, tags: Tags) -> CslRecord:
    """Read the values of a record of a known type, by their tags."""
    csl_type = ris_fields.TYPES[kind]
    draft: CslRecord = {"id": _key(tags), "type": csl_type, "title": _title(kind, tags)}
    draft |= {variable: tags[tag][0] for tag, variable in ris_fields.TEXTS.items() if tag in tags}
    draft |= {variable: csl_date(tags[tag][0]) for tag, variable in ris_fields.DATES.items() if tag in tags}
    draft |= _people(kind, csl_type, tags) | _container(csl_type, tags) | _places(csl_type, tags)
    draft |= _numbers(csl_type, tags) | identifiers(tags)
    if csl_type in ris_fields.ARCHIVED and "PMID" not in draft:
        draft |= {"archive": first(tags, "DB"), "archive_location": first(tags, "AN")}
    draft["issued"] = _issued(tags)
    draft |= _pages(csl_type, first(tags, "SP"), first(tags, "EP"))
    return tidied(as_preprint(draft))


def _pages(csl_type: str, start: str, end: str) -> CslRecord:
    if csl_type in ris_fields.WHOLE and start.isdecimal() and not end:
        return {"number-of-pages": start}
    return _stated({"page": start if "-" in start or start == end else "-".join(filter(None, (start, end)))})


def _key(tags: Tags) -> str:
    key = first(tags, "ID")
    # EndNote's are the numbers of its records.
    return key if re.fullmatch(KEY, key) and not key.isdecimal() else ""


def _title(kind: str, tags: Tags) -> str:
    title = first(tags, "TI", "T1", "CT", *(() if kind in ("CHAP", "CONF", "CPAPER") else ("BT",)), "ST")
    # PubMed puts a full stop behind every title.
    return _SENTENCE_END.sub("", title) if is_from_pubmed(tags) else title


def _people(kind: str, csl_type: str, tags: Tags) -> CslRecord:
    second, third = ris_fields.editors(csl_type)
    roles = {"A1": "author", "AU": "author", "ED": "editor", "A2": second, "A3": third, "A4": "translator"}
    if kind == "EDBOOK" and "ED" not in tags and "A3" not in tags:
        roles |= {"A1": "editor", "AU": "editor"}
    people: dict[str, list[object]] = {}
    for tag, role in roles.items():
        people.setdefault(role, []).extend(filter(None, map(read_name, tags.get(tag, ()))))
    if csl_type == "chapter":
        authors = [value for value in tags.get("C2", ()) if not PMCID.fullmatch(value)]
        people["container-author"] = list(filter(None, map(read_name, authors)))
    return {role: names for role, names in people.items() if names}


def _container(csl_type: str, tags: Tags) -> CslRecord:
    """Tell the work that it stands in, the series and the meeting."""
    short = first(tags, "J2", "JA", "J1")
    if csl_type in ris_fields.MEETINGS:
        # Zotero and EndNote: T2 is the meeting, C3 its proceedings. Others have the proceedings alone, in T2.
        proceedings = first(tags, "C3", "BT", "JF", "JO")
        alone = not proceedings and csl_type != "speech"
        return _stated(
            {
                "container-title": first(tags, "T2") if alone else proceedings,
                "event-title": "" if alone else first(tags, "T2"),
                "collection-title": first(tags, "T3"),
            }
        )
    if csl_type in ris_fields.IN_SERIES:
        return _stated({"collection-title": first(tags, "T2", "T3")})
    container = first(tags, "JF", "T2", "BT", "JO")
    if (other := first(tags, "JO")) and other != container:
        short = short or other
    return _stated(
        {
            "container-title": container or short,
            "container-title-short": short if short != container and container else "",
            "collection-title": first(tags, "T3"),
        }
    )


def _places(csl_type: str, tags: Tags) -> CslRecord:
    if csl_type in ris_fields.MEETINGS:
        return _stated({"event-place": first(tags, "CY"), "publisher-place": first(tags, "C1")})
    return _stated({"publisher-place": first(tags, "CY")})


def _numbers(csl_type: str, tags: Tags) -> CslRecord:
    journal = csl_type in ris_fields.JOURNALS
    number = "issue" if journal else "collection-number" if csl_type in ris_fields.NUMBERED_IN_SERIES else "number"
    found: CslRecord = {number: first(tags, "IS", "M1")}
    genre = "" if DOI.search(first(tags, "M3")) else first(tags, "M3")
    # Of a journal's article, ET is the day when it was first online, M3 mostly "Journal Article".
    if not journal:
        found["version" if csl_type in ris_fields.VERSIONED else "edition"] = first(tags, "ET")
    if not journal or "preprint" in genre.lower():
        found["genre"] = genre
    if csl_type in ("article-newspaper", "article-magazine"):
        found["section"] = first(tags, "SE")
    elif csl_type == "chapter":
        found["chapter-number"] = first(tags, "SE")
    if (article := first(tags, "C7")) and not SAID_PMID.fullmatch(article):
        # An article number is what is printed where there are no pages.
        found["number" if "SP" in tags or not journal else "page"] = article
    serial = first(tags, "SN")
    if issn := ris_fields.ISSN.search(serial):
        found["ISSN"] = issn[0]
    elif isbn := ris_fields.ISBN.search(serial):
        found["ISBN"] = isbn[0].strip()
    elif csl_type in ris_fields.NUMBERED and serial:
        found["number"] = serial
    return _stated(found)


def _issued(tags: Tags) -> CslDate | None:
    """Return the most exact date; PY is often the year alone where DA has the day."""
    written = every(tags, "PY", "Y1", "DA")
    if (day := first(tags, "DA")) and not re.search(r"\d{4}", day):
        # EndNote's DA is often “Jan-Feb”, of the year in PY.
        written.append(f"{day} {first(tags, 'PY')}")
    dates = [date for value in written if (date := csl_date(value))]
    if not dates:
        return None
    year = next((days[0][0] for date in dates if (days := day_parts(date))), None)
    # A DA of another year is when the record was made.
    same = [date for date in dates if (days := day_parts(date)) and days[0][0] == year]
    return max(same or dates, key=lambda date: len((day_parts(date) or [[]])[0]) + ("season" in date))


def _stated(fields: Mapping[str, object]) -> CslRecord:
    return {field: value for field, value in fields.items() if value}
