"""A block whose first lines are wrong: each kind of block with each slip says which, and nothing that is not so."""

from __future__ import annotations

import pytest

from site_plugins.guideline.statement_parts import PART_KINDS
from tests.guideline.tiny import Tiny, line
from tests.pointing import pointed_at

TWO = "Keep moving. [@smith2020] {: #move .do }\n\n- No rest. [@jones2021] {: #bed .dont }\n\n"
AT = 5
"""The line on which a block begins."""

TABLE = "\n| Drug | Dose (mg) |\n| - | - |\n| Starch [@smith2020] | 5 |\n"
PICTURE = "\n![A boat from the side.](boat.svg)\n"
WORDS = "\nSome words. [@smith2020]\n"
INSIDE = {
    "table": TABLE,
    "dose-table": TABLE,
    "figure": PICTURE,
    "flow-chart": f"{PICTURE}\n1. Is it dry? [@smith2020]\n    - Yes: go.\n",
    "editors-note": WORDS,
    **dict.fromkeys(PART_KINDS, WORDS),
}
"""What stands in each block; it cites, which what is no block may not do."""
WITH_ID = ("table", "dose-table", "figure", "flow-chart")
MUST_BE_NAMED = {**dict.fromkeys(WITH_ID, "caption"), "editors-note": "title"}
# The slips: what is written for the block of a name, with its option and what it holds; where and what is said.
SLIPS = {
    "no title": ("/// {name}\n    {option}\n{inside}///\n", 0, "/// {name} has no {title}: write it behind a bar"),
    "a bar and no title": ("/// {name} |\n    {option}\n{inside}///\n", 0, "/// {name} has no {title}: write it"),
    "no bar": (
        "/// {name} A caption\n    {option}\n{inside}///\n",
        0,
        "“/// {name} A caption” has no bar behind its name: write /// {name} | A caption.",
    ),
    "an option that there is not": (
        "/// {name} | A\n    {option}\n    colour: red\n{inside}///\n",
        2,
        "/// {name} has no option “colour”; allowed: {allowed}",
    ),
    "an option that is misspelt": (
        "/// {name} | A\n    {misspelt}\n{inside}///\n",
        1,
        "Did you mean “{key}”?",
    ),
    "no blank behind the colon": (
        "/// {name} | A\n    {joined}\n{inside}///\n",
        1,
        "There is no blank behind the colon: write {option}",
    ),
    "an option twice": (
        "/// {name} | A\n    {option}\n    {option}\n{inside}///\n",
        2,
        "“{key}” is given twice; keep one.",
    ),
    "an option that is not indented": (
        "/// {name} | A\n{option}\n{inside}///\n",
        1,
        "“{option}” is not read as an option of /// {name}, because it does not begin with four blanks",
    ),
    "an option that is indented by two": (
        "/// {name} | A\n  {option}\n{inside}///\n",
        1,
        "“{option}” is not read as an option of /// {name}, because it does not begin with four blanks",
    ),
    "an empty line above an option": (
        "/// {name} | A\n\n    {option}\n{inside}///\n",
        2,
        "“{option}” is not read as an option of /// {name}, because an empty line stands above it: take that out.",
    ),
    "a list that is none": (
        "/// {name} | A\n    {option_without_list}\n{inside}///\n",
        1,
        "a list in square brackets is expected: about: [move].",
    ),
    "curly quotes": (
        "/// {name} | A\n    {option}\n    n: “2”\n{inside}///\n",
        2,
        "n: has curly quotes, which belong to its words then: write straight ones or none.",
    ),
    "a misspelt name": ("/// {wrong_name} | A\n    {option}\n{inside}///\n", 0, "Did you mean “{name}”?"),
    "attributes, which could make its words the editors' own": (
        "/// {name} | A\n    {option}\n    attrs: {{class: editors}}\n{inside}///\n",
        2,
        "/// {name} has no option “attrs”; allowed: {allowed}",
    ),
    "no words": ("/// {name} | A\n    {option}\n///\n", 0, "/// {name} holds no words: write them between its"),
}
FOR_SOME = {
    "no title": MUST_BE_NAMED,
    "a bar and no title": MUST_BE_NAMED,
    "a list that is none": {name for name in INSIDE if name not in WITH_ID},
    "curly quotes": WITH_ID,
    "no words": {name for name in INSIDE if name not in WITH_ID},
}
"""The slips that only some blocks can have."""


@pytest.mark.parametrize(
    ("slip", "name"), [(slip, name) for slip in SLIPS for name in INSIDE if name in FOR_SOME.get(slip, INSIDE)]
)
def test_a_slip_in_the_first_lines_is_all_that_is_said(tiny: Tiny, name: str, slip: str) -> None:
    """Which it is and what to write; a citation in a table that was not read is no fault of the citation."""
    written, at, said = SLIPS[slip]
    option = "id: thing" if name in WITH_ID else "about: [move]"
    key = option.partition(":")[0]
    words = {
        "name": name,
        "title": MUST_BE_NAMED.get(name, ""),
        "option": option,
        "key": key,
        "misspelt": option.replace("id:", "idd:").replace("about:", "abuot:"),
        "joined": option.replace(": ", ":"),
        "option_without_list": "about: move",
        "allowed": key,
        "wrong_name": name[:-1] if name != "values" else "vlaues",
        "inside": INSIDE[name],
    }
    tiny.wording(None)
    (tiny.folder / "boat.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    tiny.body(TWO + written.format(**words))
    [problem] = tiny.problems()
    assert f"{problem.file}:{problem.line}" == line(AT + at), str(problem)
    assert said.format(**words) in problem.text, str(problem)
    assert problem.column, str(problem)


@pytest.mark.parametrize(("begun", "ended"), [("// {name} | A", "//"), ("::: {name}", ":::")])
@pytest.mark.parametrize("name", INSIDE)
def test_the_lines_of_another_dialect_are_named_and_nothing_else(
    tiny: Tiny, name: str, begun: str, ended: str
) -> None:
    """Two slashes, or colons: the words between them would pass for the guideline's own."""
    option = "id: thing" if name in WITH_ID else "about: [move]"
    (tiny.folder / "boat.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    tiny.wording(None)
    tiny.body(f"{TWO}{begun.format(name=name)}\n    {option}\n{INSIDE[name]}{ended}\n")
    first, last = tiny.problems()
    assert (pointed_at(first), pointed_at(last)) == (begun.format(name=name), ended)
    assert all("three" in each.text and "///" in each.text for each in (first, last))


@pytest.mark.parametrize("name", INSIDE)
def test_a_block_that_two_slashes_close_is_said_to_be_open(tiny: Tiny, name: str) -> None:
    option = "id: thing" if name in WITH_ID else "about: [move]"
    (tiny.folder / "boat.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    tiny.wording(None)
    tiny.body(f"{TWO}/// {name} | A\n    {option}\n{INSIDE[name]}//\n")
    opened, slashes = tiny.problems()
    assert (opened.text.startswith(f"The {name} that opens in"), pointed_at(slashes)) == (True, "//")


@pytest.mark.parametrize("name", PART_KINDS)
@pytest.mark.parametrize("end", ["/// {name}", "/// end"])
def test_a_name_behind_the_closing_slashes_is_all_that_is_said(tiny: Tiny, name: str, end: str) -> None:
    end = end.format(name=name)
    tiny.wording(None)
    tiny.body(f"{TWO}/// {name} | A\n    about: [move]\n{WORDS}{end}\n")
    [problem] = tiny.problems()
    assert pointed_at(problem) == end
    assert problem.text == f"A block is closed by slashes alone: write /// and no {end[4:]} behind it."


def test_ids_are_named_without_their_signs(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(f"{TWO}/// remarks | A\n    about: [#move, #bed]\n{WORDS}///\n")
    [problem] = tiny.problems()
    assert problem.text == "Ids are named without their #: write about: [move, bed]."


@pytest.mark.parametrize(
    "begun", ["/// Table | A", "///table| A", "Some words.\n/// table | A", "/// table  |  A "]
)
def test_what_is_read_all_the_same_is_let_be(tiny: Tiny, begun: str) -> None:
    tiny.wording(None)
    tiny.body(f"{TWO}{begun}\n\tid: thing\n    unexplained: []\n{TABLE}///\n")
    assert tiny.problems() == []
    assert [each.id for each in tiny.read().exhibits] == ["thing"]


def test_a_block_in_a_list_has_its_options_further_in(tiny: Tiny) -> None:
    tiny.wording(None)
    note = "/// remarks | Where\n        about: [move]\n\n    Some words.\n    ///\n"
    tiny.body(f"{TWO}- An item.\n\n    {note}")
    assert tiny.problems() == []
    tiny.body(f"{TWO}- An item.\n\n    {note.replace('about', 'abuot')}")
    [problem] = tiny.problems()
    assert (f"{problem.file}:{problem.line}", problem.column) == (line(AT + 3), 9)
