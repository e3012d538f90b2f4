"""The second site as a whole: nothing unread, no link into nothing, and data that keep the contract."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.second_guideline import source
from tests.second_guideline.pages import all_pages, article, place
from tests.site.html import words

OUR_PICTURES = Path(__file__).parents[2] / "content" / "assets"


@pytest.fixture(scope="module")
def published(second_site: Path) -> dict[str, Any]:
    return json.loads((second_site / "data" / "guidelines" / f"{source.SLUG}.json").read_text(encoding="utf-8"))


def test_nothing_that_was_to_be_read_stands_on_a_page_as_it_was_typed(second_site: Path) -> None:
    for address, page in all_pages(second_site).items():
        for part in list(page.iter("code", "pre", "script")):
            part.drop_tree()
        text = page.text_content()
        left_over = ("{:", "{ #", "///", "about: [", "lumbar-placeholder")
        assert [sign for sign in left_over if sign in text] == [], address
        # What a statement has as code is plain text where it is quoted; the other one stands behind a backslash.
        allowed = {"[@80g", "[@escaped2020"} if address == source.ABOUT else {"[@80g"}
        assert set(re.findall(r"\[@\w*", text)) <= allowed, address


LEFT_ALONE = {
    source.FIRST: [
        ("code", "[@80g]"),
        ("code", "[@quillfeather2015] stands here as it was typed"),
        ("code", "{: #not-a-statement .do }"),
        ("code", "harbour@example.org --cc @puddle_society"),
        ("code", "[@nobody2020]"),
        ("p", "harbour@example.org or @puddle_society"),
    ],
    source.ABOUT: [
        ("code", "[@quillfeather2015]"),
        ("code", 'cite: "[@nobody2020]"'),
        ("p", "@puddle_society in a sentence"),
        ("a", "@puddle_society"),
        ("p", "[@escaped2020] behind a backslash"),
        ("p", "[Jo @home] in brackets"),
        ("p", "and harbour@example.org"),
    ],
}


@pytest.mark.parametrize(("page", "tag", "said"), [(p, *each) for p, all_ in LEFT_ALONE.items() for each in all_])
def test_what_is_no_citation_stays_as_it_was_typed(second_site: Path, page: str, tag: str, said: str) -> None:
    assert [part for part in article(second_site, page).iter(tag) if said in words(part)]


def test_every_link_leads_to_a_page_and_a_place_in_it(second_site: Path) -> None:
    pages = all_pages(second_site)
    ids = {address: set(page.xpath("//@id")) for address, page in pages.items()}
    seen = 0
    for address, page in pages.items():
        for link in page.xpath("//a/@href"):
            if "://" in link or link.startswith("mailto:"):
                continue
            target, anchor = place(link, address)
            assert (second_site / target).is_file(), (address, link)
            assert not anchor or anchor in ids[target], (address, link)
            seen += 1
    assert seen > 1000


def test_no_two_elements_of_a_page_have_one_id(second_site: Path) -> None:
    for address, page in all_pages(second_site).items():
        counted = Counter(page.xpath("//@id"))
        assert [name for name, count in counted.items() if count > 1] == [], address


def test_the_published_guideline_is_valid_by_the_schema_beside_it(
    second_site: Path, published: dict[str, Any]
) -> None:
    schema = json.loads((second_site / "data/guidelines/guideline.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(published)] == []


def test_it_has_every_statement_with_its_page_and_what_it_rests_on(published: dict[str, Any]) -> None:
    found = [(each["id"], each["kind"], each["url"], each["citations"]) for each in published["statements"]]
    assert found == [
        (each.id, each.kind, f"{each.page}#{each.id}", list(each.keys)) for each in source.statements()
    ]
    assert [each["id"] for each in published["statements"] if not each["plain"]] == ["tar-the-hull"]


def test_it_has_every_reference_under_its_number_with_its_back_links(published: dict[str, Any]) -> None:
    assert {each["id"]: each["number"] for each in published["references"]} == source.numbers()
    for each in published["references"]:
        assert each["cited_by"] == [s.id for s in source.statements() if each["id"] in s.keys]
    written = {record["id"]: record for record in source.records()}
    for each in published["references"]:
        assert each["csl"] == {name: value for name, value in written[each["id"]].items() if name != "custom"}


def test_it_has_what_the_source_says_about_its_statements(second_site: Path, published: dict[str, Any]) -> None:
    found = [
        (each["kind"], each["title"] or "", tuple(each["about"]), tuple(each["citations"]))
        for each in published["parts"]
    ]
    assert found == [(part.kind, part.title, part.about, part.keys) for part in source.parts()]
    assert len(found) == 5
    for each in published["parts"]:
        address, _, anchor = each["url"].partition("#")
        [box] = all_pages(second_site)[address].xpath("//*[@id=$name]", name=anchor)
        assert each["text"][:20] in words(box)


def test_it_has_how_the_source_rates_its_statements(published: dict[str, Any]) -> None:
    rated = {each["id"]: each["rating"]["words"] for each in published["statements"] if "rating" in each}
    assert rated == {
        "dry-before-storing": "GRADE: recommendation strong, certainty very low; consensus 95 %",
        "against-cellar": "GRADE: recommendation conditional, certainty low",
        "shelf-not-sill": "SIGN: grade B, level 2+",
        "air-shelf": "AWMF: Empfehlungsgrad 0; consensus 77.5 %",
        "dust-bow": "free text: very, very good",
        "carry-crumbs": "a crew of acorns: GRADE: recommendation strong, certainty high",
        "serve-before": "GRADE: 1C",
        "wipe-deck": "GRADE: recommendation ungraded",
        "meal-acorns": "ACC/AHA: COR IIa, LOE B-R",
        "meal-lentils": "ACC/AHA: COR III: Harm, LOE C-LD",
    }


def test_it_has_the_notes_of_both_pages(second_site: Path, published: dict[str, Any]) -> None:
    pages = all_pages(second_site)
    found = [(each["title"], tuple(each["about"]), tuple(each["citations"])) for each in published["notes"]]
    assert found == [(note.title, note.about, note.keys) for note in source.notes()]
    for each in published["notes"]:
        address, _, anchor = each["url"].partition("#")
        [box] = pages[address].xpath("//*[@id=$name]", name=anchor)
        assert each["title"] in words(box)


def test_no_page_loads_anything_from_elsewhere(second_site: Path) -> None:
    for page in all_pages(second_site).values():
        loaded = page.xpath("//@src | //link/@href | //image/@href | //use/@href")
        assert loaded
        assert [address for address in loaded if "//" in address.partition("?")[0]] == []


def test_a_site_without_pictures_of_its_own_shows_none_of_another_site(second_site: Path) -> None:
    own = {file.name: file.read_bytes() for file in OUR_PICTURES.iterdir()}
    assert {"logo.svg", "favicon.svg", "icon-192.png"} <= own.keys()
    drawings = {re.search(r' d="[^"]+"', own[name].decode())[0] for name in ("logo.svg", "favicon.svg")}  # type: ignore[index]
    for file in second_site.rglob("*"):
        if file.is_file() and file.suffix in (".html", ".svg", ".png", ".webmanifest"):
            content = file.read_bytes()
            assert content not in own.values(), file
            assert not [each for each in drawings if each.encode() in content], file
    for address, page in all_pages(second_site).items():
        pictures = [(link.get("href"), address) for link in page.iter("link") if link.get("rel") == "icon"]
        pictures += [(each.get("src"), address) for each in page.iter("img") if each.get("alt") == "logo"]
        assert {
            place(link.lstrip("/"), "" if link.startswith("/") else address)[0] for link, address in pictures
        } == {
            "assets/favicon.svg",
            # The page for a missing address has no header.
            *(["assets/logo.svg"] if address != "404.html" else []),
        }
    manifest = json.loads((second_site / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert [icon["src"] for icon in manifest["icons"]] == ["assets/favicon.svg"]
    assert manifest["name"] == "Paper boats"
