"""What a statement's markup says is kept where only its plain text goes: in JSON, FHIR, search, quotations."""

from __future__ import annotations

import json

import pytest

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline.publish import guideline_json
from site_plugins.search.entries import statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render_own_page
from tests.guideline.tiny import Tiny, line
from tests.site.html import with_class, words

FORMS = {
    "PaO<sub>2</sub> at 8 kPa": "PaO2 at 8 kPa",
    "log 10<sub>2</sub>": "log 10_2",
    "above 50 x 10<sup>9</sup>/L": "above 50 x 10^9/L",
    "10<sup>-3</sup> mol": "10^-3 mol",
    "<i>10</i><sup>9</sup>": "10^9",
    "kg/m<sup>2</sup>": "kg/m^2",
    "Na<sup>+</sup>": "Na^+",
    "e<sup>a + b</sup>": "e^(a + b)",
    "the 1<sup>st</sup> week": "the 1st week",
    "x&ge;5, x&lt;9 &amp; 20&nbsp;&micro;g": "x≥5, x<9 & 20 µg",
    "&#8804; 5 &#x2265; 4": "≤ 5 ≥ 4",
    "≥ 10⁹/L": "≥ 10⁹/L",
    "10\N{NO-BREAK SPACE}mg, 10\N{NARROW NO-BREAK SPACE}000, 5\N{THIN SPACE}cm": "10 mg, 10 000, 5 cm",
    "one<br>two<br />three": "one; two; three",
    "5 mg<br>1-5 years": "5 mg; 1-5 years",
    "5 mg,<br>by mouth: <br>twice.<br> <br/>Then<br>– rest": "5 mg, by mouth: twice. Then; – rest",
    "<i>5 mg</i> <br> <b>1-5 years</b><br>": "5 mg; 1-5 years",
    "5 mg \\*<br>x &ge;<br>5<sup>a<br>b</sup>": "5 mg *; x ≥; 5^(a; b)",
    "hard  \nbreak": "hard; break",
    "<b>not</b> <i>now</i><!-- why -->": "not now",
    "say <q>*keep* moving</q>": "say “keep moving”",
    "می\N{ZERO WIDTH NON-JOINER}شود": "می\N{ZERO WIDTH NON-JOINER}شود",
    "תן 5 מ״ג": "תן 5 מ״ג",
    "![A boat](boat.png) sails": "A boat sails",
    "`x < 5` &amp;lt;": "x < 5 &lt;",
}
"""What an author writes, and what is taken along of it."""


@pytest.mark.parametrize("written", FORMS)
def test_every_way_that_a_statement_is_taken_along_has_one_form(tiny: Tiny, written: str) -> None:
    tiny.wording(None)
    (tiny.folder / "boat.png").touch()
    tiny.body(f"# On backs\n\n{written} [@smith2020; @jones2021] {{: #move .do }}\n")
    guideline = tiny.read()
    [statement] = guideline.statements
    assert statement.text == FORMS[written]
    model = guideline_json(guideline)
    action = plan_definition(json.loads(json.dumps(model)), "Backs")["action"][0]["action"][0]
    assert action["description"] == FORMS[written]
    [entry] = statement_entries(guideline, Synonyms({}))
    assert entry.title == FORMS[written]


def test_a_quotation_and_a_link_say_it_as_well(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, "Give 10<sup>9</sup>/L if x&ge;5. [@smith2020; @jones2021] {: #move .do }\n")
    [quote] = with_class(page, "layer__quote")
    assert "“Give 10^9/L if x≥5.”" in words(quote)
    [link] = with_class(page, "statement__link")
    assert link.get("aria-label") == "Link to this statement: Give 10^9/L if x≥5."
    [statement] = with_class(page, "statement")
    assert [(e.tag, e.text) for e in statement.iter("sup") if e.get("class") != "citations"] == [("sup", "9")]


CELLS = """\
/// {kind} | Doses<br>of wax
    id: tab-wax

| Drug | Daily<br>dose | Age |
| - | - | - |
| Wax [@smith2020] {{: #wax .do }} | 5 mg<br>10 mg,<br>at most | 1 year<br>2 years |
| Tar | 1 mg [@jones2021]<br>2 mg | 3 years |
///
"""


@pytest.mark.parametrize("kind", ["table", "dose-table"])
def test_a_line_break_in_a_cell_parts_what_stands_around_it(tiny: Tiny, kind: str) -> None:
    tiny.wording(None)
    tiny.body("# On backs\n\n" + CELLS.format(kind=kind))
    guideline = tiny.read()
    said = "Drug: Wax; Daily dose: 5 mg; 10 mg, at most; Age: 1 year; 2 years"
    assert [statement.text for statement in guideline.statements] == [said]
    [table] = guideline.exhibits
    assert table.caption == "Doses of wax"
    assert table.columns == ("Drug", "Daily dose", "Age")
    assert table.rows[1] == ("Tar", "1 mg; 2 mg", "3 years")
    page = render_own_page(tiny, "# On backs\n\n" + CELLS.format(kind=kind))
    [quote] = with_class(page, "layer__quote")
    assert f"“{said}”" in words(quote)
    [link] = with_class(page, "statement__link")
    assert link.get("aria-label") == "Link to this statement: Drug: Wax; Daily dose: 5 mg; 10 mg, …"


def test_doses_on_two_lines_of_a_cell_are_two(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body("# On backs\n\n" + CELLS.format(kind="dose-table").replace("1 mg [@jones2021]", "1 [@jones2021]"))
    [problem] = tiny.problems()
    assert "Daily dose: “1” in “1; 2 mg” has no unit" in problem.text
    assert f"{problem.file}:{problem.line}" == line(9)
