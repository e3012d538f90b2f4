"""What a statement's markup says is kept where only its plain text goes: in JSON, FHIR, search, quotations."""

from __future__ import annotations

import json

import pytest

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline.publish import guideline_json
from site_plugins.search.entries import statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render_own_page
from tests.guideline.tiny import Tiny
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
    "one<br>two<br />three": "one two three",
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
