"""The snapshot: Python's memory once everything is imported. From a folder, Python starts with it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from site_plugins.runtime.build_cache import BuildCache
from site_plugins.runtime.node import run_node

_HERE = Path(__file__).parent
_SCRIPT = _HERE / "take_snapshot.mjs"
_FORMAT = _HERE / "assets" / "snapshot.worker.js"
"""It alone defines the format in which a snapshot is stored."""
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")
_NEUTRAL_ENVIRONMENT = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
"""Nothing of the machine that builds may be in the snapshot."""


def build_snapshot(project: Path, archive: bytes, cache: BuildCache) -> bytes:
    """Return the snapshot of a start with that archive: what differs from the memory that every start begins with.

    Nobody has asked anything yet, and neither the clock, the time zone, the language nor chance of the machine that
    builds is in it: two builds are the same. Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    sources = (_SCRIPT, Path(__file__), _FORMAT, *(pyodide / name for name in _PYODIDE))

    def take() -> bytes:
        # Under Node, Pyodide reads its standard library from a file.
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "library.zip"
            file.write_bytes(archive)
            command = (_SCRIPT, pyodide, file, _FORMAT)
            environment = {**os.environ, **_NEUTRAL_ENVIRONMENT}
            return run_node(project, command, "The snapshot of Python could not be taken", env=environment)

    return cache.get_or_make([archive, *(source.read_bytes() for source in sources)], take)
