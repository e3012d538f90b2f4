"""The catalogues of the interface's texts: each text is written once and used, and each that is used is there."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from calculator.core.catalogue import ONE, Catalogue

ROOT = Path(__file__).parents[2]
ROOMS = [ROOT / name for name in ("calculator", "site_plugins")]
FILES = sorted(file for room in ROOMS for file in room.rglob("texts.py"))
CATALOGUES: dict[Path, Catalogue] = {
    file: import_module(".".join(file.relative_to(ROOT).with_suffix("").parts)).text for file in FILES
}


def test_no_text_of_the_catalogues_is_dead() -> None:
    used = "\n".join(
        file.read_text(encoding="utf-8")
        for room in ROOMS
        for file in sorted(room.rglob("*"))
        if file.suffix in {".py", ".html", ".js"} and file.name != "texts.py"
    )
    # `text(f"kind.{kind}")` uses every key that begins and ends as its literal parts do.
    made = [
        re.escape(head) + "[a-z0-9_.-]+" + re.escape(tail)
        for head, tail in re.findall(r"""f["']([a-z.-]+[.-])\{[^}]+\}([a-z-]*)["']""", used)
    ]
    made += [re.escape(head) + ".+" for head in re.findall(r"""["']([a-z.-]+[.-])["'] ~ """, used)]
    dead = {
        key
        for catalogue in CATALOGUES.values()
        for key in catalogue
        if f'"{key.removesuffix(ONE)}"' not in used and not any(re.fullmatch(pattern, key) for pattern in made)
    }
    assert dead == set()


def test_a_text_is_written_once() -> None:
    """A catalogue takes what another one says from there: it does not write it again."""
    written = [
        key.value
        for file in FILES
        for table in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(table, ast.Dict)
        for key, value in zip(table.keys, table.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
    ]
    assert len(written) == len(set(written))
    assert set(written) == {key for catalogue in CATALOGUES.values() for key in catalogue}


# What core/ holds, others take into their own catalogues.
@pytest.mark.parametrize("file", [f for f in FILES if f.parent.name != "core"], ids=lambda file: file.parent.name)
def test_a_room_names_no_text_that_its_catalogue_lacks(file: Path) -> None:
    # The calculator's answers to the page are put together beside its exports.
    rooms = [file.parent, *([ROOMS[0] / "service.py"] if file.parent.name == "exports" else [])]
    files = (file for room in rooms for file in (sorted(room.rglob("*")) if room.is_dir() else [room]))
    sources = [source for source in files if source.suffix in {".py", ".html"}]
    name = re.compile(r"""\btext(?:\.counted)?[\[(]\s*"([a-z]+\.[^"]+)"\s*[,)\]]""")
    named = {key for source in sources for key in name.findall(source.read_text(encoding="utf-8"))}
    assert named
    assert named - set(CATALOGUES[file]) == set()
