"""How a reference is read: formatted, linked, and honest about what the source does not list."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from site_plugins.guideline import Guideline
from site_plugins.references import Record, Status, format_csl, format_record

WORK: dict[str, Any] = {"id": "a", "type": "article-journal", "title": "On backs"}


def links(markup: str) -> dict[str, str]:
    fragment = html.fragment_fromstring(markup, create_parent="p")
    return {link.text: link.get("href") for link in fragment.iter("a")}


def test_an_unlisted_reference_says_so_and_only_what_it_may_be() -> None:
    record = Record("source-4", dict(WORK), Status.UNLISTED, {**WORK, "title": "On beds"})
    said = format_record(record, 4).text
    assert said.startswith("The source does not list reference 4. It may be: On beds.")
    assert "On backs" not in said


def test_an_unlisted_reference_without_a_suggestion_says_only_that() -> None:
    record = Record("source-4", dict(WORK), Status.UNLISTED, None)
    assert format_record(record, 4).text == "The source does not list reference 4."


def test_confirming_one_is_an_edit_of_its_record_alone() -> None:
    record = Record("source-4", dict(WORK), Status.CONFIRMED, None)
    assert format_record(record, 4) == format_csl(WORK)


def test_every_work_shows_its_title_year_and_first_author(guideline: Guideline) -> None:
    for reference in guideline.references:
        csl: dict[str, Any] = reference.record.suggested or reference.record.csl
        said = format_record(reference.record, reference.number).text
        assert str(csl["title"]).rstrip("?") in said
        assert str(csl["issued"]["date-parts"][0][0]) in said
        for author in csl.get("author", [])[:1]:
            assert author.get("family", author.get("literal")) in said


@pytest.mark.parametrize(
    ("field", "value", "address"),
    [
        ("DOI", "10.1000/backs(1)<a>", "https://doi.org/10.1000/backs(1)%3Ca%3E"),
        ("PMID", "23794653", "https://pubmed.ncbi.nlm.nih.gov/23794653/"),
        ("PMCID", "PMC3208163", "https://pmc.ncbi.nlm.nih.gov/articles/PMC3208163/"),
        ("URL", "https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
    ],
)
def test_an_identifier_is_a_link_to_its_register(field: str, value: str, address: str) -> None:
    assert links(format_csl({**WORK, field: value}).html) == {value: address}


def test_a_doi_that_is_part_of_the_url_gives_links_that_are_not_within_links() -> None:
    markup = format_csl({**WORK, "DOI": "10.1000/backs", "URL": "https://doi.org/10.1000/backs"}).html
    assert markup.count("<a ") == markup.count("</a>") == 1
    assert links(markup) == {"10.1000/backs": "https://doi.org/10.1000/backs"}


def test_a_low_pmid_is_not_looked_for_in_the_volume() -> None:
    markup = format_csl({**WORK, "container-title": "Spine", "volume": "111", "page": "1-9", "PMID": "111"}).html
    assert links(markup) == {"111": "https://pubmed.ncbi.nlm.nih.gov/111/"}
    assert markup.index("<a ") > markup.index("PMID")


def test_a_low_pmid_is_not_looked_for_in_the_doi() -> None:
    markup = format_csl({**WORK, "container-title": "Spine", "DOI": "10.1000/backs", "PMID": "10"}).html
    assert links(markup) == {
        "10.1000/backs": "https://doi.org/10.1000/backs",
        "10": "https://pubmed.ncbi.nlm.nih.gov/10/",
    }


def test_markup_in_a_record_is_shown_and_not_run() -> None:
    markup = format_csl({**WORK, "title": "<script>alert(1)</script> & backs"}).html
    assert "<script>" not in markup
    assert "alert(1)" in html.fragment_fromstring(markup, create_parent="p").text_content()
