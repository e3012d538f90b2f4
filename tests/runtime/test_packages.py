"""The lock of Pyodide's packages: it says what its wheels say, and refuses what is not whole."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from site_plugins.runtime import FOLDER, LOCK, MissingRuntimeError, runtime_files
from site_plugins.runtime.packages import lock_packages
from site_plugins.runtime.wheels import build_qr_wheel

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"


def make_wheel(
    name: str, files: Mapping[str, str], needs: str = "", tag: str = "py3-none-any"
) -> tuple[str, bytes]:
    """Return the name and the content of a wheel with these files."""
    content = io.BytesIO()
    described = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1\n" + (
        f"Requires-Dist: {needs}\n" if needs else ""
    )
    with zipfile.ZipFile(content, "w") as archive:
        for path, text in {**files, f"{name}-1.dist-info/METADATA": described}.items():
            archive.writestr(path, text)
    return f"{name}-1-{tag}.whl", content.getvalue()


BOAT = {"boat/__init__.py": "", "boat/paper.py": ""}


def _locked(wheels: Mapping[str, bytes]) -> dict[str, Any]:
    packages: dict[str, Any] = json.loads(lock_packages(PYODIDE, wheels))["packages"]
    return packages


def test_it_says_of_each_published_wheel_what_the_wheel_says(files: dict[str, bytes]) -> None:
    lock = json.loads(files[f"{FOLDER}/{LOCK}"])
    assert lock["info"] == json.loads((PYODIDE / LOCK).read_text(encoding="utf-8"))["info"]
    assert set(lock["packages"]) == {"lumbar-calculator", "segno"}
    for name, package in lock["packages"].items():
        content = files[f"{FOLDER}/{package['file_name']}"]
        wheel = zipfile.ZipFile(io.BytesIO(content))
        (described,) = (entry for entry in wheel.namelist() if entry.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(wheel.read(described))
        assert (package["name"], package["version"]) == (metadata["Name"], metadata["Version"])
        assert package["name"] == name
        assert package["sha256"] == hashlib.sha256(content).hexdigest()
        folders = {entry.partition("/")[0] for entry in wheel.namelist() if ".dist-info/" not in entry}
        assert set(package["imports"]) == folders
        required = {
            re.split(r"[^\w-]", each)[0] for each in metadata.get_all("Requires-Dist") or () if ";" not in each
        }
        assert set(package["depends"]) == required
    # Who loads the calculator gets what draws its QR code.
    assert lock["packages"]["lumbar-calculator"]["depends"] == ["segno"]


def test_the_sites_own_python_loads_by_that_very_lock(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    lock = json.loads(files[f"{FOLDER}/{LOCK}"])
    assert manifest["lock"] is None, "the image needs no package"
    assert manifest["full"]["lock"] == lock
    for package in lock["packages"].values():
        part = manifest["full"]["parts"][package["file_name"]]
        assert part["sha256"] == package["sha256"]
        assert files[f"{FOLDER}/{part['file']}"] == files[f"{FOLDER}/{package['file_name']}"]


def test_nothing_of_the_machine_or_the_day_is_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wheels = dict([make_wheel("boat", BOAT)])
    first = lock_packages(PYODIDE, wheels)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert lock_packages(PYODIDE, wheels) == first
    package = json.loads(first)["packages"]["boat"]
    assert package["file_name"] == "boat-1-py3-none-any.whl"
    assert str(tmp_path) not in first.decode()


def test_the_order_of_the_wheels_does_not_matter() -> None:
    one, two = make_wheel("boat", BOAT, needs="mast"), make_wheel("mast", {"mast.py": ""})
    assert lock_packages(PYODIDE, dict([one, two])) == lock_packages(PYODIDE, dict([two, one]))
    assert _locked(dict([one, two]))["boat"]["depends"] == ["mast"]


@pytest.mark.parametrize(
    ("name", "wheel", "said"),
    [
        (*make_wheel("boat", BOAT, needs="mast"), "Requirement mast from mast is not in this distribution"),
        (*make_wheel("boat", BOAT, tag="cp310-cp310-linux_x86_64"), "don't match Python version in lockfile"),
        ("boat-1-py3-none-any.whl", b"PK\x03\x04 cut short", "boat-1-py3-none-any.whl could not be locked"),
        ("boat-1-py3-none-any.whl", b"", "boat-1-py3-none-any.whl could not be locked"),
        ("boat.whl", make_wheel("boat", BOAT)[1], "boat.whl is not valid"),
    ],
    ids=["needs another", "of another Python", "cut short", "empty", "misnamed"],
)
def test_what_cannot_be_locked_is_refused_with_what_to_do(name: str, wheel: bytes, said: str) -> None:
    with pytest.raises(MissingRuntimeError, match=f"{re.escape(said)}.*"):
        lock_packages(PYODIDE, {name: wheel})
    with pytest.raises(MissingRuntimeError, match="Every package that one of them needs must be among them"):
        lock_packages(PYODIDE, {name: wheel})


def test_a_build_without_the_encoders_wheel_is_refused() -> None:
    with pytest.raises(MissingRuntimeError, match=r"segno.* is not in this distribution"):
        runtime_files(ROOT, needed_wheels=())


def test_the_pinned_encoder_fits_what_the_calculator_asks_for(files: dict[str, bytes]) -> None:
    """The lock holds no ranges: nobody else would notice."""
    from packaging.requirements import Requirement

    lock = json.loads(files[f"{FOLDER}/{LOCK}"])["packages"]
    wheel = zipfile.ZipFile(io.BytesIO(files[f"{FOLDER}/{lock['lumbar-calculator']['file_name']}"]))
    (described,) = (entry for entry in wheel.namelist() if entry.endswith(".dist-info/METADATA"))
    (needed,) = (
        r for r in message_from_bytes(wheel.read(described)).get_all("Requires-Dist") or () if ";" not in r
    )
    assert Requirement(needed).specifier.contains(lock["segno"]["version"])
    assert build_qr_wheel()[0] == lock["segno"]["file_name"]
