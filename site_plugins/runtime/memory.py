"""Python's memory as it is once everything is imported: in a folder, Python begins with it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from site_plugins.runtime.kept import Kept
from site_plugins.runtime.node import run_node

_HERE = Path(__file__).parent
_SCRIPT = _HERE / "memory.mjs"
_FORM = _HERE / "assets" / "snapshot.worker.js"
"""Which knows the form in which a memory is kept."""
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")
_PLAIN = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
"""Of the machine that builds nothing may be in the memory."""


def build_memory(project: Path, library: bytes, kept: Kept) -> bytes:
    """Return the memory of a start with that library: what differs from the memory that every start begins with.

    Nobody has asked anything yet, and neither the clock, the time zone, the language nor chance of the machine that
    builds is in it: two builds are the same. Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    made_by = (_SCRIPT, Path(__file__), _FORM, *(pyodide / name for name in _PYODIDE))

    def make() -> bytes:
        # Node's Pyodide reads its library from a file.
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "library.zip"
            file.write_bytes(library)
            given = (_SCRIPT, pyodide, file, _FORM)
            return run_node(project, given, "Python's memory could not be taken", env={**os.environ, **_PLAIN})

    return kept.or_made([library, *(each.read_bytes() for each in made_by)], make)
