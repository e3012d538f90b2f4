"""Made-up works of many kinds, as the store holds them, to be written in every form and read again."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from site_plugins.references.exchange.imported import clean_record

type Work = dict[str, Any]


def day(*parts: int) -> dict[str, Any]:
    return {"date-parts": [list(parts)]}


LEE = {"family": "Lee", "given": "J. G."}
VELDE = {"family": "Velde", "given": "Pim", "non-dropping-particle": "van der"}
KING = {"family": "King", "given": "Martin L.", "suffix": "Jr."}
OFFICE = {"literal": "National Office of Glue and Paper"}
COMMA = {"literal": "Society for Ink, Paper and Glue"}

# Each has what is hard in one way; together they have every type and field that both formats can say.
WORKS: list[Work] = [
    {"id": "plain", "type": "article-journal", "title": "On glue", "author": [LEE], "issued": day(2001)},
    {
        "id": "whole",
        "type": "article-journal",
        "title": "Resting the spine of a paperback",
        "title-short": "Resting the spine",
        "author": [LEE, VELDE, KING, OFFICE],
        "container-title": "Journal of Invented Bindings",
        "container-title-short": "J Invent Bind",
        "issued": day(2019, 7, 4),
        "volume": "12",
        "issue": "3",
        "page": "112-120",
        "ISSN": "0000-0019",
        "language": "en",
        "DOI": "10.5555/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        "PMID": "99000001",
        "PMCID": "PMC9900001",
        "URL": "https://example.org/a_b/~c?d=%20&e=1#f",
    },
    {"id": "month", "type": "article-journal", "title": "In May", "issued": day(2003, 5)},
    {"id": "day", "type": "article-journal", "title": "On 31 December", "issued": day(2003, 12, 31)},
    {"id": "no-date", "type": "article-journal", "title": "Undated", "issued": {"literal": "n.d."}},
    {"id": "in-press", "type": "article-journal", "title": "Soon", "issued": {"literal": "in press"}},
    {"id": "season", "type": "article-magazine", "title": "Fall", "issued": day(2011) | {"season": 3}},
    {"id": "no-author", "type": "article-journal", "title": "By nobody", "container-title": "J", "volume": "1"},
    {"id": "corporate", "type": "report", "title": "Which glue?", "author": [OFFICE], "issued": day(2016, 11)},
    {"id": "comma", "type": "report", "title": "Ink, paper and glue", "author": [COMMA, LEE]},
    {
        "id": "report",
        "type": "report",
        "genre": "Guideline",
        "title": "Folding",
        "author": [{"literal": "NICE"}],
        "publisher": "Made-up Press & Sons",
        "publisher-place": "Sometown",
        "number": "NG59",
        "issued": day(2016, 11, 30),
        "URL": "https://example.org/ng59",
        "accessed": day(2020, 1, 2),
    },
    {
        "id": "book",
        "type": "book",
        "title": "The Great Book of Paste",
        "author": [LEE],
        "editor": [KING],
        "translator": [VELDE],
        "collection-title": "Books on Books",
        "collection-number": "7",
        "publisher": "Made-up Press",
        "publisher-place": "Sometown",
        "edition": "2",
        "issued": day(2011),
        "volume": "3",
        "number-of-pages": "412",
        "ISBN": "978-0-00-000000-2",
    },
    {"id": "edited", "type": "book", "title": "Edited by two", "editor": [LEE, VELDE], "issued": day(1999)},
    {
        "id": "chapter",
        "type": "chapter",
        "title": "Paste in practice",
        "author": [LEE],
        "editor": [KING, VELDE],
        "container-author": [{"family": "Book", "given": "B."}],
        "container-title": "The Great Book of Paste",
        "collection-title": "Books on Books",
        "publisher": "Made-up Press",
        "edition": "2nd",
        "issued": day(2011),
        "page": "5-9",
        "chapter-number": "4",
    },
    {
        "id": "paper",
        "type": "paper-conference",
        "title": "Paper planes",
        "author": [{"family": "Chen", "given": "Li"}],
        "container-title": "Proceedings of the Folding Conference",
        "event-title": "Folding Conference",
        "event-place": "Nowhere",
        "publisher": "Folders",
        "publisher-place": "Sometown",
        "issued": day(2015, 3, 14),
        "page": "1-4",
    },
    {"id": "phd", "type": "thesis", "genre": "PhD thesis", "title": "Folding", "publisher": "U", "author": [KING]},
    {"id": "master", "type": "thesis", "genre": "Master’s thesis", "title": "Unfolding", "publisher": "U"},
    {"id": "thesis", "type": "thesis", "genre": "Habilitation", "title": "Refolding", "number-of-pages": "312"},
    {
        "id": "page",
        "type": "webpage",
        "title": "Our home page",
        "author": [COMMA],
        "container-title": "Glue online",
        "issued": day(2018, 5),
        "URL": "https://example.org/~home",
        "accessed": day(2019, 1, 2),
    },
    {
        "id": "preprint",
        "type": "article",
        "genre": "Preprint",
        "title": "A preprint on ink",
        "author": [LEE],
        "publisher": "medRxiv",
        "issued": day(2021, 1, 5),
        "DOI": "10.5555/2021.01.05.1",
    },
    {
        "id": "arxiv",
        "type": "article",
        "genre": "Preprint",
        "title": "Another",
        "issued": day(2020),
        "archive": "arXiv",
        "archive_location": "2003.12345",
        "URL": "https://arxiv.org/abs/2003.12345",
    },
    {"id": "news", "type": "article-newspaper", "title": "Glue is out", "container-title": "The Daily Fold"},
    {"id": "data", "type": "dataset", "title": "All folds", "publisher": "Folders", "version": "2.1"},
    {"id": "code", "type": "software", "title": "Folder", "version": "1.0", "URL": "https://example.org/folder"},
    {"id": "standard", "type": "standard", "title": "Folding lines", "number": "ISO 1", "publisher": "ISO"},
    {"id": "document", "type": "document", "title": "Some document", "publisher": "Somebody", "issued": day(1980)},
    {"id": "accents", "type": "book", "title": "Łódź, Ærø ŝ, ñandú, Über, Ça ira: ‘Œuvre’ – “ß” … Кость 骨 עצם"},
    {"id": "names", "type": "book", "title": "N", "author": [{"family": "Núñez-Ibáñez", "given": "Ángel"}]},
    {"id": "irish", "type": "book", "title": "O", "author": [{"family": "O'Toole", "given": "J. E."}]},
    {"id": "two", "type": "book", "title": "T", "author": [{"family": "Brinch Hansen", "given": "Per"}]},
    {"id": "and", "type": "book", "title": "Rock and roll", "author": [{"literal": "Ink and Paper and Sons"}]},
    {"id": "special", "type": "book", "title": r"50% of {A & B}: #1 costs $5_6, x^2 ~ \y, p < 0.05 > 0 -- ``no''"},
    {"id": "markup", "type": "book", "title": "<i>In vitro</i> H<sub>2</sub>O at 10<sup>3</sup> <b>Pa</b>"},
    {"id": "question", "type": "book", "title": "Which glue? A review of 2 trials!", "publisher": "What?"},
    {"id": "pages", "type": "article-journal", "title": "In two parts", "page": "5-9, 12-14", "volume": "11S"},
    {"id": "e-page", "type": "article-journal", "title": "No pages", "page": "e1000", "issue": "Suppl 1"},
    {"id": "number", "type": "article-journal", "title": "Pages and number", "page": "1-9", "number": "e77"},
    {"id": "weird:key/1.0+b", "type": "book", "title": "A key"},
]

# The fields that each type keeps in every form.
_EVERYWHERE = ("author", "issued", "publisher", "language", "DOI", "PMID", "PMCID", "URL")
_FIELDS = {
    "article-journal": ("container-title", "container-title-short", "volume", "issue", "page", "ISSN"),
    "book": ("editor", "collection-title", "edition", "publisher-place", "volume", "translator"),
    "chapter": ("editor", "container-title", "edition", "page", "publisher-place"),
    "paper-conference": ("container-title", "event-place", "page", "publisher-place"),
    "report": ("genre", "publisher-place"),
    "thesis": ("genre", "publisher-place"),
    "webpage": ("accessed",),
    "dataset": ("version",),
    "article": ("genre",),
}

_LETTERS = string.ascii_letters + string.digits + "éÅßñØłžКость骨“”‘’–—… -:;.,'()?!/*+=@"
_TEXT = st.text(_LETTERS + '&%$#_{}~^\\<>|"`[]', min_size=1, max_size=40)
_CAPITAL = st.sampled_from("ABCDÉÅØŁ")
_NAME = st.builds(str.__add__, _CAPITAL, st.text("abcdeéåøł'", min_size=1, max_size=8))
_INITIALS = st.lists(_CAPITAL, min_size=1, max_size=3).map(lambda letters: " ".join(f"{each}." for each in letters))
_PERSON = st.fixed_dictionaries(
    {"family": st.one_of(_NAME, st.builds("{}-{}".format, _NAME, _NAME)), "given": st.one_of(_INITIALS, _NAME)},
    optional={
        "suffix": st.sampled_from(["Jr.", "III"]),
        "non-dropping-particle": st.sampled_from(["van", "de la"]),
    },
)
_LITERAL = st.builds("{} {} & {}".format, _NAME, st.sampled_from(["Society of", "and", "Group"]), _NAME)
_NAMES = st.lists(st.one_of(_PERSON, _LITERAL.map(lambda text: {"literal": text})), min_size=1, max_size=4)
_DAYS = st.dates().filter(lambda date: date.year >= 1000)
_DATES = st.builds(lambda date, parts: day(*(date.year, date.month, date.day)[:parts]), _DAYS, st.integers(1, 3))
_NUMBERS = st.integers(1, 2000).map(str)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("author", "editor", "translator"), _NAMES),
    **dict.fromkeys(("issued", "accessed"), _DATES),
    **dict.fromkeys(("volume", "issue", "edition", "version"), _NUMBERS),
    "page": st.one_of(_NUMBERS, st.builds("{}-{}".format, st.integers(1, 99), st.integers(100, 999))),
    "language": st.sampled_from(["en", "de", "pt-BR"]),
    "ISSN": st.just("0000-0019"),
    "DOI": st.text("abcXYZ019.-_()/<>;:", min_size=1, max_size=20).map(lambda text: f"10.5555/{text}9"),
    "PMID": st.integers(1, 99_999_999).map(str),
    "PMCID": st.integers(1, 99_999_999).map("PMC{}".format),
    "URL": st.text("abcXYZ019.-_~/?=&%#", max_size=20).map(lambda text: f"https://example.org/{text}"),
}


@st.composite
def stored_works(draw: st.DrawFn) -> Work:
    """Return a work as the store holds it: tidied, with fields that its type keeps in every form."""
    kind = draw(st.sampled_from(sorted(_FIELDS)))
    work: Work = {"id": draw(st.from_regex(r"[a-z]{3,8}[0-9]{4}", fullmatch=True)), "type": kind}
    # A full stop at the end of a title is taken for PubMed's.
    work["title"] = draw(_TEXT.filter(lambda text: not text.rstrip().endswith(".")))
    for field in draw(st.sets(st.sampled_from(_EVERYWHERE + _FIELDS[kind]))):
        work[field] = draw(_VALUES.get(field, _TEXT))
    if "container-title" not in work:
        work.pop("container-title-short", None)
    return dict(clean_record(work))
