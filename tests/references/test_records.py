"""A file of records as a whole: where each stands, what two share and must not, what is no list of records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_plugins.diagnostics.problems import ContentError
from site_plugins.references.records import read_records
from tests.pointing import pointed_at
from tests.references.record_file import SOUND, THIRD, check, read, read_text

CONTENT = Path(__file__).parents[2] / "content" / "guidelines"


def test_an_id_used_twice_names_both_lines(tmp_path: Path) -> None:
    records = read(tmp_path, SOUND, THIRD, SOUND | {"title": "Another"})
    said = "The id “first” is used on line 2 already; every record needs its own."
    check(records.problems, 4, [('"first"', said)])
    # Whoever cites it is not told besides that there is no such record.
    assert records.ids == {"first", "third"}
    assert records.by_id["first"].csl == SOUND


def test_ids_that_differ_in_capitals_only_would_share_a_page(tmp_path: Path) -> None:
    [problem] = read(tmp_path, SOUND, SOUND | {"id": "First"}).problems
    assert problem.text == "The id “First” is used on line 2 already; every record needs its own."


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("DOI", "10.5555/AB", "10.5555/ab"),
        ("PMID", "23794653", "23794653"),
        ("PMCID", "PMC1", "PMC1"),
    ],
)
def test_a_work_that_is_recorded_twice_names_both_records(tmp_path: Path, field: str, one: str, other: str) -> None:
    records = read(tmp_path, SOUND | {field: one}, THIRD | {field: other})
    said = f"“third” has the {field} {other}, which is that of “first” on line 2; keep one record of a work."
    check(records.problems, 3, [(f'"{other}"', said)])


def test_a_record_that_is_there_twice_is_said_once(tmp_path: Path) -> None:
    whole = SOUND | {"DOI": "10.5555/a", "PMID": "1"}
    assert len(read(tmp_path, whole, whole).problems) == 1


def test_a_work_may_be_suggested_for_several_records_and_be_one_itself(tmp_path: Path) -> None:
    work = THIRD | {"DOI": "10.5555/a"}
    unlisted = {"type": "document", "title": "Reference", "custom": {"status": "unlisted", "suggested": work}}
    assert read(tmp_path, {"id": "a"} | unlisted, {"id": "b"} | unlisted, work).problems == ()


def test_a_name_that_is_given_twice_is_refused_and_not_overruled(tmp_path: Path) -> None:
    text = """[
{"id": "first", "type": "book", "title": "First"},
{"id": "third", "type": "book", "title": "Third",
 "author": [{"family": "Lee", "family": "Li"}],
 "DOI": "10.5555/a", "DOI": "10.5555/b"}
]"""
    records = read_text(tmp_path, text)
    assert [(each.line, each.column, each.text) for each in records.problems] == [
        (4, 31, "“family” is given twice in “third”; keep one."),
        (5, 22, "“DOI” is given twice in “third”; keep one."),
    ]
    assert list(records.by_id) == ["first"]


def test_a_field_of_a_record_that_spans_lines_is_found_on_its_own(tmp_path: Path) -> None:
    text = '[\n  {\n    "title": "A",\n    "type": "book",\n    "id": "a b"\n  }, 7\n]'
    problems = read_text(tmp_path, text).problems
    assert [(problem.line, problem.column) for problem in problems] == [(5, 11), (6, 6)]
    assert str(problems[0]).split("\n") == [
        f"{tmp_path}/references.json:5:11: id of “a b” is 'a b'; allowed: letters, digits, hyphens: what can be "
        "cited as [@id].",
        '    "id": "a b"',
        "          ^",
    ]


def test_a_problem_of_a_whole_record_stands_at_its_id(tmp_path: Path) -> None:
    text = '[\n  {\n    "title": "A",\n    "custom": {"status": "confirmed"},\n    "type": "book",\n    "id": "a"}]'
    place = read_text(tmp_path, text).by_id["a"].place
    assert (place.line, place.column, place.source_line) == (6, 11, '    "id": "a"}]')


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ('[\n{"id": "a",}\n]', 2, 11, "Nothing follows this comma: take it out."),
        ("", 1, 1, "This file is empty: write [] for a list of nothing."),
        ('[{"id": "a\tb"}]', 1, 11, "A tab stands within a text: write a blank."),
        ('{"id": "a"}', 1, None, "A list of CSL-JSON records is expected here."),
    ],
)
def test_a_file_that_is_no_list_of_records_is_refused(
    tmp_path: Path, text: str, line: int, column: int | None, said: str
) -> None:
    with pytest.raises(ContentError) as caught:
        read_text(tmp_path, text)
    [problem] = caught.value.problems
    assert (problem.line, problem.column, problem.text) == (line, column, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 200_000, "Too many brackets stand within each other."),
        (
            f'[{{"volume": {"9" * 5000}}}]',
            "This number has too many digits: put it in double quotes if it is text.",
        ),
        ('[{"volume": NaN}]', "NaN is no number: write null, or leave the field out."),
    ],
)
def test_a_file_that_python_cannot_take_is_no_traceback(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_text(tmp_path, text)
    [problem] = caught.value.problems
    assert problem.text == said


def test_a_file_from_windows_is_read_as_any_other(tmp_path: Path) -> None:
    file = tmp_path / "references.json"
    text = json.dumps([SOUND, THIRD | {"PMID": "0"}], indent=1).replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8"))
    records = read_records(file)
    assert list(records.by_id) == ["first"]
    [problem] = records.problems
    assert (problem.line, pointed_at(problem)) == (11, '"0"')


def test_problems_are_said_in_the_order_of_the_file(tmp_path: Path) -> None:
    records = read(tmp_path, THIRD | {"title": ""}, SOUND | {"PMID": "0"}, THIRD, 7)
    assert [problem.line for problem in records.problems] == [2, 3, 4, 5]


def test_the_kind_of_study_is_what_the_title_says() -> None:
    studies = 0
    for file in sorted(CONTENT.glob("*/references.json")):
        for record in read_records(file).by_id.values():
            if record.study is not None:
                studies += 1
                assert record.work is not None
                assert record.study.lower() in str(record.work["title"]).lower()
    assert studies > 5
