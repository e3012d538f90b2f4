"""What is published of a guideline's records, in every form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from site_plugins.references.exchange import Exports, FileFormat, export_record, export_records
from site_plugins.references.exchange.bibtex_write import make_bibtex_key
from site_plugins.references.record import Record, Status
from tests.references.exchange_works import WORKS

WORK: dict[str, Any] = {"id": "casazza2012", "type": "article-journal", "title": "On beds", "DOI": "10.5555/beds"}
OWN: dict[str, Any] = {"id": "source-4", "type": "document", "title": "Reference 4 of the source"}


def one(csl: dict[str, Any], form: FileFormat) -> list[str]:
    return export_records([csl], form).splitlines()


def test_a_confirmed_record_is_published_as_it_is() -> None:
    assert export_record(Record("a", WORK, Status.CONFIRMED, None), 3) == WORK


@pytest.mark.parametrize("form", list(FileFormat))
def test_a_suggestion_cannot_be_taken_for_a_fact(form: FileFormat) -> None:
    published = export_record(Record("source-4", OWN, Status.UNLISTED, WORK), 4)
    text = export_records([published], form)
    assert "Reference 4 of the source" in text
    assert "The source does not list reference 4. It may be:" in text
    assert "On beds" in text
    # It has neither the work's title as its own, nor its DOI in a field that a program would look up.
    assert published.keys() == {"id", "type", "title", "note"}
    assert published["title"] == OWN["title"]


def test_an_unlisted_record_without_a_suggestion_says_only_that() -> None:
    published = export_record(Record("source-4", OWN, Status.UNLISTED, None), 4)
    assert published["note"] == "The source does not list reference 4."


def test_csl_json_is_a_list_of_the_records_as_they_are() -> None:
    assert json.loads(export_records(WORKS, FileFormat.CSL_JSON)) == WORKS
    assert export_records([WORK], FileFormat.CSL_JSON) == json.dumps([WORK], indent=2) + "\n"


def test_bibtex_for_a_reference_manager() -> None:
    work = {
        "id": "lee2013",
        "type": "article-journal",
        "title": "The STarT Back tool & 50% more",
        "author": [
            {"family": "Lee", "given": "J."},
            {"family": "Velde", "given": "P.", "non-dropping-particle": "van der"},
            {"literal": "Ink and Paper Society"},
        ],
        "container-title": "Journal of Invented Bindings",
        "issued": {"date-parts": [[2013, 7]]},
        "page": "112-120",
        "DOI": "10.5555/a_b",
    }
    assert one(work, FileFormat.BIBTEX) == [
        "@article{lee2013,",
        "  author = {Lee, J. and van der Velde, P. and {Ink and Paper Society}},",
        "  title = {The {STarT} {Back} tool \\& 50\\% more},",
        "  journal = {Journal of Invented Bindings},",
        "  year = 2013,",
        "  month = jul,",
        "  pages = {112--120},",
        "  doi = {10.5555/a_b}",
        "}",
    ]


def test_a_corporate_author_alone_stands_in_two_pairs_of_braces() -> None:
    work = WORK | {"author": [{"literal": "NICE"}]}
    assert "  author = {{NICE}}," in one(work, FileFormat.BIBTEX)


def test_ris_for_a_reference_manager() -> None:
    work = WORK | {
        "author": [{"family": "Lee", "given": "J."}, {"literal": "NICE"}],
        "issued": {"date-parts": [[2013, 7, 1]]},
        "page": "112-120",
        "PMID": "99000001",
        "PMCID": "PMC9900001",
    }
    assert export_records([work], FileFormat.RIS).split("\r\n") == [
        "TY  - JOUR",
        "ID  - casazza2012",
        "TI  - On beds",
        "AU  - Lee, J.",
        "AU  - NICE,",
        "PY  - 2013",
        "DA  - 2013/07/01/",
        "SP  - 112",
        "EP  - 120",
        "DO  - 10.5555/beds",
        "AN  - 99000001",
        "DB  - PubMed",
        "C2  - PMC9900001",
        "ER  - ",
        "",
    ]


def test_a_line_break_in_a_text_begins_no_line_of_ris() -> None:
    lines = one(WORK | {"note": "One\nTY  - BOOK\nER  - "}, FileFormat.RIS)
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - JOUR", "ER  - "]


def test_ids_that_bibtex_cannot_take_become_keys_that_differ() -> None:
    ids = ["a,b", "a%b", "a#b", "a-b", "ä", "ö", "a{b}", "lee2013", "doi:10.5555/x"]
    keys = [make_bibtex_key(record_id) for record_id in ids]
    assert len(set(keys)) == len(ids)
    assert all(set(key) <= set(map(chr, range(33, 127))) - set(',%#{}"~\\=@()') for key in keys)
    # One that can be taken is the id itself: the key is what the text is cited by.
    assert [make_bibtex_key(record_id) for record_id in ids if record_id in keys] == [
        "a-b",
        "lee2013",
        "doi:10.5555/x",
    ]


@pytest.mark.parametrize("form", list(FileFormat))
def test_a_choice_of_prepared_records_is_what_exporting_them_gives(form: FileFormat) -> None:
    exports = Exports.of(WORKS)
    chosen = [WORKS[4], WORKS[0], WORKS[11]]
    assert exports.select([work["id"] for work in chosen], form) == export_records(chosen, form)
    assert exports.select([work["id"] for work in WORKS], form) == export_records(WORKS, form)


def test_forms_have_names_for_files_and_for_links() -> None:
    assert {form: (form.suffix, form.media_type) for form in FileFormat} == {
        FileFormat.CSL_JSON: (".json", "application/vnd.citationstyles.csl+json"),
        FileFormat.RIS: (".ris", "application/x-research-info-systems"),
        FileFormat.BIBTEX: (".bib", "application/x-bibtex"),
    }


def test_every_brace_of_a_bibtex_value_is_closed() -> None:
    def depths(text: str) -> Iterator[int]:
        depth = 0
        for character in text:
            depth += {"{": 1, "}": -1}.get(character, 0)
            yield depth

    work = WORK | {"title": "}{ {", "URL": "https://example.org/{a}", "author": [{"family": "}", "given": "{"}]}
    text = export_records([work], FileFormat.BIBTEX)
    assert min(depths(text)) == 0
    assert list(depths(text))[-1] == 0
