"""Every link leads somewhere, and nothing is loaded from anywhere else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.search.files import read_folder
from tests.site.addresses import SITE, document, files, is_elsewhere, links, loaded, loaded_by_style, pages, place

pytestmark = pytest.mark.usefixtures("site")

REGISTERS = ("https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/", "https://pmc.ncbi.nlm.nih.gov/articles/PMC")
GUIDELINES = (
    "https://www.nice.org.uk/guidance/ng59",
    "https://www.aafp.org/pubs/afp/issues/2023/0400/practice-guidelines-low-back-pain.html",
    "https://www.csp.org.uk/journal/article/physiotherapy-journal-march-2024/national-suspected-cauda-equina-syndrome-pathway",
)


def ids(page: str) -> list[str]:
    return [str(name) for name in document(page).xpath("//@id")]


def leads_nowhere(address: str, of: str) -> bool:
    file, fragment = place(address, of)
    if not file.is_file() or not file.is_relative_to(SITE.resolve()):
        return True
    return bool(fragment) and fragment not in ids(file.relative_to(SITE.resolve()).as_posix())


def test_the_built_site_has_its_pages() -> None:
    assert len(pages()) >= 7
    assert files(".css")
    assert sum(len(links(page)) for page in pages()) > 200


def test_every_link_leads_to_a_file_and_a_place_in_it() -> None:
    for page in pages():
        wrong = [link for link in links(page) if not is_elsewhere(link) and leads_nowhere(link, page)]
        assert wrong == [], page


def test_every_link_names_a_file_so_that_it_works_in_a_folder() -> None:
    for page in pages():
        paths = {re.split("[?#]", link)[0] for link in links(page) if not is_elsewhere(link)} - {""}
        ends = (".html", ".txt", ".json", ".ris", ".bib", ".zip")
        assert {path for path in paths if not path.endswith(ends)} == set(), page
        assert not any(path.startswith("/") for path in paths), page


def test_no_two_elements_of_a_page_have_one_id() -> None:
    for page in pages():
        assert [name for name, count in Counter(ids(page)).items() if count > 1] == [], page


def test_labels_and_descriptions_name_elements_that_are_there() -> None:
    for page in pages():
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form"):
            named = [each for value in document(page).xpath(f"//@{name}") for each in value.split()]
            assert set(named) <= set(ids(page)), page


def test_a_page_loads_only_files_of_the_site() -> None:
    for page in pages():
        found = list(loaded(page))
        assert found, page
        wrong = [address for address in found if is_elsewhere(address) or leads_nowhere(address, page)]
        # The page for a missing address looks for its script in all folders above that.
        assert [each for each in wrong if page != "404.html" or not each.startswith("../")] == [], page


def test_a_style_sheet_loads_only_files_of_the_site() -> None:
    for style in files(".css"):
        for address in loaded_by_style(style):
            assert not is_elsewhere(address), style
            assert address.startswith("data:") or place(address, style)[0].is_file(), style


def test_outgoing_links_lead_to_registers_and_guidelines_and_do_not_tell_where_from() -> None:
    for page in pages():
        for link in document(page).iter("a"):
            address = link.get("href") or ""
            if is_elsewhere(address):
                assert address.startswith(REGISTERS) or address in GUIDELINES, page
                assert "noreferrer" in (link.get("rel") or "").split(), page


def test_the_references_lead_to_their_registers() -> None:
    found = {link for link in links("references/index.html") if is_elsewhere(link)}
    assert set(GUIDELINES) <= found
    assert "https://doi.org/10.1093/bja/aet172" in found
    assert "https://pubmed.ncbi.nlm.nih.gov/23794653/" in found
    assert "https://pmc.ncbi.nlm.nih.gov/articles/PMC3208163/" in found


def test_every_hit_of_the_search_leads_to_its_place(site: Path) -> None:
    urls = [row[0] for row in read_folder(site / "assets" / "search").rows]
    assert len(set(urls)) == len(urls) > 60
    assert [url for url in urls if leads_nowhere(url, "index.html")] == []
