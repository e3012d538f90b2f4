"""The runtime as the build makes it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from site_plugins.runtime import FOLDER, MANIFEST, runtime_files

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The runtime's files by their addresses within the site.

    They need no mark: where the site was built before, they come from the build cache and Pyodide is not started.
    """
    return runtime_files(ROOT)


@pytest.fixture(scope="session")
def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    """What the manifest says."""
    found: dict[str, Any] = json.loads(files[f"{FOLDER}/{MANIFEST}"])
    return found


@pytest.fixture(scope="session")
def node() -> str:
    """The program that runs scripts without a browser."""
    found = shutil.which("node")
    assert found, "node is missing: `make test` puts it on the PATH"
    return found
