"""Tables that rate their rows: what a column says of a statement, and what is asked or refused."""

from __future__ import annotations

import pytest

from site_plugins.guideline import guideline_json
from tests.guideline.render import render_own_page
from tests.guideline.tiny import FRONT, Tiny, line
from tests.site.html import with_class, words

OPTIONS = "    scheme: ACC/AHA\n    grade: COR\n    certainty: LOE\n"


def table(
    options: str = OPTIONS,
    cells: str = "IIa | B-R",
    listed: str = "#move .do",
    head: str = "COR | LOE",
    block: bool = True,
) -> str:
    rows = (
        f"| {head} | Recommendation |\n| - | - | - |\n"
        f"| {cells} | Fold it. [@smith2020] {{: {listed} }} |\n"
        "| III: Harm | C-LD | No rest. [@jones2021] {: #bed .dont } |\n"
    )
    return f"/// table | Folds\n    id: folds\n{options}\n{rows}///\n" if block else rows


def test_a_column_rates_the_rows_that_are_statements(tiny: Tiny) -> None:
    """Each is rated as its attribute list would: published, and explained where a reader meets it."""
    tiny.body(table())
    move, bed = tiny.read().statements
    assert [each.words for each in move.ratings] == ["ACC/AHA: COR IIa, LOE B-R"]
    assert [each.words for each in bed.ratings] == ["ACC/AHA: COR III: Harm, LOE C-LD"]
    assert move.text == "COR: IIa; LOE: B-R; Recommendation: Fold it."
    statement = guideline_json(tiny.read())["statements"][0]  # type: ignore[index]
    assert statement["rating"]["words"] == "ACC/AHA: COR IIa, LOE B-R"
    links = [*with_class(render_own_page(tiny, table()), "rating")]
    # The cells say the levels: what is left beside them is the way to what they mean.
    assert [words(each) for each in links] == ["ACC/AHA", "ACC/AHA"]
    assert [each.get("aria-label") for each in links] == [
        f"Rating by the source, {levels}: what it means"
        for levels in ("ACC/AHA: COR IIa, LOE B-R", "ACC/AHA: COR III: Harm, LOE C-LD")
    ]


def test_the_guideline_s_scheme_holds_and_capitals_make_no_difference(tiny: Tiny) -> None:
    """A cell begins with a capital; the level is the scheme's."""
    body = table("    grade: Strength\n", "Strong | x", head="Strength | Note").replace("III: Harm", "Very weak")
    tiny._write("index.md", FRONT.replace("  contact:", "  rating: GRADE\n  contact:") + body)
    [problem] = tiny.problems()
    assert problem.text.startswith('“bed” has grade="Very weak", which is no level of GRADE')
    tiny._write(
        "index.md",
        FRONT.replace("  contact:", "  rating: GRADE\n  contact:") + body.replace("Very weak", "Conditional"),
    )
    assert [each.words for one in tiny.read().statements for each in one.ratings] == [
        "GRADE: recommendation strong",
        "GRADE: recommendation conditional",
    ]


@pytest.mark.parametrize("cell", ["", "-", "–", "—"])
def test_a_row_with_an_empty_cell_is_not_rated(tiny: Tiny, cell: str) -> None:
    tiny.body(table(cells=f"{cell} | {cell}"))
    assert [len(each.ratings) for each in tiny.read().statements] == [0, 1]


def test_a_list_may_say_more_of_a_rating_than_its_row(tiny: Tiny) -> None:
    """Who rated, and a second rating."""
    tiny.body(table(listed='#move .do rated-by="B. Lee" grade-2="A" scheme-2="SIGN"'))
    assert [(each.words, each.rated_by) for each in tiny.read().statements[0].ratings] == [
        ("ACC/AHA: COR IIa, LOE B-R", "B. Lee"),
        ("SIGN: grade A", None),
    ]


def test_a_note_s_mark_is_no_part_of_a_level(tiny: Tiny) -> None:
    text = table(cells="IIa[a] | B-R").replace("\n///\n", "\n\n[a] By vote.\n///\n")
    tiny.body(text)
    assert tiny.read().statements[0].ratings[0].words == "ACC/AHA: COR IIa, LOE B-R"


REFUSED = {
    "a column that is not there": (
        table("    scheme: ACC/AHA\n    grade: CORE\n"),
        line(1),
        "has grade: CORE, and no column of that heading; its columns are “COR”, “LOE”, “Recommendation”. Did you "
        "mean “COR”?",
    ),
    "two columns of that heading": (
        table("    scheme: ACC/AHA\n    grade: COR\n", head="COR | COR"),
        line(1),
        "has grade: COR, and 2 columns of that heading",
    ),
    "a scheme that nobody knows": (
        table("    scheme: AHA\n    grade: COR\n"),
        line(1),
        "has scheme: AHA; allowed: GRADE, NICE",
    ),
    "a scheme and no column": (
        table("    scheme: ACC/AHA\n    grade:\n"),
        line(1),
        "has scheme: and does not say which columns rate its rows",
    ),
    "no scheme": (table("    grade: COR\n    certainty: LOE\n"), line(8), "“move” has a rating and no scheme"),
    "a level that the scheme does not have": (
        table(cells="IV | B-R"),
        line(9),
        '“move” has grade="IV", which is no level of ACC/AHA (Class of recommendation)',
    ),
    "a level in another case in its list, beside one in a cell": (
        table("    scheme: ACC/AHA\n    grade: COR\n", "iia | x", '#move .do certainty="b-r"', "COR | Note"),
        line(8),
        '“move” has certainty="b-r", which is no level of ACC/AHA (Level of evidence)',
    ),
    "both in the row and in its list": (
        table(listed='#move .do grade="I"'),
        line(9),
        "“move” has grade in its list and in its table: keep one.",
    ),
    "a column that is not named": (
        table(""),
        line(6),
        "“move” is not rated by the column “COR” of its table: if the source rates it there, add grade: or "
        "certainty: and that heading to the options of its table; if it does not, add grade: none.",
    ),
    "one of two columns that is not named": (
        table("    scheme: ACC/AHA\n    grade: COR\n"),
        line(8),
        "“move” is not rated by the column “LOE” of its table: if the source rates it there, add grade: or "
        "certainty: and that heading to the options of its table; if it does not, add certainty: none.",
    ),
    "columns that rate nothing": (
        table().replace(" {: #move .do }", "").replace(" {: #bed .dont }", "") + "\nKeep. {: #move .do }\n",
        line(1),
        "names columns that rate its rows, and no row is a statement: end each one in {: #id .kind }.",
    ),
    "a table in no block": (
        table(block=False),
        line(3),
        "“move” is not rated by the column “COR” of its table: if the source rates it there, add grade: or "
        "certainty: and that heading to a block /// table around its table",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_asked_or_refused(tiny: Tiny, name: str) -> None:
    """A rating that a reader sees in a row and the site does not know would be said not to be there."""
    body, where, said = REFUSED[name]
    tiny.body(body)
    first = next(each for each in tiny.problems() if said in each.text)
    assert f"{first.file}:{first.line}" == where


def test_a_table_of_doses_may_rate_its_rows_too(tiny: Tiny) -> None:
    rows = "| Drug | Dose | COR |\n| - | - | - |\n| Starch | 5 mg | I {: #move .do } |\n"
    options = "    id: doses\n    scheme: ACC/AHA\n    grade: COR\n    columns: [drug, dose, note]\n"
    tiny.body(f"/// dose-table | Doses [@smith2020; @jones2021]\n{options}\n{rows}///\n\nRest. {{: #bed .fact }}\n")
    assert [each.words for each in tiny.read().statements[0].ratings] == ["ACC/AHA: COR I"]


@pytest.mark.parametrize("head", ["Grade", "Level of evidence", "Strength of recommendation", "Certainty", "COR"])
def test_a_column_that_is_none_of_ratings_is_said_to_be_none(tiny: Tiny, head: str) -> None:
    text = table("    grade: none\n", head=f"{head} | Note")
    tiny.body(text)
    assert [each.ratings for each in tiny.read().statements] == [(), ()]
    tiny.body(text.replace("    grade: none\n", ""))
    assert len(tiny.problems()) == 2
    tiny.body(text.replace("    grade: none\n", "").replace(head, "Sheet"))
    assert tiny.problems() == []
