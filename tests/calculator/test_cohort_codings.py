"""How real tables write the answers: each is read rightly when its coding is stated, and else refused or plain."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.cohort.records import UnusableTableError
from calculator.cohort.table import score_table
from tests.calculator.cohort_codings import (
    CODING_FILE,
    DISTRESS_IN_JOSPT,
    FACTS,
    OPTIONS,
    code,
    coding_file,
    coding_of,
    in_jospt_order,
    sheets,
    table,
)
from tests.calculator.cohort_tables import GOOD, NINE, SIX, added_to, columns, every_sheet, parsed, score, written
from tests.calculator.oracle import AGREEMENT, BOTHER, Sheet

ENOUGH: int = FACTS["enough_rows"]
SHEETS = sheets(200)
#: Nobody of these is extremely bothered: coded 1 to 5, item 9 looks as if it were coded 0 to 4.
SHEETS_WITHOUT_A_5 = sheets(160, without=("extremely",))


def scores(text: str, *arguments: str) -> list[list[str]]:
    """Total, distress and risk of each row."""
    output, bad, _ = score(text, coding=coding_of(*arguments))
    assert bad == []
    return [row[-4:-1] for row in parsed(output)[1:]]


def truth(of: list[Sheet]) -> list[list[str]]:
    return [added_to(NINE, sheet) for sheet in of]


def refusal(text: str, *arguments: str) -> str:
    with pytest.raises(UnusableTableError) as caught:
        score(text, coding=coding_of(*arguments))
    return "\n".join(caught.value.faults)


# ---- What was measured: 200 sheets, truth known ------------------------------------------------------------------


def test_q9_coded_1_to_5_without_a_5_is_refused_and_read_when_stated() -> None:
    text = written(
        [columns(), *([*code("numbers", sheet)[:8], code("one-two", sheet)[8]] for sheet in SHEETS_WITHOUT_A_5)]
    )
    reason = refusal(text)
    assert "q9 never holds 0 in 160 rows" in reason
    assert "--q9 1-5" in reason
    assert "--q9 0-4" in reason
    assert scores(text, "--q9", "1-5") == truth(SHEETS_WITHOUT_A_5)


def test_q9_that_is_a_point_already_is_refused_and_read_when_stated() -> None:
    text = table("point", SHEETS)
    reason = refusal(text)
    assert "q9 holds only 0 and 1 in 200 rows" in reason
    assert "--q9 point" in reason
    assert scores(text, "--q9", "point") == truth(SHEETS)


def test_0_for_agree_is_read_when_stated() -> None:
    """Nothing in such a table tells it from one where 1 is agree; the account shows how many agree."""
    text = written(
        [
            columns(),
            *(
                [str(1 - int(value)) for value in code("numbers", sheet)[:8]] + [code("numbers", sheet)[8]]
                for sheet in SHEETS
            ),
        ]
    )
    assert scores(text, "--agree", "0", "--disagree", "1") == truth(SHEETS)
    account: list[str] = []
    score(text, account=account.append)
    agreed = sum(sheet[0] == "disagree" for sheet in SHEETS)
    assert account[0] == f"q1 = column q1: 0 disagree {200 - agreed}, 1 agree {agreed}; agree {agreed / 2:.0f} %"


def test_the_order_of_jospt_is_read_when_stated_whatever_the_order_within_its_parts() -> None:
    for seed in range(20):
        pick = random.Random(seed)
        text = written([columns(), *(in_jospt_order(sheet, pick) for sheet in SHEETS)])
        assert "--q9 point" in refusal(text)
        assert scores(text, "--order", "jospt", "--q9", "point") == truth(SHEETS)


def test_in_the_order_of_jospt_high_does_not_become_medium() -> None:
    row = ["1" if number in DISTRESS_IN_JOSPT else "0" for number in range(1, 10)]
    text = written([columns(), row])
    assert scores(text, "--order", "keele", "--q9", "point") == [["5", "3", "medium"]]
    assert scores(text, "--order", "jospt", "--q9", "point") == [["5", "5", "high"]]


def test_a_person_without_a_complaint_coded_1_and_2_is_refused_and_low_when_stated() -> None:
    text = written([columns(), ["1"] * 9])
    reason = refusal(text)
    assert "q1 to q8 hold 1 and never 0" in reason
    assert "--agree 2 --disagree 1" in reason
    assert scores(text, "--agree", "2", "--disagree", "1", "--q9", "1-5") == [["0", "0", "low"]]


# ---- Each refusal, and what lifts it -----------------------------------------------------------------------------

MANY = 20
type Rows = list[list[str]]


def varied(number: int, last: Callable[[int], str] = lambda place: str(place % 5)) -> Rows:
    """Rows in which every item of the first eight is answered both ways."""
    return [[*(str((place + item) % 2) for item in range(8)), last(place)] for place in range(number)]


def with_first(row: list[str], rows: Rows) -> Rows:
    return [row, *rows]


#: Rows, what the refusal says, what lifts it. All from the list of what is refused until it is stated.
UNTIL_STATED: dict[str, tuple[Rows, list[str], list[str]]] = {
    "a 2 in one row of many": (
        with_first(["2", *["0"] * 8], varied(99)),
        ["in 1 row q1 holds 2, which is not 0 or 1: say --agree 2 --disagree 1"],
        ["--agree", "1", "--disagree", "0"],
    ),
    "a 2 in all": (
        [[*(str(1 + (place + item) % 2) for item in range(8)), str(place % 5)] for place in range(200)],
        ["in 100 rows q1 holds 2, which is not 0 or 1 (and q2 in 100, ", "--agree 2 --disagree 1"],
        ["--agree", "2", "--disagree", "1"],
    ),
    "nothing but 1": (
        [["1"] * 8 + ["0"], ["1.0"] * 8 + ["4"]],
        ["q1 to q8 hold 1 and never 0", "--agree 1 --disagree 0"],
        ["--agree", "1", "--disagree", "0"],
    ),
    "nothing but 1 where a box was ticked": (
        [["1", "", "1", "", "1", "1", "1", "1", "0"], ["1"] * 8 + ["4"]],
        ["q1 to q8 hold 1 and never 0", "an empty field is missing"],
        ["--agree", "1", "--disagree", "0"],
    ),
    "nothing but 0 in 20 rows": (
        [["0"] * 8 + [str(place % 5)] for place in range(MANY)],
        ["q1 to q8 hold 0 and nothing else in 20 rows", "--agree 1 --disagree 0", "--agree 0 --disagree 1"],
        ["--agree", "1", "--disagree", "0"],
    ),
    "one word in 20 rows": (
        [["disagree"] * 8 + [str(place % 5)] for place in range(MANY)],
        ["q1 to q8 hold disagree and nothing else in 20 rows", "--agree agree --disagree disagree"],
        ["--agree", "agree", "--disagree", "disagree"],
    ),
    "q9 with a 5": (
        varied(3, lambda place: str(place + 3)),
        ["in 1 row q9 holds 5, which is not 0 to 4: say --q9 1-5"],
        ["--q9", "1-5"],
    ),
    "q9 of 0 to 10": (
        varied(30, lambda place: str(place % 5 or 10)),
        ["in 6 rows q9 holds 10", "another scale"],
        ["--q9", "0-4"],
    ),
    "q9 of 0 and 1 in 20 rows": (
        varied(MANY, lambda place: str(place % 2)),
        ["q9 holds only 0 and 1 in 20 rows", "--q9 point", "--q9 0-4"],
        ["--q9", "point"],
    ),
    "q9 of 0 alone in 20 rows": (varied(MANY, lambda _: "0"), ["q9 holds only 0 in 20 rows"], ["--q9", "0-4"]),
    "q9 without a 0 in 20 rows": (
        varied(MANY, lambda place: str(2 + place % 3)),
        ["q9 never holds 0 in 20 rows", "--q9 1-5"],
        ["--q9", "1-5"],
    ),
    "words and numbers in one column": (
        [["agree", *["0"] * 8], ["1", *["0"] * 8]],
        ["q1 holds words (agree) as well as numbers (1)", "--agree 1 --disagree 0"],
        ["--agree", "1", "--disagree", "0"],
    ),
    "words and numbers in q9": (
        varied(2, lambda place: ["slightly", "1"][place]),
        ["q9 holds words (slightly) as well as numbers (1)", "--q9 0-4"],
        ["--q9", "0-4"],
    ),
    "other words": (
        [["Yes", "No"] * 4 + ["0"]],
        ["q1 to q8 hold Yes, No and no answer", "--agree VALUE --disagree VALUE"],
        ["--agree", "Yes", "--disagree", "No"],
    ),
}


@pytest.mark.parametrize("case", UNTIL_STATED)
def test_what_is_ambiguous_is_refused_until_it_is_stated(case: str) -> None:
    rows, reasons, options = UNTIL_STATED[case]
    text = written([columns(), *rows])
    said = refusal(text)
    for reason in reasons:
        assert reason in said
    assert sum(score(text, coding=coding_of(*options))[2].values()) == len(rows)


NEEDS_ROWS = [case for case, (rows, *_) in UNTIL_STATED.items() if len(rows) == MANY]


@pytest.mark.parametrize("number", range(1, ENOUGH))
@pytest.mark.parametrize("case", NEEDS_ROWS)
def test_of_fewer_than_20_rows_the_account_says_what_to_look_at(case: str, number: int) -> None:
    assert MANY == ENOUGH
    rows, (reason, *_), _ = UNTIL_STATED[case]
    account: list[str] = []
    tally = score(written([columns(), *rows[:number]]), account=account.append)[2]
    assert sum(tally.values()) == number
    assert tally[""] == 0
    *lines, check = account
    assert len([line for line in lines if line.startswith("q")]) == 9
    assert check.startswith("Check this: ")
    begins = reason.partition(" in 20 rows")[0].replace("0 and 1", "0" if number == 1 else "0 and 1")
    assert begins in "\n".join(account)


def test_rows_without_any_answer_do_not_make_a_table_longer() -> None:
    """A spreadsheet's empty rows at the end."""
    rows = [*varied(19, lambda place: str(place % 2)), *[[""] * 9] * 30]
    tally = score(written([columns(), *rows]))[2]
    assert (tally[""], sum(tally.values())) == (30, 49)


CONTRADICTED: dict[str, tuple[Rows, list[str], str]] = {
    "0 to 4 with a 5 and no 0": (
        varied(20, lambda place: str(1 + place % 5)),
        ["--q9", "0-4"],
        "in 4 rows q9 holds 5, and never 0, as 1 to 5 does: say --q9 1-5",
    ),
    "0 and 1 with a 2 and no 0": (
        [[*"12121212", str(place % 5)] for place in range(20)],
        ["--agree", "1", "--disagree", "0"],
        "in 20 rows q2 holds 2, and nothing holds 0 (and q4 in 20, q6 in 20 and q8 in 20), as in a coding in 1",
    ),
    "1 to 5 with a 0": (
        varied(3),
        ["--q9", "1-5"],
        "in 1 row q9 holds 0, which 1 to 5 does not have: say --q9 0-4",
    ),
    "a point with a 3": (varied(4), ["--q9", "point"], "in 2 rows q9 holds 2, 3, which is no point"),
    "1 and 2 with a 0": (
        varied(2),
        ["--agree", "2", "--disagree", "1"],
        "in 1 row q1 holds 0, which a coding in 1 and 2 does not have (and q2 in 1, ",
    ),
    "words where there are none": (varied(20), ["--q9", "words"], "q9 holds 0, 1, 2, 3, … and no answer"),
}


@pytest.mark.parametrize("case", CONTRADICTED)
def test_a_statement_that_the_column_contradicts_is_refused(case: str) -> None:
    rows, options, reason = CONTRADICTED[case]
    assert reason in refusal(written([columns(), *rows]), *options)


def test_a_decimal_comma_is_called_by_its_name() -> None:
    rows = [[value.replace(".", ",") for value in ["1.0", "0.0"] * 4 + ["3.0"]]] * 5
    for options in ((), OPTIONS["numbers"]):
        reason = refusal(written([columns(), *rows], delimiter=";"), *options)
        assert reason.startswith("in 5 rows q1 holds ")
        assert "a number with a decimal comma (and q2 in 5, " in reason
        assert "and no answer" not in reason


def test_everything_that_is_ambiguous_is_said_at_once() -> None:
    assert len(refusal(written([columns(), *[["2"] * 8 + ["5"]] * 3])).splitlines()) == 2


def test_nothing_is_written_where_a_table_is_refused() -> None:
    sink = io.BytesIO()
    with pytest.raises(UnusableTableError):
        score_table(io.BytesIO(table("one-two", SHEETS).encode()), sink)
    assert sink.getvalue() == b""


# ---- Whatever the coding: the same groups or none ----------------------------------------------------------------

#: Codings of which a table of 20 rows or more is told from the plain one; see 0 for agree and the order above.
sheets_of_a_cohort = st.lists(st.sampled_from(every_sheet(NINE)), min_size=1, max_size=60)


@given(sheets_of_a_cohort, st.sampled_from([*OPTIONS, "dutch"]))
def test_a_table_in_any_coding_that_is_stated_has_the_groups_of_the_plain_one(
    tmp_path_factory: pytest.TempPathFactory, cohort: list[Sheet], coding: str
) -> None:
    stated = OPTIONS.get(coding) or ("--coding", coding_file(tmp_path_factory.mktemp("coding")))
    assert scores(table(coding, cohort), *stated) == truth(cohort)


@given(sheets_of_a_cohort, st.sampled_from([*OPTIONS, "dutch"]))
def test_a_table_in_any_coding_that_nobody_stated_has_the_groups_of_the_plain_one_or_is_refused(
    cohort: list[Sheet], coding: str
) -> None:
    account: list[str] = []
    try:
        output, _, _ = score(table(coding, cohort), account=account.append)
    except UnusableTableError:
        return
    rows = [row[-4:-1] for row in parsed(output)[1:]]
    wrong = [row for row, right in zip(rows, truth(cohort), strict=True) if row not in (right, ["", "", ""])]
    if wrong:
        assert len(cohort) < ENOUGH
        assert account[-1].startswith("Check this: q9 ")


#: Of a point that is stated to be 0 to 4 nothing in the table tells; words are always read as words.
WRONG = [
    (coding, stated)
    for coding in OPTIONS
    for stated in OPTIONS
    if len({coding, stated, "words"}) == 3 and (coding, stated) != ("point", "numbers")
]


@given(sheets_of_a_cohort, st.sampled_from(WRONG))
def test_a_wrong_statement_gives_no_wrong_group_in_a_table_in_which_everything_occurs(
    cohort: list[Sheet], codings: tuple[str, str]
) -> None:
    coding, stated = codings
    cohort = [*cohort, *((*[answer] * 8, last) for answer in AGREEMENT for last in BOTHER), *sheets(10)]
    try:
        output, _, _ = score(table(coding, cohort), coding=coding_of(*OPTIONS[stated]))
    except UnusableTableError:
        return
    rows = [row[-4:-1] for row in parsed(output)[1:]]
    assert all(row in (right, ["", "", ""]) for row, right in zip(rows, truth(cohort), strict=True))


# ---- The layouts of real tables, from the file to the result -----------------------------------------------------


@pytest.mark.parametrize("layout", FACTS["layouts"])
def test_a_real_layout_is_refused_or_plain_and_read_when_its_coding_is_stated(tmp_path: Path, layout: str) -> None:
    facts = FACTS["layouts"][layout]
    items, coding = facts["items"], facts["coding"]
    header = facts.get("header", ["record_id", *items, "note"])
    rows = []
    for number, sheet in enumerate(SHEETS):
        answers = dict(zip(items, code(coding, sheet), strict=True))
        rows.append([answers.get(name, f"{name} {number}") for name in header])
    text = written([header, *rows], delimiter=";")
    first_last = f"{items[0]}-{items[-1]}"
    named = () if items == columns() else ("--columns", first_last)
    stated = OPTIONS.get(coding, ("--coding", coding_file(tmp_path)))
    output, bad, _ = score(text, coding=coding_of(*named, *stated))
    assert bad == []
    assert [row[-4:-1] for row in parsed(output, ";")[1:]] == truth(SHEETS)
    assert [row[:-4] for row in parsed(output, ";")[1:]] == rows
    if named:
        assert ("--columns FIRST-LAST" if "header" in facts else f"--columns {first_last}") in refusal(text)
    if coding not in {"words", "numbers"}:
        refusal(text, *named)


def test_a_dutch_table_is_read_only_by_a_file_that_holds_its_words(tmp_path: Path) -> None:
    text = table("dutch", SHEETS)
    assert "no answer" in refusal(text)
    assert scores(text, "--coding", coding_file(tmp_path)) == truth(SHEETS)
    assert CODING_FILE["q9"]["not-at-all"] == "In het geheel niet"


def test_the_six_items_may_stand_in_six_columns_or_in_nine() -> None:
    six = ["a1", "a2", "a3", "a4", "a5", "a6"]
    text = written([six, ["1", "0", "1", "1", "0", "3"], ["0"] * 6])
    assert parsed(score(text, SIX, coding=coding_of("--columns", "a1-a6", form=SIX))[0])[1][-4:] == [
        "4",
        "",
        "not-low",
        "",
    ]
    nine = written([["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9"], GOOD, GOOD])
    assert parsed(score(nine, SIX, coding=coding_of("--columns", "a1-a9", form=SIX))[0])[1][-4:] == [
        "4",
        "",
        "not-low",
        "",
    ]
