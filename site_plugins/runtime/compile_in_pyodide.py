"""Runs inside Pyodide while the site is built: only there is the compiler of the Python that a browser runs.

It finds what the calculator imports, and compiles it. `build_archives.mjs` loads it as a text; nothing imports it.
"""

from __future__ import annotations

import ast
import binascii
import importlib
import json
import marshal
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from importlib.util import MAGIC_NUMBER, source_hash
from types import CodeType
from zipfile import ZipFile
from zipimport import zipimporter

STDLIB = next(path for path in sys.path if path.endswith(".zip"))
UNCHECKED = (1).to_bytes(4, "little")
"""The flags of a compiled file that is valid by its source's hash and is never compared with the source."""

type Sources = dict[str, str]
"""Texts of Python files, by their paths below an entry of `sys.path`."""


def build_archives(request_json: str) -> str:
    """Return what to ship, as JSON: for the core and each optional wheel, its files in base64 by their paths.

    The request is JSON with `own` and `optional` (sources, and sources by the optional wheel's name),
    `imported_by_name` (modules that no import statement of ours names), `trim`, `compile` and `keep_lines`. The
    sources are below `/own` and `/optional/<name>` already. Raises ImportError for a module that cannot be imported
    here.
    """
    request = json.loads(request_json)
    optional: dict[str, Sources] = request["optional"]
    absent = {path.partition("/")[0].removesuffix(".py") for sources in optional.values() for path in sources}
    sys.path.insert(0, "/own")
    for name in [*_imports(request["own"], absent), *request["imported_by_name"]]:
        importlib.import_module(name)
    needed = set(_loaded() if request["trim"] else _all_stdlib())
    archives = {"core": {**request["own"], **_stdlib_sources(needed)}}
    for wheel, sources in optional.items():
        sys.path.insert(0, f"/optional/{wheel}")
        for name in _imports(sources, set()):
            importlib.import_module(name)
        archives[wheel] = {**sources, **_stdlib_sources(set(_loaded()) - needed)}
    encode = partial(_compiled, keep_lines=request["keep_lines"]) if request["compile"] else _as_written
    return json.dumps(
        {name: dict(encode(*file) for file in sorted(files.items())) for name, files in archives.items()}
    )


def _imports(sources: Sources, absent: set[str]) -> Iterator[str]:
    """Yield every module of the sources, and every one that a statement in them imports, wherever it stands.

    Those below the names in `absent` are left out: they are not there yet.
    """
    for path, source in sources.items():
        if not path.endswith(".py"):
            continue
        package, _, last = path.removesuffix(".py").replace("/", ".").rpartition(".")
        yield package if last == "__init__" else f"{package}.{last}".lstrip(".")
        for node in ast.walk(ast.parse(source)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                packages = package.split(".")
                above = ".".join(packages[: len(packages) - node.level + 1]) if node.level else ""
                names = [".".join(filter(None, (above, node.module)))]
            yield from (name for name in names if name.partition(".")[0] not in absent)


def _loaded() -> Iterator[str]:
    """Yield the paths within the standard library of what is loaded now.

    What is frozen into Python needs no file.
    """
    for module in list(sys.modules.values()):
        file, spec = getattr(module, "__file__", None), getattr(module, "__spec__", None)
        if file and file.startswith(f"{STDLIB}/") and spec and spec.origin != "frozen":
            yield file.removeprefix(f"{STDLIB}/")


def _all_stdlib() -> Iterable[str]:
    """Return the paths of all Python files of the standard library."""
    with ZipFile(STDLIB) as archive:
        return [path for path in archive.namelist() if path.endswith(".py")]


def _stdlib_sources(paths: Iterable[str]) -> Sources:
    # Not with zipfile: it would load more of the library, and that would be packed too.
    archive = zipimporter(STDLIB)
    return {path: archive.get_data(f"{STDLIB}/{path}").decode() for path in paths}


def _as_written(path: str, source: str) -> tuple[str, str]:
    return path, _base64(source.encode())


def _compiled(path: str, source: str, *, keep_lines: bool) -> tuple[str, str]:
    """Compile a file without docstrings and assertions, and, as no reader sees a traceback, without line tables."""
    if not path.endswith(".py"):
        return _as_written(path, source)
    code = compile(source, path, "exec", dont_inherit=True, optimize=2)
    if not keep_lines:
        code = _without_lines(code)
    content = MAGIC_NUMBER + UNCHECKED + source_hash(source.encode()) + marshal.dumps(code)
    return f"{path}c", _base64(content)


def _without_lines(code: CodeType) -> CodeType:
    constants = tuple(_without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    # Each byte says of eight instructions, the last of as many as are left, that they stand on no line. Without any
    # the traceback of an error could not be made.
    eights, rest = divmod(len(code.co_code) // 2, 8)
    table = b"\xff" * eights + (bytes([0xF8 | rest - 1]) if rest else b"")
    return code.replace(co_consts=constants, co_linetable=table)


def _base64(content: bytes) -> str:
    return binascii.b2a_base64(content, newline=False).decode()
