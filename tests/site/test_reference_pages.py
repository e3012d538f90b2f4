"""References on a site: a list on each page that cites, one for all, and for each a page of what rests on it."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from site_plugins.guideline import Library, reference_page_sources
from site_plugins.guideline.addresses import reference_pages
from site_plugins.guideline.texts import text
from tests.guideline.render import render
from tests.guideline.tiny import Tiny
from tests.site.html import Element, with_class, words
from tests.site.published import back_links, document, guidelines, pages, place

WITHDRAWN = text("history.withdrawn")
AT_MOST = 12
"""So many back-links a list shows for a reference."""


def references(site: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every reference of a site with its guideline."""
    return [(guideline, each) for guideline in guidelines(site) for each in guideline["references"]]


def in_full(statement: dict[str, Any]) -> str:
    """A statement as it is listed: one that its source took back says so."""
    withdrawn = (statement.get("history") or {}).get("status") == "withdrawn"
    return f"{WITHDRAWN} {statement['text']}" if withdrawn else str(statement["text"])


def parts_citing(guideline: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [part for part in guideline.get("parts", []) if key in part["citations"]]


def heading(part: dict[str, Any]) -> str:
    """What a part of statements is called: the word for its kind and its title."""
    label = text(f"part.{part['kind']}")
    return f"{label}: {part['title']}" if part["title"] else label


def statements(guideline: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in guideline["statements"]}


def sections(page: Element) -> dict[str, list[tuple[str, str]]]:
    """What a reference's page says to rest on it: texts and places, by the guideline's title."""
    found: dict[str, list[tuple[str, str]]] = {}
    title = ""
    [main] = with_class(page, "reference-page")
    for each in main.xpath(".//*[self::h2 or self::a[@role='doc-backlink']]"):
        if each.tag == "h2":
            title = words(each).removeprefix("What rests on it in ")
            found[title] = []
        else:
            found[title].append((words(each), each.get("href").rpartition("../")[2]))
    return found


# A page of its own


def test_every_reference_has_a_page_of_its_own(any_site: Path) -> None:
    addresses = [each["url"] for _guideline, each in references(any_site)]
    assert [address for address in addresses if not (any_site / address).is_file()] == []
    # On many file systems Smith2020 and smith2020 are one folder.
    assert len({address.lower() for address in addresses}) == len(addresses) > 10


@pytest.mark.parametrize("key", ["con", "AUX", "lpt9", "a" * 300], ids=["con", "AUX", "lpt9", "long"])
def test_its_folder_can_be_made_on_any_file_system(key: str) -> None:
    """Windows keeps some names for devices, and few file systems have names of more than 255 characters."""
    [address] = reference_pages("backs", [key]).values()
    for part in address.split("/"):
        assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part)
        assert len(part) <= 100


def test_it_names_every_statement_that_rests_on_the_work_in_full_and_every_note(any_site: Path) -> None:
    for guideline, each in references(any_site):
        said = sections(document(any_site, each["url"]))[guideline["title"]]
        cited = [statements(guideline)[name] for name in each["cited_by"]]
        notes = [note for note in guideline["notes"] if each["id"] in note["citations"]]
        assert said == [
            *((in_full(statement), statement["url"]) for statement in cited),
            *((heading(part), part["url"]) for part in parts_citing(guideline, each["id"])),
            *((passage["name"], passage["url"]) for passage in each["shown_in"]),
            *((note["title"], note["url"]) for note in notes),
        ]


def test_its_links_lead_to_these_statements(any_site: Path) -> None:
    for _guideline, each in references(any_site):
        for link in back_links(document(any_site, each["url"])):
            page, fragment = place(link, each["url"])
            [target] = document(any_site, page).xpath("//*[@id=$name]", name=fragment)
            shown = words(target)
            if target.tag == "tr":
                # A row is read with its headings, which stand above it.
                cells = [words(cell).partition(" [")[0] for cell in target.iter("td")]
                assert any(cell in words(link) for cell in cells)
            elif "#cites:" not in link.get("href") and not words(link).startswith("Footnote "):
                # A figure without a number is called by its caption.
                named = re.sub("[“”:]", "", words(link).removeprefix(f"{WITHDRAWN} "))
                named = re.sub("^the entry (.*) of the glossary$", r"\1", named)
                assert named in re.sub("[“”:]", "", shown)
            assert (WITHDRAWN in words(link)) == (WITHDRAWN in shown)


def test_it_says_which_number_of_which_guideline_it_is_and_links_it(any_site: Path) -> None:
    for guideline, each in references(any_site):
        page = document(any_site, each["url"])
        [line] = with_class(page, "reference-page__number")
        called = "Further reading" if each.get("further_reading") else f"Reference {each['number']}"
        assert words(line) == f"{called} of {guideline['title']}"
        assert place(line.find("a"), each["url"]) == (f"guidelines/{guideline['slug']}/index.html", "")


def test_it_shows_the_work_as_the_lists_do(any_site: Path) -> None:
    for _guideline, each in references(any_site):
        [body] = with_class(document(any_site, each["url"]), "reference__text")
        assert words(body) == " ".join(each["formatted"].split())


def test_what_only_other_pages_cite_says_so(any_site: Path) -> None:
    for guideline, each in references(any_site):
        noted = any(each["id"] in note["citations"] for note in guideline["notes"])
        cited = each["cited_by"] or each["shown_in"] or parts_citing(guideline, each["id"])
        cited = cited or each.get("further_reading")
        assert ("not cited by the source" in words(_main(any_site, each))) == (not cited and not noted)


def _main(site: Path, reference: dict[str, Any]) -> Element:
    [main] = with_class(document(site, reference["url"]), "reference-page")
    return main


def test_it_has_one_heading_which_is_its_title(any_site: Path) -> None:
    for _guideline, each in references(any_site):
        [heading] = document(any_site, each["url"]).iter("h1")
        if each["status"] != "unlisted":
            assert words(heading) == str(each["csl"]["title"])


def test_what_the_source_does_not_list_is_titled_by_its_number_alone(any_site: Path) -> None:
    unlisted = [each for _guideline, each in references(any_site) if each["status"] == "unlisted"]
    assert unlisted
    for each in unlisted:
        page = document(any_site, each["url"])
        for title in page.xpath("//h1 | //head/title"):
            assert words(title).startswith(f"Reference {each['number']} of the ")
            assert each["suggested"] is None or each["suggested"]["csl"]["title"] not in words(title)
        if each["suggested"]:
            assert f"It may be: {each['suggested']['formatted'].split()[0]}" in words(_main(any_site, each))


def test_a_title_that_somebody_gave_an_unlisted_record_is_not_that_of_its_page(tmp_path: Path) -> None:
    tiny = Tiny(tmp_path / "content")
    tiny.wording(None)
    guess = {"id": "smith2020", "type": "book", "title": "A guess", "custom": {"status": "unlisted"}}
    tiny.records([guess])
    tiny.body("Keep moving. [@smith2020] {: #move .do }\n")
    problems = tiny.problems()
    if not problems:
        address = "references/backs/smith2020/index.html"
        page = render(tiny, "/// reference-page | backs/smith2020\n///\n", page=address)
        assert "<h1>Reference 1 of the source</h1>" in page
        assert "A guess" not in page
        assert "A guess" not in "".join(reference_page_sources(Library(tiny.content)).values())
    assert all("smith2020" in str(problem) for problem in problems)


@pytest.mark.parametrize("key", ["smith2020", "jones2021", "lee2019"])
def test_it_names_the_statements_of_other_guidelines_that_rest_on_the_same_work(two: Path, key: str) -> None:
    own = {"smith2020": "Keep moving.", "jones2021": "Keep moving.", "lee2019": "Do NOT rest."}[key]
    other, theirs = {
        "smith2020": ("backs-too", "Bend them."),
        "jones2021": ("beds-too", "Do NOT lock them."),
        "lee2019": ("walks-too", "Do NOT lock them."),
    }[key]
    here = sections(document(two, f"references/backs/{key}/index.html"))
    there = sections(document(two, f"references/knees/{other}/index.html"))
    assert list(here) == ["Backs", "Knees"]
    assert list(there) == ["Knees", "Backs"]
    assert here == there
    assert [said for said, _place in here["Backs"]][:1] == [own]
    assert [said for said, _place in here["Knees"]] == [theirs]


@pytest.mark.parametrize("page", ["backs/alone", "knees/alone", "knees/smith2020"])
def test_an_equal_title_or_key_alone_is_not_the_same_work(two: Path, page: str) -> None:
    assert len(sections(document(two, f"references/{page}/index.html"))) == 1


def test_what_may_be_the_same_work_is_never_said_to_be_it(two: Path) -> None:
    """Guideline “Backs” only may mean the work that “Knees” rests on: its source does not list it."""
    page = document(two, "references/knees/maybe/index.html")
    if "Backs" in sections(page):
        [main] = with_class(page, "reference-page")
        said = words(main).partition("in Backs")[2]
        assert "does not list" in said or "may be" in said


# Lists


def entries(page: Element) -> list[Element]:
    return list(with_class(page, "reference"))


def test_every_number_in_a_text_leads_to_its_entry_in_a_list_on_the_same_page(any_site: Path) -> None:
    seen = 0
    for address in pages(any_site):
        page = document(any_site, address)
        for link in page.xpath("//sup[contains(@class, 'citations')]//a"):
            target, fragment = place(link, address)
            [entry] = page.xpath("//li[@id=$name]", name=fragment)
            assert (target, entry.get("value")) == (address, words(link))
            assert link.get("role") == "doc-noteref"
            assert [each.get("role") for each in entry.iterancestors("section")] == ["doc-bibliography"]
            seen += 1
    assert seen > 10


def test_every_list_is_a_bibliography_with_a_name_and_holds_every_entry(any_site: Path) -> None:
    for address in pages(any_site):
        page = document(any_site, address)
        lists = page.xpath("//*[@role='doc-bibliography']")
        assert [entry for each in lists for entry in entries(each)] == entries(page)
        assert all(each.get("aria-label") for each in lists)


def test_a_list_that_is_made_for_a_page_stands_at_its_end_under_its_own_heading(any_site: Path) -> None:
    found = 0
    for address in pages(any_site):
        for heading in document(any_site, address).xpath("//h2[text()='References on this page']"):
            [section] = heading.iterancestors("section")
            after = [words(each) for each in section.itersiblings() if words(each)]
            numbers = [int(entry.get("value")) for entry in entries(section)]
            assert (section.get("role"), after) == ("doc-bibliography", [])
            assert numbers
            found += 1
    assert found


def test_a_page_that_cites_two_guidelines_keeps_their_numbers_apart(two: Path) -> None:
    page = document(two, "references/index.html")
    numbers = [[entry.get("value") for entry in entries(each)] for each in page.xpath("//ol[@class='references']")]
    assert numbers == [["1", "2", "3", "4", "5", "6"], ["1", "2", "3", "4", "5", "6"]]
    names = [entry.get("id") for entry in entries(page)]
    assert len(set(names)) == len(names)


def test_one_page_lists_the_references_of_the_whole_site(any_site: Path) -> None:
    listed = entries(document(any_site, "references/index.html"))
    shown = [words(next(with_class(each, "reference__text"))) for each in listed]
    assert shown == [" ".join(each["formatted"].split()) for _guideline, each in references(any_site)]


def test_every_entry_leads_to_the_references_own_page(any_site: Path) -> None:
    own = {each["url"] for _guideline, each in references(any_site)}
    for address in pages(any_site):
        led_to = []
        for entry in entries(document(any_site, address)):
            [link] = with_class(entry, "reference__page")
            led_to.append(place(link, address)[0])
        assert len(set(led_to)) == len(led_to)
        assert set(led_to) <= own


def test_back_links_lead_to_the_statements_and_notes_that_cite_with_their_first_words(any_site: Path) -> None:
    by_place = {each["url"]: each["first_words"] for g in guidelines(any_site) for each in g["statements"]}
    by_place |= {part["url"]: heading(part) for g in guidelines(any_site) for part in g.get("parts", [])}
    by_place |= {each["url"]: each["title"] for g in guidelines(any_site) for each in g["notes"]}
    by_place |= {
        passage["url"]: passage["name"] for _g, each in references(any_site) for passage in each["shown_in"]
    }
    seen = 0
    for address in pages(any_site):
        for link in chain.from_iterable(map(back_links, entries(document(any_site, address)))):
            assert words(link) == by_place["#".join(place(link, address))]
            seen += 1
    assert seen > 10


def test_the_whole_list_shows_twelve_at_most_and_leads_on_to_the_rest(any_site: Path) -> None:
    for guideline in guidelines(any_site):
        address = f"guidelines/{guideline['slug']}/index.html"
        found = {entry.get("value"): entry for entry in entries(document(any_site, address))}
        for each in guideline["references"]:
            # Further reading has no number unless the source gives one, and nothing leads back from it.
            entry = found[None if each.get("further_reading") else str(each["number"])]
            cited = [statements(guideline)[name]["url"] for name in each["cited_by"]]
            notes = [note["url"] for note in guideline["notes"] if each["id"] in note["citations"]]
            led_to = ["#".join(place(link, address)) for link in back_links(entry)]
            parts = [part["url"] for part in parts_citing(guideline, each["id"])]
            shown_in = [passage["url"] for passage in each["shown_in"]]
            assert led_to == [*cited[:AT_MOST], *parts, *shown_in, *notes]
            more = {
                words(link): place(link, address)[0] for link in entry.iter("a") if words(link).startswith("and ")
            }
            assert more == ({f"and {len(cited) - AT_MOST} more": each["url"]} if len(cited) > AT_MOST else {})


def test_the_real_guidelines_most_cited_work_is_one_with_more(site: Path) -> None:
    [guideline] = guidelines(site)
    assert max(len(each["cited_by"]) for each in guideline["references"]) > AT_MOST


def test_nothing_that_waits_for_the_last_page_is_left_on_any(any_site: Path) -> None:
    for address in pages(any_site):
        assert "lumbar-placeholder" not in (any_site / address).read_text(encoding="utf-8")
