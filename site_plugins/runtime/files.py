"""Which files make Python run in the reader's browser, and where they come from."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = "assets/runtime"
"""Where they stand within the site."""

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
IMPORTED = ("pyodide.mjs", "pyodide.asm.mjs")
"""Fetched by the browser's `import`, whose bytes no script can count."""


class MissingRuntimeError(RuntimeError):
    """A part of the runtime is not there, or could not be built."""


def runtime_files(project: Path) -> dict[str, bytes]:
    """Return the runtime's files by their address within the site.

    Among them is `runtime.json` with the wheel's name and the bytes to expect.

    `project` is the folder that holds `calculator/` and `node_modules/`. Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    files: dict[str, bytes] = {}
    for name in PYODIDE:
        file = pyodide / name
        if not file.is_file():
            raise MissingRuntimeError(f"{file} is missing: `make site` installs it (npm's package pyodide).")
        files[name] = file.read_bytes()
    wheel_name, wheel = build_wheel(project)
    files[wheel_name] = wheel
    counted = sum(len(content) for name, content in files.items() if name not in IMPORTED)
    files["runtime.json"] = json.dumps({"wheel": wheel_name, "bytes": counted}).encode()
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def build_wheel(project: Path) -> tuple[str, bytes]:
    """Build the wheel with the calculator and the result's view; return its name and content.

    Raises MissingRuntimeError with the builder's own words when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
        wheels = sorted(Path(folder).glob("*.whl"))
        if run.returncode != 0 or len(wheels) != 1:
            raise MissingRuntimeError(f"The calculator's wheel could not be built: {run.stderr or run.stdout}")
        return wheels[0].name, wheels[0].read_bytes()
