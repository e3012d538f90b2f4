"""The address of every file on every page says which build's file it is."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.site.addresses import document, is_elsewhere, links, loaded, pages, place

pytestmark = pytest.mark.usefixtures("site")


def test_every_address_of_a_file_ends_in_the_beginning_of_its_checksum() -> None:
    for page in pages():
        if page == "404.html":
            continue
        addresses = [each for each in (*loaded(page), *links(page)) if not is_elsewhere(each)]
        of_files = [each for each in addresses if urlsplit(each).path and not urlsplit(each).path.endswith(".html")]
        assert of_files, page
        for address in of_files:
            content = place(address, page)[0].read_bytes()
            assert parse_qs(urlsplit(address).query) == {"v": [sha256(content).hexdigest()[:10]]}, (page, address)


def test_the_page_of_the_calculator_names_the_build_of_python_that_it_was_made_with(site: Path) -> None:
    manifest = json.loads((site / "assets/runtime/manifest.json").read_text(encoding="utf-8"))
    named = document("calculator/index.html").xpath("//meta[@name='lumbar-python']/@content")
    assert named == [manifest["version"]]
    assert [page for page in pages() if document(page).xpath("//meta[@name='lumbar-python']")] == [
        "calculator/index.html"
    ]


def test_the_checksum_beside_the_folder_to_take_along_is_its_own(site: Path) -> None:
    content = (site / "download/lumbar-offline.zip").read_bytes()
    told = (site / "download/lumbar-offline.zip.sha256").read_text(encoding="utf-8")
    assert told == f"{sha256(content).hexdigest()}  lumbar-offline.zip\n"
