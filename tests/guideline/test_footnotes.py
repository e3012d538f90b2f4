"""Footnotes are the source's own words, with the source's own labels, and go with what they are marked in."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from site_plugins.fhir.plan_definition import plan_definition
from site_plugins.guideline import guideline_json, library_at
from site_plugins.guideline.drift import describe_changes, read_wordings, sentences_of
from site_plugins.guideline.publish import SCHEMA
from site_plugins.search.entries import footnote_entries, page_entries, statement_entries
from site_plugins.search.synonyms import Synonyms
from tests.guideline.compared import compare, keep_source, problems_of
from tests.guideline.render import render, render_own_page
from tests.guideline.tiny import BODY, FRONT, Tiny, line
from tests.pointing import pointed_at
from tests.site.html import with_class, words

DOCS = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^## Footnotes\n.*?^```markdown\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
MARKED = BODY.replace("Keep moving.", "Keep moving.[^1]")
NUMBERED = f"{MARKED}\n[^1]: A walk is moving. [@jones2021]\n"


def test_the_example_of_the_docs_keeps_labels_and_leads_both_ways(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, EXAMPLE)
    marks = page.xpath(".//sup[@class='footnote-mark']/a")
    assert [(words(mark), mark.get("href")) for mark in marks] == [("1", "#fn:1"), ("a", "#fn:a")]
    notes = list(with_class(page, "footnote"))
    assert [note.get("id") for note in notes] == ["fn:1", "fn:a"]
    assert words(notes[1]).removesuffix("↑").strip() == "a A drizzle of less than an hour is no rain."
    for mark, note in zip(marks, notes, strict=True):
        [back] = note.xpath(".//a[@role='doc-backlink']")
        assert back.get("href") == f"#{mark.getparent().get('id')}"
        # What the card shows at the mark.
        assert page.xpath(f".//*[@id='{mark.get('data-references')}']")
    first, second = tiny.read().footnotes
    assert f"“{first.words}”" in re.sub(r"\s+", " ", DOCS)
    assert (first.about, second.about) == (("fold-one",), ("no-rain",))


def test_numbers_are_the_sources_and_the_notes_stand_above_the_references(tiny: Tiny) -> None:
    tiny.wording(None)
    body = BODY.replace("Keep moving.", "Keep moving.[^7]").replace("bed. [", "bed.[^3] [")
    body = body.replace("/// reference-list", "## References {: .editors }\n\n/// reference-list")
    page = render_own_page(tiny, f"{body}\n[^3]: Of any kind.\n[^7]: A walk is moving.\n")
    assert [words(mark) for mark in page.xpath(".//sup[@class='footnote-mark']")] == ["7", "3"]
    assert [note.get("value") for note in with_class(page, "footnote")] == ["3", "7"]
    [section] = page.xpath(".//section[@class='footnotes']")
    assert section.getnext().tag == "h2"
    assert [words(each) for each in page.xpath(".//sup[@class='footnote-mark']/ancestor::h2")] == []


def test_a_footnote_that_is_marked_twice_leads_back_to_both(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, NUMBERED.replace("bed. [", "bed.[^1] ["))
    ids = [mark.get("id") for mark in page.xpath(".//sup[@class='footnote-mark']")]
    assert ids == ["fnref:1", "fnref2:1"]
    backs = page.xpath(".//li[@class='footnote']/a")
    assert [back.get("href") for back in backs] == ["#fnref:1", "#fnref2:1"]
    assert len({back.get("aria-label") for back in backs}) == 2
    assert tiny.read().footnotes[0].about == ("move", "bed")


def test_what_it_cites_is_numbered_and_leads_back(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, NUMBERED)
    assert [words(each) for each in page.xpath(".//li[@class='footnote']//sup")] == ["2"]
    [passage] = tiny.read().reference_by_id["jones2021"].passages
    assert (passage.name, passage.url) == ("Footnote 1", "guidelines/backs/index.html#fn:1")
    assert "Footnote 1" in words(page.xpath(".//*[@id='ref:jones2021']")[0])


def test_a_mark_in_a_heading_is_no_word_of_it(tiny: Tiny) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, BODY.replace("# On backs", "# On backs[^1]") + "\n[^1]: The lower ones.\n")
    assert page.xpath(".//h1")[0].get("id") == "on-backs"
    assert tiny.read().statements[0].section == "On backs"


def test_it_goes_with_its_statement_wherever_that_goes(tiny: Tiny) -> None:
    body = f"{NUMBERED}\n/// remarks\n    about: [bed]\n\nNot at night.[^n]\n///\n\n[^n]: From ten to six.\n"
    page = render_own_page(tiny, body)
    guideline = tiny.read()
    move, bed = guideline.statements
    assert (move.text, guideline.parts[0].text) == ("Keep moving.", "Not at night.")
    quotes = [words(each) for each in with_class(page, "layer__quote")]
    assert "“Keep moving.” Footnote 1: “A walk is moving.”" in quotes[0]
    assert "“Not at night.” Footnote n: “From ten to six.”" in quotes[1]
    assert read_wordings(guideline)[move.id].text == "Keep moving.\nFootnote 1: A walk is moving."
    assert read_wordings(guideline)[bed.id].text == bed.text
    model: dict[str, Any] = guideline_json(guideline)
    assert [each.get("footnotes") for each in model["statements"]] == [
        [{"label": "1", "text": "A walk is moving."}],
        None,
    ]
    assert model["footnotes"][1] == {
        "label": "n",
        "about": ["remarks-bed"],
        "url": "guidelines/backs/index.html#fn:n",
        "text": "From ten to six.",
        "citations": [],
    }
    resource = plan_definition(model, "nobody")
    documentation = resource["action"][0]["action"][0]["documentation"]
    assert {"type": "documentation", "display": "Footnote 1: A walk is moving."} in documentation
    assert "Footnote 1: A walk is moving." in resource["text"]["div"]


def test_a_figure_takes_along_what_its_caption_marks(tiny: Tiny) -> None:
    (tiny.folder / "bench.svg").write_text("<svg/>", encoding="utf-8")
    figure = "/// figure | A bench[^1]\n    id: fig-bench\n\n![A long bench with four legs.](bench.svg)\n///\n"
    tiny.body(f"{BODY}\n{figure}\n[^1]: Of oak.\n")
    guideline = tiny.read()
    assert (guideline.exhibits[0].caption, guideline.footnotes[0].about) == ("A bench", ("fig-bench",))
    resource = plan_definition(guideline_json(guideline), "nobody")
    [document] = [each["document"]["data"] for each in resource["relatedArtifact"] if "document" in each]
    assert b64decode(document).decode().endswith("\nFootnote 1: Of oak.")


def test_a_guideline_without_any_is_published_as_before(tiny: Tiny) -> None:
    model: dict[str, Any] = guideline_json(tiny.read())
    assert "footnotes" not in model
    assert "footnotes" not in json.loads(SCHEMA.read_text(encoding="utf-8"))["required"]


def test_the_search_finds_the_footnote_and_its_statement_by_its_words(tiny: Tiny) -> None:
    page = render(tiny, NUMBERED)
    tiny.body(NUMBERED)
    guideline = tiny.read()
    [entry] = footnote_entries(guideline)
    assert (entry.title, entry.text, entry.section) == ("Footnote 1", "A walk is moving.", "On backs")
    assert entry.rests_on == ("backs/jones2021",)
    first, _second = statement_entries(guideline, Synonyms({}))
    assert any("A walk" in text for _weight, text in first.fields)
    assert "walk" not in str([each.text for each in page_entries("index.html", "Backs", page)])


def test_another_text_or_mark_under_the_same_version_is_a_change(tiny: Tiny) -> None:
    tiny.wording(None)
    found = []
    for body in (
        NUMBERED,
        NUMBERED.replace("A walk", "A run"),
        NUMBERED.replace("moving.[^1]", "moving.").replace("bed. [", "bed.[^1] ["),
        BODY,
    ):
        tiny.body(body)
        found.append(sentences_of(tiny.read()))
    name = "guidelines/backs/index.html#fn:1"
    assert describe_changes(found[0], found[1]) == {name: "its wording changed"}
    assert describe_changes(found[0], found[2]) == {name: "its wording changed"}
    assert describe_changes(found[0], found[3]) == {name: "it is gone"}


def test_each_page_has_its_own(tiny: Tiny) -> None:
    tiny.wording(None)
    front = FRONT.replace("guideline:\n", "guideline:\n  pages: [later]\n")
    (tiny.folder / "index.md").write_text(front + NUMBERED, encoding="utf-8")
    tiny.page("guidelines/backs/later/index.md", "# Later\n\nWalk.[^1] {: #walk .do }\n\n[^1]: On foot.\n")
    assert [(each.url, each.text) for each in tiny.read().footnotes] == [
        ("guidelines/backs/index.html#fn:1", "A walk is moving."),
        ("guidelines/backs/later/index.html#fn:1", "On foot."),
    ]


TABLE = "/// table | Sheets\n    id: tab-1\n\n| A | B |\n| - | - |\n| A4[^1] | one |\n///\n"
REFUSED = {
    "a mark without a text": ("See.[^2]\n", "[^2]", "“[^2]” marks a footnote that is not here"),
    "a label of two words": ("See.[^my note]\n", "[^my note]", "“[^my note]” marks a footnote that is not here"),
    "a text without a mark": ("[^2]: Of any kind.\n", "[^2]:", "is the text of a footnote that no [^2] marks"),
    "a text of nothing": ("See.[^2]\n\n[^2]:\n", "[^2]:", "“[^2]:” has no text"),
    "a text that is given twice": ("[^1]: Of any kind.\n", "[^1]:", "“[^1]:” is given twice on this page"),
    "a text that is given twice at once": (
        "See.[^2]\n\n[^2]: One.\n[^2]: Two.\n",
        "[^2]: Two",
        "“[^2]:” is given twice on this page",
    ),
    "a blank in a label": ("See.[^b c]\n\n[^b c]: It.\n", "[^b c]:", "has a label that no link can lead to"),
    "a mark in a note": (
        "/// editors-note | Heat\n    about: [move]\n\nWarm.[^1]\n///\n",
        "[^1]\n".strip(),
        "stands in what is the editors’",
    ),
    "a mark in a table": (TABLE, "[^1] | one", "stands in a table, which has notes of its own"),
    "a mark in a link": ("See [the bed[^1]](#bed).\n", "[^1]](#bed)", "stands in the words of a link"),
    "a statement that is swallowed": (
        "See.[^2]\n\n[^2]: Of any kind.\nKeep calm. {: #calm .do }\n",
        "Of any kind",
        "is a statement within a footnote",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_half_there_or_misplaced_is_refused_where_it_stands(tiny: Tiny, name: str) -> None:
    text, at, message = REFUSED[name]
    tiny.wording(None)
    before = f"{NUMBERED}\n"
    tiny.body(before + text)
    found = [problem for problem in tiny.problems() if message in problem.text]
    assert len(found) == 1, [problem.text for problem in tiny.problems()]
    [problem] = found
    assert pointed_at(problem).startswith(at)
    within = next(number for number, each in enumerate(text.splitlines()) if at in each)
    assert f"{problem.file}:{problem.line}" == line(before.count("\n") + 1 + within)


def test_they_are_compared_with_the_source(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(NUMBERED)
    source = "On backs\nKeep moving.¹ [1]\n- Do NOT rest in bed. [1, 2]\n1. A walk is moving. [2]\n"
    keep_source(tiny.folder, source, citations="brackets")
    compared = compare(tiny.content, "backs").source_text
    assert compared is not None
    assert compared.compared
    keep_source(tiny.folder, source.replace("A walk", "A run"), citations="brackets")
    [problem] = problems_of(tiny.content, "backs")
    assert "A run" in problem.text
    assert pointed_at(problem).startswith("walk is moving")


def test_an_extension_that_would_count_them_is_refused(tiny: Tiny) -> None:
    tiny.body(NUMBERED)
    library_at.cache_clear()
    # By itself the guideline's own comes last, and is the one that counts.
    page = html.fragment_fromstring(render(tiny, NUMBERED, more=("footnotes",)), create_parent="article")
    assert [note.get("id") for note in with_class(page, "footnote")] == ["fn:1"]
