"""Reading RIS: as PubMed, Zotero and EndNote write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.references.exchange_file import one_work, read, read_text, said, works


def record(folder: Path, lines: str, kind: str = "JOUR") -> dict[str, Any]:
    return one_work(folder, f"TY  - {kind}\nTI  - On glue\n{lines}\nER  - \n", ".ris")


def test_an_article_of_pubmed() -> None:
    (one,) = read("pubmed.ris").records
    # PubMed's full stop, its short last page and its three-letter language are not taken over.
    assert one.csl == {
        "type": "article-journal",
        "title": "Resting the spine of a paperback: a randomised trial in 50% of libraries and archives",
        "author": [
            {"family": "Marlow", "given": "Ada"},
            {"family": "Velde", "given": "P", "non-dropping-particle": "van der"},
            {"literal": "Paperback Trial Group"},
        ],
        "container-title": "Journal of invented bindings",
        "container-title-short": "J Invent Bind",
        "issued": {"date-parts": [[2019, 7, 4]]},
        "volume": "12",
        "issue": "3",
        "page": "112-120",
        "ISSN": "0000-0019",
        "language": "en",
        "DOI": "10.5555/spine.2019_07",
        "PMID": "99000001",
        "PMCID": "PMC9900001",
    }


def test_a_chapter_of_zotero() -> None:
    assert works(read("zotero.ris"))["On glue & <i>paste</i>"] == {
        "type": "chapter",
        "title": "On glue & <i>paste</i>",
        "author": [{"family": "Ström", "given": "Åsa"}, {"family": "García", "given": "M. L."}],
        "editor": [{"family": "Berg", "given": "Anna Karin"}],
        "collection-editor": [{"family": "Serie", "given": "S."}],
        "container-title": "A Handbook of Paste",
        "collection-title": "Books on Books",
        "publisher": "Made-up Press",
        "publisher-place": "Sometown",
        "edition": "2",
        "issued": {"date-parts": [[2011]]},
        "page": "5-9",
        "language": "en",
        "ISBN": "978-0-00-000000-2",
        "URL": "https://example.org/glue",
        "accessed": {"date-parts": [[2019, 1, 2]]},
    }


def test_other_types_of_zotero() -> None:
    found = works(read("zotero.ris"))
    report, thesis = found["Which glue?"], found["Folding and unfolding"]
    preprint, page = found["A preprint on ink"], found["Our home page"]
    assert (report["type"], report["number"], report["genre"]) == ("report", "TR-7", "Guideline")
    assert report["author"] == [{"literal": "National Glue Office"}]
    assert (thesis["type"], thesis["number-of-pages"]) == ("thesis", "312")
    assert thesis["issued"] == {"date-parts": [[2004]], "season": 1}
    assert (preprint["type"], preprint["publisher"]) == ("article", "medRxiv")
    assert (page["type"], page["container-title"]) == ("webpage", "Glue online")
    assert page["author"] == [{"literal": "Society for Ink, Paper and Glue"}]


def test_a_private_note_is_not_taken_over() -> None:
    references = read("zotero.ris")
    assert "note" not in works(references)["Which glue?"]
    assert [problem.text for problem in references.remarks] == [
        "Notes (N1, RN) are left out; records that have some: 1."
    ]


def test_an_article_of_endnote() -> None:
    work = works(read("endnote.ris"))["In vitro reading"]
    assert work["author"] == [
        {"family": "Lee", "given": "Q.", "suffix": "Jr."},
        {"literal": "World Glue Organization"},
    ]
    assert work["issued"] == {"date-parts": [[2016, 1], [2016, 2]]}
    assert (work["page"], work["number"]) == ("5-9", "e77")
    assert (work["DOI"], work["PMID"], work["PMCID"]) == ("10.5555/IN.VITRO", "99000002", "PMC9900002")


def test_other_types_of_endnote() -> None:
    found = works(read("endnote.ris"))
    paper, news = found["Paper planes"], found["Glue is out"]
    assert (paper["container-title"], paper["event-title"], paper["event-place"]) == (
        "Proceedings of the Folding Conference",
        "Folding Conference",
        "Sometown",
    )
    assert found["Proceedings of the Folding Conference"]["editor"] == [{"family": "Fold", "given": "E."}]
    assert (news["type"], news["issued"]) == ("article-newspaper", {"date-parts": [[2014, 3, 2]]})


def test_the_number_of_another_database_is_no_pmid() -> None:
    work = works(read("endnote.ris"))["From another database"]
    assert "PMID" not in work
    # A link that only repeats the DOI is the DOI, and the day when the record was made is not the work's.
    assert work["DOI"] == "10.5555/other.db"
    assert "URL" not in work
    assert work["issued"] == {"date-parts": [[2013]]}


@pytest.mark.parametrize(
    ("lines", "pmid"),
    [
        ("AN  - 99000003\nDB  - PubMed", "99000003"),
        ("AN  - 99000003\nDP  - NLM", "99000003"),
        ("AN  - PMID: 99000003", "99000003"),
        ("U1  - 99000003[pmid]", "99000003"),
        ("C7  - PMID: 99000003", "99000003"),
        ("PM  - 99000003", "99000003"),
        ("N1  - PMID: 99000003", "99000003"),
        ("UR  - https://www.ncbi.nlm.nih.gov/pubmed/99000003", "99000003"),
        ("AN  - 99000003", None),
        ("C7  - 99000003", None),
        ("N1  - Erratum in: J Invent Bind. PMID: 99000003", None),
    ],
)
def test_where_a_pmid_is_looked_for(tmp_path: Path, lines: str, pmid: str | None) -> None:
    assert record(tmp_path, lines).get("PMID") == pmid


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Lee, J. G.", {"family": "Lee", "given": "J. G."}),
        ("Lee,J.G.", {"family": "Lee", "given": "J.G."}),
        ("Lee JG", {"family": "Lee", "given": "JG"}),
        ("de la Cruz, M", {"family": "Cruz", "given": "M", "non-dropping-particle": "de la"}),
        ("King, M. L., Jr.", {"family": "King", "given": "M. L.", "suffix": "Jr."}),
        ("WHO", {"literal": "WHO"}),
        ("Glue Study Group B", {"literal": "Glue Study Group B"}),
        ("World Glue Organization,", {"literal": "World Glue Organization"}),
    ],
)
def test_names(tmp_path: Path, written: str, name: dict[str, str]) -> None:
    assert record(tmp_path, f"AU  - {written}")["author"] == [name]


@pytest.mark.parametrize(
    ("kind", "csl_type"),
    [
        ("JOUR", "article-journal"),
        ("EJOUR", "article-journal"),
        ("BOOK", "book"),
        ("CHAP", "chapter"),
        ("CONF", "paper-conference"),
        ("CPAPER", "paper-conference"),
        ("THES", "thesis"),
        ("RPRT", "report"),
        ("GOVDOC", "report"),
        ("ELEC", "webpage"),
        ("UNPB", "article"),
        ("NEWS", "article-newspaper"),
        ("DATA", "dataset"),
        ("GEN", "document"),
    ],
)
def test_types(tmp_path: Path, kind: str, csl_type: str) -> None:
    assert record(tmp_path, "PY  - 2001", kind)["type"] == csl_type


def test_lines_of_windows_a_byte_order_mark_and_continued_lines(tmp_path: Path) -> None:
    text = "\ufeffTY  - JOUR\r\nTI  - On\r\n  glue\r\nAU  - Lee, J.\r\n\r\nKW  - a\r\n  b\r\nSP  - 1\r\nER  -\r\n"
    work = one_work(tmp_path, text, ".ris")
    assert (work["title"], work["author"], work["page"]) == ("On glue", [{"family": "Lee", "given": "J."}], "1")


def test_all_that_is_broken_is_named_with_its_line_and_the_rest_is_read() -> None:
    references = read("broken.ris")
    assert said(references.refused) == [
        "5: The type of reference “JOURNAL” is not known. Did you mean “JOUR”?",
        "8: This stands outside of every record; each begins with a line like “TY  - JOUR”.",
        "10: title of this record is missing; allowed: some text.",
        "13: DOI of “A wrong DOI” is 'see the printed book'; allowed: a DOI such as 10.1136/bmj.n71, without "
        "https://doi.org/.",
    ]
    assert said(references.remarks) == [
        "2: The record that begins here has no end: a line “ER  - ”.",
        "4: The tag “ZZ” is not known and was left out.",
        "17: The record that begins here has no end: a line “ER  - ”.",
    ]
    # A reader that waits for each ER makes one record of the first two and loses the last.
    assert list(works(references)) == ["A fine one", "The last one, with no end"]


def test_two_records_are_not_mixed_up(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - One\nVL  - 1\nER  - \nTY  - BOOK\nTI  - Two\nPB  - P\nER  - \n"
    assert works(read_text(tmp_path, text, ".ris")) == {
        "One": {"type": "article-journal", "title": "One", "volume": "1"},
        "Two": {"type": "book", "title": "Two", "publisher": "P"},
    }
