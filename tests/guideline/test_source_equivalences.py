"""What counts as the same in a source and on a page, and how sources cite: these rows and no others."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from unicodedata import category

import pytest

from site_plugins.guideline.kept_source.citing import CITATION_STYLES, Citing, expand_numbers
from site_plugins.guideline.kept_source.features import name_differences
from site_plugins.guideline.kept_source.shown import read_blocks
from site_plugins.guideline.kept_source.tokens import EQUIVALENT_WORDS, tokens_of_block, tokens_of_source
from site_plugins.guideline.units import UNITS
from tests.guideline.compared import keep_source, problems_of
from tests.guideline.tiny import BODY, FRONT, RECORDS, Tiny


def keys_of_source(text: str, style: str = "none") -> list[str]:
    return [
        f"[{token.text}]" if token.is_citation else token.key for token in tokens_of_source(text, Citing(style))
    ]


def keys_of_page(html: str) -> list[str]:
    blocks = read_blocks(html, "lumbar-placeholder", {"1": "a b"}).texts
    return [token.key for row, block in enumerate(blocks) for token in tokens_of_block(block, str, 0, row)]


SAME = {
    "blanks and line breaks": ("Give  5 mg\nat\tnight.", "<p>Give 5\nmg at night.</p>"),
    "a no-break space": ("Give 5 mg.", "<p>Give 5\u00a0mg.</p>"),
    "a narrow no-break space": ("Give 5\u202fmg.", "<p>Give 5 mg.</p>"),
    "a letter with its accent, as one character or as two": ("cafe\u0301", "<p>café</p>"),
    "marks without a shape where a word may be broken": (
        "\ufeffthera\u00adpy and\u200b re\u2060st",
        "<p>therapy and rest</p>",
    ),
    "raised figures": ("10⁹/L, 10^-3 and m²", "<p>10<sup>9</sup>/L, 10⁻³ and m<sup>2</sup></p>"),
    "the ending of an ordinal number": ("the 4th and 1st", "<p>the 4<sup>th</sup> and 1<sup>st</sup></p>"),
    "the mark of a note": ("*Child\n† one\n²two\n* b", "<p>*Child</p><p>†one</p><p>² two</p><p>* b</p>"),
    "a ligature and its letters": ("ﬁrst eﬀort", "<p>first effort</p>"),
    "a raised number before a footnote": ("¹ One\n² Two", "<ol><li>One</li><li>Two</li></ol>"),
    "lowered figures": ("PaO₂ and H2O", "<p>PaO<sub>2</sub> and H₂O</p>"),
    "bullets": (
        "• one\n- two\n– three\n* four\n▪ five",
        "<ul><li>one</li><li>two</li></ul><p>three</p>four<p>five",
    ),
    "bullets of other programs": ("•one\n\uf0b7 two\n➢ three", "<ul><li>one</li><li>two</li><li>three</li></ul>"),
    "a middle dot as a bullet": ("· 5 mg\n·one", "<ul><li>5 mg</li><li>one</li></ul>"),
    "a plus sign as a bullet": ("+ one\n+ two", "<ul><li>one</li><li>two</li></ul>"),
    "dashes around words": ("Wax\n– if soft – it", "<p>Wax – if soft – it</p>"),
    "numbers of a list": ("1) one\n(2) two\n3. three", "<ol><li>one</li><li>two</li><li><p>three</p></li></ol>"),
    "numbers of a list that goes on": ("4. four\n5. five", '<ol start="4"><li>four</li><li>five</li></ol>'),
    "an item's own number": ("7. seven\n8. eight", '<ol><li value="7">seven</li><li>eight</li></ol>'),
    "a list in a list": ("1. one\n- two\n2. three", "<ol><li>one<ul><li>two</li></ul></li><li>three</li></ol>"),
    "emphasis and links": ("not at all", '<p><em>no</em>t <a href="x">at</a> <strong>all</strong></p>'),
    "entities": ("a < b & c ≥ d", "<p>a &lt; b &amp; c &ge; d</p>"),
    "a table": ("Sheet Crew\nA3", "<table><tr><th>Sheet</th><th>Crew</th></tr><tr><td>A3</td></tr></table>"),
    "a line break": ("one two", "<p>one<br>two</p>"),
    "code": ("give [5] mg", "<p>give <code>[5]</code> mg</p>"),
}


@pytest.mark.parametrize("case", SAME)
def test_it_is_the_same(case: str) -> None:
    source, page = SAME[case]
    assert keys_of_source(source) == keys_of_page(page)


def test_the_bullets_are_those_that_the_documentation_lists() -> None:
    """Of all signs there are: one that is none and is left out is a difference that nobody is told."""
    docs = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
    [rows] = re.findall(r"\*\*What counts as the same\*\*.*?\n\n(.*?)\n\n", docs, re.DOTALL)
    bullets, only_loose = (
        {*re.findall(r"`([^`\w\s])`", row), *(chr(int(point, 16)) for point in re.findall(r"U\+(\w{4})", row))}
        for row in rows.split("\n- ")
        if "bullet" in row.partition(":")[0]
    )
    signs = [chr(n) for n in range(0x20, 0x10000) if category(chr(n))[0] in "PS" or category(chr(n)) == "Co"]
    assert {sign for sign in signs if keys_of_source(f"{sign} one") == ["one"]} == bullets
    assert {sign for sign in signs if keys_of_source(f"{sign}one") == ["one"]} == bullets - only_loose
    assert {sign for sign in signs if keys_of_page(f"<p>{escape(sign)}one</p>") == ["one"]} == bullets - only_loose


def test_each_row_of_the_table_has_an_example() -> None:
    assert set(EQUIVALENT_WORDS) < set(SAME)


@pytest.mark.parametrize("unit", sorted({name for each in UNITS for name in each.names.split()}))
def test_a_difference_in_any_unit_is_told_as_one(unit: str) -> None:
    """The units that tables of doses know: there is one list of them."""
    other = "g" if unit != "g" else "mg"

    def said(*units: str) -> str:
        first, second = (tokens_of_source(f"Give 5 {each} of it", Citing("none")) for each in units)
        return name_differences(first, second)

    assert "a unit" in said(unit, other)
    assert "words" not in said(unit, other)
    assert "a unit and words" in said(unit, "wax")


OTHER = {
    "a straight for a curly quotation mark": ('"so"', "<p>“so”</p>"),
    "an apostrophe": ("doesn't", "<p>doesn’t</p>"),
    "a dash for a hyphen": ("4-8", "<p>4–8</p>"),
    "a minus for a hyphen": ("-0.5", "<p>−0.5</p>"),
    "three dots for an ellipsis": ("so ...", "<p>so …</p>"),
    "a space too few": ("< 5", "<p>&lt;5</p>"),
    "another sign": ("≤ 5", "<p>&lt;= 5</p>"),
    "a raised figure that is none": ("109/L", "<p>10<sup>9</sup>/L</p>"),
    "another micro": ("5 mcg", "<p>5 µg</p>"),
    "capitals": ("NOT", "<p>not</p>"),
    "a fraction": ("1/2", "<p>½</p>"),
    "a full-width figure": ("5", "<p>\uff15</p>"),
    "a decimal comma": ("0.5", "<p>0,5</p>"),
    "a middle dot as the point of a number": ("·5 mg", "<p>5 mg</p>"),
    "a middle dot as the point of a number on the page": ("5 mg", "<p>·5 mg</p>"),
    "a hyphen bullet as a minus": ("\u20435 mg", "<p>5 mg</p>"),
    "a plus sign": ("+ 5 mg", "<p>5 mg</p>"),
    "a plus sign on the page": ("5 mg", "<p>+ 5 mg</p>"),
    "a plus sign before a number without its nought": ("+ .5 mg", "<ul><li>.5 mg</li></ul>"),
    "a plus sign before a comparison": ("+ <5 mg", "<ul><li>&lt;5 mg</li></ul>"),
    "a range in two lines": ("Give 5\n- 10 mg", "<p>Give 5</p><ul><li>10 mg</li></ul>"),
    "a list that begins elsewhere": ("4. four", "<ol><li>four</li></ol>"),
    "a half-space": ("\u0645\u06cc\u200c\u062e", "<p>\u0645\u06cc\u062e</p>"),
    "a mark of direction": ("a\u200eb", "<p>ab</p>"),
    "a bullet within a line": ("one • two", "<p>one two</p>"),
    "the sign behind a number within a line": ("see (2)", "<p>see 2.</p>"),
    "what is struck out": ("not all", "<p><del>not</del> all</p>"),
    "the editors'": ("not all", '<p><span class="kind editors">not</span> all</p>'),
    "what is hidden": ("not all", "<p><span hidden>not</span> all</p>"),
}


@pytest.mark.parametrize("case", OTHER)
def test_it_is_not_the_same(case: str) -> None:
    source, page = OTHER[case]
    assert keys_of_source(source) != keys_of_page(page)


def test_a_paragraph_that_was_left_open_leaves_out_no_other() -> None:
    html = '<p class="editors">ours<p>theirs</p><ul><li class="editors">ours<li>theirs</ul>'
    assert keys_of_page(html) == ["theirs", "theirs"]


STYLES = {
    "trailing-numbers": [
        ("For 4-8 weeks. 1", ["For", "4-8", "weeks.", "[1]"]),
        ("Try this. 1, 5, 4", ["Try", "this.", "[1]", "[5]", "[4]"]),
        ("Try this. 1-3, 5", ["Try", "this.", "[1]", "[2]", "[3]", "[5]"]),
        ("One. 1 Two “so.” 2, 3\nThree", ["One.", "[1]", "Two", "“so.”", "[2]", "[3]", "Three"]),
        ("Give 5 mg. 10 mg is too much", ["Give", "5", "mg.", "10", "mg", "is", "too", "much"]),
        ("Next steps\n2. Continue", ["Next", "steps", "2.", "Continue"]),
        ("At week 12", ["At", "week", "12"]),
    ],
    "brackets": [
        ("Try [1, 5–7]. See [table 2].", ["Try", "[1]", "[5]", "[6]", "[7]", ".", "See", "[table", "2]."]),
        ("Try[1][2]", ["Try", "[1]", "[2]"]),
    ],
    "parentheses": [("Try (1, 2) for 5 (or 6) weeks.", ["Try", "[1]", "[2]", "for", "5", "(or", "6)", "weeks."])],
    "superscripts": [
        ("Try this.¹,² For 5 m²", ["Try", "this.", "[1]", "[2]", "For", "5", "m^2"]),
        ("Of skin³", ["Of", "skin", "[3]"]),
        (
            "Give 5 mg¹ of it² to half, 50%³",
            ["Give", "5", "mg", "[1]", "of", "it", "[2]", "to", "half,", "50%", "[3]"],
        ),
        (
            "5 cm³, 2 kg/m², I² 5, Ca²⁺, s⁻¹, 10⁹/L",
            ["5", "cm^3,", "2", "kg/m^2,", "I^2", "5,", "Ca^2+,", "s^-1,", "10^9/L"],
        ),
        ("Wax⁴⁻⁶ and m¹ (so)¹²", ["Wax", "[4]", "[5]", "[6]", "and", "m", "[1]", "(so)", "[12]"]),
    ],
    "attached-numbers": [
        ("Try.1,2 For 0.5 mg.3-5", ["Try.", "[1]", "[2]", "For", "0.5", "mg.", "[3]", "[4]", "[5]"]),
        ("At 5 km/h.1 Or 2 g.2", ["At", "5", "km/h.", "[1]", "Or", "2", "g.", "[2]"]),
        (
            "Wax,1 tar (5 mg),2 so”3 (4-8).4",
            ["Wax,", "[1]", "tar", "(5", "mg),", "[2]", "so”", "[3]", "(4-8).", "[4]"],
        ),
        (
            "Half: 50%.3 Of 0.5 mg or 1,000, H2O, PaO2",
            ["Half:", "50%.", "[3]", "Of", "0.5", "mg", "or", "1,000,", "H2O,", "PaO2"],
        ),
    ],
    "none": [("Try this. 1 [2] (3)", ["Try", "this.", "1", "[2]", "(3)"])],
}


@pytest.mark.parametrize("style", CITATION_STYLES)
def test_citations_of_a_source_are_read_in_its_style(style: str) -> None:
    for text, keys in STYLES[style]:
        assert keys_of_source(text, style) == keys


DOUBTFUL = {
    "superscripts": {
        "5 in³": "in³",
        "2 m²,³": "m²,³",
        "In 2019³": "2019³",
        "type 2³": "2³",
        "vitamin D²": "D²",
        "vitamin B¹²": "B¹²",
        "over 10²": "10²",
        "x²": "x²",
        "a h²": "h²",
    },
    "attached-numbers": {
        "see Fig.2": "Fig.2",
        "see A.4": "A.4",
        "wax, e.g.5": "g.5",
        "of grade3": "grade3",
        "of boats1,2": "boats1,2",
    },
}
"""Texts, and what in them may be a citation or not."""


@pytest.mark.parametrize(("style", "text"), [(style, text) for style, texts in DOUBTFUL.items() for text in texts])
def test_what_may_be_a_citation_or_not_is_asked_and_not_guessed(style: str, text: str, tiny: Tiny) -> None:
    words = DOUBTFUL[style][text]
    source = f"On backs\nKeep moving, {text}\n"
    keep_source(tiny.folder, source, citations=style)
    [problem] = [each for each in problems_of(tiny.content, "backs") if "may end in a citation" in each.text]
    column = source.split("\n")[1].index(words) + 1
    assert (Path(problem.file).name, problem.line, problem.column) == ("text.txt", 2, column)
    assert f'cited: ["{words}"] or not_cited: ["{words}"]' in problem.text
    for answer in ("cited", "not_cited"):
        keep_source(tiny.folder, source, citations=style, more=f'{answer}: ["{words}"]\n')
        assert not [each for each in problems_of(tiny.content, "backs") if "may end in a citation" in each.text]


def test_an_answer_says_what_the_number_is() -> None:
    def keys(**answers: tuple[str, ...]) -> list[str]:
        return [token.text for token in tokens_of_source("In 2019³ or 2019³⁴", Citing("superscripts", **answers))]

    assert keys(cited=("2019³",), not_cited=("2019³⁴",)) == ["In", "2019", "3", "or", "2019³⁴"]
    assert keys(not_cited=("2019³",), cited=("2019³⁴",)) == ["In", "2019³", "or", "2019", "34"]


def test_a_run_is_its_numbers_and_one_that_goes_back_is_none() -> None:
    assert expand_numbers("1, 5-7;9") == ["1", "5", "6", "7", "9"]
    assert expand_numbers("7-5") == ["7-5"]


CITING = {
    "trailing-numbers": "On backs\nKeep moving. 1\n- Do NOT rest in bed. 1, 2\n",
    "brackets": "On backs\nKeep moving. [1]\n- Do NOT rest in bed. [1-2]\n",
    "parentheses": "On backs\nKeep moving. (1)\n- Do NOT rest in bed. (1, 2)\n",
    "superscripts": "On backs\nKeep moving.¹\n- Do NOT rest in bed.¹,²\n",
    "attached-numbers": "On backs\nKeep moving.1\n- Do NOT rest in bed.1,2\n",
}


@pytest.mark.parametrize("style", CITING)
def test_a_page_shows_the_numbers_of_a_source_that_cites_in_any_style(style: str, tiny: Tiny) -> None:
    keep_source(tiny.folder, CITING[style], citations=style)
    assert problems_of(tiny.content, "backs") == []
    keep_source(tiny.folder, CITING[style].replace("2", "3").replace("²", "³"), citations=style)
    [problem] = problems_of(tiny.content, "backs")
    assert "The source cites 1, " in problem.text
    assert "this line cites 1, 2: " in problem.text


def test_a_source_that_cites_nothing_has_no_citation_on_the_page(tiny: Tiny) -> None:
    keep_source(tiny.folder, "On backs\nKeep moving.\n- Do NOT rest in bed.\n", citations="none")
    first, second = problems_of(tiny.content, "backs")
    assert "The source cites nothing behind “On backs Keep moving.”" in first.text
    assert "this line cites 1: the citation 1 is too much" in first.text
    assert "this line cites 1, 2" in second.text


def test_a_page_without_any_reference_lacks_what_its_source_cites(tiny: Tiny) -> None:
    tiny.records([])
    tiny.body(re.sub(r" \[@[^]]*\]", "", BODY))
    keep_source(tiny.folder, CITING["brackets"], citations="brackets")
    first, second = problems_of(tiny.content, "backs")
    assert "The source cites 1 behind “On backs Keep moving.”" in first.text
    assert "this line cites nothing: the citation 1 is missing" in first.text
    assert "The source cites 1, 2" in second.text


def test_numbers_of_the_source_are_compared_where_the_guideline_keeps_them(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("  version: 1.0.0\n", "  version: 1.0.0\n  numbers: source\n"))
    tiny.records([{**record, "custom": {"number": 24 - n}} for n, record in enumerate(RECORDS)])
    keep_source(tiny.folder, "On backs\nKeep moving. [24]\n- Do NOT rest in bed. [24, 23]\n", citations="brackets")
    assert problems_of(tiny.content, "backs") == []


def test_a_source_whose_lines_were_broken_is_the_same(tiny: Tiny) -> None:
    keep_source(tiny.folder, "On\nbacks\n\nKeep\nmoving.\n1\n- Do NOT rest\n  in bed. 1,\n2\n")
    assert problems_of(tiny.content, "backs") == []
