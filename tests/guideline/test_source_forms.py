"""Pages that hold tables, figures, footnotes and lists, compared with a source that has them in its own form."""

from __future__ import annotations

import re

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
def test_a_blank_behind_the_mark_of_a_note_makes_no_difference(tiny: Tiny, blank: str) -> None:
    page = TABLE.format(f"\\*Child’s boats.\n\n†{blank}Or none.")
    assert compared(tiny, page, f"{ROWS}*Child’s boats.\n†Or none.\n") == []
    assert compared(tiny, page, f"{ROWS}*Child’s boats.\n† Or none.\n") == []
    assert compared(tiny, page.replace("*Child", "* Child"), f"{ROWS}* Child’s boats.\n†Or none.\n") == []
    [problem] = compared(tiny, page, f"{ROWS}*Child’s boats.\n‡Or none.\n")
    assert problem[0] == 12
    [problem] = compared(tiny, page, f"{ROWS}*Child’s boats.\n†Or no.\n")
    assert problem[:2] == (12, 5 + len(blank))


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


DOSES = """\
/// table | Wax by length
    id: tab-wax
    n: "Table 1."

| Boat | Wax | Every |
| - | - | - |
| A1 boat | 5 mg | 4 hours |
| A2 boat | 5 mg | 6 hours |
| A3 boat | 10 mg | 4 hours |
///

/// table | Crew
    id: tab-crew
    n: "Box 2:"

| Boat | Crew |
| - | - |
| A1 boat | 5 mg |
| A2 boat | 4 hours |
| A3 boat | two |
///

/// figure | A boat
    id: fig-boat
    n: "Figure 1."
    credit: Drawn by B. Lee.
    credit-from: source

![Seen from the side.](boat.svg)
///
"""
DOSES_SAID = """\
Table 1. Wax by length
Boat Wax Every
A1 boat 5 mg 4 hours
A2 boat 5 mg 6 hours
A3 boat 10 mg 4 hours
Box 2: Crew
Boat
Crew
A1 boat
5 mg
A2 boat
4 hours
A3 boat
two
Figure 1. A boat
Drawn by B. Lee.
"""
"""One table as lines of rows, the other as lines of cells that the first has as well."""
WORDS = [
    (number, match)
    for number, row in enumerate(DOSES.split("\n"), start=1)
    if not row.startswith(("    id", "    n:", "    credit-", "///\n", "!"))
    for match in re.finditer(r"(?<!/// )(?!credit|table|figure)\b[A-Za-z0-9]+", row)
]


@pytest.mark.parametrize("at", range(len(WORDS)), ids=lambda at: f"{WORDS[at][0]}-{WORDS[at][1][0]}")
def test_a_word_of_a_table_or_caption_that_differs_is_told_once_where_it_stands(tiny: Tiny, at: int) -> None:
    (tiny.folder / "boat.svg").write_text("<svg/>", encoding="utf-8")
    number, match = WORDS[at]
    rows = DOSES.split("\n")
    rows[number - 1] = f"{match.string[: match.start()]}zzz{match.string[match.end() :]}"
    found = [each[:2] for each in compared(tiny, "\n".join(rows), DOSES_SAID)]
    assert found == [(number, match.start() + 1)]


@pytest.mark.parametrize("cell", ["5 mg | 6", "10 mg", "4 hours |\n///", "two"])
def test_a_cell_that_is_missing_is_told_once(tiny: Tiny, cell: str) -> None:
    (tiny.folder / "boat.svg").write_text("<svg/>", encoding="utf-8")
    words = cell.split(" |", maxsplit=1)[0]
    page = DOSES.replace(cell, cell.replace(words, ""), 1)
    assert compared(tiny, DOSES, DOSES_SAID) == []
    [problem] = compared(tiny, page, DOSES_SAID)
    assert problem[0] == DOSES[: DOSES.index(cell)].count("\n") + 1
    assert f"Add “{words}”" in problem[2]


def test_rows_in_another_order_are_told_at_their_lines_and_nowhere_else(tiny: Tiny) -> None:
    (tiny.folder / "boat.svg").write_text("<svg/>", encoding="utf-8")
    rows = DOSES.split("\n")
    rows[6], rows[7] = rows[7], rows[6]
    found = compared(tiny, "\n".join(rows), DOSES_SAID)
    assert 1 <= len(found) <= 2
    assert {each[0] for each in found} <= {7, 8}


NESTED = "- On land:\n    - wax it\n    - tar it\n- At sea:\n    - row it\n"
"""Two items with items of their own, on lines 1 and 4."""
SAME_LEVELS = {
    "indents of two": "- On land:\n  - wax it\n  - tar it\n- At sea:\n  - row it\n",
    "tabs": "•\tOn land:\n\t•\twax it\n\t•\ttar it\n•\tAt sea:\n\t•\trow it\n",
    "marks": "• On land:\n– wax it\n– tar it\n• At sea:\n– row it\n",
    "lines that were broken": "- On\n  land:\n  - wax\nit\n  - tar it\n- At sea:\n  - row it\n",
    "attached bullets": "•On land:\n  •wax it\n  •tar it\n•At sea:\n  •row it\n",
    "no bullets": "On land:\nwax it\ntar it\nAt sea:\nrow it\n",
}


@pytest.mark.parametrize("case", SAME_LEVELS)
def test_a_source_shows_by_indents_or_marks_which_item_stands_within_which(tiny: Tiny, case: str) -> None:
    assert compared(tiny, NESTED, SAME_LEVELS[case]) == []


OTHER_LEVELS = {
    "one that sank": (NESTED.replace("- At sea:\n    - row", "    - At sea:\n        - row"), {4}),
    "one that rose": (NESTED.replace("    - tar", "- tar"), {3}),
    "all on one level": (NESTED.replace("    -", "-"), {2, 3, 5}),
    "one within its neighbour": (NESTED.replace("    - tar", "        - tar"), {3}),
    "one that rose where a word differs": (
        NESTED.replace("    - row", "- row").replace("wax", "oil"),
        {2, 5},
    ),
}


@pytest.mark.parametrize("case", OTHER_LEVELS)
@pytest.mark.parametrize("shown", ["indents of two", "tabs", "marks"])
def test_an_item_that_stands_within_another_one_than_in_the_source_is_told(
    tiny: Tiny, case: str, shown: str
) -> None:
    page, lines = OTHER_LEVELS[case]
    found = compared(tiny, page, SAME_LEVELS[shown])
    assert {each[0] for each in found} == lines
    assert len(found) == len(lines)
    assert "in the source (source/text.txt:" in found[-1][2]
    assert "Indent it as the source does." in found[-1][2]


def test_a_source_that_shows_no_levels_says_all_are_one_unless_the_editors_say_that_they_were_lost(
    tiny: Tiny,
) -> None:
    flat = NESTED.replace("    -", "-")
    assert [each[0] for each in compared(tiny, NESTED, flat)] == [2, 3, 5]
    assert compared(tiny, NESTED, flat, more="list_levels: lost\n") == []
    [problem] = compared(tiny, NESTED, flat, more="list_levels: maybe\n")
    assert "list_levels is 'maybe'; allowed: shown or lost." in problem[2]


@pytest.mark.parametrize("page", ["1. Wait:\n    - an hour\n2. Go.\n", "1. Wait:\n\n- an hour\n\n2. Go.\n"])
def test_bullets_below_numbers_without_an_indent_may_be_meant_either_way(tiny: Tiny, page: str) -> None:
    assert compared(tiny, page, "1. Wait:\n- an hour\n2. Go.\n") == []


def test_a_list_below_another_paragraph_begins_anew(tiny: Tiny) -> None:
    page = "Land:\n\n- wax it\n\nSea:\n\n- row it\n"
    assert compared(tiny, page, "Land:\n- wax it\nSea:\n  - row it\n") == []


NOTED = "Dry it.[^3] [@jones2021] {: #dry .do }\n\nTar it.[^4]\n\n[^3]: For a day.\n[^4]: Or not.\n"


@pytest.mark.parametrize("marks", ["³ For a day.\n⁴ Or not.\n", "³For a day.\n4. Or not.\n"])
def test_raised_footnote_marks_are_matched_where_the_source_cites_with_raised_numbers(
    tiny: Tiny, marks: str
) -> None:
    said = "Boats\nFold it.¹,²\n"
    source = f"Dry it.³,²\nTar it.⁴\n{marks}"

    def found(page: str, source: str) -> list[tuple[int | None, int | None, str]]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"{__name__}.SAID", said)
            return compared(tiny, page, source, citations="superscripts")

    assert found(NOTED, source) == []
    [lost] = found(NOTED, source.replace("it.⁴", "it."))
    assert lost[0] == 3
    assert "this line cites 4" in lost[2]
    # Reference 2 and a footnote 2 have the same mark: it is never taken for the other.
    assert found(NOTED.replace("[^4]", "[^2]"), source.replace("⁴", "²").replace("4.", "2.")) != []


def test_footnote_marks_are_raised_figures_where_the_source_cites_otherwise(tiny: Tiny) -> None:
    page = NOTED.replace(" [@jones2021]", "")
    assert compared(tiny, page, "Dry it.³\nTar it.⁴\n³ For a day.\n⁴ Or not.\n") == []
    [lost] = compared(tiny, page, "Dry it.³\nTar it.\n³ For a day.\n⁴ Or not.\n")
    assert lost[0] == 3


MARKDOWN = """\
## Land & sea

* On **land**:
  * wax it *twice*
  * tar it
* At sea:
  1. row it

| A | B |
|---|--:|
| one | two |

Give 10^9/L &ge; 5, or 1<sup>st</sup> [aid](https://example.org/).
"""
SHOWN = """\
## Land & sea

- On land:
    - wax it twice
    - tar it
- At sea:
    1. row it

| A | B |
| - | - |
| one | **two** |

Give 10<sup>9</sup>/L &ge; 5, or 1st aid.
"""


def test_a_source_in_markdown_is_compared_as_what_it_shows(tiny: Tiny) -> None:
    form = "form: markdown\n"
    assert compared(tiny, SHOWN, MARKDOWN, more=form) == []
    [word] = compared(tiny, SHOWN, MARKDOWN.replace("twice", "once"), more=form)
    assert word[:2] == (4, 14)
    assert "source/text.txt:8)" in word[2]
    [level] = compared(tiny, SHOWN, MARKDOWN.replace("  * tar", "* tar"), more=form)
    assert level[0] == 5
    assert "is part of no other item in the source (source/text.txt:9)" in level[2]
    [cell] = compared(tiny, SHOWN, MARKDOWN.replace("two", "ten"), more=form)
    assert cell[:2] == (11, 11)


def test_a_source_hides_nothing_by_its_own_markup(tiny: Tiny) -> None:
    hidden = MARKDOWN.replace("tar it", '<span class="editors">tar</span> <del>not</del> it')
    [problem] = compared(tiny, SHOWN, hidden, more="form: markdown\n")
    assert problem[0] == 5
    assert "a negation" in problem[2]


RAISED = ["<sup>1,2</sup>", "^1,2^", "¹,²"]


@pytest.mark.parametrize("raised", RAISED)
def test_raised_numbers_cite_in_a_source_in_markdown(tiny: Tiny, raised: str) -> None:
    tiny.body(CITED)
    (tiny.folder / "plain-language.yml").unlink()
    keep_source(tiny.folder, f"# Boats\n\nFold it.{raised}\n", citations="superscripts", more="form: markdown\n")
    assert problems_of(tiny.content, "backs") == []


@pytest.mark.parametrize("sign", ["## Boats", "It is **not** so.", "See [it](https://example.org).", "| - | - |"])
def test_a_source_that_looks_like_markdown_must_say_what_it_is(tiny: Tiny, sign: str) -> None:
    [problem] = compared(tiny, "", sign + "\n")
    assert "This looks like Markdown: say form: markdown in source.yml" in problem[2]
    assert not [each for each in compared(tiny, "", sign + "\n", more="form: text\n") if "looks like" in each[2]]


def test_a_file_that_would_become_a_page_of_its_own_is_not_published(tiny: Tiny) -> None:
    keep_source(tiny.folder, "On backs\n", name="text.md", more="publish: true\n")
    [problem] = problems_of(tiny.content, "backs")
    assert "text.md would become a page of the site: call it text.txt" in problem.text


LINES = "Dry it for a day in the sun.\n\n- Wax it well\n- Tar it\n\n| A | B |\n| - | - |\n| one | two<br>more |\n"
LINES_SAID = "Dry it for a day in the sun.\n• Wax it well\n• Tar it\nA B\n• one\n• two\n• more\n"
BROKEN = {
    "two items in one": ("- Wax it well\n- Tar it", "- Wax it well Tar it", 3, "begins an item in the source"),
    "items in a paragraph": ("- Wax it well\n- Tar it", "Wax it well Tar it", 3, "begins an item in the source"),
    "an item in two": ("- Wax it well", "- Wax it\n- well", 4, "begins an item or paragraph here"),
    "a paragraph in two": ("day in", "day\n\nin", 3, "begins an item or paragraph here"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_item_that_is_joined_or_a_sentence_that_is_cut_is_told(tiny: Tiny, case: str) -> None:
    assert compared(tiny, LINES, LINES_SAID) == []
    words, instead, number, said = BROKEN[case]
    [problem] = compared(tiny, LINES.replace(words, instead), LINES_SAID)
    assert problem[0] == number
    assert said in problem[2]


def test_a_list_within_a_line_of_the_source_and_a_heading_that_runs_in_are_no_cuts(tiny: Tiny) -> None:
    page = "## Wax\n\nIt keeps dry:\n\n- (a) the keel;\n- (b) the bow.\n"
    assert compared(tiny, page, "Wax It keeps dry: (a) the keel; (b) the bow.\n") == []
