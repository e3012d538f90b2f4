"""No script, style or event handler of ours stands within a page: a strict host can forbid them all.

The theme, Material, has a few short scripts of its own in its pages. They are told apart by their beginning, which
has to stand in one of its own templates.
"""

from __future__ import annotations

import importlib.resources
from pathlib import Path

import pytest

from tests.site.addresses import document, pages

pytestmark = pytest.mark.usefixtures("site")

BEGINNING = 30
"""So many characters stand before the first place that the theme's templates fill in."""

OURS = ("site_plugins", "lumbar", "calculator")


def scripts(page: str) -> list[str]:
    """The scripts within a page, but for data that no browser runs."""
    return [
        script.text.strip()
        for script in document(page).iter("script")
        if (script.text or "").strip() and script.get("type") != "application/json"
    ]


@pytest.fixture(scope="module")
def of_the_theme() -> str:
    templates = Path(str(importlib.resources.files("material"))) / "templates"
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(templates.rglob("*.html")))


def test_every_script_within_a_page_is_the_themes(of_the_theme: str) -> None:
    for page in pages():
        for script in scripts(page):
            # The scope's address is the one thing filled in so early.
            beginning = script.partition("new URL(")[0][:BEGINNING]
            assert len(beginning) >= len("__md_scope="), page
            assert f">{beginning}" in of_the_theme or f"\n{beginning}" in of_the_theme, page
            assert not [name for name in OURS if name in script], page


def test_the_calculators_page_has_no_more_scripts_than_any_other() -> None:
    assert len(scripts("calculator/index.html")) == len(scripts("about/index.html"))


def test_no_page_has_styles_within_it() -> None:
    for page in pages():
        assert document(page).xpath("//@style") == [], page
        assert list(document(page).iter("style")) == [], page


def test_no_element_has_an_event_handler_or_a_link_that_runs() -> None:
    for page in pages():
        handlers = [name for e in document(page).iter() for name in e.attrib if str(name).startswith("on")]
        assert handlers == [], page
        assert document(page).xpath("//@href[starts-with(normalize-space(.), 'javascript:')]") == [], page


def test_a_page_embeds_no_other_page_and_sends_no_form() -> None:
    for page in pages():
        assert list(document(page).iter("iframe", "frame", "object", "embed", "base")) == [], page
        for form in document(page).xpath("//form[@action]"):
            # It leads to a page and takes nothing there: a field without a name is sent nowhere.
            assert form.get("action").endswith("search/index.html"), page
            assert form.xpath(".//@name | .//@formaction") == [], page
        assert document(page).xpath("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']") == [], page
