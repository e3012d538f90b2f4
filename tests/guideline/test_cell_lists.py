"""Lists within the cells of tables: how they are written, shown and taken along, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from site_plugins.guideline.doses import find_numbers_without_unit
from tests.guideline.render import render
from tests.guideline.tiny import Tiny, line
from tests.site.html import Element, with_class, words

BEFORE = "Keep moving. {: #move .do }\n\nNo rest. {: #bed .dont }\n\n"


def pipes(cell: str, kind: str = "table") -> str:
    return f"/// {kind} | Boats\n    id: boats\n\n| Drug | Dose |\n| - | - |\n| Starch | {cell} |\n///\n"


def in_html(cell: str) -> str:
    rows = f"<tr><th>Drug</th><th>Dose</th></tr>\n<tr><td>Starch</td><td>{cell}</td></tr>"
    return f'/// table | Boats\n    id: boats\n\n<table markdown="1">\n{rows}\n</table>\n///\n'


def show(tiny: Tiny, body: str) -> Element:
    tiny.wording(None)
    tiny.body(BEFORE + body)
    assert tiny.problems() == []
    return html.fragment_fromstring(render(tiny, BEFORE + body, more=("md_in_html",)), create_parent="article")


ITEMS = {
    "bullets between line breaks": pipes("- 5 mg [@smith2020]<br>- 10 mg [@jones2021]"),
    "with blanks and a slash": pipes("-  5 mg [@smith2020] <br /> - 10 mg [@jones2021]"),
    "bullets of a word processor": pipes("• 5 mg [@smith2020]<br>• 10 mg [@jones2021]"),
    "other ones": pipes("▪ 5 mg [@smith2020]<br>▪ 10 mg [@jones2021]"),
    "en dashes": pipes("– 5 mg [@smith2020]<br>– 10 mg [@jones2021]"),
    "em dashes": pipes("— 5 mg [@smith2020]<br>— 10 mg [@jones2021]"),
    "a list in HTML": pipes("<ul><li>5 mg [@smith2020]</li><li>10 mg [@jones2021]</li></ul>"),
    "Markdown in a table in HTML": in_html("\n\n- 5 mg [@smith2020]\n- 10 mg [@jones2021]\n\n"),
    "indented as its table is": in_html("\n\n      - 5 mg [@smith2020]\n      - 10 mg [@jones2021]\n    "),
    "HTML in a table in HTML": in_html("<ul><li>5 mg [@smith2020]</li><li>10 mg [@jones2021]</li></ul>"),
}


@pytest.mark.parametrize("name", ITEMS)
def test_items_of_a_cell_are_a_list_and_cite(tiny: Tiny, name: str) -> None:
    """They are numbered where they stand, and in plain text two doses never become one."""
    page = show(tiny, ITEMS[name])
    [listed] = page.xpath("//td/ul")
    assert [words(item) for item in listed] == ["5 mg 1", "10 mg 2"]
    [exhibit] = tiny.read().exhibits
    assert exhibit.rows == (("Starch", "• 5 mg • 10 mg"),)
    assert exhibit.citations == ("smith2020", "jones2021")
    assert exhibit.text.endswith("Drug: Starch; Dose: • 5 mg • 10 mg")


def test_words_before_the_items_stay_before_them(tiny: Tiny) -> None:
    page = show(tiny, pipes("as follows:<br>- 5 mg<br>- 10 mg [@smith2020; @jones2021]"))
    [cell] = page.xpath("//td[ul]")
    assert (cell.text.strip(), len(cell[0])) == ("as follows:", 2)
    assert tiny.read().exhibits[0].rows[0][1] == "as follows: • 5 mg • 10 mg"


@pytest.mark.parametrize("write", [pipes, in_html])
def test_signs_and_lowered_letters_of_an_item_stay(tiny: Tiny, write: Callable[[str], str]) -> None:
    """A sign of comparison was lost in a list of HTML, together with the end of its item."""
    cell = "<ul><li>SpO<sub>2</sub> &gt; 94 %</li><li>&lt; 5 mg [@smith2020; @jones2021]</li></ul>"
    page = show(tiny, write(cell))
    assert tiny.read().exhibits[0].rows[0][1] == "• SpO2 > 94 % • < 5 mg"
    assert words(page.xpath("//td/ul")[0]).startswith("SpO2 > 94 % < 5 mg")


@pytest.mark.parametrize("words", ["\nas follows:\n- 5 mg\n- 10 mg", "as follows:\n\n- 5 mg\n- 10 mg"])
def test_words_before_the_items_stay_before_them_in_html(tiny: Tiny, words: str) -> None:
    show(tiny, in_html(f"{words} [@smith2020; @jones2021]\n"))
    assert tiny.read().exhibits[0].rows[0][1] == "as follows: • 5 mg • 10 mg"


def test_a_list_in_html_without_an_empty_line_is_asked_about(tiny: Tiny) -> None:
    """Elsewhere it is no list either, and its dashes would run on."""
    tiny.wording(None)
    tiny.body(BEFORE + in_html("\n- 5 mg [@smith2020]\n- 10 mg [@jones2021]\n"))
    assert any("This line begins with “-” directly below a line of text" in each.text for each in tiny.problems())


@pytest.mark.parametrize("numbers", [(4, 5, 6), (1, 3, 4), (2, 7, 9)])
def test_numbered_items_keep_their_numbers(tiny: Tiny, numbers: tuple[int, int, int]) -> None:
    first, second, third = numbers
    cell = f"\n\n{first}. 5 mg [@smith2020]\n{second}. 10 mg [@jones2021]\n{third}. 20 mg\n\n"
    show(tiny, in_html(cell))
    assert tiny.read().exhibits[0].rows[0][1] == f"{first}. 5 mg {second}. 10 mg {third}. 20 mg"


@pytest.mark.parametrize(
    "cell",
    [
        "-5 mg<br>-6 mg",
        "- 5 mg",
        "5 mg<br>10 mg",
        "–5 °C<br>–6 °C",
        "− 5 °C",
        "1. 5 mg<br>2. 10 mg",
    ],
)
def test_what_may_be_no_list_stays_as_it_was_typed(tiny: Tiny, cell: str) -> None:
    """A minus is no bullet, and neither is one dash alone."""
    page = show(tiny, pipes(f"{cell} [@smith2020; @jones2021]"))
    assert page.xpath("//td/ul") == []
    [shown] = page.xpath("//td[2]")
    assert words(shown).startswith(" ".join(cell.replace("<br>", " ").split()))


@pytest.mark.parametrize(
    "cell",
    [
        "- 5 mg<br>10 mg",
        "5 mg<br>– 10 mg",
        "-5 mg<br>- 6 mg",
        "- 5 mg<br>plain<br>- 10 mg",
        "Adults:<br>note:<br>- 5 mg<br>- 10 mg",
        "5 mg<br>10 mg<br>- 20 mg<br>- 30 mg",
        # The second is one within the first.
        "• 5 mg<br>– 10 mg",
        # Nobody can tell a minus from a dash.
        "− 5 °C<br>− 10 °C",
    ],
)
@pytest.mark.parametrize("kind", ["table", "dose-table"])
def test_bullets_that_make_no_list_are_refused(tiny: Tiny, cell: str, kind: str) -> None:
    """Typed as they are, “5 mg” above “– 10 mg” would become a range where only plain text goes."""
    tiny.wording(None)
    tiny.body(BEFORE + pipes(f"{cell} [@smith2020; @jones2021]", kind))
    [problem] = tiny.problems()
    assert f"{problem.file}:{problem.line}" == line(10)
    assert problem.text.startswith("This row has a list that is not read: write the items of a cell as “- one<br>")


def test_bullets_behind_line_breaks_are_refused_in_html(tiny: Tiny) -> None:
    """There a list is written as everywhere else."""
    tiny.wording(None)
    tiny.body(BEFORE + in_html("– 5 mg<br>– 10 mg [@smith2020; @jones2021]"))
    [problem] = tiny.problems()
    assert f"{problem.file}:{problem.line}" == line(10)
    assert "in a table in HTML, and where lists stand within lists, as a list of Markdown" in problem.text


def test_a_line_break_within_an_item_in_html_begins_none(tiny: Tiny) -> None:
    show(tiny, in_html("\n\n- 5 mg<br>at noon\n- 10 mg [@smith2020; @jones2021]\n\n"))
    assert tiny.read().exhibits[0].rows[0][1] == "• 5 mg; at noon • 10 mg"


@pytest.mark.parametrize(
    "cell",
    [
        "- 5 mg [@smith2020]<br>- 10 mg [@jones2021] {: #starch .do }",
        "<ul><li>5 mg [@smith2020]</li><li>10 mg [@jones2021] {: #starch .do }</li></ul>",
        "<ul><li>5 mg [@smith2020]</li><li>10 mg [@jones2021]</li></ul> {: #starch .do }",
    ],
)
def test_a_row_with_items_is_a_statement_by_the_list_at_its_end(tiny: Tiny, cell: str) -> None:
    page = show(tiny, pipes(cell))
    statement = tiny.read().statement_by_id["starch"]
    assert statement.text == "Drug: Starch; Dose: • 5 mg • 10 mg"
    assert statement.citations == ("smith2020", "jones2021")
    [row] = [each for each in with_class(page, "statement") if each.get("id") == "starch"]
    assert (row.tag, "{" in words(row)) == ("tr", False)


def test_two_items_that_are_statements_are_refused_each(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(BEFORE + pipes("- 5 mg [@smith2020] {: #one .do }<br>- 10 mg [@jones2021] {: #two .do }"))
    problems = tiny.problems()
    assert [f"{each.file}:{each.line}" for each in problems] == [line(10), line(10)]
    assert all("is an item of a cell and cannot be a statement; a row is one" in each.text for each in problems)


def test_a_list_within_a_list_of_html_is_refused_in_pipes(tiny: Tiny) -> None:
    """Its items would run into one."""
    tiny.wording(None)
    cell = "<ul><li>5 mg<ul><li>10 mg [@smith2020; @jones2021]</li></ul></li></ul>"
    tiny.body(BEFORE + pipes(cell))
    [problem] = tiny.problems()
    assert f"{problem.file}:{problem.line}" == line(10)
    assert problem.text.startswith("This row has a list that is not read: write the items of a cell as")


def test_each_item_of_a_dose_has_its_unit(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(BEFORE + pipes("- 5<br>- 10 mg [@smith2020; @jones2021]", "dose-table"))
    [problem] = tiny.problems()
    assert "“5” in “• 5 • 10 mg” has no unit" in problem.text
    assert find_numbers_without_unit("• 5 mg • 10 mg") == []
