"""The lock files name versions and hashes; where to get them is each reader's own configuration."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
NODE_LOCKS = (ROOT / "package-lock.json", ROOT / "bench" / "package-lock.json")


def test_every_list_of_requirements_has_its_lock() -> None:
    assert [path.stem for path in PYTHON_LOCKS] == sorted(
        path.stem for path in (ROOT / "requirements").glob("*.in")
    )


@pytest.mark.parametrize("path", PYTHON_LOCKS, ids=lambda path: path.name)
def test_a_python_lock_pins_every_package_by_hash_and_names_no_address(path: Path) -> None:
    lock = path.read_text(encoding="utf-8")
    assert not re.search(r"://|^-", lock, re.MULTILINE)
    packages = re.split(r"^(?=[^\s#])", re.sub(r"^ *#.*\n", "", lock, flags=re.MULTILINE), flags=re.MULTILINE)[1:]
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+==\S+ .*\\\n +--hash=sha256:[0-9a-f]{64}", package), package


@pytest.mark.parametrize("path", NODE_LOCKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_node_lock_pins_every_package_by_hash_and_names_no_address(path: Path) -> None:
    packages: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name and not package.get("inBundle")}
    assert installed
    for name, package in installed.items():
        assert "resolved" not in package, name
        assert package["integrity"].startswith("sha512-"), name


def test_no_lock_of_uv_itself_is_kept() -> None:
    """A `uv.lock` holds the address of each download."""
    assert not (ROOT / "uv.lock").exists()
    assert "managed = false" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
