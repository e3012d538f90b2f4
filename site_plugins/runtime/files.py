"""Which files make Python run in the reader's browser, and where they come from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from site_plugins.runtime.archives import CORE, Steps, build_archives
from site_plugins.runtime.build_cache import BuildCache
from site_plugins.runtime.errors import MissingRuntimeError
from site_plugins.runtime.manifest import RuntimeFile, build_manifest
from site_plugins.runtime.wheels import build_calculator_wheel, build_qr_wheel

FOLDER = "assets/runtime"
"""Where they stand within the site."""

MANIFEST = "manifest.json"
PAGE_SCRIPT = "python.js"
WORKER = "python.worker.js"
ARCHIVE = "library.wasm"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")

type MakeWheel = Callable[[], tuple[str, bytes]]
"""Returns a pure wheel's name and its content."""

OPTIONAL_WHEELS: tuple[MakeWheel, ...] = (build_qr_wheel,)
"""Those that are loaded only when they are asked for, by the names of their packages."""

_ASSETS = Path(__file__).parent / "assets"
_WORKER_SCRIPTS = ("checksum.worker.js", "fetching.worker.js", "python.worker.js")
"""They are one file on the site: a worker that starts from a folder has no way to load a second one."""
_DEBUG_WORKER_SCRIPT = "debug.worker.js"
"""Comes second: the first script makes what the others share."""
_DEBUG_PAGE_SCRIPT = "debug.js"


def runtime_files(
    project: Path,
    steps: Steps | None = None,
    *,
    optional_wheels: Sequence[MakeWheel] = OPTIONAL_WHEELS,
    cache: BuildCache | None = None,
    debug: bool = False,
) -> dict[str, bytes]:
    """Return the runtime's files by their address within the site.

    `project` is the folder that holds `calculator/` and `node_modules/`; without a `cache` there is one
    below its `build/`. With `debug`, pages show Python's tracebacks, with lines, and the worker's log.
    Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    for file in (pyodide / name for name in (*PYODIDE, "python_stdlib.zip", "pyodide-lock.json")):
        if not file.is_file():
            raise MissingRuntimeError(f"{file} is missing: `make site` installs it (npm's package pyodide).")
    steps = steps or Steps()
    cache = cache or BuildCache(project / "build" / "runtime")
    wheel_name, wheel = build_calculator_wheel(project)
    wheels = {name.partition("-")[0]: content for name, content in (make() for make in optional_wheels)}
    archives = build_archives(project, wheel, wheels, steps, cache, keep_lines=debug)
    archive = archives.pop(CORE)
    checksum, *scripts = _WORKER_SCRIPTS
    worker_scripts = (checksum, _DEBUG_WORKER_SCRIPT, *scripts) if debug else _WORKER_SCRIPTS
    page_scripts = (PAGE_SCRIPT, _DEBUG_PAGE_SCRIPT) if debug else (PAGE_SCRIPT,)
    contents = {
        WORKER: b"".join((_ASSETS / name).read_bytes() for name in worker_scripts),
        **{name: (pyodide / name).read_bytes() for name in PYODIDE},
        ARCHIVE: archive,
    }
    loaded = [RuntimeFile.compress(name, content, cache) for name, content in contents.items()]
    optional = [RuntimeFile.compress(f"{name}.wasm", content, cache) for name, content in archives.items()]
    info = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    lock = {"info": info, "packages": {}}
    manifest = build_manifest(loaded, optional, {wheel_name: wheel}, worker=WORKER, lock=lock)
    # The page's script brings along what it must know before it can load anything.
    inlined = json.dumps({key: value for key, value in manifest.items() if key != "files"}, separators=(",", ":"))
    script = "".join((_ASSETS / name).read_text(encoding="utf-8") for name in page_scripts)
    files = {
        PAGE_SCRIPT: f"window.lumbarPythonManifest = {inlined};\n{script}".encode(),
        MANIFEST: (json.dumps(manifest, indent=1) + "\n").encode(),
        wheel_name: wheel,
    }
    for runtime_file in (*loaded, *optional):
        files |= runtime_file.forms()
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def folder_script(address: str, content: str) -> tuple[str, bytes]:
    """Return a published text as a script, for pages opened from a folder, which may load nothing else.

    Gives its address within the site, and the script, which hands the text to the page.
    """
    # JSON is JavaScript; non-ASCII is escaped, so that no encoding can go wrong.
    return f"{address}.js", f"lumbarPythonPiece({json.dumps(address)},0,{json.dumps(content)});\n".encode()
