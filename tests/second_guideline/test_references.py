"""Sixty references of every kind: their numbers, lists and back-links, and what is known of each work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.second_guideline import source
from tests.second_guideline.pages import article, back_links, entries, place, statement, without_editors
from tests.site.html import with_class, words

PAGES = (*source.PAGES, source.PATIENT, source.ABOUT, "index.html")


def cited_on(page: str) -> set[int]:
    """What a page cites, and what the notes cite that are about its statements: it repeats them below these."""
    numbers = source.numbers()
    own = {each.id for each in source.statements() if each.page == page}
    keys = {key for note in source.notes() if own & set(note.about) for key in note.keys}
    return {numbers[key] for key in (*source.cited_in(source.text_of(page)), *keys) if key in numbers}


def status_of(site: Path, number: int) -> str | None:
    shown = [words(status) for status in with_class(entries(site, source.REFERENCES)[number], "reference__status")]
    return shown[0] if shown else None


def test_there_are_sixty_of_thirty_kinds_and_all_are_cited() -> None:
    records = source.records()
    cited = {key for page in PAGES for key in source.cited_in(source.text_of(page))}
    further = records.pop()
    assert (further["id"], len(records)) == (source.FURTHER_READING, 60)
    assert source.FURTHER_READING not in cited
    assert len({record["type"] for record in records}) >= 30
    assert {record["id"] for record in records} <= cited


@pytest.mark.parametrize("page", [source.FIRST, source.REFERENCES])
def test_the_whole_list_has_all_of_them_in_the_order_of_their_numbers(second_site: Path, page: str) -> None:
    found = {number: entry.get("id") for number, entry in entries(second_site, page).items()}
    assert list(found) == list(range(1, 61))
    numbers = source.numbers()
    assert numbers.pop(source.FURTHER_READING) == 61
    assert found == {number: f"ref:{key}" for key, number in numbers.items()}


@pytest.mark.parametrize("page", [source.FIRST, source.REFERENCES])
def test_further_reading_has_no_number_and_a_heading_of_its_own(second_site: Path, page: str) -> None:
    [entry] = with_class(article(second_site, page), "reference--unnumbered")
    assert words(entry).startswith("Reed R. Boats for quiet afternoons.")
    above = entry.getparent().getprevious()
    assert words(above) == "Further reading: the source lists it and no sentence cites it."
    assert words(above.getprevious()) == "Further reading"


@pytest.mark.parametrize("page", [source.SECOND, source.THIRD, source.PATIENT, source.ABOUT, "index.html"])
def test_a_page_without_it_lists_exactly_what_it_cites(second_site: Path, page: str) -> None:
    found = list(entries(second_site, page))
    assert found == sorted(cited_on(page))
    assert found


def test_back_links_lead_to_the_statements_and_notes_of_both_pages(second_site: Path) -> None:
    notes = {
        note.title: place(link.get("href"), source.FIRST)
        for note in source.notes()
        for link in article(second_site, source.FIRST).xpath(".//a[@role='doc-backlink']")
        if words(link) == note.title
    }
    boxes = [
        box for page in (source.THIRD, source.LOGBOOK) for box in with_class(article(second_site, page), "part")
    ]
    parts = {(part.page, box.get("id")): part for part, box in zip(source.parts(), boxes, strict=True)}
    assert len(notes) == 4
    of_two_pages = 0
    for page in (source.FIRST, source.REFERENCES):
        for key, number in source.numbers().items():
            if key == source.FURTHER_READING:
                continue
            found = back_links(entries(second_site, page)[number], page)
            assert found == {
                *((each.page, each.id) for each in source.statements() if key in each.keys),
                *(where for where, part in parts.items() if key in part.keys),
                *((source.TABLES, name) for name, keys in source.CITED_IN_TABLES.items() if key in keys),
                *((source.GALLEY, name) for name, keys in source.CITED_IN_GALLEY.items() if key in keys),
                *((source.LOGBOOK, name) for name, keys in source.CITED_IN_FOOTNOTES.items() if key in keys),
                *((source.SIGNALS, name) for name, keys in source.CITED_IN_GLOSSARY.items() if key in keys),
                *(notes[note.title] for note in source.notes() if key in note.keys),
            }
            of_two_pages += len({target for target, _anchor in found}) == 2
    assert of_two_pages >= 10


def test_a_pages_own_list_leads_back_to_that_page_and_on_to_the_rest(second_site: Path) -> None:
    first = entries(second_site, source.SECOND)[1]
    assert back_links(first, source.SECOND) == {(source.SECOND, "launch-only-after-seven")}
    elsewhere = [each.id for each in source.statements() if "quillfeather2015" in each.keys][:-1]
    assert f"and {len(elsewhere)} more" in words(first)
    [more] = [link.get("href") for link in first.iter("a") if words(link) == f"and {len(elsewhere)} more"]
    target, _anchor = place(more, source.SECOND)
    resting = article(second_site, target).xpath(".//a[@role='doc-backlink']")
    assert {place(link.get("href"), target)[1] for link in resting} == {
        *elsewhere,
        "launch-only-after-seven",
        "tab-sheets",
    }


def test_what_the_source_does_not_list_is_never_shown_as_sure(second_site: Path) -> None:
    for page in (source.FIRST, source.REFERENCES):
        shown = {number: words(entry) for number, entry in entries(second_site, page).items()}
        unlisted = {number for number, text in shown.items() if "The source does not list" in text}
        assert unlisted == {7, 15}
        assert "It may be: Hullworth P, Bow C. Carrying capacity of dry and damp hulls" in shown[7]
        assert "It may be" not in shown[15]
    assert "Hullworth" in words(entries(second_site, source.SECOND)[7])


def test_each_entry_says_how_sure_it_is_and_who_said_so(second_site: Path) -> None:
    assert (
        status_of(second_site, 1)
        == "Status: confirmed to be the work that is meant, by Rosalind Quill, 1 February 2026."
    )
    assert status_of(second_site, 7) == "Status: suggested by the editors, confirmed by nobody."
    assert status_of(second_site, 15) == "Status: unlisted."
    rest = {status_of(second_site, number) for number in range(1, 61) if number not in {1, 7, 15}}
    assert rest == {None}


def test_what_nobody_has_confirmed_is_said_once_a_list_and_on_the_works_own_page(second_site: Path) -> None:
    said = "Status: of an entry that says nothing about it, nobody is recorded as having confirmed"
    for page in (*source.PAGES, source.REFERENCES):
        assert words(article(second_site, page)).count("nobody is recorded") == 1, page
    assert said in words(article(second_site, source.REFERENCES))
    alone = {
        key: words(article(second_site, f"references/{source.SLUG}/{key}/index.html"))
        for key in ("quillfeather2015", "pulp2011", "source-7")
    }
    own = "Status: nobody is recorded as having confirmed that this is the work that is meant."
    assert [key for key, text in alone.items() if own in text] == ["pulp2011"]


def test_the_kind_of_study_is_shown_in_the_works_own_words(second_site: Path) -> None:
    shown = {
        number: words(study).removeprefix("Kind of study: ").rstrip(".")
        for number, entry in entries(second_site, source.REFERENCES).items()
        for study in with_class(entry, "reference__study")
    }
    numbers = source.numbers()
    assert shown == {
        numbers[record["id"]]: record["custom"]["study"]
        for record in source.records()
        if "study" in record["custom"]
    }
    assert len(shown) > 5


NOTICES = {
    "splash2014": ["Retracted on 9 March 2021."],
    "eddy2018": ["Expression of concern of 2 November 2022."],
    "ripple2016": ["Corrected on 17 May 2017."],
    "wave2010": ["Reinstated on 2 June 2013.", "Retracted on 3 February 2012."],
}


def test_what_was_published_about_a_work_since_is_shown_with_its_date(second_site: Path) -> None:
    for page in (source.FIRST, source.REFERENCES):
        shown = {
            number: sorted(words(notice).removesuffix(" Notice") for notice in found)
            for number, entry in entries(second_site, page).items()
            if (found := list(with_class(entry, "reference__notice")))
        }
        assert shown == {source.numbers()[key]: said for key, said in NOTICES.items()}
        for number in shown:
            assert "up to 31 January 2026" in words(entries(second_site, page)[number])


def test_a_retracted_work_is_a_mark_on_every_statement_that_rests_on_it(second_site: Path) -> None:
    retracted = source.numbers()["splash2014"]
    marked = set()
    for each in source.statements():
        element = statement(second_site, each.page, each.id)
        for mark in with_class(element, "statement__retracted"):
            assert words(mark) == f"Rests on a retracted work: reference {retracted}"
            marked.add(each.id)
        crossed = {words(link) for link in with_class(without_editors(element), "citation--retracted")}
        assert crossed == ({str(retracted)} if "splash2014" in each.keys else set())
    assert marked == {each.id for each in source.statements() if "splash2014" in each.keys}
    assert len(marked) == 2


def test_who_decided_to_keep_citing_it_is_said(second_site: Path) -> None:
    said = {
        number: words(line)
        for number, entry in entries(second_site, source.FIRST).items()
        for line in with_class(entry, "reference__acknowledged")
    }
    assert said == {
        source.numbers()["splash2014"]: "The editors know and keep citing it: Rosalind Quill, 1 February 2026."
    }


SHOWN = {
    "yamada2018": "紙の船の浮力について",
    "ivanova2016": "Иванова МП, Петров-Лужин Ф. Бумажный кораблик: сгиб, лист и лужа.",
    "levi2020": "סירת נייר על המים: מדריך לקפל הראשון",
    "waraqi2019": "القارب الورقي واسمه: دراسة وصفية",
    "vanderberg2017": "van der Berg A",
    "oconnor2005": "O’Connor S",
    "drizzle2004": "Drizzle N, Šťastný J, Çelik Ö.",
    "pulp2011": "Pulp WW, Puddle Society Working Group on Hulls. Damp hulls & dry crews",
    "gazette2013": "“My boat is blue now”: ink runs on the village pond",
    "nodate": "Prudence P.",
    "noauthor1955": "Wave higher than bow, says eyewitness. The Morning Drop.",
    "nauta1995": "in the year of the great flood",
}


@pytest.mark.parametrize("key", SHOWN)
def test_a_reference_is_read_in_its_own_script_with_its_names(second_site: Path, key: str) -> None:
    entry = entries(second_site, source.REFERENCES)[source.numbers()[key]]
    [text] = with_class(entry, "reference__text")
    assert SHOWN[key] in words(text)


def test_identifiers_lead_to_their_registers(second_site: Path) -> None:
    links = {
        link.get("href").removesuffix("/")
        for entry in entries(second_site, source.REFERENCES).values()
        for link in entry.iter("a")
    }
    for record in source.records():
        if "PMID" in record:
            assert f"https://pubmed.ncbi.nlm.nih.gov/{record['PMID']}" in links
    assert "https://doi.org/10.5555/jfc.2015.0101" in links
    assert "https://pmc.ncbi.nlm.nih.gov/articles/PMC99900002" in links
    assert "https://example.org/drying-chart?sheet=a4&wax=no" in links
