"""The file that an editor drops in: what is no such file is refused, and nothing about a cited work is lost."""

from __future__ import annotations

import tracemalloc
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from site_plugins.diagnostics.problems import ContentError, Problem
from site_plugins.references.retractions import read_notices
from tests.pointing import pointed_at
from tests.references.retraction_file import HEADER, retraction_file, retraction_text, row, text_file

WORK: dict[str, Any] = {"id": "a", "type": "book", "title": "A", "DOI": "10.5555/work", "PMID": "99900002"}
WHOLE = "put in the whole file as Retraction Watch publishes it"


def refused(file: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        read_notices(file, [WORK])
    return caught.value.problems


@pytest.mark.parametrize("day", ["", "31/1/2019 0:00", "2/30/2019 0:00", "January 2019", "1/31/19", "0/1/2019"])
def test_a_notice_of_a_cited_work_without_a_readable_date_is_said(tmp_path: Path, day: str) -> None:
    [problem] = refused(retraction_file(tmp_path, row(OriginalPaperDOI="10.5555/else"), row(RetractionDate=day)))[
        -1:
    ]
    assert (problem.line, problem.text) == (
        3,
        f"RetractionDate of the notice about 10.5555/work is {day!r}; allowed: month/day/year such as 1/31/2019.",
    )
    assert pointed_at(problem).startswith(f"{day},10.5555/notice")


def test_a_notice_of_a_cited_work_of_another_nature_is_said(tmp_path: Path) -> None:
    [problem] = refused(retraction_file(tmp_path, row(RetractionNature="Retracton")))
    assert problem.text == (
        "RetractionNature of the notice about 10.5555/work is 'Retracton'; allowed: Retraction, Correction, "
        "Expression of concern, Reinstatement. Did you mean “Retraction”?"
    )
    assert (problem.line, pointed_at(problem)[:10]) == (2, "Retracton,")


def test_everything_that_cannot_be_read_about_cited_works_is_said_at_once(tmp_path: Path) -> None:
    file = retraction_file(tmp_path, row(), row(RetractionDate="?", RetractionNature="?"), row(RetractionDate=""))
    assert [problem.line for problem in refused(file)] == [3, 3, 4]


def test_what_cannot_be_read_about_other_works_is_no_business_of_the_site(tmp_path: Path) -> None:
    other = row(OriginalPaperDOI="10.5555/else", OriginalPaperPubMedID="0", RetractionDate="", RetractionNature="?")
    assert read_notices(retraction_file(tmp_path, other, row()), [WORK]).newest == date(2019, 1, 31)


def test_a_row_that_spans_lines_is_named_by_its_first(tmp_path: Path) -> None:
    long = row(Title="One\ntwo\nthree")
    problems = refused(retraction_file(tmp_path, long, row(RetractionDate="?"), long | {"RetractionDate": "?"}))
    assert [(problem.line, problem.column is None) for problem in problems] == [(5, False), (6, True)]


def test_the_blank_rows_that_the_file_ends_in_are_nothing(tmp_path: Path) -> None:
    file = text_file(tmp_path, retraction_text(row()) + "," * 20 + "\r\n" + "\r\n")
    assert read_notices(file, [WORK]).is_retracted(WORK)


def test_the_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    lines = [
        ",".join(reversed(line.split(","))) for line in retraction_text(row(Title="", Institution="")).splitlines()
    ]
    assert read_notices(text_file(tmp_path, "\n".join(lines)), [WORK]).is_retracted(WORK)


def test_every_missing_column_is_named_with_the_one_that_may_be_it(tmp_path: Path) -> None:
    text = retraction_text(row()).replace("RetractionNature", "Retraction Nature").replace("Reason", "Why")
    problems = refused(text_file(tmp_path, text))
    assert [(problem.line, problem.text) for problem in problems] == [
        (1, "The column “Reason” is missing."),
        (1, "The column “RetractionNature” is missing. If “Retraction Nature” is that column, rename it."),
    ]


NAMED = (
    "OriginalPaperDOI, OriginalPaperPubMedID, RetractionDate, RetractionNature, Reason, RetractionDOI, "
    "RetractionPubMedID"
)
OTHER_FILES = {
    "an empty file": ("", "utf-8", 1, f"This file is empty; {WHOLE}."),
    "blank lines": ("\n\n", "utf-8", 1, f"This file is empty; {WHOLE}."),
    "a page of the Web": (
        "<!DOCTYPE html>\n<html></html>\n",
        "utf-8",
        1,
        f"Here the columns {NAMED} must be named, separated by commas; {WHOLE}.",
    ),
    "semicolons": (
        retraction_text(row()).replace(",", ";"),
        "utf-8",
        1,
        f"Here the columns {NAMED} must be named, separated by commas; {WHOLE}.",
    ),
    "another encoding": (retraction_text(row()), "utf-16", 1, "This is UTF-16 and not UTF-8: save it as UTF-8."),
    "a download that broke off": (
        retraction_text(row()) + "2,On backs,(HSC)",
        "utf-8",
        3,
        f"This row has 3 of 21 cells, so the file was cut off; {WHOLE}.",
    ),
    "a quotation mark that is never closed": (
        retraction_text(row()) + '2,"' + "x,\r\n" * 50_000,
        "utf-8",
        3,
        f"This is not CSV: field larger than field limit (131072); {WHOLE}.",
    ),
    "a header alone": (
        retraction_text(),
        "utf-8",
        None,
        "No notice in this file has a date such as 1/31/2019.",
    ),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_another_file_is_refused(tmp_path: Path, name: str) -> None:
    text, encoding, line, said = OTHER_FILES[name]
    [problem] = refused(text_file(tmp_path, text, encoding))
    assert (problem.line, problem.text) == (line, said)


def test_the_memory_for_a_file_does_not_grow_with_it(tmp_path: Path) -> None:
    def needed(rows: int) -> int:
        other = row(OriginalPaperDOI="10.5555/else", OriginalPaperPubMedID="0", Notes="x" * 500)
        file = retraction_file(tmp_path, *chain(repeat(other, rows), [row()]))
        tracemalloc.start()
        try:
            assert read_notices(file, [WORK]).is_retracted(WORK)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    needed(10)
    assert needed(10_000) < needed(100) + 200_000


def test_the_published_header_is_read(tmp_path: Path) -> None:
    """The columns as the documentation of the published file lists them, and the comma that it ends in."""
    assert retraction_text().strip() == (
        "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
        "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,"
        "RetractionNature,Reason,Paywalled,Notes,"
    )
    assert len(HEADER) == 21
