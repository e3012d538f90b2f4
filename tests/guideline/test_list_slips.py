"""A slip in an attribute list: the list that was meant is written out, where that is clear."""

from __future__ import annotations

import pytest

from site_plugins.guideline.list_slips import mend_list
from site_plugins.guideline.model import StatementKind
from tests.guideline.tiny import Tiny, line

MEANT = "{: #a-1 .do }"
SLIPS = {
    "#a-1.do": MEANT,
    "#a-1 do": MEANT,
    "# a-1 .do": MEANT,
    "#a-1 . do": MEANT,
    "a-1 .do": MEANT,
    ".a-1 .do": MEANT,
    "#a-1, .do": MEANT,
    "#a-1 .Do": MEANT,
    '#a-1 kind="do"': MEANT,
    "#a-1 class='do'": MEANT,
    '#a-1 do grade="very strong"': '{: #a-1 .do grade="very strong" }',
    "#a-1 .good practice": "{: #a-1 .good-practice }",
    "#a-1 .no–recommendation": "{: #a-1 .no-recommendation }",
    "#a-1 .red_flag": "{: #a-1 .red-flag }",
}
NOT_CLEAR = ("#a", ".do", "#a #b .do", "#a .do .fact", "#1a .do", "#a b .do", "#a .lead", "", "# .")


@pytest.mark.parametrize("listed", SLIPS)
def test_the_list_that_was_meant_is_written_out(tiny: Tiny, listed: str) -> None:
    assert mend_list(listed) == SLIPS[listed]
    tiny.wording(None)
    tiny.body(f"Both. [@smith2020; @jones2021] {{: #both .fact }}\n\nGive wax. {{: {listed} }}\n")
    [problem] = tiny.problems()
    assert f"{problem.file}:{problem.line}" == line(3)
    assert problem.text == f"“Give wax.” has the attribute list {{: {listed} }}: write {SLIPS[listed]}."


@pytest.mark.parametrize("listed", NOT_CLEAR)
def test_nothing_is_guessed(listed: str) -> None:
    assert mend_list(listed) is None


@pytest.mark.parametrize("kind", StatementKind)
def test_a_list_that_is_right_means_itself(kind: StatementKind) -> None:
    assert mend_list(f' #a .{kind} n="A 4" ') == f'{{: #a .{kind} n="A 4" }}'
