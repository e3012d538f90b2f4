"""The search within the site: in reach on every page, its index complete, and absent where its page is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guideline.tiny import Tiny
from tests.guideline.tiny_site import Built, build
from tests.search.files import FILE, read_folder
from tests.site.addresses import document, pages

SEARCH = "search/index.html"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path / "content")


def index_of(built: Built) -> set[str]:
    return {file for file in built.files if file.startswith("assets/search/") and "-" in Path(file).stem[-9:]}


@pytest.mark.usefixtures("site")
def test_the_search_is_in_reach_on_every_page() -> None:
    for page in pages():
        [form] = document(page).xpath("//form[@role='search']")
        [field] = form.xpath(".//input[@type='search']")
        assert field.get("aria-label") or document(page).xpath(f"//label[@for='{field.get('id')}']"), page
        if page != SEARCH:
            [button] = form.xpath(".//button[@type='submit']")
            assert button.get("aria-label") == "Search", page
            assert form.get("action").endswith(SEARCH), page


@pytest.mark.usefixtures("site")
def test_a_page_loads_no_index_until_something_is_searched_for() -> None:
    for page in pages():
        addresses = map(str, document(page).xpath("//script/@src"))
        loaded = [Path(address.partition("?")[0]).name for address in addresses if "search" in address]
        scripts = [name for name in loaded if name.startswith("search-")]
        index = [name.split("-")[0] for name in loaded if not name.startswith("search-")]
        if page == SEARCH:
            assert index == ["entries", "manifest"]
        else:
            assert scripts == ["search-box.js"], page
            assert index == [], page


def test_the_index_holds_statements_notes_references_and_pages(site: Path) -> None:
    files = read_folder(site / "assets" / "search")
    [entries] = [data for name, data in files.data.items() if name.startswith("entries-")]
    kinds = entries.split("\n")[0]
    assert len(kinds) == len(files.rows) == files.manifest["size"]
    assert [sum(kinds.count(kind) for kind in group) for group in ("dcunfr", "N", "R")] == [31, 13, 22]
    titles = [row[1] for row, kind in zip(files.rows, kinds, strict=True) if kind == "S"]
    assert "STarT Back and your next steps" in titles
    assert "Search" not in titles
    assert "imaging" in files.terms


def test_every_file_of_the_index_is_named_by_the_manifest_and_none_is_left_over(site: Path) -> None:
    folder = site / "assets" / "search"
    named = read_folder(folder).manifest
    expected = {named["entries"], *(name for kind in ("terms", "rows") for _first, name in named[kind])}
    found = {file.stem for file in folder.iterdir() if FILE.fullmatch(file.read_text(encoding="utf-8"))}
    assert {name for name in found if not name.startswith("manifest-")} == expected


def test_a_site_without_the_page_has_no_search(tiny: Tiny) -> None:
    built = build(tiny)
    assert built.exit_code == 0
    assert not [file for file in built.files if "search/manifest-" in file]


def test_a_site_with_the_page_has_one(tiny: Tiny) -> None:
    tiny.page("search/index.md", "# Search\n")
    built = build(tiny)
    assert built.exit_code == 0
    assert [file for file in built.files if file.startswith("assets/search/manifest-")]


def test_a_mistake_in_the_words_stops_the_build_and_names_its_line(tiny: Tiny) -> None:
    tiny.page("search/index.md", "# Search\n")
    tiny.page("search/synonyms.yml", "rest: [break]\n")
    built = build(tiny)
    assert built.exit_code != 0
    assert "synonyms.yml:1" in built.said
    assert "“rest” is a list; give words, separated by commas." in built.said
    assert built.files == set()
