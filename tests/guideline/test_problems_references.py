"""What a guideline is refused for because of its references; what is wrong within a record is tests/references'."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guideline.tiny import RECORDS, Tiny
from tests.pointing import check

OTHER: dict[str, Any] = {"id": "third", "type": "book", "title": "Third"}


def test_a_problem_of_a_record_is_shown_with_file_line_column_text_and_suggestion(tiny: Tiny) -> None:
    tiny.records([*RECORDS, OTHER | {"DOI": "https://doi.org/10.1000/x"}])
    [problem] = tiny.problems()
    assert str(problem).split("\n") == [
        "references.json:4:58: DOI of “third” is 'https://doi.org/10.1000/x'; allowed: a DOI such as "
        "10.1136/bmj.n71, without https://doi.org/. Did you mean “10.1000/x”?",
        '    {"id": "third", "type": "book", "title": "Third", "DOI": "https://doi.org/10.1000/x"}',
        " " * (4 + 57) + "^",
    ]


def test_what_is_wrong_in_a_record_does_not_make_its_key_unknown(tiny: Tiny) -> None:
    tiny.records([RECORDS[0] | {"volume": None}, RECORDS[1]])
    check(tiny.problems(), [("references.json:2", "null", "volume of “smith2020” is None; allowed: some text.")])


def test_of_two_records_with_one_id_the_second_is_named_and_the_key_is_known(tiny: Tiny) -> None:
    tiny.records([*RECORDS, RECORDS[0]])
    said = "The id “smith2020” is used on line 2 already; every record needs its own."
    check(tiny.problems(), [("references.json:4", '"smith2020"', said)])


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ('[\n{"id": "a",}\n]', 2, "Nothing follows this comma: take it out."),
        ("", 1, "This file is empty: write [] for a list of nothing."),
        ('{"id": "a"}', 1, "A list of CSL-JSON records is expected here."),
    ],
)
def test_a_file_that_is_no_list_of_records_is_one_problem(tiny: Tiny, text: str, where: int, said: str) -> None:
    (tiny.folder / "references.json").write_text(text, encoding="utf-8")
    # One problem and not one for each key besides, which nobody can check now.
    [problem] = tiny.problems()
    assert (problem.file, problem.line) == ("references.json", where)
    assert problem.text.startswith(said)
