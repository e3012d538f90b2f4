"""The telephone lines are settings of the site, with neutral defaults: no country is assumed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html
from markdown import Markdown

from site_plugins.guideline import ContentError

CONTENT = Path(__file__).parents[2] / "content"


def calculator_page(**lines: object) -> html.HtmlElement:
    """The calculator's block, rendered with the telephone lines that `mkdocs.yml` would hold."""
    options = {"content": str(CONTENT), "page": "calculator/index.html", "lines": lines}
    markdown = Markdown(extensions=["lumbar_calculator"], extension_configs={"lumbar_calculator": options})
    return html.fragment_fromstring(
        markdown.convert("/// calculator | low-back-pain-next-steps\n///"), create_parent="div"
    )


def test_without_settings_no_country_is_assumed() -> None:
    words = calculator_page().text_content()
    assert "call your local emergency number" in words
    assert "call your local urgent-care line" in words


def test_a_sites_own_lines_stand_on_paper_and_go_to_the_result() -> None:
    page = calculator_page(emergency=112, urgent="116 117", crisis="988")
    assert "call 112" in page.text_content()
    assert "call 116 117" in page.text_content()
    [box] = page.xpath("//*[@id='calculator']")
    assert json.loads(box.get("data-settings"))["lines"] == {
        "emergency": "112",
        "urgent": "116 117",
        "crisis": "988",
    }


def test_a_mistyped_line_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(
        ContentError, match=r"mkdocs\.yml: lumbar_calculator\.lines\.emergancy .* emergency, urgent"
    ):
        calculator_page(emergancy="112")


@pytest.mark.parametrize("line", [None, "", " ", True, ["112"]])
def test_an_empty_line_is_refused_and_never_shown(line: object) -> None:
    with pytest.raises(ContentError, match=r"lines\.emergency is .*; allowed: a telephone number or some words"):
        calculator_page(emergency=line)
