"""A reference as HTML: what it says, its identifiers as links, its emphasis, and nothing that runs."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_plugins.references.formatting import STYLES, format_csl
from tests.references.formatting_works import WORK, WORKS

NLM, AMA = STYLES
ARTICLE: dict[str, Any] = {"id": "a", "type": "article-journal", "title": "On backs", "container-title": "Backs"}
ALL = {"DOI": "10.5555/a", "PMID": "99000001", "PMCID": "PMC9900001", "URL": "https://example.org/a"}
ADDRESSES = {
    "10.5555/a": "https://doi.org/10.5555/a",
    "99000001": "https://pubmed.ncbi.nlm.nih.gov/99000001/",
    "PMC9900001": "https://pmc.ncbi.nlm.nih.gov/articles/PMC9900001/",
}


def links(markup: str) -> list[tuple[str, str]]:
    """The texts and targets of the links, in their order."""
    return [("".join(link.itertext()), link.get("href", "")) for link in fromstring(f"<p>{markup}</p>").iter("a")]


def said(markup: str) -> str:
    return "".join(fromstring(f"<p>{markup}</p>").itertext())


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", WORK)
def test_the_html_says_what_the_text_says_and_links_every_identifier_once(name: str, style: str) -> None:
    work = WORK[name]
    formatted = format_csl(work, style)
    assert said(formatted.html).startswith(formatted.text)
    linked = [text for text, _ in links(formatted.html)]
    expected = {field: work[field] for field in ("DOI", "PMID", "PMCID", "URL") if field in work}
    if "DOI" in work and work.get("URL") not in linked:
        expected.pop("URL", None)
    assert sorted(linked) == sorted(expected.values())


def test_what_a_style_does_not_print_is_linked_behind_it() -> None:
    formatted = format_csl({**ARTICLE, **ALL}, AMA)
    assert formatted.text == "On backs. Backs. doi:10.5555/a"
    assert said(formatted.html) == "On backs. Backs. doi:10.5555/a PMID: 99000001; PMCID: PMC9900001"
    assert dict(links(formatted.html)) == ADDRESSES


def test_an_address_that_is_not_printed_is_linked_where_no_doi_leads_there() -> None:
    work = {**ARTICLE, "PMID": ALL["PMID"], "URL": ALL["URL"]}
    assert ALL["URL"] not in format_csl(work, NLM).text
    assert links(format_csl(work, NLM).html)[-1] == (ALL["URL"], ALL["URL"])


def test_a_printed_address_is_linked_beside_the_doi() -> None:
    work = {**ARTICLE, "type": "dataset", "DOI": "10.5555/a", "URL": "https://doi.org/10.5555/a"}
    assert links(format_csl(work, NLM).html) == [
        ("https://doi.org/10.5555/a", "https://doi.org/10.5555/a"),
        ("10.5555/a", "https://doi.org/10.5555/a"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "address"),
    [
        ("DOI", "10.5555/a(1)<2::AID>3.0.CO;2-#", "https://doi.org/10.5555/a(1)%3C2::AID%3E3.0.CO;2-%23"),
        ("DOI", "10.5555/50%?x", "https://doi.org/10.5555/50%25%3Fx"),
        ("URL", "https://example.org/a?b=1&c=%C3%A9#d", "https://example.org/a?b=1&c=%C3%A9#d"),
        ("URL", "https://example.org/é\"<'", "https://example.org/%C3%A9%22%3C'"),
    ],
)
def test_an_address_is_encoded(field: str, value: str, address: str) -> None:
    assert links(format_csl({**ARTICLE, field: value}).html) == [(value, address)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert links(format_csl({**ARTICLE, "URL": url}).html) == []


def test_an_identifier_keeps_its_characters() -> None:
    doi = '10.5555/it\'s-a--"test"...'
    assert f"doi:{doi}" in format_csl({**ARTICLE, "DOI": doi}).text


def test_titles_of_journals_and_books_are_emphasised_where_the_style_has_it() -> None:
    assert "<i>Backs</i>. 2013" in format_csl({**WORK["review-book"]}, AMA).html
    assert "<i>" not in format_csl({**WORK["review-book"]}, NLM).html


def test_the_markup_of_a_title_is_kept_and_upright_within_italics() -> None:
    assert "CO<sub>2</sub> and 10<sup>6</sup> <b>cells</b>" in format_csl(WORK["title-markup"]).html
    assert "<i>The Book of </i>Curcuma Longa<i></i>." in format_csl(WORK["italic-in-italic"], AMA).html


def test_other_markup_is_shown_and_not_run() -> None:
    formatted = format_csl({**ARTICLE, "title": '<img src=x onerror="alert(1)"> & <i>backs'})
    assert "<img" not in formatted.html
    assert said(formatted.html).startswith(formatted.text)
    assert "onerror" in formatted.text


TITLES = st.text(st.sampled_from(" aB1-–.,;:?!'\"“”‘’()[]<>/&ib") | st.characters(), min_size=1, max_size=30)
TAGGED = st.lists(TITLES | st.sampled_from(["<i>", "</i>", "<sup>", "</sup>", ' "', '" ', " '", "' "])).map("".join)


@settings(max_examples=200, deadline=None)
@given(TAGGED)
def test_any_title_gives_well_formed_html_with_the_same_text(title: str) -> None:
    for style in STYLES:
        formatted = format_csl({**ARTICLE, "title": title}, style)
        assert said(formatted.html) == formatted.text
        assert formatted.text.encode()
        assert not any("\ufdd0" <= character <= "\ufdef" for character in formatted.text)


def test_links_lead_where_the_record_says() -> None:
    for work in WORKS:
        for text, address in links(format_csl(work).html):
            assert unquote(address).rstrip("/").endswith(unquote(text).rstrip("/"))
