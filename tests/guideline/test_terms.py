"""Terms of a glossary in a text: which words are marked, what a mark leads to, and that no text changes by it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import html

from site_plugins.guideline import library_at
from site_plugins.guideline.alphabet import ALPHABETS, sort_key
from site_plugins.guideline.glossary import Term, TermFinder
from tests.guideline.compared import compare, keep_source, problems_of
from tests.guideline.render import render, render_own_page
from tests.guideline.tiny import BODY, FRONT, Tiny
from tests.site.html import Element, with_class, words

DOCS = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
[SECTION] = re.findall(r"^## Abbreviations and terms\n(.*?)^## ", DOCS, re.MULTILINE | re.DOTALL)
[YAML, TEXT, LIST] = re.findall(r"^```\w+\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
BP = "- term: BP\n  long: bow pressure\n  of: source\n"


def row(term: str, **more: str) -> str:
    """A row of a glossary."""
    return "".join(
        [f"- term: {term}\n  long: what it is\n  of: source\n", *(f"  {n}: {v}\n" for n, v in more.items())]
    )


def write(tiny: Tiny, glossary: str) -> None:
    (tiny.folder / "plain-language.yml").unlink(missing_ok=True)
    (tiny.folder / "glossary.yml").write_text(glossary, encoding="utf-8")


def page_with(tiny: Tiny, glossary: str, text: str) -> Element:
    """The guideline's page, with further text."""
    write(tiny, glossary)
    return render_own_page(tiny, f"{BODY}\n{text}")


def marked(element: Element) -> list[str]:
    return [words(link) for link in with_class(element, "term")]


def finder(*spellings: str, language: str = "en", exceptions: tuple[str, ...] = ()) -> TermFinder:
    return TermFinder(
        [Term(each, "it", None, (), exceptions, True, (), f"term:{each}") for each in spellings], language
    )


def found(text: str, *spellings: str, language: str = "en", exceptions: tuple[str, ...] = ()) -> list[str]:
    places = finder(*spellings, language=language, exceptions=exceptions).find(text)
    return [text[each.start : each.end] for each in places if each.term]


WORDS: dict[str, tuple[str, tuple[str, ...], list[str]]] = {
    "within another word": ("ABP, BPX, sub-BP2 and BP_1", ("BP",), []),
    "beside signs": ("(BP), “BP”: BP/hour, BP’s.", ("BP",), ["BP"] * 4),
    "in a word with a hyphen": ("BP-lowering and non-BP", ("BP",), ["BP"] * 2),
    "a longer term first": ("COX-2 inhibitors", ("COX-2", "COX-2 inhibitors", "COX"), ["COX-2 inhibitors"]),
    "a shorter term where the longer is no word": ("COX-2 inhibitorsx", ("COX-2", "COX-2 inhibitors"), ["COX-2"]),
    "a plural": ("NSAIDs or an NSAID", ("NSAID",), ["NSAIDs", "NSAID"]),
    "no other plural": ("keels and NSAIDes", ("keel", "NSAID"), []),
    "another case": ("Bp, bp and as", ("BP", "AS"), []),
    "a capital at the beginning": ("Keel first, the keel, the KEEL", ("keel",), ["Keel", "keel"]),
    "with dots": ("5 ml p.o. or p.o", ("p.o.",), ["p.o."]),
    "with a blank that does not break": (
        "low\u00a0tide,\nlow\n tide",
        ("low tide",),
        ["low\u00a0tide", "low\n tide"],
    ),
    "with a sign of HTML": ("R&D", ("R&D",), ["R&D"]),
    "with an escape": ("T2\x0242\x03 signal", ("T2*",), ["T2\x0242\x03"]),
    "with an accent in two forms": ("Mo\u0308we M\u00f6we", ("M\u00f6we",), ["Mo\u0308we", "M\u00f6we"]),
    "an accent behind it": ("BO\u0308 BO", ("BO",), ["BO"]),
    "Arabic": ("ضغط الدم وضغط", ("ضغط الدم", "ضغط"), ["ضغط الدم"]),
    "an ending behind a joiner in Persian": ("قایق\u200cها قایق", ("قایق",), ["قایق"]),  # noqa: RUF001
    "no blanks between words": ("MRI検査で血圧が", ("血圧", "MRI"), ["MRI", "血圧"]),
    "digits around it": ("2BP 5 BP BP5", ("BP",), ["BP"]),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_term_is_a_whole_word_as_it_is_written(name: str) -> None:
    text, spellings, expected = WORDS[name]
    assert found(text, *spellings) == expected


def test_an_s_is_a_plural_in_english_alone() -> None:
    assert found("NSAIDs", "NSAID", language="en-GB") == ["NSAIDs"]
    assert found("NSAIDs", "NSAID", language="de") == []


def test_a_phrase_may_be_taken_out() -> None:
    assert found("US dollars for a US of US", "US", exceptions=("US dollars",)) == ["US", "US"]


ORDERS = {
    "en": ["5-HT", "A-B", "abc", "AC", "Öl", "Oz", "Zebra"],
    "sv": ["Oz", "Zebra", "Ål", "Ärt", "Öl"],
    "cs": ["cihla", "hora", "chata", "ibis"],
    "fa": ["ایمن", "بادبان", "پارو", "قایق", "کشتی", "گره", "لنگر"],
    "el": ["άλφα", "βήτα", "γάμα"],
    "tr": ["ılık", "ip", "İz"],  # noqa: RUF001
}


@pytest.mark.parametrize("language", ORDERS)
def test_the_order_is_that_of_the_languages_alphabet(language: str) -> None:
    order = ORDERS[language]
    assert sorted([*order[1:], order[0]], key=lambda each: sort_key(each, language)) == order


def test_no_alphabet_has_a_letter_twice() -> None:
    for letters in ALPHABETS.values():
        assert len(letters.split()) == len({*letters.split()})


def test_the_examples_of_the_docs_do_what_is_said_of_them(tiny: Tiny) -> None:
    write(tiny, YAML)
    body = f"{BODY}\n{TEXT}"
    page = render_own_page(tiny, body)
    assert [marked(page.xpath(f".//p[@id='{name}']")[0]) for name in ("shout-mob", "no-trimming")] == [
        ["MOB"],
        ["SWLs", "trim"],
    ]
    assert [words(each) for each in page.xpath(".//dl[@class='glossary__list']//dt")] == ["MOB", "SWL", "trim"]
    assert {*re.findall(r"^\| `(\w+)` \|", SECTION, re.MULTILINE)} == {
        *("term", "long", "meaning", "of", "also", "except", "citations")
    }
    library_at.cache_clear()
    listed = render_own_page(tiny, f"{body}\n{LIST.replace('boats', 'backs')}")
    own, here = with_class(listed, "glossary")
    assert [words(each) for each in own.xpath(".//dt")] == ["MOB:", "SWL:"]
    assert [words(each) for each in here.xpath(".//dt")] == ["trim"]
    for said, text in (("found", "MOB-free"), ("not", "MOBILE"), ("not", "mob"), ("found", "two SWLs")):
        assert text in SECTION
        assert bool(found(text, "MOB", "SWL")) == (said == "found")


def test_the_first_use_in_each_block_leads_to_the_entry(tiny: Tiny) -> None:
    body = BODY.replace("Keep moving.", "Keep the BP and the BP.").replace("in bed", "with BPs in bed")
    write(tiny, BP)
    page = render_own_page(tiny, f"{body}\nBP here.\n\n- BP in an item\n    - BP below it\n")
    assert marked(page) == ["BP", "BPs", "BP", "BP", "BP"]
    for link in with_class(page, "term"):
        [entry] = page.xpath(f".//*[@id='{link.get('href')[1:]}']")
        assert words(entry) == "BP bow pressure"
        # The name is the word itself, and the description is what it means; both also without scripts.
        assert link.get("aria-label") is None
        assert link.get("title") is None
        [meaning] = page.xpath(f".//*[@id='{link.get('aria-describedby')}']")
        assert words(meaning) == "bow pressure"
        assert link.get("data-references") == meaning.get("id")
        assert [words(each) for each in meaning] == ["bow pressure"]


def test_a_table_is_one_block_and_its_statements_are_their_own(tiny: Tiny) -> None:
    table = "| Boat | BP |\n| - | - |\n| BP | BP |\n| BP one {: #one .fact } | BP |\n| BP | - |\n"
    page = page_with(tiny, BP, table)
    [table_element] = page.xpath(".//table[.//tr[@id='one']]")
    assert marked(table_element) == ["BP", "BP"]
    assert marked(table_element.xpath(".//tr[@id='one']")[0]) == ["BP"]


def test_a_list_in_a_cell_is_a_part_of_its_table(tiny: Tiny) -> None:
    """Each item was read by itself, and one cell had the same word underlined in every line."""
    table = (
        "| Boat | Sail |\n| - | - |\n| A4 | - 5 BP<br>- 10 BP |\n| A5 | - a BP<br>- the BP {: #five .fact } |\n"
        "| A6 | - no BP<br>- BP |\n"
    )
    page = page_with(tiny, BP, f"{table}\n- BP below.\n")
    assert [link.getparent().tag for link in with_class(page, "term")] == ["li", "li", "li"]
    [element] = page.xpath(".//table[.//tr[@id='five']]")
    assert marked(element) == ["BP", "BP"]
    assert marked(element.xpath(".//tr[@id='five']")[0]) == ["BP"]


def test_the_cards_of_a_dose_table_are_read_without_its_headings(tiny: Tiny) -> None:
    """A phone may not show these: what they explain is explained on the first card as well."""
    table = "| Drug | Dose (BP) |\n| - | - |\n| Starch | 5 mg per BP |\n| Glue | 5 mg per BP |\n"
    page = page_with(tiny, BP, f"/// dose-table | Doses\n    id: doses\n    units: [mg per BP]\n\n{table}///\n")
    assert [link.getparent().tag for link in with_class(page, "term")] == ["th", "td"]


NOT_MARKED = {
    "heading": "## BP\n",
    "link": "[BP](https://example.org/)\n",
    "code": "`BP`\n",
    "block of code": "    BP\n",
    "picture": "![BP in a bow](bow.svg)\n",
    "title of a note": "/// editors-note | BP\n    about: [move]\n\nSo.\n///\n",
    "title of a part": "/// rationale | BP\n    about: [move]\n\nSo.\n///\n",
    "title of remarks": "/// remarks | BP\n    about: [move]\n\nSo.\n///\n",
    "half emphasis": "B**P** and A**BP**\n",
    "attribute list": "So.\n{: .BP }\n",
    "line break": "AB<br>P and A<br>BPX\n",
    "lowered": "BP<sub>2</sub>\n",
}


@pytest.mark.parametrize("name", NOT_MARKED)
def test_nothing_is_marked_where_no_link_belongs(tiny: Tiny, name: str) -> None:
    (tiny.folder / "bow.svg").write_text("<svg/>", encoding="utf-8")
    page = page_with(tiny, BP, f"{NOT_MARKED[name]}\nThe BP.\n")
    assert marked(page) == ["BP"]


def test_an_entry_that_stands_there_alone_is_refused(tiny: Tiny) -> None:
    write(tiny, BP)
    tiny.body(f"{BODY}\n## BP\n")
    [problem] = tiny.problems()
    assert "No page says “BP” as a word of its text" in problem.text


def test_emphasis_notes_parts_and_footnotes_are_marked(tiny: Tiny) -> None:
    text = (
        "**BP** and *the BP*[^1]\n\n/// editors-note | Heat\n    about: [move]\n\nBP.\n///\n\n"
        "/// remarks\n    about: [move]\n\nBP.\n///\n\n[^1]: BP.\n"
    )
    page = page_with(tiny, BP, text)
    assert [link.getparent().tag for link in with_class(page, "term")] == ["p", "strong", "p", "p"]


def test_raised_and_lowered_letters_stay_as_they_are(tiny: Tiny) -> None:
    glossary = row("PaO2") + row("m^2") + row("H2O bath") + row("SpO2")
    text = "PaO<sub>2</sub>, m<sup>2</sup>, a H<sub>2</sub>O *bath*, H<sub>2</sub>O bath; **SpO<sub>2</sub>**.\n"
    page = page_with(tiny, glossary, text)
    links = [html.tostring(link, with_tail=False, encoding="unicode") for link in with_class(page, "term")]
    assert [re.sub(r"</?a\b[^>]*>", "", link) for link in links] == [
        "PaO<sub>2</sub>",
        "m<sup>2</sup>",
        "H<sub>2</sub>O bath",
        "SpO<sub>2</sub>",
    ]
    assert words(page.xpath(".//p[.//sub]")[0]) == "PaO2, m2, a H2O bath, H2O bath; SpO2."


def test_signs_of_markdown_stay_what_they_are(tiny: Tiny) -> None:
    text = "Of T2\\* and 5 < 6 & R&D, R&amp;D {x} and `T2*`\n{: .lead }\n"
    page = page_with(tiny, row("T2*") + row("R&D"), text)
    assert marked(page) == ["T2*", "R&D"]
    [line] = page.xpath(".//p[@class='lead']")
    assert words(line) == "Of T2* and 5 < 6 & R&D, R&D {x} and T2*"


def test_what_looks_like_html_is_text(tiny: Tiny) -> None:
    glossary = """- term: 'x" id="y'\n  long: '5 < 6 & "7"'\n  meaning: "a 'b' 1>0"\n  of: editors\n"""
    page = page_with(tiny, glossary, 'The x" id="y here.\n')
    [link] = with_class(page, "term")
    assert words(link) == 'x" id="y'
    assert {*link.keys()} == {"class", "href", "data-references", "aria-describedby"}
    [entry] = with_class(page, "glossary__words")
    assert words(entry) == "5 < 6 & \"7\". a 'b' 1>0"


def test_no_text_of_a_statement_is_changed(tiny: Tiny) -> None:
    body = BODY.replace("Keep moving.", "Keep the **BP** of PaO<sub>2</sub> low.")
    tiny.wording(None)
    plain = render_own_page(tiny, body)
    before = tiny.read()
    library_at.cache_clear()
    write(tiny, BP + row("PaO2"))
    page = render_own_page(tiny, body)
    after = tiny.read()
    assert after.statements == before.statements
    assert words(page.xpath(".//p[@id='move']")[0]) == words(plain.xpath(".//p[@id='move']")[0])
    assert marked(page) == ["BP", "PaO2"]


def test_the_comparison_with_a_kept_source_is_as_without(tiny: Tiny) -> None:
    write(tiny, BP.replace("of: source", "of: editors"))
    tiny.body(BODY.replace("Keep moving.", "Keep the BP."))
    source = "On backs\nKeep the BP. [1]\n- Do NOT rest in bed. [1, 2]\n"
    keep_source(tiny.folder, source, citations="brackets")
    compared = compare(tiny.content, "backs").source_text
    assert compared is not None
    assert compared.compared


def test_a_page_lists_what_it_uses_and_no_more_at_its_end(tiny: Tiny) -> None:
    glossary = row("Wind") + BP + "- term: keel\n  meaning: what a boat lacks\n  of: editors\n  also: [keel bone]\n"
    write(tiny, glossary)
    front = FRONT.replace("guideline:\n", "guideline:\n  pages: [later]\n")
    (tiny.folder / "index.md").write_text(f"{front}{BODY}\nWind, BP.\n", encoding="utf-8")
    later = "# Later\n\nA keel bone, the BP. {: #keel .fact }\n"
    tiny.page("guidelines/backs/later/index.md", later)
    shown = render(tiny, later, page="guidelines/backs/later/index.html")
    [here] = with_class(html.fragment_fromstring(shown, create_parent="article"), "glossary")
    assert "editors" in here.get("class")
    assert [words(each) for each in with_class(here, "glossary__entry")] == [
        "BP bow pressure",
        "keel what a boat lacks Also written: keel bone. (the editors’ words)",
    ]
    # What the editors say is marked as theirs, what the source says is not.
    assert ["editors" in each.get("class") for each in with_class(here, "glossary__entry")] == [False, True]
    assert [(each.term, each.url) for each in tiny.read().terms] == [
        ("Wind", "guidelines/backs/index.html#term:Wind"),
        ("BP", "guidelines/backs/index.html#term:BP"),
        ("keel", "guidelines/backs/later/index.html#term:keel"),
    ]


def test_the_whole_list_stands_where_it_is_asked_for_and_takes_the_place_of_the_other(tiny: Tiny) -> None:
    page = page_with(tiny, row("Wind") + BP, "BP in wind, Wind.\n\n/// glossary | backs\n///\n")
    [glossary] = with_class(page, "glossary")
    assert glossary.get("class") == "glossary editors"
    assert [words(each) for each in glossary.xpath(".//dt")] == ["BP", "Wind"]
    assert [link.get("href") for link in with_class(page, "term")] == ["#term:BP", "#term:Wind"]
    assert len(page.xpath(".//*[@id='term:BP']")) == 1


def test_two_lists_on_a_page_have_no_id_twice(tiny: Tiny) -> None:
    page = page_with(tiny, BP, "BP.\n\n/// glossary | backs\n///\n\n/// glossary | backs\n///\n")
    assert len(list(with_class(page, "glossary__entry"))) == 2
    assert len(page.xpath(".//*[@id='term:BP']")) == 1


def test_another_page_of_the_site_may_show_it(tiny: Tiny) -> None:
    write(tiny, BP)
    tiny.body(f"{BODY}\nBP.\n")
    shown = render(tiny, "# Words\n\nBP.\n\n/// glossary | backs\n///\n", page="words/index.html")
    page = html.fragment_fromstring(shown, create_parent="article")
    # The guideline's words mean that on its own pages alone.
    assert marked(page) == []
    assert [words(each) for each in page.xpath(".//dt")] == ["BP"]


def test_what_it_cites_is_numbered_and_leads_back(tiny: Tiny) -> None:
    page = page_with(tiny, f"{BP}  citations: [jones2021]\n", "BP.\n")
    [entry] = with_class(page, "glossary__entry")
    assert [words(each) for each in entry.xpath(".//sup")] == ["2"]
    [back] = page.xpath(".//*[@id='ref:jones2021']//a[@href='#term:BP']")
    assert words(back) == "the entry “BP” of the glossary"


LISTED = 'BP.\n\n/// glossary | backs\n    of: source\n    between: " ="\n///\n'


def test_the_sources_own_list_is_compared_in_its_own_order(tiny: Tiny) -> None:
    glossary = row("Wind") + BP + "- term: keel\n  meaning: what a boat lacks\n  of: editors\n"
    write(tiny, glossary)
    tiny.body(f"{BODY}\nA keel, the {LISTED}")
    lines = ["On backs", "Keep moving. [1]", "- Do NOT rest in bed. [1, 2]", "A keel, the BP."]
    source = "\n".join([*lines, "Wind = what it is", "BP = bow pressure", ""])
    keep_source(tiny.folder, source, citations="brackets")
    guideline = compare(tiny.content, "backs")
    assert guideline.source_text is not None
    assert guideline.source_text.compared
    keep_source(tiny.folder, source.replace("bow", "low"), citations="brackets")
    of_entry, of_page = problems_of(tiny.content, "backs")
    assert of_entry.text.startswith("The source does not say “bow pressure”")
    assert "The source says “BP = low pressure”" in of_page.text


def test_what_is_called_the_sources_stands_in_its_kept_text(tiny: Tiny) -> None:
    write(tiny, BP)
    tiny.body(BODY.replace("Keep moving.", "Keep the “Bow Pressure” (BP) low."))
    source = "On backs\nKeep the “Bow Pressure” (BP) low. [1]\n- Do NOT rest in bed. [1, 2]\n"
    keep_source(tiny.folder, source, citations="brackets")
    assert problems_of(tiny.content, "backs") == []
    write(tiny, BP.replace("bow", "low"))
    [problem] = problems_of(tiny.content, "backs")
    assert problem.text.startswith("The source does not say “low pressure” (source/), and the entry “BP” says that")
    write(tiny, BP.replace("bow", "low").replace("source", "editors"))
    assert problems_of(tiny.content, "backs") == []


MEASURED = "A mean wave > 65 cm, or - 2.5 SD (of .5); 1-5 knots at 5 per day: “Fine”, if under 10⁹ drops."


@pytest.mark.parametrize(
    ("meaning", "founded"),
    [
        ("A mean wave > 65 cm or", True),
        ("a mean wave >65 cm, OR", True),
        ("“1-5 knots” (at 5 per day)", True),
        ("fine if under 10⁹ drops", True),
        ("- 2.5 SD of .5", True),
        ("A mean wave < 65 cm, or", False),
        ("A mean wave ≥ 65 cm, or", False),
        ("A mean wave 65 cm, or", False),
        ("65 cm", False),
        ("2.5 SD", False),
        ("or 2.5 SD", False),
        ("or -25 SD", False),
        ("of 5", False),
        ("1.5 knots", False),
        ("1 5 knots", False),
        ("at 5% per day", False),
        ("at -5 per day", False),
        ("at 5 per-day", False),
        ("under 109 drops", False),
    ],
)
def test_a_meaning_in_the_sources_name_keeps_every_sign_of_it(tiny: Tiny, meaning: str, founded: bool) -> None:
    """A sign that is lost or turned round is another dose; only what stands around words makes no difference."""
    tiny.body(f"{BODY}\nBP. {MEASURED}\n")
    lines = ["On backs", "Keep moving. [1]", "- Do NOT rest in bed. [1, 2]", f"BP. {MEASURED}", ""]
    keep_source(tiny.folder, "\n".join(lines), citations="brackets")
    write(tiny, f"- term: BP\n  meaning: {json.dumps(meaning)}\n  of: source\n")
    assert [each.text.partition(" (source/)")[0] for each in problems_of(tiny.content, "backs")] == (
        [] if founded else [f"The source does not say “{meaning}”"]
    )


def test_the_sources_list_may_explain_what_it_does_not_use(tiny: Tiny) -> None:
    page = page_with(tiny, BP + row("Wind"), LISTED)
    [listed] = with_class(page, "glossary")
    assert "editors" not in listed.get("class")
    assert [words(each) for each in listed.xpath(".//dt")] == ["BP =", "Wind ="]
    assert marked(listed) == []


def test_an_amount_from_right_to_left_keeps_its_order_and_has_its_term_marked(tiny: Tiny) -> None:
    write(tiny, row("INR") + row("ضغط"))
    front = FRONT.replace("guideline:\n", "guideline:\n  language: ar\n")
    body = BODY.replace("Keep moving.", "ضغط < 2 INR")
    (tiny.folder / "index.md").write_text(front + body, encoding="utf-8")
    page = html.fragment_fromstring(render(tiny, body), create_parent="article")
    assert marked(page) == ["ضغط", "INR"]
    [amount] = page.xpath(".//p[@id='move']//bdi")
    assert words(amount) == "< 2 INR"
    [listed] = page.xpath(".//dl[@class='glossary__list']")
    assert (listed.get("lang"), listed.get("dir")) == ("ar", "rtl")


def other_guideline(tiny: Tiny) -> None:
    """A guideline whose reference smith2020 is another work, and which has no jones2021."""
    other = Tiny(tiny.content.parent / "other")
    other.wording(None)
    other.records([{"id": "smith2020", "type": "book", "title": "On knees"}])
    other.body(OTHER)
    other.folder.rename(tiny.content / "guidelines" / "knees")


OTHER = "# On knees\n\n/// guideline-card | knees\n///\n\nBend. [@smith2020] {: #bend .do }\n"
ELSEWHERE = {
    "a page of nobody's": ("words/index.html", ""),
    "another guideline's page": ("guidelines/knees/index.html", OTHER),
    "a page with another guideline's card": ("words/index.html", "/// guideline-card | knees\n///\n"),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_on_another_page_an_entry_cites_nothing_and_leads_to_who_has_its_references(tiny: Tiny, name: str) -> None:
    """A key was looked up among the references of that page: it was unknown there, or another work's."""
    address, before = ELSEWHERE[name]
    write(tiny, BP + "  citations: [smith2020, jones2021]\n" + row("Wind"))
    tiny.body(f"{BODY}\nBP, Wind.\n")
    other_guideline(tiny)
    shown = render(tiny, f"{before}\n/// glossary | backs\n///\n", page=address)
    [box] = with_class(html.fragment_fromstring(shown, create_parent="article"), "glossary")
    assert [words(each) for each in box.xpath(".//dd")] == ["bow pressure", "what it is"]
    assert [*with_class(box, "citations")] == []
    up = "../" * address.count("/")
    links = [(each.get("href"), words(each)) for each in box.iter("a")]
    assert links == [(f"{up}guidelines/backs/index.html", "Backs")]


def test_a_page_with_the_guidelines_card_may_cite_for_its_entries(tiny: Tiny) -> None:
    write(tiny, BP + "  citations: [smith2020]\n")
    tiny.body(f"{BODY}\nBP.\n")
    other_guideline(tiny)
    text = "/// guideline-card | backs\n///\n\n/// glossary | backs\n///\n"
    page = html.fragment_fromstring(render(tiny, text, page="words/index.html"), create_parent="article")
    [box] = with_class(page, "glossary")
    [citation] = with_class(box, "citations")
    assert "On backs" in words(page.xpath(f".//*[@id='{citation[0].get('href')[1:]}']")[0])
    assert [*with_class(box, "glossary__note")] == []


REFUSED = {
    "another guideline": ("/// glossary | back\n///\n", "There is no guideline “back”"),
    "its own list elsewhere": (
        "/// glossary | backs\n    of: source\n///\n",
        "is for the guideline’s own pages alone",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_that_cannot_be_made_is_refused(tiny: Tiny, name: str) -> None:
    text, message = REFUSED[name]
    write(tiny, BP)
    tiny.body(f"{BODY}\nBP.\n")
    with pytest.raises(ValueError, match=re.escape(message)):
        render(tiny, text, page="words/index.html")


def test_a_list_of_nothing_is_refused(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(f"{BODY}\n/// glossary | backs\n///\n")
    with pytest.raises(ValueError, match=re.escape("backs has no glossary; add a glossary.yml to its folder.")):
        render(tiny, f"{BODY}\n/// glossary | backs\n///\n")
    write(tiny, BP.replace("of: source", "of: editors"))
    library_at.cache_clear()
    with pytest.raises(ValueError, match=re.escape("No entry of glossary.yml is the source’s")):
        render(tiny, f"{BODY}\n{LISTED}")


def test_what_only_a_mouse_could_show_is_refused(tiny: Tiny) -> None:
    body = f"{BODY}\nBP.\n\n*[BP]: bow pressure\n"
    tiny.wording(None)
    tiny.body(body)
    [problem] = tiny.problems()
    assert "is read from glossary.yml" in problem.text
    library_at.cache_clear()
    with pytest.raises(ValueError, match="take “abbr” out of markdown_extensions"):
        render(tiny, body, more=("abbr",))
