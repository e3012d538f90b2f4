"""A site of words that look like markup has the elements of one with harmless words, and shows the words."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from lxml import etree

from tests.hostile_texts.site import ADDRESS, LONG, STATUS, TITLE
from tests.search.files import read_folder
from tests.site.html import Element, read, words

FOLDED = " ".join(LONG.split())
PAGES = (
    "guidelines/backs/index.html",
    "guidelines/backs/plain/index.html",
    "references/backs/k-b-d/index.html",
)


def skeleton(document: Element) -> list[tuple[str, tuple[str, ...], str]]:
    """Every element with the names of its attributes and, of a script or a style, its text."""
    return [
        (
            str(each.tag),
            tuple(sorted(map(str, each.attrib))),
            (each.text or "") if each.tag in ("script", "style") else "",
        )
        for each in document.iter()
    ]


def files(site: Path, pattern: str) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob(pattern))


def test_both_sites_have_the_same_files(harmless: Path, hostile: Path) -> None:
    # The search cuts its index into more files where there are more words.
    first, second = (
        {name for name in files(site, "*.*") if not name.startswith("assets/search/")}
        for site in (harmless, hostile)
    )
    assert first == second


def test_every_page_has_the_elements_and_scripts_of_one_with_harmless_words(harmless: Path, hostile: Path) -> None:
    pages = files(harmless, "*.html")
    assert set(PAGES) < set(pages)
    for page in pages:
        expected, got = (skeleton(read(site / page)) for site in (harmless, hostile))
        scripts = [[re.sub(r'src="[^"]*"', "", str(each)) for each in tree] for tree in (expected, got)]
        assert scripts[1] == scripts[0], page


def test_no_address_of_a_page_runs_something(hostile: Path) -> None:
    for page in files(hostile, "*.html"):
        for each in read(hostile / page).iter():
            for name in ("href", "src", "action", "cite"):
                address = "".join((each.get(name) or "").split()).lower()
                assert not address.startswith(("javascript:", "data:", "vbscript:")), page


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_words_as_words(hostile: Path, page: str) -> None:
    document = read(hostile / page)
    [title] = document.iter("title")
    shown = title.text_content()
    assert shown.endswith("…")
    assert LONG.startswith(shown.removesuffix("…"))
    assert 50 < len(shown) <= 70
    for name in ("description", "author"):
        [meta] = document.xpath(f"//meta[@name='{name}']")
        assert meta.get("content") == LONG
    [footer] = document.xpath("//footer")
    assert words(footer).endswith(FOLDED)
    assert words(footer).count(FOLDED) == 3


def test_a_guideline_shows_the_words_wherever_it_says_them(hostile: Path) -> None:
    document = read(hostile / PAGES[0])
    shown = Counter(
        {
            where: sum(words(each).count(FOLDED) for each in document.xpath(path))
            for where, path in {
                "headings": "//article//h1 | //article//h2",
                "card": "//dl/dd",
                "sentences": "//*[contains(@class, 'statement--')]",
                "note": "//aside",
                "back-links": "//*[@class='reference__backlinks']",
                "plain": "//*[@class='layer__plain']",
                "contents": "//nav[contains(@class, 'md-nav')]//a",
            }.items()
        }
    )
    assert all(shown.values()), shown
    [note] = document.xpath("//p[@class='editors-note__title']")
    assert words(note).endswith(f"Note {FOLDED}")


def test_the_published_data_hold_the_words_themselves(hostile: Path) -> None:
    model: dict[str, Any] = json.loads((hostile / "data/guidelines/backs.json").read_text(encoding="utf-8"))
    assert [model[name] for name in ("title", "status", "reviewer")] == [LONG[:TITLE], LONG[:STATUS], LONG]
    assert [each["text"] for each in model["statements"]] == [f"Keep moving {FOLDED}.", f"Do NOT rest {FOLDED}."]
    assert {each["plain"] for each in model["statements"]} == {f"Plain {LONG}"}
    assert {each["section"] for each in model["statements"]} == {f"Section {FOLDED}"}
    [note] = model["notes"]
    assert (note["title"], note["text"]) == (f"Note {FOLDED}", f"Words {FOLDED}.")
    [first, *_others] = model["references"]
    assert (first["csl"]["title"], first["study"], first["confirmed"]["by"]) == (LONG, LONG, LONG)


def test_a_search_finds_the_words_as_text(hostile: Path) -> None:
    texts = "\n".join("\t".join(row) for row in read_folder(hostile / "assets" / "search").rows)
    for beginning in ("Keep moving", "Plain", "Note", "Section", "Heading"):
        assert f"{beginning} {FOLDED}"[:300] in texts, beginning


def test_references_for_other_programs_hold_as_many_fields_as_with_harmless_words(
    harmless: Path, hostile: Path
) -> None:
    names = [name for suffix in ("*.ris", "*.bib") for name in files(harmless, suffix)]
    assert names
    for name in names:
        expected, got = (_fields((site / name).read_text(encoding="utf-8"), name) for site in (harmless, hostile))
        assert got == expected, name
    for name in files(hostile, "*.json"):
        json.loads((hostile / name).read_text(encoding="utf-8"))
    ris = rispy.loads((hostile / "data/guidelines/backs/references.ris").read_text(encoding="utf-8"))
    assert FOLDED in {" ".join(str(record.get("title")).split()) for record in ris}


def _fields(text: str, name: str) -> list[list[str]]:
    if name.endswith(".ris"):
        return [sorted(record) for record in rispy.loads(text)]
    library = parse_string(text)
    assert library.failed_blocks == [], name
    assert len(library.blocks) == len(library.entries), name
    return [sorted(field.key for field in entry.fields) for entry in library.entries]


def test_the_apps_name_and_the_folder_to_take_along_have_the_words(harmless: Path, hostile: Path) -> None:
    manifest = json.loads((hostile / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert manifest["name"] == LONG
    starts = []
    for site in (harmless, hostile):
        with zipfile.ZipFile(site / "download" / "lumbar-offline.zip") as archive:
            starts.append(etree.HTML(archive.read("START-HERE.html")))
    assert skeleton(starts[1]) == skeleton(starts[0])
    assert words_of(starts[1].find(".//h1")) == FOLDED


def words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_missing_page_leads_to_the_site_without_scripts_where_the_settings_say_where_it_is(hostile: Path) -> None:
    page = etree.HTML((hostile / "404.html").read_bytes())
    links = {str(each) for each in page.xpath("//noscript//@href | //noscript//@action")}
    home = urlsplit(ADDRESS).path
    assert all(link.startswith(home) and (hostile / link.removeprefix(home)).is_file() for link in links), links
    assert {f"{home}assets/theme/not-found.css", f"{home}guidelines/backs/index.html"} < links


def test_fhir_and_the_sitemap_are_whole(hostile: Path) -> None:
    sitemap = ElementTree.parse(hostile / "sitemap.xml")
    listed = {each.text for each in sitemap.iter() if each.tag.endswith("}loc")}
    assert listed == {ADDRESS + page for page in files(hostile, "*.html") if page != "404.html"}
    assert gzip.decompress((hostile / "sitemap.xml.gz").read_bytes()) == (hostile / "sitemap.xml").read_bytes()
    for name in files(hostile / "data" / "fhir", "*.json"):
        resource = json.loads((hostile / "data" / "fhir" / name).read_text(encoding="utf-8"))
        for narrative in _narratives(resource):
            tree = ElementTree.fromstring(narrative)
            assert {each.tag.rpartition("}")[2] for each in tree.iter()} <= {
                "div",
                "p",
                "ul",
                "ol",
                "li",
                "b",
                "h1",
            }
    plan = (hostile / "data/fhir/PlanDefinition-low-back-pain-next-steps.json").read_text(encoding="utf-8")
    assert json.loads(plan)["title"] == LONG[:TITLE]


def _narratives(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["div"]] if isinstance(value.get("div"), str) else []
        return own + [each for inner in value.values() for each in _narratives(inner)]
    return [each for inner in value for each in _narratives(inner)] if isinstance(value, list) else []
