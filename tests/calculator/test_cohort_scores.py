"""A table's scores: every sheet of both forms, in every way to write an answer, and none where one is missing."""

import random

import pytest

from calculator.core.scoring import score as score_elsewhere
from calculator.start_back import START_BACK
from tests.calculator.cohort_tables import (
    ADDED,
    GOOD,
    NINE,
    SIX,
    added_to,
    columns,
    every_sheet,
    parsed,
    score,
    written,
)
from tests.calculator.oracle import AGREEMENT, BOTHER, FORMS, Sheet

WORDS: dict[str | None, str] = {None: "", **{word: word for word in (*AGREEMENT, *BOTHER)}}
NUMBERS: dict[str | None, str] = {None: "", "disagree": "0", "agree": "1"} | {
    word: str(place) for place, word in enumerate(BOTHER)
}


def table(form: str, sheets: list[Sheet], spelling: dict[str | None, str]) -> str:
    return written([columns(form), *([spelling[answer] for answer in sheet] for sheet in sheets)])


@pytest.mark.parametrize(("form", "number"), [(NINE, 1280), (SIX, 160)])
@pytest.mark.parametrize("spelling", [WORDS, NUMBERS], ids=["words", "numbers"])
def test_every_sheet_has_the_score_that_it_has_everywhere(
    form: str, number: int, spelling: dict[str | None, str]
) -> None:
    sheets = every_sheet(form)
    # Twice, because a row that has been seen before goes another way.
    output, bad, tally = score(table(form, sheets * 2, spelling), form)
    header, *rows = parsed(output)
    assert header == columns(form) + ADDED
    assert len(rows) == 2 * number
    for sheet, row in zip(sheets * 2, rows, strict=True):
        elsewhere = score_elsewhere(START_BACK.instrument_by_id[form], dict(zip(FORMS[form], sheet, strict=True)))
        assert elsewhere.band is not None
        values = (elsewhere.total, elsewhere.points("distress"), elsewhere.band.id)
        assert row[-4:] == [*added_to(form, sheet), ""] == [*("" if v is None else str(v) for v in values), ""]
    assert bad == []
    assert sum(tally.values()) == 2 * number


def test_the_tally_counts_the_1280_sheets_by_their_groups() -> None:
    """The numbers are worked out by hand in test_scoring.py."""
    tally = score(table(NINE, every_sheet(NINE), WORDS))[2]
    assert tally == {"low": 353, "medium": 719, "high": 208, "not-low": 0, "": 0}


@pytest.mark.parametrize("form", [NINE, SIX])
def test_a_sheet_with_a_missing_answer_has_no_score_and_names_what_is_missing(form: str) -> None:
    sheets = every_sheet(form, None)
    output, bad, tally = score(table(form, sheets, NUMBERS), form)
    errors = dict(bad)
    for line, (sheet, row) in enumerate(zip(sheets, parsed(output)[1:], strict=True), start=2):
        missing = [f"q{item}" for item, answer in zip(FORMS[form], sheet, strict=True) if answer is None]
        assert row[-4:-1] == added_to(form, sheet)
        assert errors.get(line, "") == row[-1]
        verb = "is" if len(missing) == 1 else "are"
        expected = f"{', '.join(missing[:-1])} and {missing[-1]}" if missing[1:] else "".join(missing)
        assert row[-1] == (f"{expected} {verb} missing" if missing else "")
    assert tally[""] == len(bad) == sum(None in sheet for sheet in sheets)


def test_capitals_spaces_and_how_words_are_joined_make_no_difference() -> None:
    pick = random.Random(9)
    sheets = every_sheet(NINE)

    def disguise(word: str) -> str:
        word = word.replace("-", pick.choice(["-", " ", "_", "  ", " - ", "\u00a0"]))
        word = pick.choice([str.upper, str.title, str.lower, str.capitalize])(word)
        return pick.choice(["", " ", "\t", "\u00a0"]) + word + pick.choice(["", " ", "  \n"])

    disguised = [[disguise(answer or "") for answer in sheet] for sheet in sheets]
    output, bad, _ = score(written([columns(), *disguised]))
    assert bad == []
    assert [row[-4:-1] for row in parsed(output)[1:]] == [added_to(NINE, sheet) for sheet in sheets]


def test_the_order_of_the_columns_and_what_stands_between_them_makes_no_difference() -> None:
    pick = random.Random(9)
    sheets = every_sheet(NINE)
    names = pick.sample([*columns(), "id", "q10", "q2 comment", "Q"], 13)
    rows = []
    for number, sheet in enumerate(sheets):
        answers = dict(zip(columns(), sheet, strict=True))
        rows.append([answers.get(name) or f"{name} {number}" for name in names])
    output, bad, _ = score(written([names, *rows]))
    assert bad == []
    assert parsed(output) == [
        names + ADDED,
        *([*row, *added_to(NINE, sheet), ""] for row, sheet in zip(rows, sheets, strict=True)),
    ]


@pytest.mark.parametrize(
    "value",
    [
        "yes",
        "no",
        "true",
        "3",
        "-1",
        "01",
        "1.5",
        "agree.0",
        "agree?",
        "agre",
        "NA",
        "NaN",
        "¹",
        "=1",
        "1 0",
    ],
)
def test_what_is_not_an_answer_is_refused_with_what_is_allowed(value: str) -> None:
    output, bad, tally = score(written([columns(), [*GOOD[:2], value, *GOOD[3:]]]))
    assert bad == [(2, f"q3 is “{value}”; allowed: disagree (0), agree (1)")]
    assert parsed(output)[1][-4:] == ["", "", "", bad[0][1]]
    assert tally[""] == sum(tally.values()) == 1


@pytest.mark.parametrize("value", ["agree", "very", "muchvery", "a lot", "4.5", "0.4", "-1"])
def test_bothersomeness_takes_its_five_words_and_0_to_4(value: str) -> None:
    bad = score(written([columns(), [*GOOD[:8], value]]))[1]
    allowed = "not-at-all (0), slightly (1), moderately (2), very-much (3), extremely (4)"
    assert bad == [(2, f"q9 is “{value}”; allowed: {allowed}")]


def test_whole_numbers_may_be_written_as_decimals() -> None:
    assert parsed(score(written([columns(), ["1.0", *["0.0"] * 7, "3.00"]]))[0])[1][-4:] == ["2", "1", "low", ""]


def test_every_fault_of_a_row_is_named_at_once() -> None:
    (bad,) = score(written([columns(), ["", "maybe", *GOOD[2:6], " ", "x", ""]]))[1]
    assert bad == (
        2,
        "q1, q7 and q9 are missing. q2 is “maybe”; allowed: disagree (0), agree (1). "
        "q8 is “x”; allowed: disagree (0), agree (1)",
    )


def test_the_six_item_form_needs_its_six_columns_and_leaves_the_others_alone() -> None:
    rows = [[*columns(), "id"], ["agree", "?", "agree", "disagree", "?", "", *GOOD[6:8], "extremely", "7"]]
    output, bad, _ = score(written(rows), SIX)
    assert bad == []
    assert parsed(output)[1] == [*rows[1], "3", "", "not-low", ""]
