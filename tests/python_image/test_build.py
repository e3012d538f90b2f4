"""What an image cannot be made of, or would be made of wrongly, is refused with what failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from struct import pack_into, unpack_from

import pytest

from calculator.service import COMMANDS
from site_plugins.build_tools import BuildCache, MissingRuntimeError
from site_plugins.python_image import ImageMaker, Memory, build_image
from tests.python_image.cutting import ROOT, maker_of
from tests.runtime.test_packages import make_wheel

BOAT = dict([make_wheel("boat", {"calculator/__init__.py": "", "calculator/service.py": "CALCULATORS = 1 / 0\n"})])


@pytest.fixture(scope="module")
def maker(pyodide: Path, files: dict[str, bytes]) -> ImageMaker:
    return maker_of(files)


@pytest.fixture(scope="module")
def memory(maker: ImageMaker) -> Memory:
    return maker.start(clean=True)


def _refuse(match: str, folder: Path, project: Path = ROOT, wheels: Mapping[str, bytes] = BOAT) -> None:
    library = (ROOT / "node_modules" / "pyodide" / "python_stdlib.zip").read_bytes()
    with pytest.raises(MissingRuntimeError, match=match) as raised:
        build_image(project, library, wheels, BuildCache(folder / "cache"), clean=True, cut=True)
    # Not the line of Pyodide that an error came through, which is 900 KB long.
    assert len(str(raised.value)) < 5000
    assert not (folder / "cache").exists()


def test_without_node(pyodide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    monkeypatch.setenv("PATH", str(tmp_path))
    _refuse("node is missing: `make site` finds or installs one", tmp_path, project=tmp_path)


def test_a_command_that_nothing_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "whistle", lambda payload: payload)
    _refuse("image cannot be made: No questions for the command.*whistle", tmp_path)


def test_an_error_of_pythons_own(pyodide: Path, tmp_path: Path) -> None:
    _refuse("Python could not be started for its image(.|\n)*ZeroDivisionError", tmp_path)


def test_a_library_that_is_none(pyodide: Path) -> None:
    with pytest.raises(MissingRuntimeError, match="Python could not be started for its image") as raised:
        ImageMaker(ROOT, b"PK cut short", BOAT).start(clean=True)
    assert len(str(raised.value)) < 5000


def test_a_command_that_has_no_answer(maker: ImageMaker, memory: Memory) -> None:
    with pytest.raises(MissingRuntimeError, match="Python has no answer to save"):
        maker.profile(memory, [("save", "{}")])


def test_types_that_are_laid_out_otherwise(maker: ImageMaker, memory: Memory) -> None:
    content = bytearray(memory.content)
    lists = maker._addresses()["PyList_Type"]
    # `tp_getattro` and `tp_setattro` have changed places.
    pack_into("<II", content, lists + 72, *reversed(unpack_from("<II", content, lists + 72)))
    with pytest.raises(MissingRuntimeError, match="types are not laid out as"):
        maker.profile(replace(memory, content=bytes(content)), [("begin", "[]")])


def test_frozen_modules_that_are_none(maker: ImageMaker, memory: Memory) -> None:
    content = bytearray(memory.content)
    (table,) = unpack_from("<I", content, maker._addresses()["_PyImport_FrozenBootstrap"])
    pack_into("<I", content, table + 4, maker._addresses()["PyList_Type"])
    with pytest.raises(MissingRuntimeError, match="table of frozen modules is not as"):
        maker.clear_constants(replace(memory, content=bytes(content)), frozenset())


@pytest.mark.usefixtures("slow")
def test_an_image_that_answers_otherwise_than_before_the_cut(
    maker: ImageMaker, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = b"Go to an emergency department now"
    assert words in memory.content
    other = replace(memory, content=memory.content.replace(words, words.upper()))
    monkeypatch.setattr(maker, "start", lambda clean: memory)
    monkeypatch.setattr(maker, "clear_constants", lambda _memory, _kept: other)
    with pytest.raises(MissingRuntimeError, match="answers otherwise than the Python that it was made of"):
        maker.make()
