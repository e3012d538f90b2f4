"""The archives that Python imports from in the browser: the calculator, and its part of the standard library."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_plugins.runtime.build_cache import BuildCache
from site_plugins.runtime.node import run_node
from site_plugins.runtime.wheels import wheel_sources

CORE = "core"
"""The archive that every answer needs."""

IMPORTED_BY_NAME: tuple[str, ...] = ()
"""Modules of the standard library that are needed though no import statement of the calculator names them."""

_HERE = Path(__file__).parent
_COMPILER = _HERE / "compile_in_pyodide.py"
_SCRIPT = _HERE / "build_archives.mjs"
_SOURCES = (_SCRIPT, _COMPILER, Path(__file__))
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


@dataclass(frozen=True)
class Steps:
    """The steps that make Python small and fast. Each can be switched off in mkdocs.yml."""

    trim: bool = True
    """Leave out what the calculator never imports."""
    compile: bool = True
    """Compile at build time, so that no browser has to."""


def build_archives(
    project: Path,
    wheel: bytes,
    optional: Mapping[str, bytes],
    steps: Steps,
    cache: BuildCache,
    *,
    keep_lines: bool = False,
) -> dict[str, bytes]:
    """Return the archives that Python imports from: `core`, and one for each optional wheel by its name.

    `wheel` is the calculator's, `optional` the pure wheels that are loaded only when they are asked for. With
    `keep_lines`, tracebacks name lines. An archive is valid as a zip file and as a WebAssembly module. Raises
    MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    request = {
        "own": wheel_sources(wheel),
        "optional": {name: wheel_sources(content) for name, content in optional.items()},
        "imported_by_name": IMPORTED_BY_NAME,
        "trim": steps.trim,
        "compile": steps.compile,
        "keep_lines": keep_lines,
    }
    stdin = json.dumps(request, sort_keys=True).encode()
    sources = (*_SOURCES, *(pyodide / name for name in _PYODIDE))

    def compile_under_node() -> bytes:
        command = (_SCRIPT, pyodide, _COMPILER)
        return run_node(project, command, "Python's modules could not be compiled", stdin=stdin)

    archives = json.loads(cache.get_or_make([stdin, *(file.read_bytes() for file in sources)], compile_under_node))
    return {
        name: _pack({path: base64.b64decode(text) for path, text in files.items()})
        for name, files in archives.items()
    }


def _pack(files: Mapping[str, bytes]) -> bytes:
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
