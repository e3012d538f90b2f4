"""Pages that hold tables, figures, footnotes and lists, compared with a source that has them in its own form."""

from __future__ import annotations

import pytest

from tests.guideline.compared import keep_source, problems_of
from tests.guideline.tiny import FRONT, Tiny

CITED = "# Boats\n\nFold it. [@smith2020; @jones2021] {: #fold .do }\n\n"
SAID = "Boats\n\nFold it. [1, 2]\n\n"


def compared(
    tiny: Tiny, page: str, source: str, *, citations: str = "brackets", more: str = ""
) -> list[tuple[int | None, int | None, str]]:
    """What differs: the line of the page's text and the column, counted from 1, and what is said."""
    (tiny.folder / "plain-language.yml").unlink(missing_ok=True)
    tiny.body(CITED + page)
    keep_source(tiny.folder, SAID + source, citations=citations, more=more)
    above = (FRONT + CITED).count("\n")
    return [
        (each.line and each.line - above, each.column, each.text) for each in problems_of(tiny.content, "backs")
    ]


TABLE = """\
/// table | Sheets
    id: tab-sheets
    n: "Table 1."

| Sheet | Crew |
| - | - |
| A3* | two |
| A4 | one† |

{}
///
"""
ROWS = "Table 1. Sheets\nSheet Crew\nA3* two\nA4 one†\n"


@pytest.mark.parametrize("blank", ["", " "])
def test_a_note_of_a_table_keeps_the_blank_behind_its_mark_or_none(tiny: Tiny, blank: str) -> None:
    page = TABLE.format(f"\\*{blank}Child’s boats.\n\n†{blank}Or none.")
    notes = f"*{blank}Child’s boats.\n†{blank}Or none.\n"
    assert compared(tiny, page, ROWS + notes) == []
    other = "" if blank else " "
    [problem] = compared(tiny, page, ROWS + notes.replace("†" + blank, "†" + other))
    assert problem[0] == 12
    assert "a space differs" in problem[2]


FIGURE = """\
/// figure | A boat
    id: fig-boat
    n: "Figure 1."
    credit: Drawn by B. Lee.
{}
![Seen from the side.](boat.svg)
///
"""


def test_the_credit_of_a_figure_is_the_editors_unless_it_says_that_the_source_writes_it(tiny: Tiny) -> None:
    (tiny.folder / "boat.svg").write_text("<svg/>", encoding="utf-8")
    ours, theirs = FIGURE.format(""), FIGURE.format("    credit-from: source\n")
    assert compared(tiny, ours, "Figure 1. A boat\n") == []
    assert compared(tiny, theirs, "Figure 1. A boat\nDrawn by B. Lee.\n") == []
    [missing] = compared(tiny, ours, "Figure 1. A boat\nDrawn by B. Lee.\n")
    assert "“Drawn by B. Lee.”" in missing[2]
    [extra] = compared(tiny, theirs, "Figure 1. A boat\n")
    assert "“Drawn by B. Lee.”" in extra[2]
    unknown = compared(tiny, FIGURE.format("    credit-from: publisher\n"), "Figure 1. A boat\n")[0]
    assert unknown[0] == 1
    assert "credit-from: publisher; allowed: editors, source" in unknown[2]
