"""Where a page's problems are found: the line and column of the source, code last."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from site_plugins.diagnostics.markdown_places import Locator, without_code

REPEATABLE = settings(max_examples=200, deadline=None, derandomize=True)


def locator_in(text: str) -> Locator:
    return Locator("a.md", text.split("\n"))


def at(text: str, key: str) -> tuple[int | None, int | None]:
    problem = locator_in(text).at_key(key, "?")
    return problem.line, problem.column


# Around a citation that is looked for; {} stands for code that holds the same citation.
PROSE = st.text(st.sampled_from("ab .é腰@[]()\t"), max_size=12).filter(lambda text: "@key" not in text)
CODE = st.sampled_from(
    [
        "`[@key]`",
        "``a ` [@key] ``",
        "\n\n```\n[@key]\n```\n\n",
        "\n\n~~~ python\n\n[@key]\n~~~\n\n",
        "\n\n    [@key]\n\n    [@key]\n\n",
        "\n\n\t[@key]\n\n",
        "<!-- [@key]\n -->",
    ]
)


@REPEATABLE
@given(st.lists(CODE | PROSE, max_size=6), st.lists(PROSE, max_size=3))
def test_a_citation_is_found_by_line_and_column_whatever_code_stands_before_it(
    before: list[str], after: list[str]
) -> None:
    start = "Text.\n" + "x".join(before) + "\n\nText "
    end = "".join(after)
    text = f"{start}[@key]{end}"
    line = text[: len(start)].count("\n") + 1
    column = len(start) - (start.rfind("\n") + 1) + 2
    assert at(text, "key") == (line, column)


@pytest.mark.parametrize("code", ["`[@key]`", "```\n[@key]\n```", "    [@key]"])
def test_what_stands_only_in_code_is_found_there(code: str) -> None:
    text = f"Text.\n\n{code}\n"
    line = 1 + text[: text.index("@key")].count("\n")
    assert at(text, "key") == (line, len(text[: text.index("@key")].rpartition("\n")[2]) + 1)


@pytest.mark.parametrize(
    "text",
    [
        "- Item.\n\n    [@key]\n",
        "1. Item.\n\n    [@key]\n\nText [@key]",
        "/// editors-note | Heat\n    about: [@key]\n///\n",
        "Text\n    [@key]\n",
        "An unclosed ` mark [@key].\n\nAnother `.",
        "```\nAn unclosed fence\n\n[@key]",
    ],
)
def test_what_only_looks_like_code_is_text(text: str) -> None:
    first = text.index("@key")
    assert at(text, "key") == (text[:first].count("\n") + 1, len(text[:first].rpartition("\n")[2]) + 1)


@REPEATABLE
@given(st.text(st.sampled_from("ab`~\n \t-<!>1."), max_size=80))
def test_taking_code_out_moves_nothing(text: str) -> None:
    bare = without_code(text)
    assert len(bare) == len(text)
    assert [place for place, each in enumerate(bare) if each == "\n"] == [
        place for place, each in enumerate(text) if each == "\n"
    ]
    assert all(new in (old, " ") for new, old in zip(bare, text, strict=True))


@pytest.mark.parametrize(
    "markdown",
    ["a `b` c", "``a ` b`` c", "Text\n\n    b\n\nc", "```\nb\n```\n\nc", "a\n\n- c\n\n    c\n\nc", "c `c\n\nc` c"],
)
def test_code_is_what_python_markdown_makes_code_of(markdown: str) -> None:
    html = Markdown(extensions=["fenced_code"]).convert(markdown)
    assert ("b" in without_code(markdown)) == ("b" in html.replace("<code>b", "").replace("<code>a ` b", ""))
    assert without_code(markdown).count("c") == html.replace("code", "").count("c")


TEXT = (
    "A. [@one; @two] {: #a .do }\n\n- B *is\n  long*. [@two] {: #b .do }\n\n"
    "/// note |  T  \n    about: [a, b]\n///\n"
)


def test_each_place_of_a_key_is_found() -> None:
    here = locator_in(TEXT + "`[@two]`\n")
    assert [(each.line, each.column) for each in here.at_each_key("two", "?")] == [(1, 11), (4, 11)]
    assert [(each.line, each.column) for each in here.at_each_key("three", "?")] == [(None, None)]


def test_a_key_is_not_found_in_a_longer_one_or_in_an_address() -> None:
    assert at("[@twofold] a@two; [@two]", "two") == (1, 20)


def test_everything_else_is_found_where_it_begins() -> None:
    here = locator_in(TEXT)
    found = {
        "text": here.at_text("B is long.", "?"),
        "id": here.at_id("b", "?"),
        "block": here.at_block("note", "T", "?"),
        "item": here.at_item("b", "?"),
        "literal": here.at_literal("long*", "?"),
        "nothing": here.at_literal("short", "?"),
    }
    assert {name: (problem.line, problem.column) for name, problem in found.items()} == {
        "text": (3, 3),
        "id": (4, 20),
        "block": (6, 1),
        "item": (7, 16),
        "literal": (4, 3),
        "nothing": (None, None),
    }
    assert found["id"].source_line == "  long*. [@two] {: #b .do }"


def test_the_front_matter_is_counted_and_not_searched(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: '[@two]'\n---\n\n[@two]\n", encoding="utf-8")
    problem = Locator.in_file(file).at_key("two", "?")
    assert (problem.line, problem.column) == (5, 2)
