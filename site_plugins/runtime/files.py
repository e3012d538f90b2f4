"""Which files make Python run in the reader's browser, and where they come from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from site_plugins.runtime.errors import MissingRuntimeError
from site_plugins.runtime.kept import Kept
from site_plugins.runtime.library import CORE, Steps, build_library
from site_plugins.runtime.memory import build_memory
from site_plugins.runtime.optional import optional_wheel
from site_plugins.runtime.parts import Part, manifest
from site_plugins.runtime.wheel import build_wheel

FOLDER = "assets/runtime"
"""Where they stand within the site."""

MANIFEST = "manifest.json"
PAGE_SCRIPT = "python.js"
WORKER = "python.worker.js"
LIBRARY = "library.wasm"
MEMORY = "memory.bin"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")

OPTIONAL: tuple[Callable[[], tuple[str, bytes]], ...] = (optional_wheel,)
"""Makers of the pure wheels that are loaded only when they are asked for, by the names of their packages."""

_ASSETS = Path(__file__).parent / "assets"
_WORKER_PARTS = ("checksum.worker.js", "fetching.worker.js", "snapshot.worker.js", "python.worker.js")
"""They are one file on the site: a worker that starts from a folder has no way to load a second one."""


def runtime_files(
    project: Path,
    steps: Steps | None = None,
    *,
    optional: Sequence[Callable[[], tuple[str, bytes]]] = OPTIONAL,
    kept: Kept | None = None,
) -> dict[str, bytes]:
    """Return the runtime's files by their address within the site.

    `project` is the folder that holds `calculator/` and `node_modules/`; `kept`, where earlier results are, is a
    folder below its `build/` unless another is given. Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    for file in (pyodide / name for name in (*PYODIDE, "python_stdlib.zip", "pyodide-lock.json")):
        if not file.is_file():
            raise MissingRuntimeError(f"{file} is missing: `make site` installs it (npm's package pyodide).")
    kept = kept or Kept(project / "build" / "runtime")
    wheel_name, wheel = build_wheel(project)
    extra_wheels = {name.partition("-")[0]: content for name, content in (make() for make in optional)}
    steps = steps or Steps()
    libraries = build_library(project, wheel, extra_wheels, steps, kept)
    worker = b"".join((_ASSETS / name).read_bytes() for name in _WORKER_PARTS)
    contents = {
        WORKER: worker,
        **{name: (pyodide / name).read_bytes() for name in PYODIDE},
        LIBRARY: libraries.pop(CORE),
    }
    parts = [Part.of(name, content, kept) for name, content in contents.items()]
    extras = [Part.of(f"{name}.wasm", content, kept) for name, content in libraries.items()]
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    lock = {"info": info, "packages": {}}
    memory = Part.of(MEMORY, build_memory(project, contents[LIBRARY], kept), kept) if steps.snapshot else None
    told = manifest(parts, extras, memory, {wheel_name: wheel}, worker=WORKER, lock=lock)
    # The page's script brings along what it must know before it can load anything.
    inlined = json.dumps({key: value for key, value in told.items() if key != "files"}, separators=(",", ":"))
    script = (_ASSETS / PAGE_SCRIPT).read_text(encoding="utf-8")
    files = {
        PAGE_SCRIPT: f"window.lumbarPythonManifest = {inlined};\n{script}".encode(),
        MANIFEST: (json.dumps(told, indent=1) + "\n").encode(),
        wheel_name: wheel,
    }
    for part in (*parts, *extras):
        files |= part.files()
    if memory:
        files |= dict(memory.scripts)
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def folder_script(address: str, content: str) -> tuple[str, bytes]:
    """Return the twin of a published text for pages opened from a folder, which may load nothing but scripts.

    Gives its address within the site, and the script, which hands the text to the page.
    """
    # JSON is JavaScript; non-ASCII is escaped, so that no encoding can go wrong.
    return f"{address}.js", f"lumbarPythonPiece({json.dumps(address)},0,{json.dumps(content)});\n".encode()
