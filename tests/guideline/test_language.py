"""A guideline in another language: what says so, and amounts that keep their order in a text from right to left."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import fromstring, tostring

import pytest
from lxml.html import fragment_fromstring
from markupsafe import Markup

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import Guideline, editions_on, guideline_json
from site_plugins.guideline.writing import isolate, isolate_amounts
from site_plugins.search.entries import statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.render import render
from tests.guideline.tiny import FRONT, Tiny
from tests.site.html import Element, with_class, words

# Made up: "Fold the boat", "Do not give more than 5-10 mg/kg".
BODY = """\
# סירת נייר

/// guideline-card | backs
///

קפלו את הסירה ≥ 7 פעמים. [@smith2020] {: #move .do }

- אין לתת יותר מ-5-10 mg/kg, או 50 × 10<sup>9</sup>/L. [@smith2020; @jones2021] {: #bed .dont }

/// editors-note | הערה
    about: [move]
    plain: שבע פעמים, 3 cm.

כמו 20 °C.
///

/// reference-list | backs
///
"""
HEBREW = FRONT.replace("  version:", "  language: he\n  version:")
OWN, INTERFACE = ("he", "rtl"), ("en", "ltr")


def written(element: Element) -> tuple[str | None, str | None]:
    """The language and direction that hold for an element."""
    return tuple(
        next((each.get(name) for each in [element, *element.iterancestors()] if each.get(name)), None)  # type: ignore[return-value]
        for name in ("lang", "dir")
    )


@pytest.fixture
def hebrew(tiny: Tiny) -> Guideline:
    (tiny.folder / "index.md").write_text(HEBREW + BODY, encoding="utf-8")
    tiny.wording("move: שבע פעמים.\nbed: לא יותר מ-5 mg.\n")
    return tiny.read()


@pytest.fixture
def page(tiny: Tiny, hebrew: Guideline) -> Element:
    return fragment_fromstring(render(tiny, BODY), create_parent="article")


@pytest.mark.parametrize(
    ("fields", "language", "direction"),
    [
        ("", "en", "ltr"),
        ("  language: ar\n", "ar", "rtl"),
        ("  language: fa-AF\n", "fa-AF", "rtl"),
        ("  language: az-Arab\n", "az-Arab", "rtl"),
        ("  language: az\n", "az", "ltr"),
        ("  language: de-AT\n", "de-AT", "ltr"),
        ("  language: yi\n  direction: ltr\n", "yi", "ltr"),
        ('  language: "no"\n', "no", "ltr"),
    ],
)
def test_the_direction_is_the_languages_unless_it_is_given(
    tiny: Tiny, fields: str, language: str, direction: str
) -> None:
    tiny.front(FRONT.replace("  version:", f"{fields}  version:"))
    about = tiny.read().about
    assert (about.language, about.direction) == (language, direction)


@pytest.mark.parametrize("value", ["English", "zz", "und", "en_GB", "e", "ar-", "[ar]", "xx-YY", "de-AT-1996"])
def test_what_is_no_language_is_refused(tiny: Tiny, value: str) -> None:
    tiny.front(FRONT.replace("  version:", f"  language: {value}\n  version:"))
    [problem] = tiny.problems()
    assert problem.text.startswith("guideline.language is ")
    assert "; allowed: the tag of a language, such as en, de-AT, ar or fa." in problem.text


def test_norwegian_must_stand_in_quotes_and_that_is_said(tiny: Tiny) -> None:
    tiny.front(FRONT.replace("  version:", "  language: no\n  version:"))
    [problem] = tiny.problems()
    assert problem.text.endswith("Put it in quotes if this is the text.")


def test_the_article_says_its_language_and_that_of_an_english_guideline_nothing(
    tiny: Tiny, hebrew: Guideline
) -> None:
    on = editions_on("", "guidelines/backs/patient/index.html", [hebrew])
    assert on is not None
    assert on.attributes == Markup(' lang="he" dir="rtl"')
    elsewhere = editions_on('<a href="guidelines/backs/">', "about/index.html", [hebrew])
    assert elsewhere is not None
    assert elsewhere.attributes == ""
    # Among the words of the page, a heading and the title keep their own order.
    assert on.write_heading("קפלו A4 &amp; (שלב 1)") == (
        '<bdi lang="he" dir="rtl">קפלו <bdi dir="ltr">A4</bdi> &amp; (שלב <bdi dir="ltr">1</bdi>)</bdi>'
    )
    named = f"Guideline “<bdi{on.attributes}>{hebrew.about.title}</bdi>”, version"
    assert named in on.lines
    assert named in elsewhere.lines
    assert f"“<bdi{on.attributes}>{hebrew.about.title}</bdi>”:" in elsewhere.notices
    tiny.front(FRONT)
    tiny.wording(None)
    english = editions_on("", "guidelines/backs/index.html", [tiny.read()])
    assert english is not None
    assert english.attributes == ""
    assert english.write_heading("Boats &amp; &lt;crews&gt; of A4") == "Boats &amp; &lt;crews&gt; of A4"
    assert 'dir="ltr"' not in render(tiny, (tiny.folder / "index.md").read_text().removeprefix(FRONT))


def test_what_the_site_says_within_it_is_marked_and_its_own_words_within_that(page: Element) -> None:
    page.attrib.update({"lang": "he", "dir": "rtl"})
    for name in ("statement__kind", "statement__tools", "view-switch", "layer__title", "editors-note__label"):
        assert {written(each) for each in with_class(page, name)} == {INTERFACE}, name
    for name in ("guideline-card", "reference-list", "reference-list__section"):
        assert {written(each) for each in with_class(page, name)} == {INTERFACE}, name
    for name in ("statement", "editors-note", "layer__plain"):
        assert {written(each) for each in with_class(page, name)} == {OWN}, name
    for quote in with_class(page, "layer__quote"):
        assert written(next(quote.iter("p"))) == OWN
    assert {written(each) for each in page.xpath("//a[@role='doc-backlink']")} == {OWN}
    [card] = with_class(page, "guideline-card__details")
    shown = dict(zip(map(words, card.iter("dt")), map(words, card.iter("dd")), strict=True))
    assert shown["Language"] == "Hebrew"


def test_amounts_of_its_text_are_isolated_and_the_model_keeps_plain_text(page: Element, hebrew: Guideline) -> None:
    statements = {each.get("id"): each for each in with_class(page, "statement")}
    found = {name: [words(bdi) for bdi in each.findall("bdi")] for name, each in statements.items()}
    assert found == {"move": ["≥ 7"], "bed": ["5-10 mg/kg", "50 × 109/L"]}
    assert [[child.tag for child in bdi] for bdi in statements["bed"].findall("bdi")] == [[], ["sup"]]
    assert "5-10 mg/kg" in hebrew.statement_by_id["bed"].text
    [plain] = [each for each in with_class(page, "layer__plain") if "mg" in words(each)]
    assert [bdi.text for bdi in plain.iter("bdi")] == ["5 mg"]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("מינון 5-10 mg/kg ליום", ["5-10 mg/kg"]),
        ("מינון 2.5–5 mg 3 פעמים", ["2.5–5 mg 3"]),
        ("فوق < 50 × 10^9/L ثم", ["< 50 × 10^9/L"]),
        ("الجرعة \u0665–\u0661\u0660 ملغ", []),
        ("حتى 10 ملغ", ["10"]),
        ("20 °C, 60 %.", ["20 °C", "60 %"]),
        ("ב-1,000,000 IU.", ["1,000,000 IU"]),
        ("5 µg/m² {: #a-5 }", ["5 µg/m²"]),
        ("אין כאן", []),
        ("דף A4 אחד", ["A4"]),
        ("המלצה A.4 וגם IL-6 וגם COVID-19", ["A.4", "IL-6", "COVID-19"]),
        ("\u20665 mg\u2069", ["5 mg"]),
    ],
)
def test_an_amount_is_its_sign_its_numbers_and_its_unit(hebrew: Guideline, text: str, amounts: list[str]) -> None:
    root = fromstring("<p/>")
    root.text = text
    isolate_amounts(root)
    assert [bdi.text for bdi in root.iter("bdi")] == amounts
    assert "".join(root.itertext()) == text
    if "{" not in text:
        made = fragment_fromstring(str(isolate(text, hebrew.about)), create_parent="p")
        assert [bdi.text for bdi in made.iter("bdi")] == amounts
        assert "".join(made.itertext()) == text


@pytest.mark.parametrize(
    ("source", "made"),
    [
        (
            "<p>א 10<sup>9</sup>/L ב</p>",
            '<p>א <bdi dir="ltr">10<sup>9</sup>/L</bdi> ב</p>',
        ),
        ("<p>א <b>5 mg</b> ב</p>", '<p>א <b><bdi dir="ltr">5 mg</bdi></b> ב</p>'),
        ("<p>א <code>5 mg</code> 6</p>", '<p>א <code>5 mg</code> <bdi dir="ltr">6</bdi></p>'),
        ('<p><span dir="ltr">5 mg</span> א</p>', '<p><span dir="ltr">5 mg</span> א</p>'),
        (
            "<p>א H<sub>2</sub>O 5</p>",
            '<p>א H<sub><bdi dir="ltr">2</bdi></sub>O <bdi dir="ltr">5</bdi></p>',
        ),
    ],
)
def test_exponents_belong_to_their_number_and_code_is_let_be(source: str, made: str) -> None:
    root = fromstring(source)
    isolate_amounts(root)
    assert tostring(root, encoding="unicode").replace('<sup><bdi dir="ltr">9</bdi></sup>', "<sup>9</sup>") == made


def test_it_goes_with_the_data(hebrew: Guideline) -> None:
    model: dict[str, Any] = guideline_json(hebrew)
    assert (model["language"], model["direction"]) == OWN
    resource = plan_definition(model, "A site")
    assert resource["language"] == "he"
    div = fragment_fromstring(resource["text"]["div"])
    assert div.get("lang") == "he"
    assert [written(each) for each in div.xpath(".//li/span")] == [INTERFACE, OWN] * 2
    entries = list(statement_entries(hebrew, Synonyms({})))
    assert {each.language for each in entries} == {"he rtl"}
    assert "\u20665-10 mg/kg\u2069" in entries[1].title
    # What it is found by stays as it was written.
    assert (4, hebrew.statements[1].text) in entries[1].fields


def test_a_list_names_a_heading_that_cites_in_the_order_of_its_own_script(tiny: Tiny) -> None:
    tiny.wording(None)
    body = "\n\n".join(
        ["# סירת נייר", "## דף A4 (אחד) [@smith2020]", "קפלו את הסירה. [@jones2021] {: #fold .do }", ""]
    )
    (tiny.folder / "index.md").write_text(HEBREW + body, encoding="utf-8")
    shown = fragment_fromstring(render(tiny, body), create_parent="article")
    [link] = shown.xpath(".//a[@href='#cites:1']")
    assert words(link) == "the heading “דף A4 (אחד)”"
    assert [(each.get("dir"), words(each)) for each in link.findall("bdi")] == [("rtl", "דף A4 (אחד)")]
