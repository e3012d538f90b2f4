"""The folder to take along: whole, small, the same each time, and offered with its own size and checksum."""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from site_plugins.offline import BUNDLE, DOWNLOAD, BundleError, write_bundle
from tests.site.html import read, words

ZIP = Path(__file__).parents[2] / "dist" / "lumbar-offline.zip"
NOT_A_FILE = {"http", "https", "mailto", "data"}


@pytest.fixture(scope="module")
def unzipped(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, as whoever unzips it has it."""
    folder = tmp_path_factory.mktemp("unzipped")
    with zipfile.ZipFile(site / BUNDLE) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def test_it_lies_in_dist_as_the_site_offers_it(site: Path) -> None:
    assert ZIP.read_bytes() == (site / BUNDLE).read_bytes()


def test_beside_the_site_it_holds_one_file_that_says_where_to_start(unzipped: Path) -> None:
    assert sorted(each.name for each in unzipped.iterdir()) == ["START-HERE.html", "site"]


def test_no_path_is_long_and_all_are_plain(unzipped: Path) -> None:
    paths = [file.relative_to(unzipped).as_posix() for file in unzipped.rglob("*")]
    assert len(paths) > 100
    assert [path for path in paths if len(path) > 120 or not re.fullmatch(r"[A-Za-z0-9._+/-]+", path)] == []
    # Neither Windows nor a Mac tells upper case from lower.
    assert len({path.lower() for path in paths}) == len(paths)


def test_every_page_of_the_site_is_in_it_but_the_ones_that_only_a_server_shows(site: Path, unzipped: Path) -> None:
    served = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    taken = {file.relative_to(unzipped / "site").as_posix() for file in (unzipped / "site").rglob("*.html")}
    assert served - taken == {DOWNLOAD, "404.html"}
    assert taken <= served


def test_every_address_in_its_pages_leads_to_a_file_in_it(unzipped: Path) -> None:
    looked_at = 0
    for page in unzipped.rglob("*.html"):
        for element in read(page).iter():
            for address in (element.get("href"), element.get("src")):
                parts = urlsplit(str(address or ""))
                if parts.scheme in NOT_A_FILE or not parts.path:
                    continue
                looked_at += 1
                assert (page.parent / unquote(parts.path)).is_file(), f"{page}: {address}"
    assert looked_at > 1000


def test_what_python_needs_is_in_it_once(unzipped: Path) -> None:
    names = [file.name for file in (unzipped / "site" / "assets" / "runtime").iterdir()]
    assert {name.rpartition(".")[2] for name in names} == {"js", "json"}
    # The image and its worker, and nothing of the full Python.
    assert {name.partition("-")[0] for name in names} == {"early.js", "image", "manifest.json", "python.js"}


def test_nothing_in_it_speaks_of_what_only_a_network_gives(site: Path, unzipped: Path) -> None:
    assert DOWNLOAD in (site / "index.html").read_text(encoding="utf-8")
    for page in unzipped.rglob("*.html"):
        assert "download/index.html" not in page.read_text(encoding="utf-8")
    for script in unzipped.rglob("*.js"):
        assert "download/index.html" not in script.read_text(encoding="utf-8")


def test_its_page_tells_the_size_and_the_checksum_that_it_has(site: Path) -> None:
    content = (site / BUNDLE).read_bytes()
    said = words(read(site / DOWNLOAD))
    assert hashlib.sha256(content).hexdigest() in said
    assert f"zip, {len(content) / 1e6:.1f} MB" in said
    address = f"lumbar-offline.zip?v={hashlib.sha256(content).hexdigest()[:10]}"
    (link,) = (each for each in read(site / DOWNLOAD).iter("a") if each.get("href") == address)
    assert "Download the folder" in words(link)


def test_it_weighs_little_more_than_its_python(site: Path) -> None:
    """Measured: 2.2 MB."""
    assert (site / BUNDLE).stat().st_size < 2_600_000


@pytest.fixture
def small_site(tmp_path: Path, site: Path) -> Path:
    """A site of three pages."""
    copy = tmp_path / "small"
    for name in ("index.html", DOWNLOAD, "assets/favicon.svg"):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / name, copy / name)
    return copy


def test_made_twice_it_is_the_same_to_the_byte(small_site: Path) -> None:
    first = write_bundle(small_site, "A site")
    content = (small_site / BUNDLE).read_bytes()
    for file in small_site.rglob("*.html"):
        file.touch()
    assert write_bundle(small_site, "A site") == first
    assert (small_site / BUNDLE).read_bytes() == content


def test_a_path_that_is_too_long_is_named_and_nothing_is_written(small_site: Path) -> None:
    long = f"guidelines/{'a-long-name-' * 10}/index.html"
    (small_site / long).parent.mkdir(parents=True)
    (small_site / long).write_text("<!doctype html>", encoding="utf-8")
    with pytest.raises(
        BundleError, match=rf"(?s)no path of more than 120 characters.*site/{long} \(147 characters\)"
    ):
        write_bundle(small_site, "A site")
    assert not (small_site / BUNDLE).exists()


def test_what_is_for_readers_with_a_network_alone_is_taken_out_of_pages_and_of_nothing_else(
    small_site: Path,
) -> None:
    page = (
        "<p>a</p>\n<!-- online -->\n<p>b</p>\n<!-- /online -->\n<p>c</p>\n<!-- online --><i>d</i><!-- /online -->\n"
    )
    (small_site / "index.html").write_text(page, encoding="utf-8")
    (small_site / "notes.txt").write_text(page, encoding="utf-8")
    write_bundle(small_site, "A site")
    with zipfile.ZipFile(small_site / BUNDLE) as archive:
        assert archive.read("site/index.html").decode() == "<p>a</p>\n<p>c</p>\n"
        assert archive.read("site/notes.txt").decode() == page
    assert (small_site / "index.html").read_text(encoding="utf-8") == page
