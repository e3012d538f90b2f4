"""The two sites, each built once in a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guideline.tiny import Tiny
from tests.hostile_texts.site import HARMLESS, LONG, build
from tests.shared_folders import SharedFolders


@pytest.fixture(scope="session")
def harmless(slow: None, shared_folders: SharedFolders) -> Path:
    return shared_folders.make_once("harmless-words", lambda folder: build(folder, HARMLESS)) / "site"


@pytest.fixture(scope="session")
def hostile(slow: None, shared_folders: SharedFolders) -> Path:
    return shared_folders.make_once("hostile-words", lambda folder: build(folder, LONG)) / "site"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    return Tiny(tmp_path / "content")
