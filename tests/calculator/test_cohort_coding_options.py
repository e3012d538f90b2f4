"""What may be stated about a table, by options and by a file: read strictly, every fault named with its place."""

import re
from pathlib import Path

import pytest

from calculator.cohort.coding import Coding, Extent, Order
from calculator.cohort.records import UnusableTableError
from tests.calculator.cohort_codings import CODING_FILE, coding_file, coding_of
from tests.calculator.cohort_tables import GOOD, NINE, SIX, columns, parsed, score, written

NAMES = {number: f"Q{number + 3:02}" for number in range(1, 10)}


def faults(*arguments: str, form: str = NINE) -> list[str]:
    with pytest.raises(UnusableTableError) as caught:
        coding_of(*arguments, form=form)
    return list(caught.value.faults)


STATED = {
    "nothing": ([], Coding()),
    "a map": (["--map", "q1=Q04, Q2 = Q05"], Coding({1: "Q04", 2: "Q05"})),
    "a name with an equals sign": (["--map", "q1=a=b"], Coding({1: "a=b"})),
    "a range": (["--columns", "Q04-Q12"], Coding(NAMES)),
    "a range in other capitals": (
        ["--columns", "q04-Q12"],
        Coding({number: name.lower() for number, name in NAMES.items()}),
    ),
    "a range and a name": (["--columns", "Q04-Q11,Q12"], Coding(NAMES)),
    "a range with hyphens in its names": (
        ["--columns", "t-0-1-t-0-9"],
        Coding({number: f"t-0-{number}" for number in NAMES}),
    ),
    "a range with an end": (["--columns", "q1_w2-q9_w2"], Coding({number: f"q{number}_w2" for number in NAMES})),
    "numbers alone": (["--columns", "1-9"], Coding({number: str(number) for number in NAMES})),
    "two values": (
        ["--agree", "2", "--disagree", "1", "--agree", "Yes"],
        Coding(agree=("2", "Yes"), disagree=("1",)),
    ),
    **{f"q9 {extent}": (["--q9", extent], Coding(q9=extent)) for extent in Extent},
    "the order": (["--order", "jospt", "--q9", "point"], Coding(order=Order.JOSPT, q9=Extent.POINT)),
}


@pytest.mark.parametrize("case", STATED)
def test_what_options_state(case: str) -> None:
    arguments, expected = STATED[case]
    assert coding_of(*arguments) == expected


FAULTY = {
    "no pair": (["--map", "Q04"], "--map is “Q04”; allowed: q1 to q9, each with the name of its column"),
    "an item that there is not": (["--map", "q10=x"], "--map is “q10=x”; allowed: q1 to q9"),
    "no name": (["--map", "q1="], "--map is “q1=”; allowed: "),
    "an item twice": (["--map", "q1=a,q1=b"], "--map names an item twice."),
    "one column for two items": (
        ["--map", "q1=q2"],
        "q1 and q2 cannot both be in column q2: name each with --map.",
    ),
    "a column twice": (["--columns", "Q1-Q8,Q1"], "q1 and q9 cannot both be in column q1"),
    "too few columns": (
        ["--columns", "Q04-Q11"],
        "--columns is “Q04-Q11”, which is 8 columns; start-back-9 has 9 items.",
    ),
    "too many columns": (["--columns", "Q1-Q15"], "--columns is “Q1-Q15”, which is 15 columns; "),
    "a range backwards": (
        ["--columns", "Q12-Q04"],
        "--columns is “Q12-Q04”; allowed: the first and the last column",
    ),
    "a range from one name to another": (["--columns", "a1-b9"], "--columns is “a1-b9”, which is 1 column; "),
    "a range without an end": (["--columns", "Q1-Q999999"], "--columns is “Q1-Q999999”, which is 1 column"),
    "no columns": (["--columns", ""], "--columns is “”; allowed: "),
    "both ways to name columns": (
        ["--map", "q1=a", "--columns", "Q04-Q12"],
        "--map and --columns both name the columns.",
    ),
    "agree alone": (["--agree", "1"], "--agree is stated alone. Say both, such as --agree 1 --disagree 0"),
    "disagree alone": (["--disagree", "0"], "--disagree is stated alone."),
    "one value for both": (
        ["--agree", "Yes", "--disagree", "yes "],
        "--agree: “yes” cannot mean disagree; it means agree.",
    ),
    "the words exchanged": (
        ["--agree", "disagree", "--disagree", "agree"],
        "--agree: “disagree” cannot mean agree",
    ),
    "an empty field": (["--agree", "1", "--disagree", " "], "--disagree: an empty field is a missing answer"),
    "another q9": (["--q9", "0-5"], "--q9 is “0-5”; allowed: 0-4, 1-5, point, words"),
    "another order": (["--order", "hill"], "--order is “hill”; allowed: keele or jospt"),
    "the order of jospt alone": (
        ["--order", "jospt"],
        "--order: of the JOSPT order it is known that 1, 4, 7, 8 and 9 are the ",
    ),
    "the order of jospt with answers": (
        ["--order", "jospt", "--q9", "0-4"],
        "say --q9 point. Otherwise name each item",
    ),
    "no file": (["--coding", "none.json"], "none.json: No such file"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_what_cannot_be_stated_is_refused_with_what_is_allowed(case: str) -> None:
    arguments, reason = FAULTY[case]
    assert reason in "\n".join(faults(*arguments))


def test_the_six_items_are_not_known_in_the_order_of_jospt() -> None:
    [fault] = faults("--order", "jospt", "--q9", "point", form=SIX)
    assert "--map q1=NAME" in fault
    [fault] = faults("--columns", "a1-a8", form=SIX)
    assert "which is 8 columns; start-back-6 has 6 items" in fault


def test_all_faults_are_named_at_once() -> None:
    assert len(faults("--map", "x", "--agree", "1", "--q9", "9", "--order", "x")) == 4


FILES: dict[str, tuple[object, str]] = {
    "no JSON": ("{", "allowed: one JSON object"),
    "a list": ([], "is “[]”; allowed: an object with any of the fields map, columns, agree, disagree, q9, order"),
    "a field that there is not": (
        {"agre": "1"},
        ": “agre” is not a field; allowed: an object with any of the fields map",
    ),
    "a field twice": ('{"q9": "1-5", "q9": "0-4"}', ": “q9” stands there twice."),
    "a map of numbers": ({"map": {"q1": 4}}, ': map is “{"q1": 4}”; allowed: q1 to q9'),
    "a map with an item twice": ('{"map": {"q1": "a", "q1": "b"}}', ": map names an item twice."),
    "a map of nothing": ({"map": {}}, ": map is “{}”; allowed: "),
    "columns that are no names": ({"columns": [1, 2]}, ": columns is “[1, 2]”; allowed: "),
    "true": ({"agree": True, "disagree": False}, ": agree is “true”; allowed: a word or a whole number"),
    "no value": ({"agree": [], "disagree": 0}, ": agree is “[]”; allowed: "),
    "null": ({"agree": None}, ": agree is “null”; allowed: "),
    "a decimal": ({"agree": 1.5, "disagree": 0}, ": agree is “1.5”; allowed: "),
    "agree alone": ({"agree": 1}, ": agree is stated alone."),
    "an answer of q9 too few": (
        {"q9": {"not-at-all": 1}},
        "; or, in a file, an object with the values of each of not-at-all",
    ),
    "a value of two answers": (
        {"q9": {**CODING_FILE["q9"], "slightly": "Extreem"}},
        ": q9: “extreem” cannot mean extremely; it means slightly.",
    ),
    "a word for another answer": (
        {"q9": {**CODING_FILE["q9"], "slightly": "Moderately"}},
        ": q9: “moderately” cannot mean slightly; it means moderately.",
    ),
    "an order that is no text": ({"order": 1}, ": order is “1”; allowed: keele or jospt"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_fault_of_a_coding_file_is_named_with_file_and_field(tmp_path: Path, case: str) -> None:
    content, reason = FILES[case]
    file = coding_file(tmp_path, content)
    lines = faults("--coding", file)
    assert all(line.startswith(file) for line in lines)
    assert reason in lines[0]


def test_a_file_holds_all_that_options_can_state(tmp_path: Path) -> None:
    content = {"map": {"q1": "Q04"}, "agree": 2, "disagree": [1, "Nee"], "q9": "1-5", "order": "keele"}
    arguments = ["--coding", coding_file(tmp_path, content)]
    assert coding_of(*arguments) == Coding({1: "Q04"}, ("2",), ("1", "Nee"), Extent.FROM_1)
    by_list = {"columns": list(NAMES.values()), "order": "jospt", "q9": "point"}
    assert coding_of("--coding", coding_file(tmp_path, by_list)) == Coding(
        NAMES, q9=Extent.POINT, order=Order.JOSPT
    )


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    assert coding_of("--coding", coding_file(tmp_path, '\ufeff{"q9": "words"}')).q9 == Extent.WORDS


def test_options_add_to_a_file_and_never_overrule_it(tmp_path: Path) -> None:
    file = coding_file(tmp_path, {"q9": "1-5"})
    assert coding_of("--coding", file, "--map", "q1=a") == Coding({1: "a"}, q9=Extent.FROM_1)
    assert faults("--coding", file, "--q9", "0-4") == [
        f"{file}: q9 and --q9 state the same thing. Leave one of them out."
    ]


def test_a_point_may_have_values_of_its_own(tmp_path: Path) -> None:
    """Item 9 of the SPSS habit, as a point: 1 is none."""
    file = coding_file(tmp_path, {"agree": 2, "disagree": 1, "q9": {"no-point": 1, "point": 2}})
    account: list[str] = []
    text = written([columns(), [*"22221111", "2"], ["1"] * 9])
    output = score(text, coding=coding_of("--coding", file), account=account.append)[0]
    assert [row[-4:-1] for row in parsed(output)[1:]] == [["5", "1", "medium"], ["0", "0", "low"]]
    assert account[0] == "q1 = column q1: 1 disagree 1, 2 agree 1; agree 50 %"
    assert account[8] == "q9 = column q9: 1 no point 1, 2 point 1; a point 50 %"


def test_a_letter_with_an_accent_may_be_written_in_one_or_in_two() -> None:
    coding = coding_of("--agree", "\u00e9", "--disagree", "e", "--map", "q1=\u00e91")
    names = ["e\u03011", *columns()[1:]]
    text = written([names, [*["e\u0301"] * 8, "extremely"], [*["E"] * 8, "extremely"]])
    assert [row[-4] for row in parsed(score(text, coding=coding)[0])[1:]] == ["9", "1"]


# ---- Columns -----------------------------------------------------------------------------------------------------


def test_a_column_that_is_named_twice_is_refused_where_it_is_asked_for() -> None:
    names = [*(f"Q{number:02}" for number in range(1, 16)), "q07 "]
    with pytest.raises(
        UnusableTableError, match=r"^Columns 7 and 16 are named q07; only one can hold the answers\.$"
    ):
        score(written([names]), coding=coding_of("--columns", "Q04-Q12"))
    assert score(written([names]), coding=coding_of("--columns", "Q08-Q15,Q01"))[1] == []


def test_a_column_that_is_not_there_is_named_with_its_item() -> None:
    with pytest.raises(UnusableTableError, match=r"^These columns are missing: q04 for q1, “a b” for q2\. "):
        score(written([columns()]), coding=coding_of("--map", "q1=q04,q2=a b"))


@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_columns_are_known_behind_a_byte_order_mark_in_any_delimiter(mark: str) -> None:
    names = [f"sb_q{number}" for number in range(1, 10)]
    for delimiter in ",;\t":
        text = mark + written([names, GOOD], delimiter=delimiter)
        output = score(text, coding=coding_of("--columns", "SB_Q1-SB_Q9"))[0]
        assert parsed(output, delimiter)[1][-4:-1] == ["4", "1", "medium"]


HINTS = {
    "a range": ([f"sb_q{number}" for number in range(1, 10)], "say --columns sb_q1-sb_q9."),
    "another place": ([f"Q{number:02}" for number in range(4, 13)], "say --columns Q04-Q12."),
    "two ranges": (
        [f"a{number}_{time}" for number in range(1, 10) for time in ("pre", "post")],
        "say --columns a1_pre-a9_pre or --columns a1_post-a9_post.",
    ),
    "a number after it": ([f"q{number}_w2" for number in range(1, 10)], "say --columns q1_w2-q9_w2."),
    "ten of a kind": ([f"Q{number}b" for number in range(1, 11)], "say --columns FIRST-LAST, or --map q1=NAME"),
}


@pytest.mark.parametrize("case", HINTS)
def test_a_refused_header_says_which_columns_may_be_meant(case: str) -> None:
    names, hint = HINTS[case]
    with pytest.raises(UnusableTableError, match=re.escape(hint)):
        score(written([["id", *names, "note"]]))


def test_an_error_names_the_item_and_its_column() -> None:
    names = [f"sb q{number}" for number in range(1, 10)]
    text = written([names, [*GOOD[:8], "?"], ["", *GOOD[1:]]])
    bad = score(text, coding=coding_of("--map", ",".join(f"q{n}={name}" for n, name in enumerate(names, start=1))))[
        1
    ]
    assert bad[0][1].startswith("q9 (column “sb q9”) is “?”; allowed: not-at-all (0), ")
    assert bad[1][1] == "q1 (column “sb q1”) is missing"


# ---- The account -------------------------------------------------------------------------------------------------


def test_the_account_says_which_column_is_which_item_and_how_each_value_was_counted() -> None:
    names = [*(f"Q{number:02}" for number in range(4, 12)), "pain_9"]
    rows = [[*"01010101", str(place % 5)] for place in range(50)]
    rows += [[*"10101010", value] for value in ("", "x", "y", "x")]
    account: list[str] = []
    score(written([names, *rows]), coding=coding_of("--columns", "Q04-Q11,pain_9"), account=account.append)
    assert account[0] == "q1 = column Q04: 0 disagree 50, 1 agree 4; agree 7 %"
    assert account[8] == (
        "q9 = column pain_9: 0 not at all 10, 1 slightly 10, 2 moderately 10, 3 very much 10, 4 extremely 10; "
        "a point 40 %; no answer 3 (x, y); missing 1"
    )
    assert len(account) == 9


def test_the_account_of_the_order_of_jospt_names_the_distress_items() -> None:
    account: list[str] = []
    text = written([columns(), ["0"] * 9, ["1"] * 9])
    score(text, coding=coding_of("--order", "jospt", "--q9", "point"), account=account.append)
    assert [line.partition(":")[0] for line in account] == [
        f"q{number} = column q{number}" + (" (a distress item)" if number in {1, 4, 7, 8, 9} else "")
        for number in range(1, 10)
    ]


def test_the_account_steers_no_terminal() -> None:
    account: list[str] = []
    names = [*columns()[:8], "\x1b[2J"]
    score(
        written([names, [*GOOD[:8], "\x1b[31m"], GOOD]),
        coding=coding_of("--map", "q9=\x1b[2J"),
        account=account.append,
    )
    assert all(line.isprintable() for line in account)
