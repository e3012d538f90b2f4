"""What NOTICE says of Python: which original, how it was changed, and the licences whose texts have to go along."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest

from site_plugins.offline.contents import offline_files
from site_plugins.runtime.files import PYODIDE

ROOT = Path(__file__).parents[2]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")


def words(text: str) -> str:
    return " ".join(text.split())


def test_it_names_the_pinned_pyodide_and_the_python_in_it() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    pinned = packages["node_modules/pyodide"]
    assert f'npm package "pyodide" {pinned["version"]}, ' in NOTICE
    assert pinned["integrity"] in NOTICE
    assert f"github.com/pyodide/pyodide, tag {pinned['version']}." in NOTICE


def test_it_names_the_python_that_is_in_pyodide(pyodide: Path) -> None:
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    assert f"CPython {info['python']} compiled" in NOTICE


def test_it_says_of_each_webassembly_and_script_of_pyodide_whether_it_was_changed(
    site: Path, pyodide: Path
) -> None:
    runtime = site / "assets" / "runtime"
    unchanged, changed = words(NOTICE).split(" CHANGED: ")
    for name in PYODIDE:
        pattern = "-*.".join(name.rsplit(".", 1))
        assert f" {pattern}" in unchanged.partition("Unchanged in assets/runtime/")[2]
        [served] = runtime.glob(pattern)
        assert served.read_bytes() == (pyodide / name).read_bytes()
    assert changed.startswith("assets/runtime/image-*.wasm is an altered form of pyodide.asm.wasm.")
    assert len(list(runtime.glob("image-*.wasm"))) == 1
    assert "the scripts in site_plugins/python_image/ of" in changed
    assert (ROOT / "site_plugins" / "python_image").is_dir()


@pytest.mark.parametrize(
    "text",
    [
        metadata.distribution("segno").read_text("licenses/LICENSE"),
        # Its own title and years come first.
        (ROOT / "LICENSE").read_text(encoding="utf-8").partition("contributors")[2],
    ],
    ids=["segno", "MIT"],
)
def test_it_holds_the_licences_that_have_to_go_along(text: str | None) -> None:
    assert text
    assert words(text) in words(NOTICE)


def test_it_is_part_of_the_site_of_its_copy_and_of_the_zip(site: Path) -> None:
    assert (site / "NOTICE.txt").read_text(encoding="utf-8") == NOTICE
    assert "NOTICE.txt" in offline_files(site)
