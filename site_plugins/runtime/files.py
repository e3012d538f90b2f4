"""Which files make Python run in the reader's browser, and where they come from."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from site_plugins.build_tools import BuildCache, MissingRuntimeError
from site_plugins.python_image import LOADER, build_image
from site_plugins.runtime.library import build_library
from site_plugins.runtime.manifest import Build, build_manifest
from site_plugins.runtime.packages import LOCK, lock_packages
from site_plugins.runtime.wheels import build_calculator_wheel, build_qr_wheel

FOLDER = "assets/runtime"
"""Where they stand within the site."""

MANIFEST = "manifest.json"
PAGE_SCRIPT = "python.js"
IMAGE_WORKER = LOADER.name
IMAGE = "image.wasm"
WORKER = "python.worker.js"
LIBRARY = "library.wasm"
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")

type MakeWheel = Callable[[], tuple[str, bytes]]
"""Returns a pure wheel's name and its content."""

NEEDED_WHEELS: tuple[MakeWheel, ...] = (build_qr_wheel,)
"""Those of the packages that the calculator's wheel depends on."""

_ASSETS = Path(__file__).parent / "assets"
_SHARED_SCRIPTS = ("checksum.worker.js", "fetching.worker.js")
_LAST_SCRIPT = "answering.worker.js"
"""They and what starts Python between them are one file: a worker that a folder starts cannot load a second one."""
_DEBUG_WORKER_SCRIPT = "debug.worker.js"
"""Comes second: the first script makes what the others share."""
_DEBUG_PAGE_SCRIPT = "debug.js"
_LAUNCHING_SCRIPT = "launching.js"
"""Both python.js and early.js bring it along: each has to work without the other."""
EARLY_SCRIPT = "early.js"
"""Starts the image before the page's other scripts have come. It is there where an image is served."""


@dataclass(frozen=True)
class Steps:
    """The steps that make Python small and fast. Each can be switched off in mkdocs.yml."""

    image: bool = True
    """Ask an image first, with Python's started memory in it, and the full Python only where it has no answer."""
    clean: bool = True
    """Take out of the image's memory what no answer needs."""
    cut: bool = True
    """Take out of the image the functions that no answer runs."""
    trim: bool = True
    """Leave out of the full Python's standard library what the packages never import."""
    compile: bool = True
    """Compile it at build time, so that no browser has to."""


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
    steps = steps or Steps()
    library = build_library(project, lock, wheels, cache, trim=steps.trim, compiled=steps.compile, keep_lines=debug)
    contents = {
        WORKER: _worker_script(_ASSETS / WORKER, debug=debug),
        **{name: (pyodide / name).read_bytes() for name in PYODIDE},
        LIBRARY: library,
        **wheels,
    }
    builds = [Build.compress(WORKER, contents, cache, lock=json.loads(lock))]
    # Tracebacks are the full Python's: the image has no lines.
    if steps.image and not debug:
        image = build_image(project, library, wheels, cache, clean=steps.clean, cut=steps.cut)
        contents = {IMAGE_WORKER: _worker_script(LOADER), IMAGE: image}
        builds.insert(0, Build.compress(IMAGE_WORKER, contents, cache))
    published = {LOCK: lock, **wheels}
    manifest = build_manifest(*builds, published=published)
    page_scripts = (PAGE_SCRIPT, _DEBUG_PAGE_SCRIPT) if debug else (PAGE_SCRIPT,)
    # The page's script brings along what it must know before it can load anything.
    known = {key: value for key, value in manifest.items() if key != "files"}
    files = {
        PAGE_SCRIPT: _page_script("lumbarPythonManifest", known, page_scripts).encode(),
        MANIFEST: (json.dumps(manifest, indent=1) + "\n").encode(),
        **published,
    }
    # The full Python is not loaded before it is wanted.
    if len(builds) > 1:
        files[EARLY_SCRIPT] = early_script(manifest)
    for build in builds:
        files |= build.forms()
    return {f"{FOLDER}/{name}": content for name, content in files.items()}


def build_of(files: Mapping[str, bytes]) -> str | None:
    """Return which build of Python these files of a site are, as a page and its scripts name it; None for none."""
    manifest = files.get(f"{FOLDER}/{MANIFEST}")
    return None if manifest is None else str(json.loads(manifest)["version"])


def early_script(manifest: Mapping[str, object]) -> bytes:
    """Return the script for the head of a page that starts the image of Python that a manifest names."""
    build = {"version": manifest["version"], "worker": manifest["worker"], "parts": manifest["parts"], "lock": None}
    return _page_script("lumbarEarlyBuild", build, (EARLY_SCRIPT,)).encode()


def _page_script(name: str, value: object, scripts: Sequence[str]) -> str:
    """Return scripts as one, which gives the page's window a value by that name first."""
    texts = ((_ASSETS / each).read_text(encoding="utf-8") for each in (_LAUNCHING_SCRIPT, *scripts))
    return f"window.{name} = {json.dumps(value, separators=(',', ':'))};\n{''.join(texts)}"


def _worker_script(starting: Path, *, debug: bool = False) -> bytes:
    """Return the script of a worker; `starting` is the part of it that starts Python."""
    checksum, *shared = _SHARED_SCRIPTS
    before = [_ASSETS / name for name in (checksum, *([_DEBUG_WORKER_SCRIPT] if debug else []), *shared)]
    return b"".join(file.read_bytes() for file in (*before, starting, _ASSETS / _LAST_SCRIPT))


def folder_script(address: str, content: str) -> tuple[str, bytes]:
    """Return a published text as a script, for pages opened from a folder, which may load nothing else.

    Gives its address within the site, and the script, which hands the text to the page.
    """
    # JSON is JavaScript; non-ASCII is escaped, so that no encoding can go wrong.
    return f"{address}.js", f"lumbarPythonPiece({json.dumps(address)},0,{json.dumps(content)});\n".encode()
