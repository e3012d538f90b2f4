"""Reading BibTeX: as Zotero and JabRef write it, and as people do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.references.exchange_file import one_work, read, read_text, said, works


def entry(folder: Path, fields: str, kind: str = "article") -> dict[str, Any]:
    return one_work(folder, f"@{kind}{{key,\n  title = {{On glue}},\n  {fields}\n}}\n", ".bib")


def test_an_article_of_zotero() -> None:
    references = read("zotero.bib")
    assert not references.refused
    assert not references.remarks
    assert [one.line for one in references.records] == [2, 23, 32]
    # No abstract, no keywords, no file: they are no business of a list of references.
    assert references.records[0].csl == {
        "id": "marlow_resting_2019",
        "type": "article-journal",
        "title": "Resting the Spine of a Paperback: A Randomised Trial in 50% of Libraries & Archives",
        "author": [
            {"family": "Marlow", "given": "Ada"},
            {"family": "Velde", "given": "Pim", "non-dropping-particle": "van der"},
            {"literal": "Paperback Trial Group"},
            {"family": "Núñez-Ibáñez", "given": "José"},
        ],
        "container-title": "Journal of Invented Bindings",
        "issued": {"date-parts": [[2019, 7]]},
        "volume": "12",
        "issue": "3",
        "page": "112-120",
        "ISSN": "0000-0019",
        "language": "en",
        "DOI": "10.5555/spine.2019_07",
        "PMID": "99000001",
        "PMCID": "PMC9900001",
        "URL": "https://example.org/spine_rest?a=1&b=%20",
        "accessed": {"date-parts": [[2020, 2, 3]]},
    }


def test_a_preprint_does_not_pass_for_something_else() -> None:
    assert works(read("zotero.bib"))["A preprint on ink"]["type"] == "article"
    assert works(read("jabref.bib"))["A draft"]["type"] == "article"


def test_a_journal_that_is_a_preprint_server_makes_no_article_of_a_journal(tmp_path: Path) -> None:
    work = entry(tmp_path, "journal = {medRxiv : the preprint server for health sciences}")
    assert (work["type"], work["genre"]) == ("article", "Preprint")


def test_jabref_writes_strings_accents_and_joined_values() -> None:
    work = works(read("jabref.bib"))["On DNA, \N{GREEK SMALL LETTER ALPHA}-glue and H<sub>2</sub>O"]
    assert work["author"] == [
        {"family": "Ström", "given": "Åsa"},
        {"family": "García", "given": "M. L.", "suffix": "Jr."},
        {"family": "de Bruin", "given": "K."},
    ]
    assert work["editor"] == [{"family": "Berg", "given": "Anna Karin"}]
    assert work["publisher"] == "Made-up Press & Sons"
    assert (work["collection-title"], work["collection-number"]) == ("Books on Books", "7")
    assert "issue" not in work


def test_an_entry_takes_from_its_crossref_what_it_lacks() -> None:
    work = works(read("jabref.bib"))["Paper planes"]
    assert work["publisher"] == "Folders"
    assert work["author"] == [{"family": "Chen", "given": "Li"}]
    assert work["issued"] == {"date-parts": [[2015, 3, 14]]}


def test_identifiers_in_eprint_and_markup_in_a_title() -> None:
    work = works(read("jabref.bib"))["<i>In vitro</i> reading with 10<sup>3</sup> readers"]
    assert (work["PMID"], work["DOI"]) == ("99000002", "10.5555/IN.VITRO")
    assert work["issued"] == {"date-parts": [[2016, 1], [2016, 2]]}
    assert works(read("jabref.bib"))["A draft"]["URL"] == "https://arxiv.org/abs/2003.12345"


@pytest.mark.parametrize(
    ("kind", "fields", "csl_type", "stated"),
    [
        ("article", "journal = {J}, number = {3}", "article-journal", {"issue": "3"}),
        ("article", "journal = {J}, eid = {e7}", "article-journal", {"page": "e7"}),
        ("book", "series = {S}, number = {3}", "book", {"collection-number": "3"}),
        ("incollection", "booktitle = {B}", "chapter", {"container-title": "B"}),
        ("inbook", "chapter = {4}", "book", {"chapter-number": "4"}),
        ("inbook", "booktitle = {B}", "chapter", {"container-title": "B"}),
        ("inproceedings", "eventtitle = {E}, venue = {V}", "paper-conference", {"event-title": "E"}),
        ("phdthesis", "school = {U}", "thesis", {"genre": "PhD thesis", "publisher": "U"}),
        ("mastersthesis", "school = {U}", "thesis", {"genre": "Master’s thesis"}),
        ("techreport", "number = {NG59}, institution = {I}", "report", {"number": "NG59", "publisher": "I"}),
        ("misc", "howpublished = {\\url{https://example.org/a_b}}", "webpage", {"URL": "https://example.org/a_b"}),
        ("misc", "publisher = {P}, url = {https://example.org/}", "document", {"publisher": "P"}),
        ("online", "organization = {O}", "webpage", {"publisher": "O"}),
        ("unpublished", "note = {In press}", "article", {"note": "In press"}),
        ("dataset", "version = {2}", "dataset", {"version": "2"}),
        ("article", "entrysubtype = {newspaper}", "article-newspaper", {}),
    ],
)
def test_a_type_and_what_its_fields_mean(
    tmp_path: Path, kind: str, fields: str, csl_type: str, stated: dict[str, str]
) -> None:
    work = entry(tmp_path, fields, kind)
    assert work["type"] == csl_type
    assert work.items() >= stated.items()


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2013", {"date-parts": [[2013]]}),
        ("year = {2013}, month = jul", {"date-parts": [[2013, 7]]}),
        ("year = {2013}, month = {July}", {"date-parts": [[2013, 7]]}),
        ("year = {2013}, month = 7, day = 1", {"date-parts": [[2013, 7, 1]]}),
        ('year = "2013", month = "1~" # jul', {"date-parts": [[2013, 7, 1]]}),
        ("year = {2013}, month = {Spring}", {"date-parts": [[2013]], "season": 1}),
        ("date = {2013-07-01}", {"date-parts": [[2013, 7, 1]]}),
        ("date = {2013-12/2014-01}", {"date-parts": [[2013, 12], [2014, 1]]}),
        ("year = {in press}", {"literal": "in press"}),
    ],
)
def test_dates(tmp_path: Path, fields: str, issued: dict[str, Any]) -> None:
    assert entry(tmp_path, fields)["issued"] == issued


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"The {NICE} guideline {\&} more", "The NICE guideline & more"),
        (r"Caf{\'e} \c{c}a {\o}re \"{U}ber", "Café ça øre Über"),
        ("5% of {A & B} # 7", "5% of A & B # 7"),
        ("``Rest'' --- or not", "“Rest” — or not"),
        (r"\textbf{Bold} \textit{and \textsuperscript{2}}", "<b>Bold</b> <i>and <sup>2</sup></i>"),
        ("It costs $5 and $6", "It costs $5 and $6"),
        (r"$p < 0.05$, $\beta_1$", "p < 0.05, β<sub>1</sub>"),
        ("Two\n   lines", "Two lines"),
    ],
)
def test_latex_in_a_title(tmp_path: Path, written: str, read_as: str) -> None:
    assert one_work(tmp_path, f"@book{{k, title = {{{written}}}}}", ".bib")["title"] == read_as


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("{British Glue and Paper Society}", [{"literal": "British Glue and Paper Society"}]),
        (r"{Caf{\'e} Society} and Lee, J.", [{"literal": "Café Society"}, {"family": "Lee", "given": "J."}]),
        (r"Jos{\'e} N{\'u}{\~n}ez", [{"family": "Núñez", "given": "José"}]),
        ("Ludwig van Beethoven", [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}]),
        ("King, Jr., Martin", [{"family": "King", "given": "Martin", "suffix": "Jr."}]),
        ("Lee, J and\n    Gupta, S", [{"family": "Lee", "given": "J"}, {"family": "Gupta", "given": "S"}]),
    ],
)
def test_names_are_split_before_latex_is_decoded(tmp_path: Path, written: str, names: list[dict[str, str]]) -> None:
    assert entry(tmp_path, f"author = {{{written}}}")["author"] == names


def test_all_that_is_broken_is_named_with_its_line_and_the_rest_is_read() -> None:
    references = read("broken.bib")
    assert said(references.refused) == [
        "6: The key “fine” is used twice in this file, first on line 1; give this its own.",
        "9: This entry is broken: Unexpected block start: “@artikel”. Was still looking for field-value closing "
        "“}”.",
        "11: The entry type “@artikel” is not known. Did you mean “article”?",
        "16: The field “title” of “twice” stands here a second time, with another value.",
        "18: This looks like an entry but is not one; an entry begins like “@article{key,”.",
        "19: title of “untitled” is missing; allowed: some text.",
        "24: The name “One, Two, Three, Four” cannot be read: too many commas.",
        "26: PMID of “badpmid” is 'none yet'; allowed: a PMID: a number of up to 8 digits, as text.",
    ]
    assert [one.csl["id"] for one in references.records] == ["fine", "last"]


def test_what_was_left_out_or_may_not_be_meant_is_said() -> None:
    assert said(read("broken.bib").remarks) == [
        "3: The field “jornal” of “fine” is not known and was left out. Did you mean “journal”?",
        "4: The list of names ends in “and others”; the store has no such thing: add the names.",
        "32: “World Glue Organization” was read as a person; put a corporate author in braces.",
    ]


def test_a_file_that_never_ends_its_only_entry_is_refused_and_not_silent(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    references = read_text(tmp_path, "@book{a,\n  title = {Open\n", ".bib")
    assert said(references.refused) == ["1: This entry is broken: Unexpectedly reached end of file."]
    assert capfd.readouterr() == ("", "")
