"""Doses: which numbers have a unit, what a column holds, what is easily misread, and who has read a table."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from site_plugins.guideline import Library, guideline_json
from site_plugins.guideline.__main__ import main
from site_plugins.guideline.doses import (
    ColumnKind,
    DoseCell,
    find_column_kind,
    find_dose_faults,
    find_misread,
    find_numbers_without_unit,
)
from site_plugins.guideline.drift import find_drift, read_wordings, sentences_of
from site_plugins.guideline.publish import SCHEMA
from site_plugins.guideline.units import UNITS, WORD, is_amount, is_unit
from tests.guideline.render import render_own_page
from tests.guideline.tiny import Tiny, line
from tests.site.html import with_class, words

TWO = "Keep moving. {: #move .do }\n\nNo rest. [@smith2020; @jones2021] {: #bed .dont }\n\n"


@pytest.mark.parametrize(
    "cell",
    [
        "10 mg", "10mg", "5–10 mg", "5 to 10 mg", "5, 10 or 20 mg", "2 × 5 mg", "10 mg/kg/day", "0.5 mL/kg",
        "1 000 mg",
        "1,000 units", "½ tablet", "1/2 tablet", "1½ tablets", "10 mg (max 40 mg)", "5 mg then 10 mg", "10 mg × 3",
        "days 1–3: 5 mg", "10 %", "< 10 mg", "every 6 hours", "100 micrograms", "1:1,000", "none", "—",
        "B12 drops", "",
        "5-mg tablets", "10^6 units", "2nd dose",
        # The micro sign is U+00B5 here and U+03BC there.
        "5 \u00b5g", "5 \u03bcg", "5 mcg", "5 microg", "5 Microg/kg", "5 ug", "20 \u00b5l", "20 \u03bcmol",
        "0.5 ml of 1:1000", "0.5 mL (1 : 1,000)", "500 micrograms (0.5 ml of 1 in 1000)", "1 in 10 000",
        "0.1 ml/kg of 1:10 000", "0.5 ml of 1/1000", "0.5 ml of 1:100", "2 ml of 1 in 20",
        "mixed 1:1", "2 ml of a 30:70 mixture", "5 ml, 1:2 diluted with water", "diluted to 1:5",
        "in a ratio of 1:2",
    ],
)  # fmt: skip
def test_a_number_with_its_unit_is_left_alone(cell: str) -> None:
    assert find_numbers_without_unit(cell) == []


@pytest.mark.parametrize(
    ("cell", "bare"),
    [
        ("10", ["10"]), ("5–10", ["5", "10"]), ("10 twice a day", ["10"]), ("10 mg, then 20", ["20"]),
        ("1.5", ["1.5"]),
        (".5", [".5"]), ("10 acorns", ["10"]), ("max 40", ["40"]), ("5 mg or 1,000", ["1,000"]),
        ("10 (mg)", ["10"]),
        ("1 in 24 hours", ["1"]), ("2 in 1000", ["2", "1000"]), ("1/2", ["1/2"]),
        ("0.5 of 1:1000", ["0.5"]), ("5 of 1 in 1000", ["5"]), ("1:1000, then 2", ["2"]),
        ("1.5:2.5", ["1.5", "2.5"]), ("mixed 1.5:2.5", ["1.5", "2.5"]), ("mixed 1:2.5", ["1", "2.5"]),
        # A ratio of so small numbers may be anything.
        ("1 in 2 divided doses", ["1", "2"]), ("1 in 10 divided doses", ["1", "10"]), ("1 in 3", ["1", "3"]),
        ("1 in 12 equal parts", ["1", "12"]), ("5:30", ["5", "30"]), ("5:10", ["5", "10"]), ("1:5", ["1", "5"]),
        ("1:05", ["1", "05"]), ("5 ml, 1:2 with water", ["1", "2"]), ("2:1000", ["2", "1000"]),
    ],
)  # fmt: skip
def test_a_number_without_one_is_found(cell: str, bare: list[str]) -> None:
    assert find_numbers_without_unit(cell) == bare


def test_a_table_may_add_units() -> None:
    assert find_numbers_without_unit("10 acorns", ["acorns"]) == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Drug", "drug"), ("Medicine (generic name)", "drug"), ("Dose (mg)", "dose"),
        ("Maximum daily dose", "maximum"),
        ("Dose unit", "unit"), ("Route", "route"), ("Body weight", "weight"), ("Age", "age"), ("Comments", "note"),
        ("Dose by weight", None), ("Sheet", None), ("", None),
    ],
)  # fmt: skip
def test_a_column_is_what_its_heading_says_unless_that_is_two_things(heading: str, kind: str | None) -> None:
    assert find_column_kind(heading) == kind


def row(**cells: str) -> list[DoseCell]:
    return [DoseCell(ColumnKind(kind), text, kind) for kind, text in cells.items()]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (row(drug="A", dose="10"), "“10” in “10” has no unit."),
        (row(drug="A", dose="10", unit=""), "“10” in “10” has no unit."),
        (row(drug="A", dose="mg/kg"), "“mg/kg” is a unit without a number"),
        (row(drug="A", dose="", unit="mg"), "This unit has no number"),
        (row(drug="A", dose="10", unit="globules"), "“globules” is not a unit that is known"),
        (row(drug="A", dose="10 grains", unit="mg"), "“10” in “10 grains” has no unit."),
        (row(drug="A", dose="10 mg", weight="10–20"), "“10”, “20” in “10–20” has no unit."),
        (row(drug="A", dose="10 mg", maximum="40"), "“40” in “40” has no unit."),
    ],
)
def test_a_missing_unit_or_number_is_a_fault(cells: list[DoseCell], fault: str) -> None:
    [(_cell, found)] = find_dose_faults(cells)
    assert found.startswith(fault)


@pytest.mark.parametrize(
    "cells",
    [
        row(drug="A", dose="10", unit="mg", maximum="40 a day"),
        row(drug="A", dose="as for adults"),
        row(drug="A", dose="", unit=""),
        row(drug="A", dose="one tablet", age="under 5 years"),
        row(drug="A 12", dose="10 mg", note="12"),
    ],
)
def test_what_is_whole_is_left_alone(cells: list[DoseCell]) -> None:
    assert list(find_dose_faults(cells)) == []


@pytest.mark.parametrize(
    ("kind", "heading", "is_whole"),
    [
        ("dose", "Dose (mg/kg)", True), ("dose", "Dose, mg", True), ("dose", "Dose in mg", True),
        ("age", "Age (years)", True),
        ("weight", "Weight [kg]", True), ("dose", "Dose", False), ("dose", "Dose (per day)", False),
        ("maximum", "Maximum dose a day", False), ("age", "Age", False), ("weight", "Weight (at 2 years)", False),
    ],
)  # fmt: skip
def test_the_unit_may_stand_in_the_heading(kind: str, heading: str, is_whole: bool) -> None:
    assert (list(find_dose_faults([DoseCell(ColumnKind(kind), "5–10", heading)])) == []) is is_whole


@pytest.mark.parametrize(
    ("dose", "reasons"),
    [
        ("1.0 mg", {"trailing-zero"}), (".5 mg", {"naked-decimal"}), ("1,000 units", {"separator"}),
        ("1.000 mg", {"separator"}), ("100000 units", {"large-number"}), ("10 µg", {"microgram"}),
        ("10 U", {"unit"}),
        ("10 IU", {"international-unit"}), ("5 cc", {"cubic-centimetre"}), ("5 mg qd", {"daily"}),
        ("5 mg q.o.d.", {"daily"}), ("5mg", {"run-together"}), ("0.5 mg", set()), ("10 units", set()),
        ("10.5 mg once a day", set()), ("1 000 mg", set()),
        ("500µg", {"microgram", "run-together"}), ("500\u03bcg/kg", {"microgram", "run-together"}),
        ("5mcg", {"run-together"}), ("5microg", {"run-together"}), ("5ml", {"run-together"}),
        ("5mL", {"run-together"}),
        ("5ug", {"run-together"}), ("5mmol", {"run-together"}), ("10units", {"run-together"}), ("5min", set()),
        ("5g", set()), ("5 ml", set()),
        ("10 \u03bcg", {"microgram"}), ("10 microg", set()), ("10 mcg", set()),
        ("0.5 ml of 1:1000", {"ratio"}), ("0.5 ml of 1 in 1000", {"ratio"}), ("1 : 10 000", {"ratio"}),
        ("1:10,000", {"ratio", "separator"}), ("1:200000", {"ratio", "large-number"}), ("1/1000", {"ratio"}),
        ("mixed 1:1", {"ratio"}), ("a 30:70 mixture", {"ratio"}), ("1 in 20", {"ratio"}), ("1:100", {"ratio"}),
        ("1 in 24 hours", set()), ("1 in 10 divided doses", set()),
        ("1:1 with water", set()), ("1/2 tablet", {"fraction"}), ("½ tablet", set()),
        ("10 mg/2 ml", set()),
    ],
)  # fmt: skip
def test_what_bodies_for_safe_prescribing_warn_of_is_found(dose: str, reasons: set[str]) -> None:
    assert {reason for reason, _words in find_misread(row(dose=dose))} == reasons


@pytest.mark.parametrize("kind", ColumnKind)
def test_a_strength_as_a_ratio_is_found_in_any_column(kind: ColumnKind) -> None:
    """It stands beside the drug's name as often as in the dose."""
    cell = DoseCell(kind, "Rice starch 1:1,000", "")
    assert ("ratio", "1:1,000") in list(find_misread([cell]))


def test_a_ratio_is_noted_once() -> None:
    assert list(find_misread(row(dose="diluted to 1:10 000"))) == [("ratio", "1:10 000")]


def test_a_share_in_a_note_is_no_strength() -> None:
    assert list(find_misread(row(note="1 in 20 boats sank"))) == []


def test_a_kind_of_unit_is_a_row_and_a_name_stands_in_one() -> None:
    names = [name.casefold() for each in UNITS for name in each.names.split()]
    assert len(names) == len(set(names))
    assert all(is_unit(name.upper()) and WORD.fullmatch(name) for name in names)
    assert not is_amount("hours")
    assert is_amount("mg")


def table(dose: str = "1.0 mg", options: str = "") -> str:
    return (
        f"/// dose-table | Starch\n    id: starch\n{options}\n| Drug | Age | Dose |\n| - | - | - |\n"
        f"| Rice starch | 1–5 years | {dose} |\n///\n"
    )


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        (table("10"), line(10), "Dose: “10” in “10” has no unit."),
        (table("10 globules"), line(10), "add it to the table's options: units: [globules]."),
        (table(options="    columns: [drug, age]\n"), line(5), "names 2 columns and has 3; name each of them"),
        (table(options="    columns: [drug, age, doze]\n"), line(5), "allowed: drug, dose, unit, route"),
        (table(options="    columns: [drug, age, note]\n"), line(5), "has no column of the kind “dose”"),
        (table(options="    read-by: B. Lee, 2026-11-29\n"), line(5), "accept starch --by NAME"),
        (table().replace("Dose |", "How much |"), line(5), "does not tell what its column “How much” holds"),
        (table(options="    units: grains\n"), line(5), "has units: 'grains'; a list of words is expected"),
    ],
)
def test_a_table_of_doses_is_refused_for(tiny: Tiny, text: str, where: str, said: str) -> None:
    tiny.body(TWO + text)
    problems = tiny.problems()
    assert problems
    assert f"{problems[0].file}:{problems[0].line}" == where
    assert said in problems[0].text


def test_merged_cells_are_checked_for_each_row_that_they_cover(tiny: Tiny) -> None:
    tiny.body(
        TWO + '/// dose-table | Starch\n    id: starch\n\n<table markdown="1">\n'
        "<tr><th>Drug</th><th>Dose</th><th>Unit</th></tr>\n"
        '<tr><td rowspan="2">Rice</td><td>10</td><td rowspan="2">mg</td></tr>\n<tr><td>20</td></tr>\n'
        "<tr><td>Corn</td><td>30</td><td></td></tr>\n</table>\n///\n"
    )
    assert [problem.text.partition(" Write")[0] for problem in tiny.problems()] == [
        "Dose: “30” in “30” has no unit."
    ]


def test_the_words_of_the_source_stay_and_a_note_says_how_they_are_misread(tiny: Tiny) -> None:
    page = render_own_page(tiny, TWO + table())
    assert "1.0 mg" in [words(cell) for cell in page.iter("td")]
    [note] = with_class(page, "exhibit__misread")
    assert "editors" in note.get("class").split()
    assert "“1.0”" in words(note)


# ---- One drug, in the caption -----------------------------------------------------------------------------------

CAPTION = """\
/// dose-table | Rice starch 1:1000, by age [@smith2020]
    id: starch
    drug: Rice starch 1:1000

| Age | Dose | Route |
| - | - | - |
| 1–5 years | 0.5 ml | dripped {: #young .do } |
| over 5 years | 1 ml | dripped |
///
"""
MOVE = "Keep moving. {: #move .do }\n\nNo rest. [@jones2021] {: #bed .dont }\n\n"


def test_a_table_of_one_drug_names_it_in_its_caption(tiny: Tiny) -> None:
    """It is published as such, read by a second person with it, and noted where it is easily misread."""
    tiny.wording(None)
    tiny.body(MOVE + CAPTION)
    [exhibit] = tiny.read().exhibits
    assert exhibit.drug == "Rice starch 1:1000"
    data = json.loads(json.dumps(guideline_json(tiny.read())))
    assert data["tables"][0]["drug"] == "Rice starch 1:1000"
    assert [*Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(data)] == []
    assert "Rice starch 1:1000" in read_wordings(tiny.read())["starch"].text
    [note] = with_class(render_own_page(tiny, MOVE + CAPTION), "exhibit__misread")
    assert "“1:1000”" in words(note)


def test_a_row_of_it_says_which_drug_its_dose_is_of(tiny: Tiny) -> None:
    """Quoted alone, “Dose: 0.5 ml” is a dose of anything."""
    tiny.wording(None)
    tiny.body(MOVE + CAPTION)
    assert tiny.read().statement_by_id["young"].text == (
        "Rice starch 1:1000; Age: 1–5 years; Dose: 0.5 ml; Route: dripped"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            CAPTION.replace("    drug: Rice starch 1:1000\n", ""),
            "Where all its doses are of a drug that the caption",
        ),
        (
            CAPTION.replace("drug: Rice", "drug: Corn"),
            "has drug: Corn starch 1:1000, which its caption does not say",
        ),
        (CAPTION.replace("drug: Rice starch 1:1000", "drug: Rice starch 1:100"), "which its caption does not say"),
        (
            CAPTION.replace("drug: Rice starch 1:1000", "drug: 12"),
            "has drug: 12; write the drug’s name, in quotes.",
        ),
        (CAPTION.replace("drug: Rice starch 1:1000", 'drug: ""'), "has drug: ''; write the drug’s name"),
        (CAPTION.replace("| Route |", "| Drug |"), "has drug: and a column of drugs; keep one."),
        (CAPTION.replace("0.5 ml", "0.5"), "Dose: “0.5” in “0.5” has no unit."),
    ],
)
def test_a_table_of_one_drug_is_refused_for(tiny: Tiny, text: str, said: str) -> None:
    tiny.wording(None)
    tiny.body(MOVE + text)
    [problem] = tiny.problems()
    assert said in problem.text


def test_another_drug_under_the_same_caption_needs_a_new_version(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(MOVE + CAPTION)
    before = sentences_of(tiny.read())["starch"]
    tiny.body(MOVE + CAPTION.replace("drug: Rice starch 1:1000", "drug: Rice starch"))
    assert sentences_of(tiny.read())["starch"] != before


# ---- Who has read it --------------------------------------------------------------------------------------------


def accept(tiny: Tiny, name: str) -> int:
    return main(["accept", name, "--by", "C. Diaz", "--content", str(tiny.content)])


def test_a_second_person_has_to_read_it(tiny: Tiny) -> None:
    tiny.body(TWO + table())
    tiny.wording(None)
    [unread, _unpublished] = find_drift(Library(tiny.content))
    first, second, *rows, asked, _command = unread.text.split("\n    ")
    assert first == (
        "Nobody has signed yet that the doses of “starch” are those of the source. A second person, who did not "
        "type them, compares each number with the source."
    )
    assert second.startswith("Table: ")
    assert rows
    assert asked == "When a second person has compared each number with the source, they run:"
    assert not [word for word in ("rule", "plain line", "--all", "kind:") if word in unread.text]
    assert "accept starch --by" in unread.text
    assert unread.line == int(line(6).partition(":")[2])
    [said] = with_class(render_own_page(tiny, TWO + table()), "exhibit__reading")
    assert words(said).startswith("Draft:")


def test_many_tables_are_asked_for_at_once_and_apart_from_sentences(tiny: Tiny) -> None:
    """Whoever answers for lines for patients is no second reader of doses: one command does not sign both."""
    tables = "\n".join(table().replace("id: starch", f"id: starch-{number}") for number in range(6))
    tiny.body(TWO + tables)
    tiny.wording("move: Keep moving.\nbed: Do not rest.\n")
    unsigned = [each for each in find_drift(Library(tiny.content)) if "signed" in each.text]
    [doses] = [each for each in unsigned if "doses" in each.text]
    move, bed = [each for each in unsigned if each is not doses]
    assert "--all" not in doses.text
    assert "rule" not in doses.text
    assert " ".join(f"starch-{number}" for number in range(6)) in doses.text
    for each, name in ((move, "move"), (bed, "bed")):
        assert f"accept {name} --by" in each.text
        assert "against the lines for patients, run:" in each.text
        assert "rules" not in each.text


def test_whoever_transcribed_the_source_is_no_second_person(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.body(TWO + table())
    tiny.wording(None)
    tiny.page("guidelines/backs/source/source.yml", "transcribed_by: C. DIAZ\n")
    assert accept(tiny, "starch") != 0
    assert "C. DIAZ transcribed the source, as source.yml says: a second person" in "".join(capsys.readouterr())


def test_who_has_read_it_is_shown_until_a_number_changes(tiny: Tiny) -> None:
    tiny.body(TWO + table())
    tiny.wording(None)
    assert accept(tiny, "starch") == 0
    [said] = with_class(render_own_page(tiny, TWO + table()), "exhibit__reading")
    assert words(said).startswith("Read against the source by a second person: C. Diaz,")
    assert Library(tiny.content).guideline("backs").readings["starch"].by == "C. Diaz"

    tiny.body(TWO + table("2 mg"))
    assert Library(tiny.content).guideline("backs").readings == {}
    [unread, _unpublished] = find_drift(Library(tiny.content))
    assert "row, accepted: Drug: Rice starch; Age: 1–5 years; Dose: 1.0 mg" in unread.text
    assert "row, now     : Drug: Rice starch; Age: 1–5 years; Dose: 2 mg" in unread.text


def test_a_changed_number_needs_a_new_version(tiny: Tiny) -> None:
    tiny.body(TWO + table())
    tiny.wording(None)
    tiny.sign()
    assert find_drift(Library(tiny.content)) == []
    tiny.body(TWO + table("2 mg"))
    assert accept(tiny, "starch") == 0
    [changed] = find_drift(Library(tiny.content))
    assert "“starch” is not what was published under version 1.0.0" in changed.text
    assert "its wording changed" in changed.text


def test_a_table_that_is_gone_is_taken_off_the_list(tiny: Tiny) -> None:
    tiny.body(TWO + table())
    tiny.wording(None)
    tiny.sign()
    tiny.body(TWO)
    assert "“starch” is no table any more" in "".join(problem.text for problem in find_drift(Library(tiny.content)))
    assert accept(tiny, "starch") == 0
    record = json.loads((tiny.folder / "read-against.json").read_text(encoding="utf-8"))
    assert record["statements"] == {}


def test_another_table_cannot_be_accepted(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.body(TWO + table().replace("dose-table", "table"))
    assert accept(tiny, "starch") == 2
    assert "“starch” is no table of doses" in capsys.readouterr().err
