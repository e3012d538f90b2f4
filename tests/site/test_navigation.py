"""The navigation is Material's own, though most of it is made only once for many pages."""

from __future__ import annotations

import json
import re
import shutil
from importlib.resources import files
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from site_plugins import theme

OVERRIDE = Path(theme.__file__).parent / "overrides" / "partials" / "nav.html"
COMMENT = re.compile(r"\{#-.*?-#\}\n", re.DOTALL)
NAV = [
    {"Start": "index.md"},
    {"One": ["one/index.md", {"Deep": ["one/deep/a.md", "one/deep/b.md"]}]},
    {"Two & <three>": ["two/a.md", "two/b.md"]},
    {"Elsewhere": "https://example.org/"},
    {"Alone": "alone.md"},
]
PAGES = ["index", "one/index", "one/deep/a", "one/deep/b", "two/a", "two/b", "alone", "in-no/navigation"]
HOOK = """
from site_plugins import theme

def on_env(env, config, files):
    env.globals["places"] = theme.Places(env).render
    env.globals["theme_text"] = theme.text
"""


def test_the_override_is_materials_own_but_for_its_title_and_the_list_of_places() -> None:
    own = COMMENT.sub("", OVERRIDE.read_text(encoding="utf-8"))
    material = files("material").joinpath("templates/partials/nav.html").read_text(encoding="utf-8")
    loop = re.compile(r" *\{% for nav_item in nav\.items %\}.*?\{% endfor %\}\n", re.DOTALL)
    expected = loop.sub("    {{ places(nav.items, item.render) }}\n", COMMENT.sub("", material))
    title = re.compile(r'  <(label|div) class="md-nav__title.*?</\1>\n', re.DOTALL)
    assert title.sub("", expected) == title.sub("", own).replace(' id="menu"', "")
    assert "<label" not in own


@pytest.mark.parametrize(
    "features", [[], ["navigation.prune"], ["navigation.sections", "navigation.indexes"], ["navigation.tabs"]]
)
def test_every_page_has_the_places_that_material_would_give_it(tmp_path: Path, features: list[str]) -> None:
    ours, plain = (build_site(tmp_path / name, features, ours=name == "ours") for name in ("ours", "plain"))
    for page in (f"{name}.html" for name in PAGES):
        assert places_on(ours, page) == places_on(plain, page)
    assert any("md-nav__item--active" in row[0] for row in places_on(ours, "two/b.html"))
    assert ("https://example.org/", "Elsewhere") in {row[1:] for row in places_on(ours, "in-no/navigation.html")}


def build_site(folder: Path, features: list[str], *, ours: bool) -> Path:
    for name in PAGES:
        page = folder / "content" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# About {name}\n\n## A part\n\nWords.\n", encoding="utf-8")
    (folder / "partials").mkdir()
    settings = {
        "site_name": "Made up",
        "docs_dir": "content",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "features": features},
        "nav": NAV,
    }
    if ours:
        shutil.copy(OVERRIDE, folder / "partials" / "nav.html")
        (folder / "hook.py").write_text(HOOK, encoding="utf-8")
        settings |= {"hooks": ["hook.py"]}
        settings["theme"] |= {"custom_dir": str(folder)}  # type: ignore[operator]
    (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    build(config)
    return folder / "site"


def places_on(site: Path, page: str) -> list[tuple[str, str, str]]:
    """Return the navigation's items and links: classes, where from the site's root a link leads, words."""
    tree = html.parse(site / page)
    rows = []
    for element in tree.xpath("//nav[contains(@class, 'md-nav--primary')]//*[self::li or self::a or self::label]"):
        # The page's own headings are in view here; Material has labels that open them, and to close the menu.
        if element.get("for") in {"__toc", "__drawer"} or "md-logo" in element.get("class", ""):
            continue
        link = element.get("href", "")
        target = link if "://" in link or link.startswith("#") else link and normpath(join(dirname(page), link))
        words = " ".join("".join(element.itertext()).split()) if element.tag != "li" else ""
        rows.append((f"{element.tag} {element.get('class', '')} {element.get('for', '')}", target, words))
    return rows
