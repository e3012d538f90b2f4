"""Reading CSL-JSON of Zotero and Crossref, and any file as what it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_plugins.diagnostics.problems import ContentError
from site_plugins.references.exchange import read_references
from tests.references.exchange_file import one_work, read, read_text, said, works


def test_zotero_keeps_identifiers_in_the_note() -> None:
    first, second = read("zotero.json").records
    assert (first.line, second.line) == (2, 24)
    assert first.csl["PMID"] == "99000001"
    assert first.csl["PMCID"] == "PMC9900001"
    assert first.csl["DOI"] == "10.5555/spine.2019_07"
    assert "note" not in first.csl
    assert "abstract" not in first.csl
    assert (first.csl["page"], first.csl["container-title-short"]) == ("112-120", "J Invent Bind")
    assert first.csl["issued"] == {"date-parts": [[2019, 7]]}
    assert second.csl["issued"] == {"date-parts": [[2018, 5]]}


def test_crossref_has_fields_of_its_own() -> None:
    references = read("crossref.json")
    work = works(references)["From another database"]
    assert work["type"] == "article-journal"
    assert work["author"] == [{"family": "Marlow", "given": "Ada"}, {"literal": "Paperback Trial Group"}]
    assert (work["container-title"], work["DOI"]) == ("Journal of Invented Bindings", "10.5555/other.db")
    assert "URL" not in work
    assert [problem.text for problem in references.remarks] == [
        "These fields are not CSL’s and were left out: “indexed”, “reference-count”."
    ]


def test_what_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    records = [
        {"id": "a", "type": "book", "title": "A"},
        {"id": "a", "type": "book", "title": "The same id"},
        {"id": "b", "type": "boook", "title": "B"},
        7,
        {"id": "c", "type": "book"},
        {"id": "d", "type": "document", "title": "Reference 2", "custom": {"status": "unlisted"}},
    ]
    text = "[\n" + ",\n".join(map(json.dumps, records)) + "\n]"
    references = read_text(tmp_path, text, ".json")
    assert said(references.refused) == [
        "3: The id “a” is used twice in this file, first on line 2; give this its own.",
        "4: The type 'boook' is not one of CSL’s. Did you mean “book”?",
        "5: This is 7; an object is expected.",
        "6: title of “c” is missing; allowed: some text.",
        "7: “d” is a reference that its source does not list, and no work: confirm it there first.",
    ]
    assert list(works(references)) == ["A"]


def test_a_list_under_items_is_a_list(tmp_path: Path) -> None:
    text = '{"items": [{"id": 3, "type": "book", "title": "A &amp; B\\u0000", "volume": 3}]}'
    assert one_work(tmp_path, text, ".json") == {"id": "3", "type": "book", "title": "A & B", "volume": "3"}


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.json", b'[{"id": }]', "a.json:1:9: “}” is no value: put text in double quotes."),
        ("a.json", b"[]", "a.json: No reference was found here; one begins like “[{"),
        ("a.bib", b"nothing at all", "a.bib: No reference was found here; one begins like “@article{key,”."),
        ("a.ris", b"", "a.ris: No reference was found here; one begins like “TY  - JOUR”."),
        ("a.ris", b"TY  - JOUR\nTI  - Caf\xe9\n", "a.ris:2"),
        (
            "a.nbib",
            b"PMID- 1",
            "a.nbib: References are not read from a file with the suffix “.nbib”; allowed: .bib",
        ),
    ],
)
def test_a_file_that_cannot_be_read_at_all(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(ContentError) as caught:
        read_references(file)
    assert str(caught.value).startswith(f"{tmp_path}/{problem}")


@pytest.mark.parametrize(
    ("field", "written", "stored"),
    [
        ("DOI", "https://doi.org/10.5555/Glue.1", "10.5555/Glue.1"),
        ("DOI", "http://dx.doi.org/10.5555/a%3Cb%3E", "10.5555/a<b>"),
        ("DOI", "doi: 10.5555/glue", "10.5555/glue"),
        ("DOI", "10.5555/glue.", "10.5555/glue"),
        ("DOI", "10.5555/glue [doi]", "10.5555/glue"),
        ("PMID", "PMID: 99000001", "99000001"),
        ("PMID", "https://pubmed.ncbi.nlm.nih.gov/99000001/", "99000001"),
        ("PMCID", "9900001", "PMC9900001"),
        ("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/PMC9900001/", "PMC9900001"),
    ],
)
def test_identifiers_are_stored_bare(tmp_path: Path, field: str, written: str, stored: str) -> None:
    record = {"id": "a", "type": "book", "title": "A", field: written}
    assert one_work(tmp_path, json.dumps([record]), ".json")[field] == stored


def test_an_address_of_pubmed_is_a_pmid_and_any_other_an_address(tmp_path: Path) -> None:
    record = {"id": "a", "type": "book", "title": "A", "URL": "https://pubmed.ncbi.nlm.nih.gov/99000001/"}
    assert one_work(tmp_path, json.dumps([record]), ".json") == {
        "id": "a",
        "type": "book",
        "title": "A",
        "PMID": "99000001",
    }
    record["URL"] = "https://example.org/99000001/"
    assert one_work(tmp_path, json.dumps([record]), ".json")["URL"] == "https://example.org/99000001/"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("112–20", "112-120"),
        ("S361-79", "S361-S379"),
        ("1279 -- 1287", "1279-1287"),
        ("e12", "e12"),
        ("9-12", "9-12"),
        ("5-9, 12", "5-9, 12"),
    ],
)
def test_pages_are_stored_whole_with_a_hyphen(tmp_path: Path, written: str, stored: str) -> None:
    record = {"id": "a", "type": "book", "title": "A", "page": written}
    assert one_work(tmp_path, json.dumps([record]), ".json")["page"] == stored
