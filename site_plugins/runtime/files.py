"""Which files make Python run in the reader's browser, and where they come from."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from site_plugins.build_tools import BuildCache, MissingRuntimeError
from site_plugins.runtime.library import Steps, build_library
from site_plugins.runtime.manifest import RuntimeFile, build_manifest
from site_plugins.runtime.packages import LOCK, lock_packages
from site_plugins.runtime.wheels import build_calculator_wheel, build_qr_wheel

FOLDER = "assets/runtime"
"""Where they stand within the site."""

MANIFEST = "manifest.json"
PAGE_SCRIPT = "python.js"
WORKER = "python.worker.js"
LIBRARY = "library.wasm"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")

type MakeWheel = Callable[[], tuple[str, bytes]]
"""Returns a pure wheel's name and its content."""

NEEDED_WHEELS: tuple[MakeWheel, ...] = (build_qr_wheel,)
"""Those of the packages that the calculator's wheel depends on."""

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
    needed_wheels: Sequence[MakeWheel] = NEEDED_WHEELS,
    cache: BuildCache | None = None,
    debug: bool = False,
) -> dict[str, bytes]:
    """Return the runtime's files by their address within the site.

    `project` is the folder that holds `calculator/` and `node_modules/`; without a `cache` there is one
    below its `build/`. With `debug`, pages show Python's tracebacks and the worker's log. The lock and the wheels
    of Pyodide's packages are there under their own names too, for pages of others. Raises MissingRuntimeError.
    """
    pyodide = project / "node_modules" / "pyodide"
    for file in (pyodide / name for name in (*PYODIDE, "python_stdlib.zip", LOCK)):
        if not file.is_file():
            raise MissingRuntimeError(f"{file} is missing: `make site` installs it (npm's package pyodide).")
    cache = cache or BuildCache(project / "build" / "runtime")
    wheels = dict([build_calculator_wheel(project), *(make() for make in needed_wheels)])
    lock = lock_packages(pyodide, wheels)
    checksum, *scripts = _WORKER_SCRIPTS
    worker_scripts = (checksum, _DEBUG_WORKER_SCRIPT, *scripts) if debug else _WORKER_SCRIPTS
    page_scripts = (PAGE_SCRIPT, _DEBUG_PAGE_SCRIPT) if debug else (PAGE_SCRIPT,)
    contents = {
        WORKER: b"".join((_ASSETS / name).read_bytes() for name in worker_scripts),
        **{name: (pyodide / name).read_bytes() for name in PYODIDE},
        LIBRARY: build_library(project, lock, wheels, steps or Steps(), cache, keep_lines=debug),
        **wheels,
    }
    parts = [RuntimeFile.compress(name, content, cache) for name, content in contents.items()]
    published = {LOCK: lock, **wheels}
    manifest = build_manifest(parts, published, worker=WORKER, lock=json.loads(lock))
    # The page's script brings along what it must know before it can load anything.
    inlined = json.dumps({key: value for key, value in manifest.items() if key != "files"}, separators=(",", ":"))
    script = "".join((_ASSETS / name).read_text(encoding="utf-8") for name in page_scripts)
    files = {
        PAGE_SCRIPT: f"window.lumbarPythonManifest = {inlined};\n{script}".encode(),
        MANIFEST: (json.dumps(manifest, indent=1) + "\n").encode(),
        **published,
    }
    for part in parts:
        files |= part.forms()
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def folder_script(address: str, content: str) -> tuple[str, bytes]:
    """Return a published text as a script, for pages opened from a folder, which may load nothing else.

    Gives its address within the site, and the script, which hands the text to the page.
    """
    # JSON is JavaScript; non-ASCII is escaped, so that no encoding can go wrong.
    return f"{address}.js", f"lumbarPythonPiece({json.dumps(address)},0,{json.dumps(content)});\n".encode()
