"""The runtime as the build makes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_plugins.runtime import FOLDER, LOCK, MANIFEST
from tests.asking_node import ask_node

type Answer = Callable[[dict[str, bytes], Path, object], Any]


@pytest.fixture(scope="session")
def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    """What the manifest says."""
    found: dict[str, Any] = json.loads(files[f"{FOLDER}/{MANIFEST}"])
    return found


@pytest.fixture
def answer_in_node(pyodide: Path, tmp_path: Path) -> Answer:
    """Asks a function `answer` of a Python file, within the runtime as it is shipped, under Node."""

    def ask(files: dict[str, bytes], program: Path, given: object) -> Any:
        manifest = json.loads(files[f"{FOLDER}/{MANIFEST}"])
        # Without an image the full Python is the first that starts.
        parts = (manifest["full"] or manifest)["parts"]
        (tmp_path / "library.wasm").write_bytes(files[f"{FOLDER}/{parts['library.wasm']['file']}"])
        lock = json.loads(files[f"{FOLDER}/{LOCK}"])
        for name in (LOCK, *(package["file_name"] for package in lock["packages"].values())):
            (tmp_path / name).write_bytes(files[f"{FOLDER}/{name}"])
        return ask_node(given, Path(__file__).parent / "answer_in_node.mjs", tmp_path, program)

    return ask
