"""What is exported and read again is the same: in every form, for works of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from site_plugins.references.csl import check_record
from site_plugins.references.exchange import FileFormat, export_records
from tests.references.exchange_file import read_text
from tests.references.exchange_works import WORKS, Work, stored_works

# RIS has place for one name of a person without a given name, and none for the end of a range.
FORMS = list(FileFormat)


def read_again(folder: Path, works: list[Work], form: FileFormat) -> Iterator[dict[str, Any]]:
    references = read_text(folder, export_records(works, form), form.suffix)
    assert not references.refused
    yield from (dict(one.csl) for one in references.records)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("work", WORKS, ids=lambda work: str(work["id"]))
def test_a_work_comes_back_as_it_was(tmp_path: Path, work: Work, form: FileFormat) -> None:
    assert list(read_again(tmp_path, [work], form)) == [work]


@pytest.mark.parametrize("form", FORMS)
def test_all_works_in_one_file_come_back_in_their_order(tmp_path: Path, form: FileFormat) -> None:
    assert list(read_again(tmp_path, WORKS, form)) == WORKS


def test_the_works_are_valid_records_of_many_kinds() -> None:
    assert [fault for work in WORKS for fault in check_record(work, work["id"])] == []
    assert len(WORKS) >= 30
    assert len({work["type"] for work in WORKS}) >= 14


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=100, deadline=None)
@given(work=stored_works())
def test_any_work_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, work: Work, form: FileFormat
) -> None:
    assume(not check_record(work, "it"))
    # A journal whose short name is its name has one name.
    assume("container-title-short" not in work or work["container-title-short"] != work.get("container-title"))
    folder = tmp_path_factory.getbasetemp()
    assert list(read_again(folder, [work], form)) == [work]


def test_what_a_format_has_no_place_for_is_known(tmp_path: Path) -> None:
    work: Work = {
        "id": "a",
        "type": "article-magazine",
        "title": "A",
        "author": [{"family": "Plato"}],
        "issued": {"date-parts": [[2013, 12], [2014, 1]]},
        "supplement-number": "1",
    }
    [in_ris] = read_again(tmp_path, [work], FileFormat.RIS)
    # A RIS name without a comma may be either, and a range has its beginning alone.
    assert in_ris["author"] == [{"literal": "Plato"}]
    assert in_ris["issued"] == {"date-parts": [[2013, 12]]}
    [in_bibtex] = read_again(tmp_path, [work], FileFormat.BIBTEX)
    assert in_bibtex == {field: value for field, value in work.items() if field != "supplement-number"}
    [in_json] = read_again(tmp_path, [work], FileFormat.CSL_JSON)
    assert in_json == work
