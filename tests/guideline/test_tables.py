"""Tables: what is read of them, what their marks lead to, which rows are statements, and what is refused."""

from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring

from site_plugins.guideline.exhibits import Exhibit
from tests.guideline.render import render, render_own_page
from tests.guideline.tiny import Tiny, line
from tests.pointing import check
from tests.site.html import Element, with_class, words

TWO = "Keep moving. {: #move .do }\n\nNo rest. [@smith2020; @jones2021] {: #bed .dont }\n\n"
"""The two statements that have a wording; what is tried out follows on line 5."""

TABLE = """\
/// table | Boats & crews [@jones2021]
    id: tab-boats
    n: "2.10"

| Boat | Crew |
| - | -: |
| A3 | **two** acorns[a] & a button* |
| A4 [@smith2020] {: #row-a4 .do } | one acorn[a] |
| A5 | a lentil [@smith2020] |

[a] If < 2 g. [@jones2021]

\\* Not *in* rain.

Lengths are not shown.
///
"""

MERGED = """\
/// table | Ballast
    id: tab-ballast

<table markdown="1">
<thead>
<tr><th rowspan="2">Boat</th><th colspan="2">Ballast</th></tr>
<tr><th>calm</th><th>wind*</th></tr>
</thead>
<tbody>
<tr><td rowspan="2">A4</td><td>a coin</td><td>two coins {: #wind .consider }</td></tr>
<tr><td colspan="2">no button [@smith2020] {: #button .dont }</td></tr>
</tbody>
</table>

\\* From the lee.
///
"""


@pytest.fixture
def read(tiny: Tiny) -> Exhibit:
    tiny.wording(None)
    tiny.body("# Backs\n\n" + TABLE)
    [table] = tiny.read().exhibits
    return table


def test_a_table_has_its_number_caption_cells_and_notes(read: Exhibit) -> None:
    assert (read.id, read.number, read.label, read.caption) == ("tab-boats", "2.10", "Table 2.10", "Boats & crews")
    assert (read.section, read.url) == ("Backs", "guidelines/backs/index.html#tab-boats")
    assert read.columns == ("Boat", "Crew")
    assert read.rows == (("A3", "two acorns[a] & a button*"), ("A4", "one acorn[a]"), ("A5", "a lentil"))
    assert [(note.mark, note.text) for note in read.notes] == [
        ("[a]", "If < 2 g."),
        ("*", "Not in rain."),
        ("", "Lengths are not shown."),
    ]
    assert read.statements == ("row-a4",)


def test_its_plain_text_has_a_row_a_line(read: Exhibit) -> None:
    assert read.text.split("\n") == [
        "Table 2.10: Boats & crews",
        "Boat: A3; Crew: two acorns[a] & a button*",
        "Boat: A4; Crew: one acorn[a]",
        "Boat: A5; Crew: a lentil",
        "[a] If < 2 g.",
        "* Not in rain.",
        "Lengths are not shown.",
    ]


def test_a_row_is_a_statement_with_its_headings_and_the_notes_of_its_marks(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(TABLE + "\n" + MERGED)
    found = [(each.id, each.kind, each.text, each.citations) for each in tiny.read().statements]
    assert found == [
        ("row-a4", "do", "Boat: A4; Crew: one acorn[a]; [a] If < 2 g.", ("smith2020",)),
        (
            "wind",
            "consider",
            "Boat: A4; Ballast, calm: a coin; Ballast, wind*: two coins; * From the lee.",
            (),
        ),
        ("button", "dont", "Boat: A4; Ballast, calm, wind*: no button; * From the lee.", ("smith2020",)),
    ]


def test_marks_and_notes_lead_to_each_other(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, TABLE)
    marks = list(with_class(page, "exhibit__mark"))
    assert [(words(mark), mark.get("id"), mark[0].get("href")) for mark in marks] == [
        ("[a]", "tab-boats:mark-a-1", "#tab-boats:note-a"),
        ("*", "tab-boats:mark-asterisk-1", "#tab-boats:note-asterisk"),
        ("[a]", "tab-boats:mark-a-2", "#tab-boats:note-a"),
    ]
    notes = {note.get("id"): [link.get("href") for link in with_class(note, "exhibit__back")] for note in
             with_class(page, "exhibit__note") if note.get("id")}  # fmt: skip
    assert notes == {
        "tab-boats:note-a": ["#tab-boats:mark-a-1", "#tab-boats:mark-a-2"],
        "tab-boats:note-asterisk": ["#tab-boats:mark-asterisk-1"],
    }


def test_headings_say_what_they_are_headings_of(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(MERGED)
    html = render(tiny, MERGED, more=("md_in_html",))
    assert html.count('scope="colgroup"') == 1
    assert html.count('scope="col"') == 3


def test_what_a_row_rests_on_stands_below_it_and_breaks_no_merged_cell(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(MERGED)
    html = render(tiny, MERGED, more=("md_in_html",))
    # The cell that hung down over two rows hangs over the layer of the first as well.
    assert 'rowspan="3"' in html
    rows = html.split("<tr")
    assert [index for index, row in enumerate(rows) if "statement-row__layer" in row] == [4, 6]


def test_what_headings_captions_cells_and_notes_cite_is_numbered_where_it_stands(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body("# Backs\n\n## Boats [@jones2021]\n\n" + TABLE + "\n| a | b |\n| - | - |\n| c | d [@smith2020] |\n")
    references = {each.id: each for each in tiny.read().references}
    assert {key: each.number for key, each in references.items()} == {"jones2021": 1, "smith2020": 2}
    page = "guidelines/backs/index.html"
    assert [(each.name, each.url) for each in references["jones2021"].passages] == [
        ("the heading “Boats”", f"{page}#cites:1"),
        ("Table 2.10", f"{page}#tab-boats"),
    ]
    assert references["jones2021"].cited_by == ()
    assert [each.name for each in references["smith2020"].passages] == ["Table 2.10", "a table of “Boats”"]


def test_every_place_that_cites_can_be_gone_back_to(tiny: Tiny) -> None:
    tiny.wording(None)
    body = "## Boats [@jones2021]\n\n" + TABLE + "\n| a | b |\n| - | - |\n| c | d [@smith2020] |\n"
    page = render_own_page(tiny, body + "\n/// reference-list | backs\n///\n")
    links = [link.get("href") for link in page.xpath(".//span[@class='reference__backlinks']/a")]
    assert links == ["#cites:1", "#tab-boats", "#row-a4", "#tab-boats", "#cites:3"]
    assert all(len(page.xpath(".//*[@id=$name]", name=link[1:])) == 1 for link in links)


def block(rows: str, options: str = "    id: t\n", name: str = "table | T") -> str:
    return f"/// {name}\n{options}\n{rows}///\n"


ROWS = "| a | b |\n| - | - |\n"
REFUSED: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "a row with a cell too much": (
        ROWS + "| c | d | e |\n",
        [
            (
                line(7),
                "| c",
                "This row has 3 cells, its table 2 columns. Write each cell between its own |, and an empty line "
                "below "
                "the last row; a | within a cell is \\|.",
            )
        ],
    ),
    "a line that follows a table": (
        ROWS + "| c | d |\nA sentence.\n",
        [
            (
                line(8),
                "A sentence",
                "This row has 1 cells, its table 2 columns. Write each cell between its own |, and an empty line "
                "below "
                "the last row; a | within a cell is \\|.",
            )
        ],
    ),
    "no id": (
        block(ROWS + "| c | d |\n", ""),
        [
            (
                line(5),
                "/// table",
                "The table “T” has no id; add one below it, such as id: tab-doses, indented by four spaces.",
            )
        ],
    ),
    "a number that YAML changes": (
        block(ROWS + "| c | d |\n", "    id: t\n    n: 2.10\n"),
        [
            (
                line(5),
                "/// table",
                'The table “T” has a number that YAML reads as 2.1: put it in quotes, such as n: "2.10".',
            )
        ],
    ),
    "another number that YAML changes": (
        block(ROWS + "| c | d |\n", "    id: t\n    n: 010\n"),
        [
            (
                line(5),
                "/// table",
                'The table “T” has a number that YAML reads as 8: put it in quotes, such as n: "2.10".',
            )
        ],
    ),
    "a mark without a note": (
        block(ROWS + "| c† | d |\n"),
        [
            (
                line(5),
                "/// table",
                "The table “T” has the mark “†” and no note for it: write the note below the table, as a "
                "paragraph that "
                'begins with †. If the source has none, add unexplained: ["†"] to the options.',
            )
        ],
    ),
    "a note without a mark": (
        block(ROWS + "| c | d |\n\n[a] Twice.\n"),
        [
            (
                line(12),
                "a] Twice",
                "The note [a] belongs to no cell: write [a] behind what it is about, or take it out.",
            )
        ],
    ),
    "two notes in a paragraph": (
        block(ROWS + "| c[a] | d[b] |\n\n[a] Once.\n[b] Twice.\n"),
        [(line(12), "a] Once", "The note [b] begins within another one: put an empty line before it.")],
    ),
    "a list instead of a note": (
        block(ROWS + "| c* | d |\n\n* Twice.\n"),
        [
            (
                line(5),
                "/// table",
                "The table “T” has the mark “*” and no note for it: write the note below the table, as a "
                "paragraph that "
                'begins with \\*. If the source has none, add unexplained: ["*"] to the options.',
            ),
            (
                line(12),
                "Twice",
                "“Twice.” cannot stand in a table’s block: below the table there are notes, each a paragraph (an "
                "asterisk at its beginning is \\*). Close the block with /// before anything else.",
            ),
        ],
    ),
    "a statement that an open block takes in": (
        block(ROWS + "| c | d |\n\nCome back. {: #back .do }\n"),
        [
            (
                line(12),
                "Come back",
                "“Come back. {: #back .do }” is a statement within the block of a table: close the block with "
                "/// before it.",
            )
        ],
    ),
    "an attribute list in the middle": (
        "| a | b | c |\n| - | - | - |\n| d | e {: #row .do } | f |\n",
        [
            (
                line(7),
                "d | e",
                "“d e {: #row .do } f” has its attribute list in the middle; write it at the end of the "
                "first or last cell.",
            )
        ],
    ),
    "two attribute lists": (
        ROWS + "| c {: #c .do } | d {: #d .do } |\n",
        [
            (
                line(7),
                "c {",
                "“c {: #c .do } d {: #d .do }” has two attribute lists; a row is one statement, keep one.",
            )
        ],
    ),
    "no table": (
        block("Words.\n"),
        [
            (
                line(5),
                "/// table",
                'The table “T” has no table; write one below its options. HTML begins with <table markdown="1">.',
            )
        ],
    ),
    "merged cells that leave a gap": (
        block('<table markdown="1">\n<tr><th>a</th><th>b</th></tr>\n<tr><td>only</td></tr>\n</table>\n'),
        [
            (
                line(10),
                "only",
                "The row “only” covers 1 columns, the first row 2: check colspan and rowspan.",
            )
        ],
    ),
    "an option that there is not": (
        block(ROWS + "| c | d |\n", "    id: t\n    nmber: 2\n"),
        [
            (
                line(7),
                "nmber: 2",
                "/// table has no option “nmber”; allowed: id, n, unexplained, grade, certainty, scheme.",
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_is_refused_for(tiny: Tiny, name: str) -> None:
    body, expected = REFUSED[name]
    tiny.wording(None)
    tiny.body(TWO + body)
    check(tiny.problems(), expected)


def test_an_id_that_a_statement_or_another_table_has_is_refused(tiny: Tiny) -> None:
    tiny.body(TWO + block(ROWS + "| c | d |\n", "    id: move\n"))
    check(
        tiny.problems(),
        [(line(6), "id: move", "The id “move” is used elsewhere as well; give the table another one.")],
    )
    tiny.body(TWO + 2 * (block(ROWS + "| c | d |\n") + "\n"))
    assert [problem.text for problem in tiny.problems()] == [
        "The table “T” has the id “t”, which is used twice; give it another one."
    ]


@pytest.mark.parametrize("cell", ["5 * 4", "5*4", "[mg] per", "p \\[a\\]", "`x*`", "10^9"])
def test_what_is_no_mark_stays_what_it_is(tiny: Tiny, cell: str) -> None:
    tiny.body(TWO + block(ROWS + f"| {cell} | d |\n"))
    assert tiny.problems() == []
    [table] = tiny.read().exhibits
    assert table.rows[0][0] == cell.replace("\\", "").replace("`", "")


def test_a_mark_that_the_source_explains_nowhere_can_be_kept(tiny: Tiny) -> None:
    tiny.body(TWO + block(ROWS + "| c† | d |\n", '    id: t\n    unexplained: ["†"]\n'))
    assert tiny.problems() == []
    [table] = tiny.read().exhibits
    assert table.rows == (("c†", "d"),)


def test_a_table_elsewhere_on_the_site_is_refused(tiny: Tiny) -> None:
    tiny.body(TWO)
    with pytest.raises(ValueError, match="is not on a page of its guideline"):
        render(tiny, block(ROWS + "| c | d |\n"), page="about/index.html")
    assert "data-row" not in render(tiny, ROWS + "| c | d | e |\n", page="about/index.html")


def test_a_number_with_words_is_all_that_the_source_calls_a_table(tiny: Tiny) -> None:
    """“Box 3.” is no “Table Box 3.”, and its full stop is the source's own."""
    tiny.wording(None)
    tiny.body(
        "Move. [@smith2020; @jones2021] {: #move .do }\n\n"
        '/// table | Sizes\n    id: sizes\n    n: "Box 3."\n\n| a | b |\n| - | - |\n| 1 | 2 |\n///\n'
    )
    [table] = tiny.read().exhibits
    assert (table.label, table.text.partition("\n")[0]) == ("Box 3", "Box 3: Sizes")


STARCH = """\
/// dose-table | Starch
    id: tab-starch
    units: [spoonfuls]

{}

\\* For a hull.
///
"""
STARCH_ROWS = "| Drug | Dose* | Unit |\n| - | - | - |\n| Rice [@smith2020] | 2 | spoonfuls |\n| Potato | 1 | |"
HANGING = (
    '<table markdown="1">\n<thead>\n<tr><th>Drug</th><th>Dose*</th><th>Unit</th></tr>\n</thead>\n<tbody>\n'
    '<tr><td>Rice</td><td>2</td><td rowspan="2">spoonfuls</td></tr>\n<tr><td>Potato</td><td>1</td></tr>\n'
    "</tbody>\n</table>"
)


def test_each_cell_of_a_dose_table_knows_what_its_column_is_called(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, TWO + STARCH.format(STARCH_ROWS.replace("| 1 | |", "| 1 | spoonfuls |")))
    [table] = with_class(page, "exhibit__table")
    assert table.get("class") == "exhibit__table exhibit__table--stacked"
    assert [[cell.get("data-column") for cell in row] for row in table.xpath("./tbody/tr")] == 2 * [
        ["Drug", "Dose*", "Unit"]
    ]


def with_html(tiny: Tiny, body: str) -> Element:
    tiny.body(body)
    return fragment_fromstring(render(tiny, body, more=("md_in_html",)), create_parent="article")


def test_a_dose_table_whose_cells_hang_down_stays_a_table(tiny: Tiny) -> None:
    """A card of its second row would have no unit."""
    tiny.wording(None)
    page = with_html(tiny, TWO + STARCH.format(HANGING))
    [table] = with_class(page, "exhibit__table")
    assert table.get("class") == "exhibit__table"
    assert table.xpath(".//*[@data-column]") == []
    assert [words(cell) for cell in with_class(table, "exhibit__row-name")] == ["Drug", "Rice", "Potato"]


def test_the_first_column_of_a_table_is_what_stays_in_sight(tiny: Tiny) -> None:
    tiny.wording(None)
    page = with_html(tiny, TWO + MERGED)
    assert [words(cell)[:4] for cell in with_class(page, "exhibit__row-name")] == ["Boat", "A4"]
