"""A build is the same to the byte wherever, whenever and by whom it is made, and holds nothing of who made it."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MADE_OF = (
    "calculator",
    "content",
    "site_plugins",
    "mkdocs.yml",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "NOTICE",
)
ANOTHER_DAY = """
import datetime, time

class date(datetime.date):
    today = classmethod(lambda kind: kind(2031, 5, 6))

class moment(datetime.datetime):
    now = classmethod(lambda kind, zone=None: kind(2031, 5, 6, 7, 8, 9, tzinfo=zone))
    utcnow = classmethod(lambda kind: kind(2031, 5, 6, 7, 8, 9))

datetime.date, datetime.datetime = date, moment
past = 1936000000 - time.time()
begun = time.time
time.time = lambda: begun() + past
"""
"""Python runs it first where it is called sitecustomize.py: the clock is some years on."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Another checkout, in a folder whose name is hard, with another home and another clock."""
    folder = tmp_path / "Überweisung #2 für 腰痛"
    folder.mkdir()
    for name in MADE_OF:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    # tests/runtime/test_files.py makes Python's files in two folders; here they may be found.
    shutil.copytree(ROOT / "build" / "runtime", folder / "build" / "runtime")
    (folder / "clock").mkdir()
    (folder / "clock" / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    return folder


def build(folder: Path, **more: str) -> Path:
    """Build the site of a checkout, as somebody else on another day; return it."""
    temporary = folder / "temporary"
    temporary.mkdir()
    env = {
        **os.environ,
        "PYTHONPATH": f"{folder / 'clock'}{os.pathsep}{folder}",
        "PYTHONHASHSEED": "31",
        "HOME": str(temporary),
        "USER": "boat",
        "LOGNAME": "boat",
        "TMPDIR": str(temporary),
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "NO_MKDOCS_2_WARNING": "1",
        **more,
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "--site-dir", str(folder / "site")]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, umask=0o077)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder / "site"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a site by its address."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_two_sites_are_the_same_whoever_builds_them_wherever_and_whenever(site: Path, elsewhere: Path) -> None:
    here, there = contents(site), contents(build(elsewhere))
    assert set(here) == set(there)
    assert [name for name in here if here[name] != there[name]] == []


def test_a_site_with_an_address_is_the_same_on_another_day(tmp_path: Path) -> None:
    sites = []
    for name, day in (("one", "1700000000"), ("two", "1800000000")):
        folder = tmp_path / name
        (folder / "content").mkdir(parents=True)
        (folder / "content" / "index.md").write_text("# Boats\n\nThey float.\n", encoding="utf-8")
        (folder / "clock").mkdir()
        settings = {
            "site_name": "Boats",
            "site_url": "https://boats.example/",
            "docs_dir": "content",
            "use_directory_urls": False,
            "theme": {"name": "material", "custom_dir": str(ROOT / "site_plugins" / "theme" / "overrides")},
            "plugins": ["lumbar"],
            "markdown_extensions": ["lumbar_guideline", "lumbar_search", "lumbar_calculator"],
        }
        (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        path = f"{folder / 'clock'}{os.pathsep}{ROOT}"
        sites.append(contents(build(folder, SOURCE_DATE_EPOCH=day, PYTHONPATH=path)))
    assert sites[0] == sites[1]
    assert b"<loc>https://boats.example/index.html</loc>" in sites[0]["sitemap.xml"]
    assert b"lastmod" not in gzip.decompress(sites[0]["sitemap.xml.gz"])


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file and whatever is packed in it, however deep; of compiled Python its code, which is no text."""
    yield name, content
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{name}: gzip", gzip.decompress(content))
    # The library of the full Python is a module of WebAssembly too, with the zip at its end.
    elif content.startswith((b"PK", b"\0asm")) and zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for each in archive.infolist():
                assert each.date_time[0] <= 2020, f"{name}: {each.filename} carries the time of its build"
                yield from unpacked(f"{name}: {each.filename}", archive.read(each))


def places() -> set[str]:
    """The folders of who builds."""
    node = Path(shutil.which("node") or "/usr/bin/node")
    tools = (sys.prefix, sys.base_prefix, node.parent, node.resolve().parent)
    usual = ("/home/", "/Users/", "C:\\Users\\", "C:/Users/")
    own = (ROOT, Path.home(), tempfile.gettempdir(), (ROOT / "node_modules").resolve(), Path.cwd(), *tools)
    # "/usr/bin" stands in many a program's first line, and says nothing.
    return {*usual, *(f"{each}/" for each in own if str(each) not in ("/", "/bin", "/usr", "/usr/bin"))}


def test_nothing_that_is_shipped_names_a_place_of_who_built_it(site: Path) -> None:
    upstream = [file.read_bytes() for file in (ROOT / "node_modules" / "pyodide").iterdir() if file.is_file()]
    spellings = {place.encode(encoding) for place in places() for encoding in ("utf-8", "utf-16-le", "utf-32-le")}
    found = []
    looked_at = 0
    for address, file in contents(site).items():
        for name, content in unpacked(address, file):
            looked_at += 1
            for spelling in spellings:
                at = content.find(spelling)
                while at >= 0:
                    # Pyodide's own files tell where Pyodide was built, and so does what was made of them.
                    said = content[at : at + len(spelling) + 12]
                    if not any(said in each for each in upstream):
                        found.append((name, said))
                    at = content.find(spelling, at + 1)
    assert found == []
    assert looked_at > 500


def test_a_place_is_found_however_deep_it_is_packed() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(zipfile.ZipInfo("boat.pyc"), b"\0/home/boat/x.py")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("inner.zip"), gzip.compress(inner.getvalue()))
    assert ("a: inner.zip: gzip: boat.pyc", b"\0/home/boat/x.py") in list(unpacked("a", outer.getvalue()))
