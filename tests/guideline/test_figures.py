"""Figures and flow charts: what is read of them, and what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from site_plugins.guideline import Library, guideline_json
from site_plugins.guideline.drift import find_drift
from site_plugins.guideline.page_parts import read_parts
from site_plugins.guideline.publish import SCHEMA
from tests.guideline.render import render_own_page
from tests.guideline.tiny import Tiny, line
from tests.pointing import check
from tests.site.html import with_class, words

TWO = "Keep moving. {: #move .do }\n\nNo rest. [@smith2020; @jones2021] {: #bed .dont }\n\n"
FIGURE = """\
/// figure | A boat & its *line* [@jones2021]
    id: fig-line
    n: 1
    credit: Drawn by [B. Lee](https://example.org/).

![A boat < 2 g from the side.](line%20art.svg)
///
"""
CHART = """\
/// flow-chart | May it be launched?
    id: fig-launch
    n: 2

![Two questions and three ends.](launch.svg)

1. Is it dry? [@smith2020]
    - No: wait.
    - Yes: go on.
2. Launch it.
///
"""


@pytest.fixture
def drawn(tiny: Tiny) -> Tiny:
    tiny.wording(None)
    for name in ("line art.svg", "launch.svg"):
        (tiny.folder / name).write_text("<svg/>", encoding="utf-8")
    return tiny


def test_a_figure_has_its_caption_picture_and_credit(drawn: Tiny) -> None:
    drawn.body(TWO + FIGURE)
    [figure] = drawn.read().exhibits
    assert (figure.kind, figure.label, figure.caption) == ("figure", "Figure 1", "A boat & its line")
    assert [picture.alternative for picture in figure.pictures] == ["A boat < 2 g from the side."]
    assert figure.credit == "Drawn by B. Lee."
    assert figure.citations == ("jones2021",)
    assert figure.text.split("\n") == [
        "Figure 1: A boat & its line",
        "Picture: A boat < 2 g from the side.",
        "Credit: Drawn by B. Lee.",
    ]


def test_the_mark_of_a_footnote_is_no_part_of_a_step(drawn: Tiny) -> None:
    drawn.body(TWO + CHART.replace("go on.", "go on 5[^1].") + "\n[^1]: Slowly.\n")
    [chart] = drawn.read().exhibits
    assert chart.steps[2] == (1, "- Yes: go on 5.")


def test_a_flow_chart_is_its_steps(drawn: Tiny) -> None:
    drawn.body(TWO + CHART)
    [chart] = drawn.read().exhibits
    assert chart.steps == ((0, "1. Is it dry?"), (1, "- No: wait."), (1, "- Yes: go on."), (0, "2. Launch it."))
    assert chart.text.endswith("1. Is it dry?\n  - No: wait.\n  - Yes: go on.\n2. Launch it.")
    page = render_own_page(drawn, TWO + CHART)
    [steps] = with_class(page, "exhibit__steps")
    assert "Is it dry?" in words(steps)
    [opened] = page.xpath(".//p[contains(@class, 'exhibit__open')]/a")
    assert (opened.get("href"), words(opened)) == ("launch.svg", "Open the picture of Figure 2")


def test_the_steps_of_a_flow_chart_keep_their_numbers(drawn: Tiny) -> None:
    drawn.body(TWO + CHART.replace("\n2. Launch it.", "\n3. Launch it.\n4. Go on."))
    [chart] = drawn.read().exhibits
    assert [step for depth, step in chart.steps if not depth] == ["1. Is it dry?", "3. Launch it.", "4. Go on."]


NOTED = (
    FIGURE.replace("its *line*", "its line†")[:-4]
    + "\nWL: waterline; g: gram. [@smith2020]\n\n† At rest.\n\n\\* In the picture.\n///\n"
)


def test_a_figure_has_notes_as_a_table_has(drawn: Tiny) -> None:
    """In the source's words, below it: one with a mark is linked with its place, one in the picture just stands."""
    drawn.body(TWO + NOTED)
    [figure] = drawn.read().exhibits
    assert [(note.mark, note.text) for note in figure.notes] == [
        ("†", "At rest."),
        ("*", "In the picture."),
        ("", "WL: waterline; g: gram."),
    ]
    assert figure.text.split("\n")[2:] == [
        "† At rest.",
        "* In the picture.",
        "WL: waterline; g: gram.",
        "Credit: Drawn by B. Lee.",
    ]
    # Its caption cites one work, its note another.
    assert figure.citations == ("jones2021", "smith2020")
    data = json.loads(json.dumps(guideline_json(drawn.read())))
    assert data["figures"][0]["notes"][0] == {"mark": "†", "text": "At rest."}
    assert [*Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(data)] == []
    page = render_own_page(drawn, TWO + NOTED)
    [mark] = with_class(page, "exhibit__mark")
    [link] = mark.iter("a")
    [note] = [each for each in with_class(page, "exhibit__note") if each.get("id") == link.get("href")[1:]]
    assert words(note) == "† At rest."
    assert next(note.iter("a")).get("href") == f"#{mark.get('id')}"
    assert not [each for each in with_class(page, "exhibit__note") if "editors" in each.get("class")]


def test_a_figure_without_notes_is_published_as_before(drawn: Tiny) -> None:
    drawn.body(TWO + FIGURE)
    assert "notes" not in guideline_json(drawn.read())["figures"][0]  # type: ignore[index]


def test_a_mark_that_the_source_does_not_explain_may_stay(drawn: Tiny) -> None:
    drawn.body(TWO + FIGURE.replace("its *line*", "its line†").replace("    n: 1", '    unexplained: ["†"]'))
    [figure] = drawn.read().exhibits
    assert figure.caption == "A boat & its line†"


def test_a_step_may_have_a_mark(drawn: Tiny) -> None:
    chart = CHART.replace("2. Launch it.\n", "2. Launch it.[a]\n\n[a] Bow first.\n")
    drawn.body(TWO + chart)
    [figure] = drawn.read().exhibits
    assert figure.steps[-1] == (0, "2. Launch it.[a]")
    assert [note.words for note in figure.notes] == ["[a] Bow first."]
    assert words(next(with_class(render_own_page(drawn, TWO + chart), "exhibit__mark"))) == "[a]"


def test_another_note_under_the_same_name_needs_a_new_version(drawn: Tiny) -> None:
    drawn.body(TWO + NOTED)
    drawn.sign()
    drawn.body(TWO + NOTED.replace("At rest", "At sea"))
    [changed] = find_drift(Library(drawn.content))
    assert "“fig-line” is not what was published under version 1.0.0" in changed.text


def test_the_published_figure_names_its_picture_within_the_site(drawn: Tiny) -> None:
    drawn.body(TWO + FIGURE)
    model: dict[str, Any] = guideline_json(drawn.read())
    assert model["figures"][0]["pictures"] == [
        {"url": "guidelines/backs/line art.svg", "alternative": "A boat < 2 g from the side."}
    ]


def test_another_picture_under_the_same_name_needs_a_new_version(drawn: Tiny) -> None:
    drawn.body(TWO + CHART)
    drawn.sign()
    assert find_drift(Library(drawn.content)) == []
    (drawn.folder / "launch.svg").write_text("<svg><path/></svg>", encoding="utf-8")
    [changed] = find_drift(Library(drawn.content))
    assert "“fig-launch” is not what was published under version 1.0.0" in changed.text


REFUSED = {
    "no alternative text": (
        FIGURE.replace("A boat < 2 g from the side.", ""),
        [
            (
                line(10),
                "](line",
                "The picture line art.svg has no alternative text: write what is to be seen between the brackets, "
                "![...](line%20art.svg).",
            )
        ],
    ),
    "the file's name instead of it": (
        FIGURE.replace("A boat < 2 g from the side.", "Line-Art.svg"),
        [
            (
                line(10),
                "](line",
                "“Line-Art.svg” is the name of the picture’s file; write what is to be seen in it.",
            )
        ],
    ),
    "no such file": (
        FIGURE.replace("line%20art", "lines"),
        [(line(10), "](lines", "There is no file lines.svg beside this page; add it or correct its name.")],
    ),
    "no picture": (
        "/// figure | Boats\n    id: f\n\n///\n",
        [
            (
                line(5),
                "/// figure",
                "The figure “Boats” has no picture; write one as ![what is to be seen](file.svg), with the file "
                "beside "
                "the page.",
            )
        ],
    ),
    "a chart without steps": (
        CHART[: CHART.index("1.")] + "///\n",
        [
            (
                line(5),
                "/// flow-chart",
                "The flow chart “May it be launched?” has no steps: below the picture, write as a list what it "
                "says. A "
                "branch is a list within its step, indented by four spaces.",
            )
        ],
    ),
    "words above its picture": (
        FIGURE.replace("![A", "Words before.\n\n![A"),
        [
            (
                line(10),
                "Words",
                "“Words before.” cannot stand in its block, which holds a picture and below it notes, each a "
                "paragraph: close it with /// before.",
            )
        ],
    ),
    "a list, which a figure has none of": (
        FIGURE[:-4] + "\n- A list.\n///\n",
        [
            (
                line(12),
                "A list",
                "“A list.” cannot stand in its block, which holds a picture and below it notes, each a paragraph: "
                "close it with /// before.",
            )
        ],
    ),
    "a mark without a note": (
        FIGURE.replace("its *line*", "its line†"),
        [
            (
                line(5),
                "/// figure",
                "The figure “A boat & its line† [@jones2021]” has the mark “†” and no note for it: write the note "
                "below the picture, as a paragraph that begins with †. If the source has none, add unexplained: "
                '["†"] to the options.',
            )
        ],
    ),
    "a note twice": (
        FIGURE[:-4] + "\n† One.\n\n† Two.\n///\n",
        [(line(14), "Two", "The note † is there twice; keep one.")],
    ),
    "a note within another": (
        FIGURE[:-4] + "\n† One.\n‡ Two.\n///\n",
        [(line(12), "One", "The note ‡ begins within another one: put an empty line before it.")],
    ),
    "a statement among its notes": (
        FIGURE[:-4] + "\nLaunch it. {: #launch .do }\n///\n",
        [
            (
                line(12),
                "Launch it",
                "“Launch it. {: #launch .do }” is a statement within the block of a figure: close the block with "
                "/// before it.",
            )
        ],
    ),
    "a statement among the steps": (
        CHART.replace("2. Launch it.", "2. Launch it. {: #launch .do }"),
        [
            (
                line(14),
                "Launch it",
                "“Launch it. {: #launch .do }” is a statement within the block of a flow chart: close the block "
                "with /// "
                "before it.",
            )
        ],
    ),
    "a picture outside a block": (
        "![](launch.svg)\n",
        [
            (
                line(5),
                "](launch",
                "The picture launch.svg has no alternative text: write what is to be seen between the brackets, "
                "![...](launch.svg).",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_page_is_refused_for(drawn: Tiny, name: str) -> None:
    body, expected = REFUSED[name]
    drawn.body(TWO + body)
    check(drawn.problems(), expected)


def test_a_page_that_is_read_alone_knows_its_pictures(drawn: Tiny) -> None:
    drawn.body(TWO + FIGURE)
    parts = read_parts(drawn.folder / "index.md", "guidelines/backs/index.html")
    assert [len(picture.digest) for each in parts.exhibits for picture in each.pictures] == [64]
