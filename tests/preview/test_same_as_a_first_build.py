"""After any edits the site that a preview serves is, byte for byte, the one that a first build of it makes."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_plugins.preview.building import Builder
from tests.preview.editing import EDITS, MAIN, WATER
from tests.second_guideline.build import ROOT


@contextmanager
def preview(settings: Path) -> Iterator[Builder]:
    builder = Builder(settings)
    try:
        yield builder
    finally:
        builder.close()


def make(builder: Builder) -> dict[str, bytes]:
    """Build, wait for the search and the data, and read every file."""
    state = builder.build()
    builder.wait()
    assert (*state.faults, *builder.state.faults) == ()
    return read_files(builder.site)


# In a process of its own: nothing that the other keeps can help it.
FIRST_BUILD = """
import shutil, sys
from pathlib import Path
from site_plugins.preview.building import Builder
builder = Builder(Path(sys.argv[1]))
print(*builder.build().faults)
builder.wait()
shutil.move(builder.site, sys.argv[2])
"""


def first_build(settings: Path) -> dict[str, bytes]:
    site = settings.parent / "first"
    shutil.rmtree(site, ignore_errors=True)
    subprocess.run([sys.executable, "-c", FIRST_BUILD, settings, site], check=True, cwd=ROOT, timeout=120)
    return read_files(site)


def read_files(site: str | Path) -> dict[str, bytes]:
    files = (file for file in Path(site).rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def assert_same(served: dict[str, bytes], first: dict[str, bytes]) -> None:
    assert served.keys() == first.keys()
    assert [name for name in first if served[name] != first[name]] == []


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("seed", range(2))
def test_edits_in_any_order_leave_what_a_first_build_makes(settings: Path, seed: int) -> None:
    chance = random.Random(seed)
    order = chance.sample(list(EDITS), k=len(EDITS))
    with preview(settings) as builder:
        make(builder)
        for place, name in enumerate(order):
            EDITS[name](settings.parent / "content")
            # Some are built one by one, some several at a time, some before the rest of the last build is made.
            if chance.random() < 0.7:
                assert builder.build().faults == (), name
            if place % 9 == 8:
                assert_same(make(builder), first_build(settings))
        assert_same(make(builder), first_build(settings))


def test_a_changed_sentence_writes_the_pages_that_show_it_alone(settings: Path) -> None:
    with preview(settings) as builder:
        before = make(builder)
        everything = builder.state.written
        EDITS["a sentence with a reference of both pages"](settings.parent / "content")
        after = make(builder)
        changed = {name for name in before if after.get(name) != before[name]}
        pages = {name for name in changed if name.endswith("index.html")}
        assert pages == {
            "guidelines/paper-boat/on-the-water/index.html",
            "references/paper-boat/harbour2012/index.html",
            "references/paper-boat/quillfeather2015/index.html",
            "search/index.html",
        }
        assert builder.state.written < everything / 3


def test_with_a_fault_the_last_site_stays_and_the_fault_is_said_again_until_it_is_mended(settings: Path) -> None:
    page = settings.parent / "content" / MAIN
    other = settings.parent / "content" / WATER
    text = page.read_text(encoding="utf-8")
    with preview(settings) as builder:
        good = make(builder)
        page.write_text(text.replace("[@pulp2011; @creasey2012; @inkwell2009]", "[@pulp2O11]"), encoding="utf-8")
        for _ in range(2):
            [fault] = builder.build().faults
            assert "There is no reference “pulp2O11”" in str(fault)
            assert fault.line == text[: text.index("Boats folded once")].count("\n") + 1  # type: ignore[union-attr]
        EDITS["a sentence that a note is about"](settings.parent / "content")
        assert len(builder.build().faults) == 1
        other.write_bytes(b"\xff" + other.read_bytes())
        assert any("This is not UTF-8" in str(fault) for fault in builder.build().faults)
        assert read_files(builder.site) == good
        page.write_text(text, encoding="utf-8")
        assert len(builder.build().faults) == 1
        other.write_bytes(other.read_bytes()[1:])
        served = make(builder)
        assert served != good
        assert_same(served, first_build(settings))


def test_faults_from_the_beginning_are_all_said_and_all_can_be_mended(settings: Path) -> None:
    content = settings.parent / "content"
    about, start = content / "about" / "index.md", content / "index.md"
    about.write_bytes(b"\xff" + about.read_bytes())
    text = start.read_text(encoding="utf-8")
    start.write_text(f"{text}\n[gone](gone.md)\n", encoding="utf-8")
    with preview(settings) as builder:
        assert len(builder.build().faults) == 2
        assert builder.site == ""
        start.write_text(text, encoding="utf-8")
        assert len(builder.build().faults) == 1
        about.write_bytes(about.read_bytes()[1:])
        assert "index.html" in make(builder)


@pytest.mark.parametrize("text", ["site_name: [", "plugins: [nothing]\n", "", "\0"])
def test_settings_that_cannot_be_read_are_a_fault_like_any_other(settings: Path, text: str) -> None:
    good = settings.read_text(encoding="utf-8")
    with preview(settings) as builder:
        settings.write_text(text, encoding="utf-8")
        assert builder.build().faults
        settings.write_text(good, encoding="utf-8")
        assert "index.html" in make(builder)


def test_a_draft_is_shown_and_named_and_is_no_fault(settings: Path) -> None:
    with preview(settings) as builder:
        assert builder.build().drafts == ()
        EDITS["a sentence of the first page"](settings.parent / "content")
        state = builder.build()
        assert state.faults == ()
        assert any("fold-single-sheet" in str(draft) for draft in state.drafts)


def test_a_preview_has_no_copy_for_use_without_a_network(settings: Path) -> None:
    with preview(settings) as builder:
        files = make(builder)
    assert not {"service-worker.js", "manifest.webmanifest", "download/lumbar-offline.zip"} & files.keys()
    assert b"offline.js" not in files["index.html"]
