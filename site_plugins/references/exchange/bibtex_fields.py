"""How BibTeX's and biblatex's entry types and fields answer to CSL's: the tables that reading and writing share."""

from __future__ import annotations

from site_plugins.references.csl import split_words

# Every entry type that is read, and the CSL type that it means.
ENTRY_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "bookinbook": "chapter",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "figure",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "jurisdiction": "legal_case",
    "legislation": "legislation",
    "letter": "personal_communication",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "motion_picture",
    "mvbook": "book",
    "mvcollection": "book",
    "mvproceedings": "book",
    "mvreference": "book",
    "online": "webpage",
    "patent": "patent",
    "periodical": "periodical",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "review": "review",
    "software": "software",
    "standard": "standard",
    "suppbook": "chapter",
    "suppcollection": "chapter",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "article",
    "video": "motion_picture",
    "webpage": "webpage",
    "www": "webpage",
}

# What a CSL type is written as. Types that are not here are written as @misc; where reading would take an entry
# for another type, its field `entrysubtype` names the CSL type.
WRITTEN_TYPES = {
    "article": "unpublished",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "dataset": "dataset",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "periodical": "periodical",
    "post": "online",
    "post-weblog": "online",
    "report": "techreport",
    "review": "article",
    "review-book": "article",
    "software": "software",
    "standard": "standard",
    "thesis": "phdthesis",
    "webpage": "online",
}
SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}

THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
"""The genre that these entry types say."""

# BibTeX fields that mean the same CSL variable whatever the entry's type; the first one of a variable is written.
TEXTS = {
    "shorttitle": "title-short",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "shortjournal": "container-title-short",
    "series": "collection-title",
    "volume": "volume",
    "volumes": "number-of-volumes",
    "edition": "edition",
    "chapter": "chapter-number",
    "pages": "page",
    "pagetotal": "number-of-pages",
    "publisher": "publisher",
    "institution": "publisher",
    "school": "publisher",
    "organization": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "eventtitle": "event-title",
    "venue": "event-place",
    "version": "version",
    "pubstate": "status",
    "language": "language",
    "note": "note",
}
VERBATIM = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID"}
NAMES = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "bookauthor": "container-author",
}
DATES = {"date": "issued", "urldate": "accessed", "origdate": "original-date", "eventdate": "event-date"}

# Read by rules of their own.
SPECIAL = frozenset(
    split_words(
        """
        title subtitle booksubtitle type number issue eid year month day crossref entrysubtype howpublished eprint
        eprinttype archiveprefix archive
        """
    )
)
# Every field that is read.
READ = frozenset((*TEXTS, *VERBATIM, *NAMES, *DATES, *SPECIAL))
# What is the programs' own business, or belongs to nobody but the person who wrote it; and what `clean_record`
# leaves out.
NOT_OURS = frozenset(
    split_words(
        """
        abstract acknowledgement adsnote adsurl annotation annote bibsource biburl comment comments copyright
        creationdate creationtimestamp date-added date-modified entrykey file groups index internal-note issue_date
        key keyword keywords langid lccn local-url localfile mendeley-groups mendeley-tags modificationdate
        nationality owner pdf ppn primaryclass primarclass priority qualityassured ranking rating read readstatus
        remark review rights sortkey sortname status tags timestamp usera userb userc username xref __markedentry
        """
    )
)

JOURNALS = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "review", "review-book", "periodical")
)
PUBLISHERS = {"report": "institution", "thesis": "school"}
# Types whose number is that of the series they stand in.
NUMBERED_IN_SERIES = frozenset(("book", "chapter", "paper-conference", "thesis", "pamphlet"))


def is_left_out(field: str) -> bool:
    """Tell whether a field is left out without a word; attachments are numbered by BibDesk and JabRef."""
    return field in NOT_OURS or field.startswith(("bdsk-", "file"))
