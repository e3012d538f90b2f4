"""Runs inside Pyodide's CPython while the site is built: makes its memory ready to be served as it stands.

It imports the calculator, asks it the build's questions, and takes out of the memory what none of them needed. A
function that no question ran becomes a call of C's `abort`, which ends the image: the page asks the full Python.
`start_python.mjs` loads this as a text; nothing imports it.
"""

from __future__ import annotations

import builtins
import functools
import gc
import importlib
import json
import posix
import re
import sys
import warnings
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

OWN = "/lib/own"
REQUEST = json.loads(Path("/lib/request.json").read_text())
"""`modules`: names of our own; `calls`: the questions; `ran`: what `rehearse` has told, or null."""
RAN, TYPES = Path("/lib/ran.json"), Path("/lib/types.json")
"""What `rehearse` writes, and the addresses of all types, which `prepare` writes."""
CLEAR_CACHES = getattr(sys, "_clear_internal_caches")  # noqa: B009  (new in 3.13)
ASKED_BY_C = ("_codecs", "_datetime", "_io", "_json", "_thread", "time")
"""C looks for these among the imported modules whenever it needs them, and no statement says so."""
FREE = 3_000_000
"""Bytes of small objects that are free at most."""
EMPTY = sys.getsizeof(b"")
HAS_DOCSTRING = 0x4000000
"""The flag of code whose first constant is its documentation (`CO_HAS_DOCSTRING`)."""

if sys.version_info[:2] != (3, 14):
    raise ImportError(
        f"Python's image is made for CPython 3.14, and this is {sys.version}: see _COLLECTING and `_ship`"
    )
warnings.simplefilter("ignore")
sys.path.insert(0, OWN)
service = importlib.import_module("calculator.service")


def answer(command: str, payload: str) -> str:
    """Answer a command of `calculator.service`; "begin" takes its arguments as a JSON list.

    An answer begins with "=", the name of an error with "!".
    """
    try:
        if command == "begin":
            service.begin(*json.loads(payload))
            return "="
        return f"={service.serve(command, payload)}"
    except BaseException as error:
        return "!" + type(error).__name__


# ---- Asking the questions ----------------------------------------------------------------------------------------


def rehearse() -> None:
    """Ask every question; write down which code ran, and which modules were imported meanwhile."""
    ran: set[CodeType] = set()
    imported: set[str] = set()
    import_module = builtins.__import__

    def note(code: CodeType, _offset: int) -> object:
        # Nothing of Python's may be called here: it would be noted too.
        ran.add(code)
        return sys.monitoring.DISABLE

    def note_import(name: str, *given: Any, **named: Any) -> ModuleType:
        parts = name.split(".")
        # The packages that it is in are looked for too.
        imported.update(".".join(parts[: number + 1]) for number in range(len(parts)))
        return import_module(name, *given, **named)

    _import_all()
    monitoring = sys.monitoring
    monitoring.use_tool_id(monitoring.COVERAGE_ID, "rehearse")
    # A generator that began before goes on.
    kinds = (monitoring.events.PY_START, monitoring.events.PY_RESUME)
    for kind in kinds:
        monitoring.register_callback(monitoring.COVERAGE_ID, kind, note)
    monitoring.set_events(monitoring.COVERAGE_ID, sum(kinds))
    builtins.__import__ = note_import
    _ask(REQUEST["calls"])
    monitoring.set_events(monitoring.COVERAGE_ID, 0)
    builtins.__import__ = import_module
    RAN.write_text(json.dumps({"code": sorted(map(_name, ran)), "modules": sorted(imported)}))


def _import_all() -> None:
    for name in REQUEST["modules"]:
        importlib.import_module(name)


def _ask(calls: list[tuple[str, str]]) -> None:
    for command, payload in calls:
        answer(command, payload)


def _name(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


# ---- Taking out what was not needed ------------------------------------------------------------------------------


def prepare(*, clean: bool) -> None:
    """Make the memory ready; with `clean`, without what no question needed."""
    _import_all()
    TYPES.write_text(json.dumps([id(each) for each in _all_types()]))
    if clean:
        # What is made when it is first needed is made now: the first of each command.
        _ask(list({command: (command, payload) for command, payload in reversed(REQUEST["calls"])}.values())[::-1])
        _forget_questions()
        _drop_documentation()
        _remove_unused(set(map(tuple, REQUEST["ran"]["code"])), set(REQUEST["ran"]["modules"]))


def _forget_questions() -> None:
    service._guideline.clear()
    re.purge()
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()


def _drop_documentation() -> None:
    """Take out texts for programmers, and annotations: of types, where C keeps them, functions and modules."""
    for each in _all_types():
        for entries in gc.get_referents(each.__dict__):
            if isinstance(entries, dict):
                entries.pop("__annotations_cache__", None)
                entries.pop("__annotate_func__", None)
                if "__doc__" in entries:
                    entries["__doc__"] = None
    # What it holds of these is gone.
    CLEAR_CACHES()
    for each in gc.get_objects():
        if isinstance(each, FunctionType | ModuleType):
            each.__doc__ = None
        if isinstance(each, FunctionType):
            setattr(each, "__annotate__", None)  # noqa: B010  (new in 3.14)


def _all_types() -> list[type]:
    # By id: some types cannot be hashed.
    found, todo = {}, [object]
    while todo:
        each = todo.pop()
        if id(each) not in found:
            found[id(each)] = each
            todo += type.__subclasses__(each)
    return list(found.values())


def _remove_unused(ran: set[tuple[str, str, int]], imported: set[str]) -> None:
    """Remove code that did not run and modules that were not imported; fill what is free with zeros."""
    own = {name.partition(".")[0] for name in REQUEST["modules"]}
    kept = {*imported, *ASKED_BY_C, "builtins", "sys", "__main__"}
    kept |= {name for name in sys.modules if name.partition(".")[0] in own}
    made: dict[CodeType, CodeType] = {answer.__code__: answer.__code__}
    functions = [
        (function, _ship(function.__code__, ran, made))
        for function in gc.get_objects()
        # Those of this file still have to run.
        if isinstance(function, FunctionType) and function.__globals__ is not globals()
    ]
    used = {name for code in made.values() for name in code.co_names}
    used |= {"__builtins__", "__loader__", "__name__", "__package__", "__path__", "__spec__"}
    # Soon nothing is found by its name any more.
    collect, freeze, clear_caches, modules = gc.collect, gc.freeze, CLEAR_CACHES, sys.modules
    zero_free_memory = _zero_free_memory
    for name in set(sys.modules) - kept:
        entries = vars(sys.modules[name])
        for unused in entries.keys() - used:
            del entries[unused]
    for name in set(modules) - kept:
        del modules[name]
    for each in (sys.path, sys.path_hooks, sys.path_importer_cache, sys.meta_path):
        each.clear()
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, name, None)
        setattr(sys, f"__{name}__", None)
    for function, code in functions:
        if code.co_name == "":
            function.__defaults__ = function.__kwdefaults__ = None
            function.__name__ = function.__qualname__ = ""
        function.__code__ = code
    del functions, function, code, made, ran, imported, own, used, kept, entries, unused, name, each
    entries = globals()
    for name in entries.keys() - {"__builtins__", "__name__", "answer", "json", "service"}:
        del entries[name]
    clear_caches()
    collect()
    zero_free_memory()
    collect()
    freeze()


def _ship(code: CodeType, ran: set[tuple[str, str, int]], made: dict[CodeType, CodeType]) -> CodeType:
    """Return code without the names of its file and lines; or, for what never ran, a call of `abort`."""
    if code not in made and _name(code) not in ran:
        made[code] = _make_abort(len(code.co_freevars))
    elif code not in made:
        constants = [_ship(each, ran, made) if isinstance(each, CodeType) else each for each in code.co_consts]
        if code.co_flags & HAS_DOCSTRING:
            constants[0] = None
        # Each byte says of eight instructions, the last of as many as are left, that they stand on no line.
        eights, rest = divmod(len(code.co_code) // 2, 8)
        lines = b"\xff" * eights + (bytes([0xF8 | rest - 1]) if rest else b"")
        made[code] = code.replace(co_consts=tuple(constants), co_filename="", co_firstlineno=1, co_linetable=lines)
    return made[code]


@functools.cache
def _make_abort(cells: int) -> CodeType:
    """Return code that takes whatever it is given and calls `abort`, for a function with so many cells."""
    names = ", ".join(f"cell{number}" for number in range(cells))
    # A constant that is called: Python warns, and C's function takes its place.
    source = f"def outer({names}):\n def inner(*_, **__): 'abort'(); {names}"
    (outer,) = (each for each in compile(source, "", "exec").co_consts if isinstance(each, CodeType))
    (inner,) = (each for each in outer.co_consts if isinstance(each, CodeType))
    constants = tuple(posix.abort if each == "abort" else each for each in inner.co_consts)
    return inner.replace(co_consts=constants, co_linetable=b"", co_name="", co_qualname="")


def _zero_free_memory(free: int = FREE, empty: int = EMPTY) -> None:
    """Take all that Python's allocator has free, in every size that it gives out, full of zeros, and give it back.

    It is called when every other name of this file is gone.
    """
    for size in range(512, 16, -8):
        # Of each size as much as is surely free.
        held: list[object] = [None] * (free // size)
        for place in range(len(held)):
            held[place] = bytes(size - empty) if size > empty else object()
        del held
