"""How RIS's types and tags answer to CSL's, in the dialects of Zotero, EndNote, PubMed and publishers."""

from __future__ import annotations

import re

from site_plugins.references.csl import split_words

ISSN = re.compile(r"\b\d{4}-?\d{3}[\dXx]\b")
ISBN = re.compile(r"(?<![\d-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\d-])")

TYPES = {
    "ABST": "article-journal",
    "ADVS": "motion_picture",
    "AGGR": "dataset",
    "ANCIENT": "classic",
    "ART": "graphic",
    "BILL": "bill",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CHART": "figure",
    "CLSWK": "classic",
    "COMP": "software",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "CTLG": "document",
    "DATA": "dataset",
    "DBASE": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "EQUA": "document",
    "FIGURE": "figure",
    "GEN": "document",
    "GOVDOC": "report",
    "GRANT": "document",
    "HEAR": "hearing",
    "ICOMM": "personal_communication",
    "INPR": "article-journal",
    "JFULL": "periodical",
    "JOUR": "article-journal",
    "LEGAL": "regulation",
    "MANSCPT": "manuscript",
    "MAP": "map",
    "MGZN": "article-magazine",
    "MPCT": "motion_picture",
    "MULTI": "motion_picture",
    "MUSIC": "musical_score",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "SER": "book",
    "SLIDE": "speech",
    "SOUND": "song",
    "STAND": "standard",
    "STAT": "legislation",
    "THES": "thesis",
    "UNBILL": "bill",
    "UNPB": "article",
    "UNPD": "article",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
# What a CSL type is written as where the first RIS type above that means it is not the usual one, or none does.
_USUAL = {
    "article-journal": "JOUR",
    "book": "BOOK",
    "broadcast": "MPCT",
    "classic": "CLSWK",
    "dataset": "DATA",
    "document": "GEN",
    "figure": "FIGURE",
    "motion_picture": "MPCT",
    "paper-conference": "CONF",
    "performance": "GEN",
    "post": "ICOMM",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "webpage": "ELEC",
}
WRITTEN_TYPES = {csl: ris for ris, csl in reversed(TYPES.items())} | _USUAL
OTHERWISE = "GEN"

JOURNALS = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "review", "review-book", "periodical")
)
# Types whose T2 is a series, because they stand in no other work.
IN_SERIES = frozenset(("book", "report", "map", "software", "classic", "pamphlet"))
# Types that stand in another work.
EDITED = frozenset(
    ("article-journal", "chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia", "document")
)
# Types that were part of a meeting.
MEETINGS = frozenset(("paper-conference", "speech"))
# Types that are kept in an archive under a number.
ARCHIVED = frozenset(("article", "manuscript"))
# Types whose SP is how many pages they have.
WHOLE = frozenset(("book", "thesis"))
# Types that come in versions, not in editions.
VERSIONED = frozenset(("software", "dataset"))
# Types whose number is that of the series they stand in.
NUMBERED_IN_SERIES = frozenset(("book", "chapter", "paper-conference", "thesis"))
# Types whose own number stands in SN where there is no ISBN.
NUMBERED = frozenset(("report", "patent"))

# Tags that mean the same CSL variable whatever the type; the first one of a variable is written.
TEXTS = {
    "ST": "title-short",
    "VL": "volume",
    "NV": "number-of-volumes",
    "PB": "publisher",
    "LA": "language",
}
DATES = {"Y2": "accessed"}
# Read by rules of their own.
SPECIAL = frozenset(
    split_words(
        """
        TY ID TI T1 CT BT T2 T3 JF JO JA J1 J2 AU A1 A2 A3 A4 ED TA PY Y1 DA IS SP EP ET CY SN DO UR LK M1 M3 SE AN
        DB DP C1 C2 C3 C7 U1 U2 PM
        """
    )
)
# Abstracts, terms, files, addresses, loans and the programs' own numbers.
NOT_OURS = frozenset(
    split_words(
        """
        AB AD AV C4 C5 C6 C8 CA CN CR H1 H2 KW L1 L2 L3 L4 LB LL M2 N2 OP RI RP SV TT U3 U4 U5
        """
    )
)
PRIVATE_NOTES = frozenset(("N1", "RN"))


def choose_editor_roles(csl_type: str) -> tuple[str, str]:
    """Return who A2 and A3 are: in a work that stands in another, A2 is that one's editor, else the series'."""
    return ("editor", "collection-editor") if csl_type in EDITED else ("collection-editor", "editor")
