"""A statement that cites nothing, below something that does: what is so is said, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from site_plugins.guideline import guideline_json
from site_plugins.guideline.model import CitedAbove
from site_plugins.guideline.texts import text
from site_plugins.search.entries import statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render_own_page
from tests.guideline.tiny import RECORDS, Tiny
from tests.references.retraction_file import retraction_file, row
from tests.site.html import Element, with_class, words

HEAD = "# On backs\n\n/// guideline-card | backs\n///\n\n"
CITED = "Both are cited. [@jones2021; @smith2020] {: #cited .fact }\n\n"
HEADING = CitedAbove("heading", "Beds", ("smith2020",))
LEAD_IN = CitedAbove("lead-in", "In short:", ("smith2020",))

# The text below a statement that cites both; what is found above the statement "a".
ABOVE: dict[str, tuple[str, tuple[CitedAbove, ...]]] = {
    "nothing": ("## Beds\n\nRest. {: #a .fact }\n", ()),
    "its heading": ("## Beds [@smith2020]\n\nRest. {: #a .fact }\n", (HEADING,)),
    "its heading, of two that it stands below": (
        "## Beds [@smith2020]\n\n### Soft\n\nRest. {: #a .fact }\n",
        (HEADING,),
    ),
    "both headings, the outer one first": (
        "## Beds [@smith2020]\n\n### Soft [@jones2021]\n\nRest. {: #a .fact }\n",
        (HEADING, CitedAbove("heading", "Soft", ("jones2021",))),
    ),
    "no heading that is over": ("## Beds [@smith2020]\n\nWords.\n\n## Chairs\n\nRest. {: #a .fact }\n", ()),
    "a smaller heading that is over": (
        "## Beds\n\n### Soft [@smith2020]\n\nWords.\n\n### Hard\n\nRest. {: #a .fact }\n",
        (),
    ),
    "the line above its list": (
        "In short: [@smith2020] {: #lead .fact }\n\n- Rest. {: #a .fact }\n- Sit. {: #b .fact }\n",
        (LEAD_IN,),
    ),
    "no line that leads to nothing": ("In short. [@smith2020] {: #lead .fact }\n\n- Rest. {: #a .fact }\n", ()),
    "no line above another list": (
        "In short: [@smith2020] {: #lead .fact }\n\n- Sit.\n\nWords.\n\n- Rest. {: #a .fact }\n",
        (),
    ),
    "the item that it stands within": (
        "- In short: [@smith2020] {: #lead .fact }\n    - Rest. {: #a .fact }\n",
        (LEAD_IN,),
    ),
    "the caption of its table": (
        "/// table | Beds [@smith2020]\n    id: tab\n\n"
        "| Bed | Rest |\n| - | - |\n| Soft | long {: #a .fact } |\n///\n",
        (CitedAbove("table", "", ("smith2020",)),),
    ),
    "the headings of its table": (
        "| Bed | Rest [@smith2020] |\n| - | - |\n| Soft | long {: #a .fact } |\n",
        (CitedAbove("table", "", ("smith2020",)),),
    ),
    "no heading of another row of its table": (
        '/// table | Beds\n    id: tab\n\n<table markdown="1">\n'
        "<tr><th>Bed</th><th>Rest</th></tr>\n<tr><th>Soft [@smith2020]</th><td>short</td></tr>\n"
        "<tr><th>Hard</th><td>long {: #a .fact }</td></tr>\n</table>\n///\n",
        (),
    ),
    "the headings of a table whose rows have headings": (
        '/// table | Beds\n    id: tab\n\n<table markdown="1">\n'
        "<tr><th>Bed</th><th>Rest [@smith2020]</th></tr>\n<tr><th>Soft [@jones2021]</th><td>short</td></tr>\n"
        "<tr><th>Hard</th><td>long {: #a .fact }</td></tr>\n</table>\n///\n",
        (CitedAbove("table", "", ("smith2020",)),),
    ),
    "what cites itself": ("## Beds [@smith2020]\n\nRest. [@jones2021] {: #a .fact }\n", ()),
}


def layer_of(page: Element, name: str) -> Element:
    [layer] = [each for each in with_class(page, "layer") if each.xpath(f".//*[@id='quote:{name}']")]
    return layer


@pytest.mark.parametrize("name", ABOVE)
def test_what_cites_above_a_statement_is_told(tiny: Tiny, name: str) -> None:
    written, expected = ABOVE[name]
    tiny.wording(None)
    tiny.body(f"{HEAD}{CITED}{written}")
    assert tiny.problems() == []
    guideline = tiny.read()
    statement = guideline.statement_by_id["a"]
    assert statement.above == expected
    whole: dict[str, Any] = guideline_json(guideline)
    [published] = [each for each in whole["statements"] if each["id"] == "a"]
    assert published.get("cited_above", []) == [
        {"where": each.where, "words": each.words or None, "citations": list(each.citations)} for each in expected
    ]
    # Whose citation it is does not change.
    assert statement.citations == (("jones2021",) if name == "what cites itself" else ())


@pytest.mark.parametrize("name", [name for name in ABOVE if name != "what cites itself"])
def test_a_layer_says_what_is_so(tiny: Tiny, name: str) -> None:
    """“The source gives no reference” was said below a heading that gives one."""
    written, expected = ABOVE[name]
    tiny.wording(None)
    page = render_own_page(tiny, f"{HEAD}{CITED}{written}", more=("md_in_html",))
    if not expected:
        # It has none: the page says once that what has no number cites nothing itself.
        assert [each for each in with_class(page, "layer") if each.xpath(".//*[@id='quote:a']")] == []
        assert [words(each).endswith(text("cited.some")) for each in with_class(page, "rating-notice")] == [True]
        return
    layer = layer_of(page, "a")
    said = words(layer)
    assert text("layer.none") not in said
    assert text("above.none") in said
    assert words(layer[0]).endswith(text("layer.none-of-its-own"))
    numbers = {"jones2021": "1", "smith2020": "2"}
    for each in expected:
        sentence = text(f"above.{each.where}", words=each.words)
        # In the layer, and in what is there to quote, where the reference itself is written out.
        assert said.count(f"{sentence} {numbers[each.citations[0]]}") == 2
    assert "2. On backs" in words(layer.xpath(".//*[@id='quote:a']")[0])


def test_what_belongs_to_a_statement_may_cite_for_it(tiny: Tiny) -> None:
    tiny.wording(None)
    body = (
        "Rest.[^1] {: #a .fact }\n\n/// rationale | Why\n    about: [a]\n\nIt helps. [@smith2020]\n///\n\n"
        "[^1]: At night. [@jones2021]\n"
    )
    said = words(layer_of(render_own_page(tiny, f"{HEAD}{CITED}{body}"), "a"))
    assert "What the source says about it as “Why” cites: 2" in said
    assert "Its footnote 1 cites: 1" in said
    assert text("layer.none") not in said


@pytest.mark.parametrize("name", ABOVE)
def test_a_retracted_work_that_is_cited_above_a_statement_is_told_at_it_and_in_the_search(
    tiny: Tiny, name: str
) -> None:
    """It is no citation of its own, and whoever acts on it must know all the same."""
    written, expected = ABOVE[name]
    tiny.wording(None)
    # The work that the heading, line or table cites.
    tiny.records([record | {"DOI": f"10.5555/{record['id']}"} for record in RECORDS])
    retraction_file(tiny.content, row(OriginalPaperDOI="10.5555/smith2020", OriginalPaperPubMedID="0"))
    page = render_own_page(tiny, f"{HEAD}{CITED}{written}", more=("md_in_html",))
    warned = {
        each.get("id"): [words(mark) for mark in with_class(each, "statement__retracted")]
        for each in with_class(page, "statement")
    }
    above = [text("statement.retracted-above", number="2")] if expected else []
    assert warned["cited"] == [text("statement.retracted", number="2")]
    assert warned["a"] == above
    found = {each.url.partition("#")[2]: each.warning for each in statement_entries(tiny.read(), Synonyms({}))}
    assert found["a"] == " ".join(above)
    assert found["cited"] == text("statement.retracted", number="2")
