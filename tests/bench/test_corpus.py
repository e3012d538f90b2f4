"""What the benches build: as many words, citations and references as is claimed of every page."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bibtexparser.entrypoint import parse_string
from markdown import Markdown

from bench.corpus import Corpus, corpus
from bench.sites import bibtex
from site_plugins.references.csl import check_record


@pytest.fixture(scope="module")
def text() -> Corpus:
    return corpus(40)


def test_a_page_has_880_words_for_its_reader(text: Corpus) -> None:
    """Counted in the page as Python-Markdown renders it, its citations taken out."""
    for page in text.pages:
        html = Markdown().convert(re.sub(r"\[@[^\]]*\]", "", page.markdown()))
        assert len(re.sub(r"<[^>]*>", " ", html).split()) == 880


def test_a_page_has_20_citations_of_different_references(text: Corpus) -> None:
    for page in text.pages:
        cited = re.findall(r"\[@([\w-]+)\]", page.markdown())
        assert len(cited) == len(set(cited)) == 20


def test_200_references_are_cited_equally_often(text: Corpus) -> None:
    cited = Counter(key for page in text.pages for key in re.findall(r"@([\w-]+)", page.markdown()))
    assert len(text.references) == 200
    assert cited == {record["id"]: 40 * 20 / 200 for record in text.references}


def test_a_single_page_brings_no_reference_that_nothing_cites() -> None:
    assert len(corpus(1).references) == 20


def test_a_larger_site_is_no_other_text_of_the_same_page_count(text: Corpus) -> None:
    assert corpus(40) == text
    assert len({page.markdown() for page in text.pages}) == 40


def test_marking_statements_changes_nothing_else(text: Corpus) -> None:
    for page in text.pages:
        marked = page.markdown(statements=True)
        assert len(re.findall(r" \{: #page-\d{4}-\d+ \.mixed \}$", marked, flags=re.MULTILINE)) == 20
        assert re.sub(r" \{:[^}]*\}", "", marked) == page.markdown()


def test_the_works_are_valid_and_no_real_ones(text: Corpus) -> None:
    for record in text.references:
        assert not list(check_record(record, record["id"]))
        # 10.5555 is the prefix that no real work has.
        assert record["DOI"].startswith("10.5555/")


def test_bibtex_says_the_same_as_the_records(text: Corpus) -> None:
    library = parse_string(bibtex(text.references))
    assert not library.failed_blocks
    read = {entry.key: entry.fields_dict for entry in library.entries}
    for record in text.references:
        fields = read[record["id"]]
        assert fields["title"].value == record["title"]
        assert fields["doi"].value == record["DOI"]
        assert fields["pages"].value == record["page"].replace("-", "--")
        names = [f"{name['family']}, {name['given']}" for name in record["author"]]
        assert fields["author"].value.split(" and ") == names
