"""A sheet as one line: every sheet of both forms, in every way that the line may be written, and no other line."""

import json
import unicodedata
from itertools import batched
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.quick_entry import (
    QuickEntryError,
    describe_row,
    echo_answers,
    example_row,
    read_answers,
    write_answers,
)
from calculator.core.scoring import score
from calculator.start_back import START_BACK
from tests.calculator.cohort_tables import NINE, SIX, every_sheet
from tests.calculator.helpers import wide
from tests.calculator.oracle import FORMS

FORM = START_BACK.instrument_by_id
VECTORS = Path(__file__).parents[1] / "vectors"


def vectors(form: str) -> list[dict[str, Any]]:
    """Every complete sheet as its published line, with the score of the second computation."""
    found: list[dict[str, Any]] = json.loads((VECTORS / f"{form}.json").read_text(encoding="utf-8"))["sheets"]
    return found


@pytest.mark.parametrize(("form", "number"), [(NINE, 1280), (SIX, 160)])
def test_every_line_is_the_sheet_that_it_is_in_the_test_vectors(form: str, number: int) -> None:
    assert len(vectors(form)) == number
    for vector in vectors(form):
        scored = score(FORM[form], read_answers(vector["answers"], FORM[form]))
        assert scored.band is not None
        assert (scored.total, scored.band.id) == (vector["total"], vector["risk"])
        assert scored.points("distress") == vector.get("distress")
        assert write_answers(scored) == vector["answers"]


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize(("form", "number"), [(NINE, 3**8 * 6), (SIX, 3**5 * 6)])
def test_every_sheet_however_incomplete_has_a_line_of_its_own(form: str, number: int) -> None:
    lines = set()
    for sheet in every_sheet(form, None):
        answers = dict(zip(FORMS[form], sheet, strict=True))
        line = write_answers(score(FORM[form], answers))
        assert read_answers(line, FORM[form]) == answers
        lines.add(line)
    assert len(lines) == number


@pytest.mark.parametrize(
    "written",
    [
        "adaadddde",
        "A D A A D D D D E",
        "A,D,A,A,D,D,D,D,E",
        "A-D-A-A D-D-D-D E",
        "  ADAA, DDDD - E\r\n",
        "A\tD\tA\tA\tD\tD\tD\tD\tE",
        "ADAA\u00a0DDDD\u00a0E",
        # As input methods for Chinese and Japanese type it.
        wide("ADAADDDDE"),
        wide("adaa,dddd-e"),
        wide("ADAA DDDD E"),
    ],
)
def test_capitals_and_what_stands_between_make_no_difference(written: str) -> None:
    assert read_answers(written, FORM[NINE]) == read_answers("ADAADDDDE", FORM[NINE])


def test_the_items_of_the_six_item_form_keep_their_numbers() -> None:
    expected = {1: "agree", 3: "disagree", 4: "disagree", 7: "disagree", 8: "agree", 9: "extremely"}
    assert read_answers("ADDDAE", FORM[SIX]) == expected


@pytest.mark.parametrize("mark", "?_" + wide("?_"))
def test_a_missing_answer_is_marked_and_never_guessed(mark: str) -> None:
    answers = read_answers(f"AD{mark}ADDDD{mark}", FORM[NINE])
    assert (answers[3], answers[9]) == (None, None)
    scored = score(FORM[NINE], answers)
    assert scored.missing == (3, 9)
    assert write_answers(scored) == "AD?ADDDD?"


def test_an_item_that_is_absent_is_missing() -> None:
    assert write_answers(score(FORM[NINE], {2: "agree"})) == "?A???????"


def faults(line: str, form: str = NINE) -> tuple[str, ...]:
    with pytest.raises(QuickEntryError) as caught:
        read_answers(line, FORM[form])
    return caught.value.faults


AGREEMENT = "allowed: D disagree, A agree, ?."
BOTHER = "allowed: N not at all, S slightly, M moderately, V very much, E extremely, ?."


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ADXADDDDE", [f"Item 3 (character 3) is “X”; {AGREEMENT}"]),
        ("A, D, A, A, D, D, D, D, 5", [f"Item 9 (character 25) is “5”; {BOTHER}"]),
        ("1DAADDDDA", [f"Item 1 (character 1) is “1”; {AGREEMENT}", f"Item 9 (character 9) is “A”; {BOTHER}"]),
        ("ADD DXA", [f"Item 8 (character 6) is “X”; {AGREEMENT}", f"Item 9 (character 7) is “A”; {BOTHER}"]),
    ],
)
def test_everything_wrong_is_named_with_its_place_and_what_is_allowed(line: str, expected: list[str]) -> None:
    form = NINE if len(line.replace(",", "").replace(" ", "")) == 9 else SIX
    assert list(faults(line, form)) == expected


ALLOWED = "allowed: 9 (items 1, 2, 3, 4, 5, 6, 7, 8 and 9)."


@pytest.mark.parametrize("line", ["", " - ", "E", "ADAADDDD", "ADAADDDDEE", "ADAAD", "ADAADDD"])
def test_a_line_of_another_length_says_how_many_answers_it_has(line: str) -> None:
    number = sum(character not in " -" for character in line)
    assert faults(line) == (f"The number of answers is {number}; {ALLOWED}",)


def test_a_line_of_the_other_form_is_refused_and_never_taken_for_one_of_this_form() -> None:
    assert faults("AADDDM", NINE) == (f"The number of answers is 6; {ALLOWED}",)
    allowed = "allowed: 6 (items 1, 3, 4, 7, 8 and 9)."
    assert faults("ADAADDDDE", SIX) == (f"The number of answers is 9; {allowed}",)


def test_a_line_of_another_length_names_the_characters_that_no_item_may_have() -> None:
    assert faults("AD.AA\x1b[4") == (
        f"The number of answers is 8; {ALLOWED}",
        "No answers: character 3 is “.”, character 6 is “\\x1b”, character 7 is “[”, character 8 is “4”; "
        "allowed: A, D, E, M, N, S, V, ?.",
    )


def test_of_very_much_junk_only_the_first_is_named() -> None:
    [_number, named] = faults("x" * 100_000)
    assert named.count("“x”") == 9
    assert ", …;" in named


def refused(line: str, form: str = NINE) -> str:
    try:
        read_answers(line, FORM[form])
    except QuickEntryError as error:
        return "\n".join(error.faults)
    return ""


@pytest.mark.usefixtures("slow")
def test_no_look_alike_of_any_script_is_an_answer() -> None:
    assigned = (c for c in map(chr, range(0x110000)) if unicodedata.category(c) not in ("Cn", "Co"))
    every = [c for c in assigned if not c.isspace() and c not in ",-" + wide(",-")]
    assert len(every) > 140_000
    letters = set()
    for eight in batched(every, 8):
        faults_of = refused("".join(eight).ljust(8, "A") + "E")
        letters |= {c for place, c in enumerate(eight, start=1) if f"(character {place})" not in faults_of}
    # The wide ones are no look-alikes: they are typed for these very letters.
    assert letters == {*"AaDd?_", *wide("AaDd?_")}
    assert [c for c in every if not refused("AAAAAAAA" + c)] == [*"?EMNSV_emnsv", *wide("?EMNSV_emnsv")]


@pytest.mark.parametrize("digit", "01234")
def test_a_digit_for_item_9_is_refused_because_on_paper_it_is_the_points_of_an_answer(digit: str) -> None:
    assert faults(f"AAAADDDD{digit}") == (f"Item 9 (character 9) is “{digit}”; {BOTHER}",)
    assert faults(f"AADDD{digit}", SIX) == (f"Item 9 (character 6) is “{digit}”; {BOTHER}",)


@pytest.mark.parametrize("form", [NINE, SIX])
def test_every_sheet_is_echoed_in_the_words_of_its_answers(form: str) -> None:
    for sheet in every_sheet(form, None):
        answers = dict(zip(FORMS[form], sheet, strict=True))
        words = [f"{number} {(answer or '?').replace('-', ' ')}" for number, answer in answers.items()]
        assert echo_answers(answers, FORM[form]) == ", ".join(words)


def test_the_form_says_what_each_letter_means_and_gives_a_line_that_can_be_read() -> None:
    bother = "N not at all, S slightly, M moderately, V very much, E extremely"
    assert describe_row(FORM[NINE]) == describe_row(FORM[SIX]) == f"D disagree, A agree; 9: {bother}"
    for form in (NINE, SIX):
        line = example_row(FORM[form])
        assert write_answers(score(FORM[form], read_answers(line, FORM[form]))) == line


@given(st.text() | st.text("ADadNSMVE04?_ ,-", max_size=20) | st.text("ADX5", min_size=6, max_size=9))
def test_any_line_is_a_sheet_that_can_be_written_again_or_an_error_that_says_what_is_allowed(line: str) -> None:
    for form in (NINE, SIX):
        wrong = refused(line, form)
        assert all("allowed: " in fault for fault in wrong.splitlines())
        if not wrong:
            answers = read_answers(line, FORM[form])
            assert tuple(answers) == FORMS[form]
            assert read_answers(write_answers(score(FORM[form], answers)), FORM[form]) == answers
