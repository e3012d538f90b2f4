"""Runs inside Pyodide while the site is built: it finds what the packages import of the standard library.

pyodide-build compiles that and leaves in the tables of lines, a third of what would be sent; they are dropped then.
`build_library.mjs` loads this as a text; nothing imports it.
"""

from __future__ import annotations

import ast
import importlib
import marshal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from site import getsitepackages
from types import CodeType
from zipfile import ZipFile, ZipInfo

STDLIB = next(path for path in sys.path if path.endswith(".zip"))


def write_library(target: str, trim: bool) -> None:
    """Write the sources of the standard library as a zip: all of them, or what is needed if `trim`.

    The packages are installed, and what Pyodide needed for that is loaded. Raises ImportError for a module that a
    package names and that cannot be imported here.
    """
    [packages] = map(Path, getsitepackages())
    for name in _imports(packages):
        importlib.import_module(name)
    with ZipFile(STDLIB) as library, ZipFile(target, "w") as archive:
        for path in sorted(set(_loaded() if trim else _sources(library.namelist()))):
            # The day that a ZipInfo has when none is given: two builds are the same.
            archive.writestr(ZipInfo(path), library.read(path))


def _imports(packages: Path) -> Iterator[str]:
    """Yield every module of the packages, and every one that a statement in them imports, wherever it stands."""
    for file in sorted(packages.rglob("*.py")):
        path = file.relative_to(packages).as_posix()
        package, _, last = path.removesuffix(".py").replace("/", ".").rpartition(".")
        yield package if last == "__init__" else f"{package}.{last}".lstrip(".")
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            if isinstance(node, ast.ImportFrom):
                packages_above = package.split(".")
                above = ".".join(packages_above[: len(packages_above) - node.level + 1]) if node.level else ""
                yield ".".join(filter(None, (above, node.module)))


def _loaded() -> Iterator[str]:
    """Yield the paths within the standard library of what is loaded now.

    What is frozen into Python needs no file.
    """
    for module in list(sys.modules.values()):
        file, spec = getattr(module, "__file__", None), getattr(module, "__spec__", None)
        if file and file.startswith(f"{STDLIB}/") and spec and spec.origin != "frozen":
            yield file.removeprefix(f"{STDLIB}/")


def drop_lines(target: str) -> None:
    """Take the tables of lines out of a zip of compiled files: no reader of the site sees a traceback."""
    with ZipFile(target) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(target, "w") as archive:
        for name, content in files.items():
            code = marshal.dumps(_without_lines(marshal.loads(content[16:])))
            archive.writestr(ZipInfo(name), content[:16] + code)


def _without_lines(code: CodeType) -> CodeType:
    constants = tuple(_without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    # Each byte says of eight instructions, the last of as many as are left, that they stand on no line. Without any
    # the traceback of an error could not be made.
    eights, rest = divmod(len(code.co_code) // 2, 8)
    table = b"\xff" * eights + (bytes([0xF8 | rest - 1]) if rest else b"")
    return code.replace(co_consts=constants, co_linetable=table)


def _sources(paths: Iterable[str]) -> Iterator[str]:
    return (path for path in paths if path.endswith(".py"))
