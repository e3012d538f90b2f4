"""The image: Python with the calculator as one WebAssembly file, its started memory in it, and what answers run.

CPython is started while the site is built (start_python.mjs), asked the build's questions, and its memory is
written into a copy of Pyodide's module as the data that the module begins with. The questions are asked again of
that module, which tells the C functions that they enter. All others become traps: what reaches one is answered by
the full Python. docs/offline.md says why an image may be trusted, and tests/python_image shows it.
"""

from __future__ import annotations

import json
import re
import tempfile
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from struct import unpack_from
from zipfile import ZipFile

from calculator.service import COMMANDS
from site_plugins import calculators
from site_plugins.build_tools import BuildCache, MissingRuntimeError, run_node
from site_plugins.calculators.questions import make_questions
from site_plugins.python_image.wasm import (
    FIXED_I32,
    MUTABLE_I32,
    OF_FUNCTION,
    OF_GLOBAL,
    PAGE,
    UNREACHABLE,
    Export,
    Module,
    addresses,
)

ROOM = 16
"""Pages of memory that an image begins with beyond its own: an ordinary answer needs no more."""
NEAR = 64 << 10
"""Bytes: constant data this near to what a function that is kept refers to stay, whoever else refers to them.

Longer than any table but those below: 16 KiB were 0.13 MB less to send, and too near for the tables of characters.
"""
BEFORE = 256
"""Bytes before what it refers to: a compiler may take away what an index never is less than."""
_LONG_TABLES = "_PyUnicode_IsPrintable"
"""The function that reads the tables of all characters: they alone are longer than NEAR, and so they stay whole."""
WORTH = 1 << 10
"""Bytes: less constant data than this are not worth removing."""

_EXPORTS = (
    "memory",
    "__indirect_function_table",
    "malloc",
    "free",
    "PyUnicode_FromStringAndSize",
    "PyObject_Vectorcall",
    "PyUnicode_AsUTF8AndSize",
    "Py_DecRef",
)
"""What the loader (image.worker.js) calls."""
_COLLECTING = (24, 92, 96, 160, 196)
"""Where `tp_dealloc`, `tp_traverse`, `tp_clear`, `tp_free` and `tp_finalize` stand in CPython's `PyTypeObject`."""
_SHARED = {
    "PyObject_GenericGetAttr": 72,
    "PyObject_GenericSetAttr": 76,
    "PyType_GenericAlloc": 152,
    "PyObject_GC_Del": 160,
}
"""Where those stand that the type of lists has in common with others: they tell whether the layout is this one."""
_FROZEN = ("_PyImport_FrozenBootstrap", "_PyImport_FrozenStdlib", "_PyImport_FrozenTest")
_MODULE_CODE = b"c\0\0\0\0"
"""How what `marshal` writes of a module begins: it is code, and takes no argument."""
_HERE = Path(__file__).parent
_START, _PREPARE, _ASK = (_HERE / name for name in ("start_python.mjs", "prepare_memory.py", "ask_image.mjs"))
LOADER = _HERE / "image.worker.js"
"""The script that starts an image, in a reader's worker and here under Node."""
_SOURCES = (_START, _PREPARE, _ASK, LOADER, Path(__file__), _HERE / "wasm.py")
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json")

type Call = tuple[str, str]
"""A command of `calculator.service`, or "begin", and what it is given, as JSON; "begin" takes a list."""


@dataclass(frozen=True)
class Memory:
    """The memory of a started Python."""

    content: bytes
    answer: int
    """The address of the function that answers."""
    stack_top: int
    static_end: int
    """Where C's own data end."""
    types: Sequence[int]
    """The addresses of Python's types; those that were removed since are zeros."""


class ImageMaker:
    """Makes images of the same Python; tests make some that the site never serves."""

    def __init__(self, project: Path, library: bytes, wheels: Mapping[str, bytes]) -> None:
        """Take the archive of the standard library, and the wheels of which every module is in the image."""
        self._project, self._library = project, library
        self._own = {path: text for wheel in wheels.values() for path, text in _modules(wheel)}
        self._pyodide = project / "node_modules" / "pyodide"
        self._module = Module((self._pyodide / "pyodide.asm.wasm").read_bytes())

    @cached_property
    def _questions(self) -> list[Call]:
        try:
            return make_questions()
        except LookupError as error:
            raise MissingRuntimeError(f"Python's image cannot be made: {error.args[0]}") from error

    def make(self, *, clean: bool = True, cut: bool = True) -> bytes:
        """Return an image. Raises MissingRuntimeError where it cannot be made.

        With `clean`, what no question needed is taken out of the memory, and what is free is filled with zeros.
        With `cut`, C functions that no question entered are traps, and with both, their constant data are zeros.
        """
        memory = self.start(clean=clean)
        if not cut:
            return self.bake(memory)
        answers, kept = self._profile(memory, self._questions)
        if clean:
            memory = self.clear_constants(memory, kept)
        image = self.bake(memory, kept)
        if self.ask(image)[0] != answers:
            raise MissingRuntimeError("Python's image answers otherwise than the Python that it was made of.")
        return image

    def start(self, *, clean: bool) -> Memory:
        """Start Python and return its memory when everything is imported."""
        request = {
            "own": self._own,
            "modules": [path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in self._own],
            "calls": self._questions,
            "clean": clean,
        }
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library.zip"
            library.write_bytes(self._library)

            def run(**given: object) -> bytes:
                command = (_START, self._pyodide, library, _PREPARE)
                stdin = json.dumps({**request, **given}).encode()
                return run_node(self._project, command, "Python could not be started for its image", stdin=stdin)

            started = run(ran=json.loads(run()))
        layout, _line, content = started.partition(b"\n")
        return Memory(content, **json.loads(layout))

    def profile(self, memory: Memory, calls: Sequence[Call] | None = None) -> frozenset[int]:
        """Return the numbers of the functions to keep: those that the questions, or these calls, enter, and more.

        Which objects are there when Python collects its garbage is a matter of time and not of questions: so what
        each type has for that is kept in any case.
        """
        return self._profile(memory, calls or self._questions)[1]

    def _profile(self, memory: Memory, calls: Sequence[Call]) -> tuple[list[str | None], frozenset[int]]:
        """Return the answers as well."""
        # It has no room, so that how memory is asked for is entered too.
        answers, entered = self.ask(self.bake(memory, tells=True, room=0), calls)
        commands = {command for command, _given in calls if command in COMMANDS}
        pairs = zip(calls, answers, strict=True)
        unanswered = commands - {call[0] for call, answer in pairs if (answer or "").startswith("=")}
        if None in answers or unanswered:
            what = ", ".join(sorted(unanswered)) or "a question"
            raise MissingRuntimeError(f"Python has no answer to {what} once its memory is ready for the image.")
        self._refuse_other_types(memory)
        imported, table = self._module.imports(OF_FUNCTION), self._module.table()
        places = (
            unpack_from("<I", memory.content, each + slot)[0] for each in memory.types for slot in _COLLECTING
        )
        return answers, frozenset(entered) | {table[place] - imported for place in places if place in table}

    def _refuse_other_types(self, memory: Memory) -> None:
        """Raise MissingRuntimeError where types are laid out otherwise than `_COLLECTING` says."""
        table, exports, address = self._module.table(), self._module.exports(), self._addresses()
        shared = {
            name: table.get(unpack_from("<I", memory.content, address["PyList_Type"] + slot)[0])
            for name, slot in _SHARED.items()
        }
        if shared != {name: exports[name].index for name in _SHARED}:
            raise MissingRuntimeError("CPython's types are not laid out as Python's image wants it.")

    def ask(self, image: bytes, calls: Sequence[Call] | None = None) -> tuple[list[str | None], list[int]]:
        """Ask an image the questions, or these calls; return its answers, and the functions that it tells of.

        An answer begins with "=", the name of an error with "!"; None: the image trapped.
        """
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "image.wasm"
            file.write_bytes(image)
            stdin = json.dumps(calls or self._questions).encode()
            told = run_node(self._project, (_ASK, file, LOADER), "The image did not answer", stdin=stdin)
        result = json.loads(told)
        return result["answers"], result["entered"]

    def bake(
        self, memory: Memory, kept: Collection[int] | None = None, *, tells: bool = False, room: int = ROOM
    ) -> bytes:
        """Return a module that begins with that memory.

        Without `kept` it has all functions; with `tells` it says of each whether it was entered.
        """
        module = Module(self._module.encode())
        imported_functions, imported_globals = module.imports(OF_FUNCTION), module.imports(OF_GLOBAL)
        exports, globals_, bodies = module.exports(), module.globals(), module.bodies()
        pages = -(-len(memory.content) // PAGE) + room
        module.set_memory(pages, list(_runs(memory.content)))
        stack_pointer = exports["__stack_pointer"].index - imported_globals
        globals_[stack_pointer] = MUTABLE_I32, memory.stack_top
        shown = {name: exports[name] for name in _EXPORTS}
        shown["answer"] = Export(OF_GLOBAL, imported_globals + len(globals_))
        globals_.append((FIXED_I32, memory.answer))
        if kept is not None:
            bodies = [body if number in kept else UNREACHABLE for number, body in enumerate(bodies)]
            table = module.table().items()
            module.set_table({place: each for place, each in table if each - imported_functions in kept})
        module.set_globals(globals_)
        module.set_bodies(bodies)
        module.set_exports(shown)
        if tells:
            module.tell_entered("entered")
        return module.encode()

    # ---- C's constant data ---------------------------------------------------------------------------------------

    def clear_constants(self, memory: Memory, kept: Collection[int], fill: int = 0) -> Memory:
        """Return the memory without the constant data that only removed functions refer to.

        `fill` is the byte that takes their place: with another one than 0 a test sees that nothing reads them.
        """
        content = bytearray(memory.content)
        for start, end in self._clearable(memory, kept):
            content[start:end] = bytes([fill]) * (end - start)
        return replace(memory, content=bytes(content))

    def _clearable(self, memory: Memory, kept: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield where such data begin and end: the code of frozen modules, documentation, and tables."""
        address = self._addresses()
        for table in (unpack_from("<I", memory.content, address[name])[0] for name in _FROZEN):
            yield from _frozen_code(memory.content, table)
        # As `inspect` reads it: the signature, two dashes, an empty line.
        for text in re.finditer(rb"\w[\w.]*\([^\0]*?\)\n--\n\n[^\0]*", memory.content[: memory.static_end]):
            yield text.span()
        # Types are the first of what C may change; before them all is constant.
        constant_end = min(place for name, place in address.items() if re.fullmatch(r"Py\w+_Type", name))
        yield from self._unreferenced(constant_end, kept)

    def _addresses(self) -> dict[str, int]:
        """Return the addresses of the variables that Pyodide's module exports."""
        first, values = self._module.imports(OF_GLOBAL), self._module.globals()
        exports = self._module.exports().items()
        return {name: values[each.index - first][1] for name, each in exports if each.kind == OF_GLOBAL}

    def _unreferenced(self, end: int, kept: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield the data before `end` that begin where only removed functions refer to, far from all others.

        Where one variable ends and the next begins nothing tells but the functions that refer to them.
        """
        long = self._module.exports()[_LONG_TABLES].index - self._module.imports(OF_FUNCTION)
        by_kept: set[int] = set()
        by_all: set[int] = {end}
        in_long_tables: set[int] = set()
        for number, body in enumerate(self._module.bodies()):
            found = {address for address in addresses(body) if address < end}
            by_all |= found
            if number in kept:
                by_kept |= found
            if number == long:
                in_long_tables = found
        live = [0, *sorted(by_kept), end]
        for start, stop in pairwise(sorted(by_all)):
            after = bisect_right(live, start)
            before = live[after - 1]
            # To the next that is kept: a number that looks like an address may stand for a place within the table.
            start = stop if before in in_long_tables else max(start, before + NEAR)
            stop = min(stop, live[after] - BEFORE)
            if stop - start >= WORTH:
                yield start, stop


def build_image(
    project: Path, library: bytes, wheels: Mapping[str, bytes], cache: BuildCache, *, clean: bool, cut: bool
) -> bytes:
    """Return the image that ImageMaker makes, or what an earlier build made of the same. Raises as it does."""
    pyodide = project / "node_modules" / "pyodide"
    questions = sorted(Path(str(files(calculators))).glob("*.py"))
    sources = [file.read_bytes() for file in (*_SOURCES, *questions, *(pyodide / name for name in _PYODIDE))]
    inputs = (repr((clean, cut)).encode(), library, *wheels.values(), *sources)
    return cache.get_or_make(inputs, lambda: ImageMaker(project, library, wheels).make(clean=clean, cut=cut))


def _modules(wheel: bytes) -> Iterator[tuple[str, str]]:
    """Yield the paths and the texts of a pure wheel's modules."""
    with ZipFile(BytesIO(wheel)) as archive:
        for name in archive.namelist():
            if name.endswith(".py"):
                yield name, archive.read(name).decode()


def _runs(memory: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield what of a memory is not zero, with its address; fewer than 32 zeros do not end a run.

    16 made 24,700 runs and 31 KB more to send in brotli; 64 save 14 KB more, and the tab holds 3 MB more.
    """
    for run in re.finditer(rb"[^\0](?:\0{0,31}[^\0])*", memory):
        yield run.start(), run.group()


def _frozen_code(memory: bytes, table: int) -> Iterator[tuple[int, int]]:
    """Yield where the code of frozen modules stands, by a table of CPython's `struct _frozen`."""
    while unpack_from("<I", memory, table)[0]:
        _name, code, size, _is_package = unpack_from("<IIiI", memory, table)
        if not memory.startswith(_MODULE_CODE, code):
            raise MissingRuntimeError("CPython's table of frozen modules is not as Python's image wants it.")
        yield code, code + size
        table += 16
