"""A cross-reference says what its target is called, on its page and wherever its text is taken along."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from site_plugins.guideline import Library, guideline_json, library_at
from site_plugins.guideline.drift import sentences_of
from site_plugins.guideline.page_parts import read_parts
from tests.guideline.compared import compare, keep_source, problems_of
from tests.guideline.render import render, render_own_page
from tests.guideline.tiny import BODY, FRONT, Tiny, line
from tests.pointing import pointed_at
from tests.site.html import with_class, words

DOCS = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
[EXAMPLE] = re.findall(r"^## Cross-references\n.*?^```markdown\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)

TARGETS = """
/// table | Sheets [@smith2020]
    id: tab-sheets
    n: "2.10"

| Sheet | Crew |
| - | - |
| A4 | one acorn, see [](#move) |
///

/// table | Sheets by [](#tab-sheets)
    id: tab-unnumbered

| Sheet | Crew |
| - | - |
| A4 | one acorn |
///

/// editors-note | On heat
    about: [move]

See [](#tab-sheets).
///

/// remarks | Where
    about: [move]

Not in [](#tab-sheets).
///

/// rationale
    about: [bed]

None.
///

Keep the old chair, the long bench and every bed that there is. {: #long .do }

Use the bench. {: #gone .do status="withdrawn" }

Sit on it. {: #sit .do n="Recommendation A.4:" }

## Where it *hurts* [@smith2020] {: #where }
"""
CALLED = {
    "tab-sheets": "Table 2.10",
    "tab-unnumbered": "Table “Sheets by …”",
    "move": "“Keep moving.”",
    "long": "“Keep the old chair, the long bench and …”",
    "sit": "Recommendation A.4",
    "Recommendation-A.4": "Recommendation A.4",
    "gone": "Withdrawn by its source. “Use the bench.”",
    "note-on-heat": "On heat",
    "remarks-where": "Remarks: Where",
    "rationale-bed": "Rationale",
    "where": "Where it hurts",
}


def linked(page: html.HtmlElement) -> dict[str, str]:
    """Where the cross-references of a page lead, and what they say."""
    return {link.get("href"): words(link) for link in with_class(page, "cross-reference")}


def test_the_example_of_the_docs_says_what_is_said_below_it(tiny: Tiny) -> None:
    tiny.wording(None)
    (tiny.folder / "folds.svg").write_text("<svg/>", encoding="utf-8")
    page = render_own_page(tiny, f"{EXAMPLE}\nKeep it. [@smith2020; @jones2021] {{: #keep .do }}\n")
    assert linked(page) == {
        "#fig-folds": "Figure 3",
        "#wet-sheet": "“Do NOT fold a wet sheet; see ….”",
        "#drying": "How to dry a sheet",
    }
    [first, second, _keep] = tiny.read().statements
    assert first.text == "Fold the boat as Figure 3 shows, but read “Do NOT fold a wet sheet; see ….” first."
    assert second.text == "Do NOT fold a wet sheet; see How to dry a sheet."


@pytest.mark.parametrize("target", CALLED)
def test_what_each_kind_of_target_is_called(tiny: Tiny, target: str) -> None:
    tiny.wording(None)
    page = render_own_page(tiny, f"{BODY}{TARGETS}\nTry [](#{target}) now. {{: #try .do }}\n")
    assert linked(page)[f"#{target}"] == CALLED[target]
    assert page.xpath(f".//*[@id='{target}']"), "the link leads nowhere"
    guideline = tiny.read()
    assert guideline.statement_by_id["try"].text == f"Try {CALLED[target]} now."


def test_texts_of_every_kind_have_the_words_and_none_has_what_was_typed(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(BODY + TARGETS)
    guideline = tiny.read()
    assert guideline.note_by_id["note-on-heat"].text == "See Table 2.10."
    assert guideline.part_by_id["remarks-where"].text == "Not in Table 2.10."
    assert guideline.exhibit_by_id["tab-sheets"].rows == (("A4", "one acorn, see “Keep moving.”"),)
    assert guideline.exhibit_by_id["tab-unnumbered"].caption == "Sheets by Table 2.10"
    assert "[](" not in str(guideline_json(guideline))


def test_another_number_is_another_text_of_what_refers_to_it(tiny: Tiny) -> None:
    tiny.wording(None)
    texts = []
    for number in ("2.10", "2.11"):
        tiny.body(f"{BODY}{TARGETS}\nTry [](#tab-sheets). {{: #try .do }}\n".replace('"2.10"', f'"{number}"'))
        texts.append(sentences_of(tiny.read())["try"].text)
    assert texts[0] != texts[1]


def test_only_what_something_refers_to_is_known_as_a_target(tiny: Tiny) -> None:
    """Else a preview would make every page again after each edit of a sentence."""
    tiny.wording(None)
    tiny.body(f"{BODY}\nAs [](#bed) says. {{: #says .fact }}\n")
    assert list(tiny.read().targets) == ["bed"]


def test_it_leads_to_the_other_pages_of_the_guideline(tiny: Tiny) -> None:
    tiny.wording(None)
    front = FRONT.replace("guideline:\n", "guideline:\n  pages: [later]\n")
    first = f"{BODY}\nSee [](#after) and [](#where-to). {{: #see .do }}\n"
    later = "# Later\n\nKeep moving, as [](#bed) says. {: #after .do }\n\n## Where to {: #where-to }\n"
    (tiny.folder / "index.md").write_text(front + first, encoding="utf-8")
    tiny.page("guidelines/backs/later/index.md", later)
    library_at.cache_clear()
    pages = [
        html.fragment_fromstring(render(tiny, text, page=f"guidelines/backs/{name}index.html"), create_parent="div")
        for name, text in (("", first), ("later/", later))
    ]
    assert linked(pages[0]) == {
        "../../guidelines/backs/later/index.html#after": "“Keep moving, as … says.”",
        "../../guidelines/backs/later/index.html#where-to": "Where to",
    }
    assert linked(pages[1]) == {"../../../guidelines/backs/index.html#bed": "“Do NOT rest in bed.”"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Try [](#tab-sheet) now.\n", "[](#tab-sheet)” refers to nothing on the pages of this guideline."),
        ("Try [](#mvoe) now.\n", "Did you mean “move”?"),
        ("Try [](tables.md) now.\n", "[](tables.md)” is a link without words: write them between the brackets."),
        ("Try []() now.\n", "[]()” is a link without words"),
        ("Try [ ](https://example.org/) now.\n", "[](https://example.org/)” is a link without words"),
        ("## Try [](#move) now\n", "[](#move)” stands in a heading, which has words of its own"),
        ("See [as [](#bed) says](#move).\n", "[](#bed)” stands in the words of another link"),
        ("## A {: #one }\n\n## B {: #one }\n\nSee [](#one).\n", "[](#one)” refers to 2 places with that id"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_where_it_stands(tiny: Tiny, body: str, expected: str) -> None:
    tiny.body(BODY + body)
    [problem] = tiny.problems()
    assert expected in problem.text
    at = next(place for place, text in enumerate(body.splitlines()) if re.search(r"\[\s*\]", text))
    assert f"{problem.file}:{problem.line}" == line(BODY.count("\n") + 1 + at)
    assert re.match(r"\[\s*\]\(", pointed_at(problem))


def test_each_of_several_is_pointed_at_and_those_in_code_are_left_alone(tiny: Tiny) -> None:
    tiny.body(f"{BODY}\nWrite `[](#none)` or [](#move).\n\nSee [](#none).\n\n[](#none)\n")
    lines = [problem.line for problem in tiny.problems() if "refers to nothing" in problem.text]
    start = FRONT.count("\n") + BODY.count("\n")
    assert lines == [start + 4, start + 6]


def test_on_another_page_words_are_asked_for(tiny: Tiny) -> None:
    library_at.cache_clear()
    with pytest.raises(Exception, match="gets its words on the pages of a guideline alone"):
        render(tiny, "# About\n\nSee [](#move).\n", page="about/index.html")


def test_a_word_that_warns_in_an_id_is_no_word_of_the_sentence(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(f"{BODY}\nTry the bench ([](#avoid-bed)). {{: #try .do }}\n\n## Beds {{: #avoid-bed }}\n")
    assert tiny.problems() == []


def test_a_number_in_an_id_is_no_dose(tiny: Tiny) -> None:
    tiny.wording(None)
    table = (
        "/// dose-table | Wax\n    id: tab-1\n\n| Drug | Dose |\n| - | - |\n| Wax | 5 ml, see [](#tab-1) |\n///\n"
    )
    tiny.body(f"{BODY}\n{table}")
    assert tiny.problems() == []


def test_its_words_are_compared_with_the_source(tiny: Tiny) -> None:
    tiny.wording(None)
    body = BODY.replace("Keep moving.", "Keep moving as in [](#beds).") + "\n## Beds {: #beds }\n"
    tiny.body(body)
    text = "On backs\nKeep moving as in Beds. [1]\n- Do NOT rest in bed. [1, 2]\nBeds\n"
    keep_source(tiny.folder, text, citations="brackets")
    compared = compare(tiny.content, "backs").source_text
    assert compared is not None
    assert compared.compared
    keep_source(tiny.folder, text.replace("in Beds", "in Chairs"), citations="brackets")
    [problem] = problems_of(tiny.content, "backs")
    assert "“as in Chairs. [1]”" in problem.text
    assert pointed_at(problem).startswith("in [](#beds)")


def test_a_page_read_from_its_file_alone_is_the_same(tiny: Tiny) -> None:
    tiny.body(f"{BODY}\nTry [](#bed). {{: #try .do }}\n")
    parts = read_parts(tiny.folder / "index.md", "guidelines/backs/index.html")
    assert parts.cross_references == ("bed",)
    assert parts.problems == ()
    assert Library(tiny.content).page("guidelines/backs/index.html") is None
