"""What stands in a table besides the answers comes out as it went in, however the table is written."""

import csv
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.cohort.records import UnusableTableError
from tests.calculator.cohort_tables import (
    ADDED,
    GOOD,
    PLAIN,
    SIX,
    added_to,
    columns,
    every_sheet,
    parsed,
    score,
    written,
)

SHEETS = every_sheet(SIX)

#: Fields as they stand in a file, each with whether it is well formed by the rules of CSV (comma, double quotes).
RAW_FIELDS = {
    "": True,
    "x": True,
    " x ": True,
    "é😀\u2028\x0b\x85": True,
    '""': True,
    '"x"': True,
    '"a,b"': True,
    '"a ""b"" c"': True,
    '"a\nb"': True,
    '"a\r\n\r\nb"': True,
    '5" pipe': True,
    ' "x"': True,
    "'x": True,
    "=1+1": True,
    '"a"b': False,
    '"a" ': False,
    '"a"b"': False,
}
#: A stray quotation mark ends its row with its line; only then is it known where the next row begins.
ON_ONE_LINE = [field for field in RAW_FIELDS if "\n" not in field]

RAW_ANSWERS = {"1": True, '"1"': True, " 1 ": True, "0": True, '"0"': True, "": False, "?": False, '"1\n1"': False}

#: Any text but NUL, which no table may hold.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", ",", ";", "\t", '"', '""', '"",""', "\n", "\r\n", "\r", " ", "a\nb", "=1+1", "agree", "1", "\ufeff"]
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], list[list[str]], dict[str, Any]]:
    """A table with the columns of the six-item form somewhere in it, what is added to its rows, and a dialect."""
    disguises = st.sampled_from(["{}", " {} ", "{}  "])
    answers = [draw(disguises).format(draw(st.sampled_from([name, name.upper()]))) for name in columns(SIX)]
    taken = {*columns(SIX), *ADDED}
    others = draw(st.lists(texts.filter(lambda name: name.strip().lower() not in taken), max_size=5))
    names = draw(st.permutations([*answers, *others]))
    rows, added = [], []
    for sheet in draw(st.lists(st.sampled_from(SHEETS[::20]), max_size=12)):
        row = [draw(texts) if name not in answers else (sheet[answers.index(name)] or "") for name in names]
        rows.append(row)
        added.append([*added_to(SIX, sheet), ""])
    dialect = {
        "delimiter": draw(st.sampled_from(",;\t")),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        "lineterminator": draw(st.sampled_from(["\n", "\r\n", "\r"])),
    }
    return [names, *rows], [ADDED, *added], dialect


@given(tables())
def test_every_table_that_the_csv_module_writes_comes_back_with_four_columns_more(
    table: tuple[list[list[str]], list[list[str]], dict[str, Any]],
) -> None:
    rows, added, dialect = table
    text = written(rows, **dialect)
    output, bad, _ = score(text, SIX)
    assert bad == []
    expected = [row + more for row, more in zip(rows, added, strict=True)]
    assert parsed(output, dialect["delimiter"]) == expected
    if dialect["quoting"] == csv.QUOTE_MINIMAL:
        # Not a byte is different from what the csv module would have made of it.
        assert output.decode() == written(expected, **dialect)


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(list(RAW_ANSWERS)), min_size=6, max_size=6),
            st.lists(st.sampled_from(list(RAW_FIELDS)), min_size=2, max_size=2)
            | st.lists(st.sampled_from(ON_ONE_LINE), min_size=1, max_size=4),
        ),
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_however_untidy_a_table_is_its_good_rows_are_scored_and_stand_unchanged(
    rows: list[tuple[list[str], list[str]]], ending: str, ended: bool
) -> None:
    raw, good = [], []
    for answers, others in rows:
        tidy = all(RAW_FIELDS[field] for field in others)
        if not tidy and any("\n" in field for field in [*answers, *others]):
            continue
        raw.append(",".join([others[0], *answers, *others[1:]]))
        good.append(tidy and len(others) == 2 and all(RAW_ANSWERS[answer] for answer in answers))
    header = ["a", *columns(SIX), "b"]
    text = ending.join([",".join(header), *raw]) + (ending if ended else "")
    # A single empty field, alone in its line, is a blank line; here every row has seven fields or more.
    output, bad, tally = score(text, SIX, coding=PLAIN)

    read = parsed(output)
    assert read[0] == header + ADDED
    assert {len(row) for row in read} == {12}
    assert len(read) - 1 == len(raw) == sum(tally.values())
    assert [row[-1] == "" for row in read[1:]] == [row[-2] != "" for row in read[1:]] == good
    assert tally[""] == len(bad) == good.count(False)
    for text_of_row, is_good in zip(raw, good, strict=True):
        if is_good:
            assert text_of_row.encode() in output
    lines = [1 + (ending.join([",".join(header), *raw[:place]])).count("\n") + 1 for place in range(len(raw))]
    assert [line for line, _ in bad] == [line for line, fine in zip(lines, good, strict=True) if not fine]


def test_a_row_goes_out_byte_for_byte_whatever_its_quoting() -> None:
    header = ",".join(["a", *columns(), "n", "e", "f"]).encode()
    row = b' "x" ,"agree",agree, agree ,"agree",0,0,0,"0", 2 ,"note ""1""\r\nand 2",\xc3\xa9\xe2\x80\xa8,=1+1'
    output, bad, _ = score(header + b"\n" + row + b"\n")
    assert bad == []
    assert output == header + b",total,distress,risk,error\n" + row + b",4,0,medium,\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_delimiter_line_ending_and_byte_order_mark_stay(ending: str, delimiter: str, mark: str) -> None:
    rows = [[*columns(), "a b"], [*GOOD, "1"], [*GOOD, "2"]]
    text = mark + written(rows, delimiter=delimiter, lineterminator=ending)
    expected = [row + more for row, more in zip(rows, [ADDED, *[["4", "1", "medium", ""]] * 2], strict=True)]
    assert score(text)[0].decode() == mark + written(expected, delimiter=delimiter, lineterminator=ending)


def test_the_last_line_may_lack_its_ending_and_blank_lines_are_no_rows() -> None:
    good, header = ",".join(GOOD), ",".join(columns())
    output, bad, tally = score(f"\n\n{header}\n\n{good}\n   \n{good}\n\nx\n\n{good}")
    assert output.decode().splitlines() == [
        header + ",total,distress,risk,error",
        *[good + ",4,1,medium,"] * 2,
        "x,,,,,,,,,,,,1 field instead of 9",
        good + ",4,1,medium,",
    ]
    assert bad == [(9, "1 field instead of 9")]
    assert sum(tally.values()) == 4


def test_a_row_of_the_wrong_length_keeps_its_fields_in_their_columns_and_gets_no_score() -> None:
    short, long = ["7", *GOOD[:-2]], ["8", *GOOD, "x", "extra, 1", "2\n3"]
    output, bad, _ = score(written([["id", *columns(), "note"], short, long, ["9", *GOOD, "y"]]))
    errors = ["8 fields instead of 11", "13 fields instead of 11; left out: “extra, 1”, “2\\n3”"]
    assert parsed(output)[1:] == [
        [*short, "", "", "", "", "", "", errors[0]],
        [*long[:11], "", "", "", errors[1]],
        ["9", *GOOD, "y", "4", "1", "medium", ""],
    ]
    assert bad == [(2, errors[0]), (3, errors[1])]


def test_lines_are_those_of_the_file_though_rows_go_over_several() -> None:
    most = GOOD[:-1]
    rows = [["note", *columns()], ["a\nb\r\nc", *GOOD], ["", *most, ""], ["d\n", *most, "?"], ["", *most]]
    assert [line for line, _ in score(written(rows, lineterminator="\n"))[1]] == [5, 6, 8]


def test_a_header_may_go_over_several_lines() -> None:
    rows = [["the\nid", *columns()], ["1", *GOOD[:-1], "?"]]
    output, bad, _ = score(written(rows))
    assert parsed(output)[0] == [*rows[0], *ADDED]
    assert bad[0][0] == 3


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "mac-roman"])
def test_another_encoding_can_be_named_and_stays(encoding: str) -> None:
    table = written([["näme", *columns()], ["Zoë", *GOOD], ["Zoë", *GOOD[:-1], "ü"]])
    output = score(table.encode(encoding), encoding=encoding)[0]
    rows = parsed(output.decode(encoding))
    assert rows[:2] == [["näme", *columns(), *ADDED], ["Zoë", *GOOD, "4", "1", "medium", ""]]
    assert "ü" in rows[2][-1]
    if encoding == "utf-16":
        assert score(table.encode(encoding))[0] == output, "its byte order mark says it"


@pytest.mark.parametrize("line", [1, 2, 3, 40, 4000])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_line_that_is_not_in_the_encoding_is_named(line: int, ending: str) -> None:
    lines = [",".join(["id", *columns()]).encode(), *[",".join(["Zoë", *GOOD]).encode()] * 5000]
    lines[line - 1] = lines[line - 1].replace("ë".encode(), b"\xeb").replace(b"id", b"\xebd")
    with pytest.raises(UnusableTableError, match=rf"^line {line}: byte 0xeb is not UTF-8\. .*--encoding cp1252$"):
        score(ending.encode().join(lines))


def test_a_nul_is_named_with_its_line() -> None:
    with pytest.raises(UnusableTableError, match=r"^line 3: there is a NUL character"):
        score(written([["id", *columns()], ["1", *GOOD], ["\0", *GOOD]]))


@pytest.mark.parametrize("rest", [1, 5000])
def test_a_quotation_mark_that_never_closes_is_named_and_does_not_swallow_the_table_in_silence(rest: int) -> None:
    text = written([["id", *columns()], ["1", *GOOD]]) + '"2,' + written([GOOD] * rest)
    with pytest.raises(UnusableTableError, match=r"^line 3: .*quotation mark"):
        score(text)


def test_what_was_remembered_of_other_rows_never_makes_up_for_a_row_of_the_wrong_shape() -> None:
    """Each of these has the answers of a row seen before somewhere in it."""
    good = ",".join(GOOD)
    tricks = [
        f'"1,{good},x"',
        f"{good},x",
        f"1,{good}",
        f"1,2,{good},x",
        f"1,{good},x,y",
        f'"1",{good},"x"y',
        f'"1"2,{good},x',
        f",{good}",
    ]
    text = "\n".join(["id," + ",".join(columns()) + ",n", *[f"1,{good},x"] * 3, *tricks, f"1,{good},x", ""])
    output, bad, tally = score(text)
    assert [line for line, _ in bad] == [*range(5, 13)]
    assert [row[-2] for row in parsed(output)[1:]] == ["medium"] * 3 + [""] * len(tricks) + ["medium"]
    assert tally == {"low": 0, "medium": 4, "high": 0, "not-low": 0, "": len(tricks)}


def test_a_header_alone_is_a_cohort_of_nobody() -> None:
    for text in (",".join(columns()), ",".join(columns()) + "\n"):
        output, bad, tally = score(text)
        assert (parsed(output), bad, sum(tally.values())) == ([columns() + ADDED], [], 0)


def test_names_of_columns_may_be_chosen_so_that_none_is_there_twice() -> None:
    rows = [["total", *columns(), "Risk "], ["1", *GOOD, "2"]]
    with pytest.raises(UnusableTableError, match=r"column 1 “total”, column 11 “Risk ”.*--prefix"):
        score(written(rows))
    output = score(written(rows), prefix="keele ")[0]
    assert parsed(output) == [
        [*rows[0], "keele total", "keele distress", "keele risk", "keele error"],
        [*rows[1], "4", "1", "medium", ""],
    ]
    with pytest.raises(UnusableTableError, match=r"column 12 “keele total”"):
        score(output, prefix="keele ")


HEADERS = {
    "": r"^The file is empty",
    "\n\n": r"^The file is empty",
    "id,name\n": r"^These columns are missing: q1, q2, .*, q9\..*--columns FIRST-LAST.*: “id”, “name”\.$",
    "q1,q2,Item 3,q4,q5,q6,q_7,q8,q9": r": q3, q7\. Did you mean “Item 3” for q3 and “q_7” for q7\? Then say --map",
    "q1,q2,q3,q4,q5,q6,q7,q8": r"^This column is missing: q9\. If it has another name, say --map q9=NAME\. The co",
    "q1,q2,q3,Q3,q4,q5,q6,q7,q8,q9, q3": r"^Columns 3, 4 and 11 are named q3",
    'q1,q2,"q3,q4': r"^line 1: a quotation mark opens in the header and is not closed",
    '\nq1,q2,q3,q4,q5,q6,q7,q8,q9,"q"2""': r"^line 2: a quotation mark inside a quoted name",
    "\n\n" + '"' + "q1,\n" * 300_000: r"^line 3: a quotation mark opens",
    "agree,disagree\n1,2\n": r"^These columns are missing",
}


@pytest.mark.parametrize("text", HEADERS, ids=lambda text: text[:20])
def test_a_header_that_cannot_be_used_is_refused_with_what_to_mend(text: str) -> None:
    with pytest.raises(UnusableTableError, match=HEADERS[text]):
        score(text)


def test_everything_that_is_wrong_with_a_header_is_said_at_once() -> None:
    with pytest.raises(UnusableTableError) as caught:
        score("q1,q1,q2,q3,q4,q5,q6,q7,error\n")
    assert [fault.split()[0] for fault in caught.value.faults] == ["These", "Columns", "The"]


def test_the_delimiter_is_the_one_that_brings_out_the_answers() -> None:
    """A header may hold more commas, in other names, than semicolons."""
    rows = [["a, b, c, d, e, f, g, h, i, j, k, l, m", *columns(), "n, o"], ["1, 2", *GOOD, "3"]]
    text = written(rows, delimiter=";")
    assert parsed(score(text)[0], ";")[1] == [*rows[1], "4", "1", "medium", ""]


def test_an_error_cannot_steer_a_terminal_and_no_formula_begins_it() -> None:
    values = ["\x1b[2J", "=cmd", "+1", "@x", "x" * 5000, "a\nb"]
    output, bad, _ = score(written([columns(), *([*GOOD[:8], value] for value in values)]))
    for (_, error), row in zip(bad, parsed(output)[1:], strict=True):
        assert row[-1] == error
        assert error.isprintable()
        assert error.startswith("q9 is “")
        assert len(error) < 250


def test_answers_that_are_quoted_differently_are_the_same_answers() -> None:
    lines = [",".join(columns()), ",".join(GOOD), ",".join(f'"{answer}"' for answer in GOOD)]
    output, bad, _ = score("\n".join(lines) + "\n")
    assert bad == []
    assert output.decode().splitlines()[1:] == [line + ",4,1,medium," for line in lines[1:]]
