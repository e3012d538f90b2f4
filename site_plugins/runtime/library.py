"""Python's library for the browser: what the calculator needs of the standard library, and the calculator."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_plugins.runtime.kept import Kept
from site_plugins.runtime.node import run_node
from site_plugins.runtime.wheel import wheel_sources

CORE = "core"
"""The part that every answer needs."""

LAZY: tuple[str, ...] = ()
"""Modules of the standard library that are needed though no import statement of the calculator names them."""

_HERE = Path(__file__).parent
_MADE_BY = (_HERE / "library.mjs", _HERE / "inside.py", _HERE / "library.py")
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


@dataclass(frozen=True)
class Steps:
    """The steps that make the library small and fast. Each can be switched off in mkdocs.yml."""

    trim: bool = True
    """Leave out what the calculator never imports."""
    compile: bool = True
    """Compile at build time, so that no browser has to."""
    snapshot: bool = True
    """Start from Python's memory: a folder brings it along, and a browser that keeps the site keeps it too."""


def build_library(
    project: Path, wheel: bytes, optional: Mapping[str, bytes], steps: Steps, kept: Kept
) -> dict[str, bytes]:
    """Return the archives that Python imports from: `core`, and one for each optional wheel by its name.

    `wheel` is the calculator's, `optional` the pure wheels that are loaded only when they are asked for.
    An archive is valid as a zip file and as a WebAssembly module. Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    given = {
        "own": wheel_sources(wheel),
        "optional": {name: wheel_sources(content) for name, content in optional.items()},
        "lazy": LAZY,
        "trim": steps.trim,
        "compile": steps.compile,
    }
    told = json.dumps(given, sort_keys=True)
    made_from = [
        told.encode(),
        *(file.read_bytes() for file in (*_MADE_BY, *(pyodide / name for name in _PYODIDE))),
    ]
    parts = json.loads(kept.or_made(made_from, lambda: _packed_by_node(project, pyodide, told)))
    return {
        name: _archive({path: base64.b64decode(text) for path, text in files.items()})
        for name, files in parts.items()
    }


def _packed_by_node(project: Path, pyodide: Path, given: str) -> bytes:
    script = (_HERE / "library.mjs", pyodide, _HERE / "inside.py")
    return run_node(project, script, "Python's library could not be packed", told=given.encode())


def _archive(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip that stores them as they are, so that what carries it can compress it as a whole.

    Hosts compress few kinds of files, and zip is none of them. WebAssembly is: the zip is the content of a custom
    section of an empty module, and Python, which reads a zip from its end, does not mind.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for path, content in sorted(files.items()):
            # The day that a ZipInfo has when none is given: two builds are the same.
            archive.writestr(zipfile.ZipInfo(path), content)
    name = b"python"
    section = _leb128(len(name)) + name + buffer.getvalue()
    return b"\0asm\1\0\0\0" + b"\0" + _leb128(len(section)) + section


def _leb128(number: int) -> bytes:
    """Return a number as WebAssembly writes it: seven bits a byte, the lowest first."""
    rest, low = number >> 7, number & 0x7F
    return bytes([low | 0x80]) + _leb128(rest) if rest else bytes([low])
