"""A page of a guideline as its reader opens it: over http or from a folder, with or without scripts, by touch."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import html
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import PATIENCE
from tests.site.html import read

GUIDELINE = "guidelines/low-back-pain-next-steps/index.html"
BOATS = "guidelines/paper-boat/index.html"
"""The first page of the made-up guideline, and its second one."""
ON_THE_WATER = "guidelines/paper-boat/on-the-water/index.html"

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
NO_SCRIPTS: dict[str, Any] = {"java_script_enabled": False}


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a fresh profile; on leaving, no script of it may have failed."""
    context = browser.new_context(reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert errors == []


def as_file(site: Path, folder: Path, article: str) -> str:
    """Put something into a page of the built site, with its styles and scripts; return the new file's address."""
    home = site / "about"
    page = read(home / "index.html")
    for element in page.iter("link", "script"):
        for name in {"href", "src"} & set(element.attrib):
            element.set(name, urljoin(f"{home.as_uri()}/", element.get(name)))
    [place] = page.iter("article")
    place.clear()
    place.set("class", "md-content__inner md-typeset")
    place.append(html.fragment_fromstring(article, create_parent="div"))
    file = folder / "page.html"
    file.write_bytes(html.tostring(page, encoding="utf-8", doctype="<!doctype html>"))
    return file.as_uri()


def layer_of(page: Page, name: str) -> Locator:
    """What opens below a statement: within a list item, behind a paragraph."""
    return page.locator(f"li#{name} > details.layer, p#{name} + details.layer")


def tab_to(page: Page, selector: str, *, at_most: int = 80) -> None:
    """Press Tab until something has the focus."""
    for _press in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{at_most} times Tab do not lead to {selector}")
