"""The standard library that a browser gets: what the packages import of it, compiled, as one file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from site_plugins.build_tools import BuildCache, MissingRuntimeError, run_node
from site_plugins.python_image.wasm import CUSTOM, PREAMBLE, sized
from site_plugins.runtime.packages import LOCK

COMPILER = "pyodide-build"

_HERE = Path(__file__).parent
_CHOOSER = _HERE / "choose_library.py"
_SCRIPT = _HERE / "build_library.mjs"
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


def build_library(
    project: Path,
    lock: bytes,
    wheels: Mapping[str, bytes],
    cache: BuildCache,
    *,
    trim: bool = True,
    compiled: bool = True,
    keep_lines: bool = False,
) -> bytes:
    """Return the standard library for the packages of a lock, whose wheels are given by their names.

    It is valid as a zip file and as a WebAssembly module. pyodide-build's `pyodide py-compile`, run inside Pyodide,
    compiles it. With `trim`, what the packages never import is left out of it; with `keep_lines`, tracebacks
    name its lines. Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    try:
        compiler = metadata.distribution(COMPILER)
    except metadata.PackageNotFoundError as error:
        raise MissingRuntimeError(f"{COMPILER} is not installed: `make site` installs it.") from error
    stdin = json.dumps({"trim": trim, "compile": compiled, "lines": keep_lines}).encode()

    def build() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in {LOCK: lock, **wheels}.items():
                (Path(folder) / name).write_bytes(content)
            command = (_SCRIPT, pyodide, Path(folder), _CHOOSER, Path(str(compiler.locate_file(""))))
            return run_node(project, command, "Python's library could not be built", stdin=stdin)

    sources = (_SCRIPT, _CHOOSER, Path(__file__), *(pyodide / name for name in _PYODIDE))
    inputs = (stdin, compiler.version.encode(), lock, *wheels.values(), *(file.read_bytes() for file in sources))
    return _as_module(cache.get_or_make(inputs, build))


def _as_module(archive: bytes) -> bytes:
    """Return a zip file that is a WebAssembly module too.

    Hosts compress few kinds of files, and zip is none of them. WebAssembly is: the zip, which stores its files as
    they are, is the content of a custom section of an empty module. Python reads a zip from its end.
    """
    return PREAMBLE + bytes([CUSTOM]) + sized(sized(b"python") + archive)
