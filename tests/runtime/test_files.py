"""The runtime's files: complete, the pinned Pyodide, and a wheel that holds what runs and nothing else."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from site_plugins.runtime import FOLDER, MissingRuntimeError, runtime_files
from site_plugins.runtime.files import build_wheel

ROOT = Path(__file__).parents[2]


def test_the_site_carries_the_pinned_pyodide(site: Path) -> None:
    pinned = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]["pyodide"]
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    installed = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text(encoding="utf-8"))
    assert installed["version"] == pinned == lock["packages"]["node_modules/pyodide"]["version"]
    assert lock["packages"]["node_modules/pyodide"]["integrity"].startswith("sha512-")
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"):
        shipped = (site / FOLDER / name).read_bytes()
        assert shipped == (ROOT / "node_modules" / "pyodide" / name).read_bytes()


def test_the_wheel_holds_the_calculator_and_its_view_alone() -> None:
    name, wheel = build_wheel(ROOT)
    assert name.startswith("lumbar_calculator-")
    modules = [n for n in zipfile.ZipFile(io.BytesIO(wheel)).namelist() if ".dist-info/" not in n]
    # The command line and its tables are not for browsers.
    expected = {
        f"calculator/{file.name}"
        for file in (ROOT / "calculator").glob("*.py")
        if file.name != "__main__.py" and not file.name.startswith("cohort")
    }
    for room in ("outcome", "exports", "result_view"):
        expected |= {f"site_plugins/{room}/{f.name}" for f in (ROOT / "site_plugins" / room).glob("*.py")}
    expected |= {"site_plugins/__init__.py", "site_plugins/texts.py"}
    assert set(modules) == expected


def test_the_bytes_announced_are_the_bytes_that_a_script_can_count() -> None:
    files = runtime_files(ROOT)
    announced = json.loads(files[f"{FOLDER}/runtime.json"])
    assert announced["wheel"] in {name.rpartition("/")[2] for name in files}
    imported = {f"{FOLDER}/pyodide.mjs", f"{FOLDER}/pyodide.asm.mjs", f"{FOLDER}/runtime.json"}
    assert announced["bytes"] == sum(len(data) for name, data in files.items() if name not in imported)


def test_a_missing_runtime_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingRuntimeError, match=r"pyodide\.mjs is missing: `make site` installs it"):
        runtime_files(tmp_path)
