"""Runs inside Pyodide with the library as it is shipped. `answer_in_node.mjs` loads it as a text.

It imports nothing that the shipped library has not loaded anyway before `answer` does.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from site import getsitepackages
from types import CodeType

[PACKAGES] = getsitepackages()


def answer(given: str) -> str:
    """Answer requests and calls; tell also which of our functions nothing of that ran."""
    asked = json.loads(given)
    ran: set[tuple[str, str, int]] = set()

    def note(code: CodeType, _offset: int) -> object:
        ran.add(_name(code))
        return sys.monitoring.DISABLE

    sys.monitoring.use_tool_id(sys.monitoring.COVERAGE_ID, "walk")
    sys.monitoring.register_callback(sys.monitoring.COVERAGE_ID, sys.monitoring.events.PY_START, note)
    sys.monitoring.set_events(sys.monitoring.COVERAGE_ID, sys.monitoring.events.PY_START)

    from dataclasses import replace

    from calculator import START_BACK, assess
    from calculator.core.assessment import respond_in_text
    from calculator.service import begin, serve

    version = json.loads(asked["guideline"])["version"]
    # The data beside the guideline are no part of the wheel: there the version is not known.
    assert '"guideline": "unknown"' in assess(asked["requests"][0])
    calculator = replace(START_BACK, guideline_version=version)
    answers = [respond_in_text(request, calculator) for request in asked["requests"]]
    begin(asked["guideline"], json.dumps({"calculator": calculator.version, "guideline": version}))
    served = []
    for command, call in asked["calls"]:
        try:
            served.append(serve(command, json.dumps(call)))
        except Exception as error:
            served.append(f"{command}: {error!r}")
    unwalked = sorted({f"{file} {name}" for file, name, _line in set(_functions()) - ran})
    return json.dumps({"answers": answers, "served": served, "unwalked": unwalked})


def _functions() -> Iterator[tuple[str, str, int]]:
    for file in Path(PACKAGES, "calculator").rglob("*.py"):
        yield from _codes(compile(file.read_bytes(), str(file), "exec", dont_inherit=True))


def _codes(code: CodeType) -> Iterator[tuple[str, str, int]]:
    yield _name(code)
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and not _is_type(constant):
            yield from _codes(constant)


def _is_type(code: CodeType) -> bool:
    """Tell whether code is an annotation or an alias of a type, which nobody asks for while the page runs."""
    return code.co_name == "__annotate__" or code.co_varnames[:1] == (".format",)


def _name(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename.removeprefix(f"{PACKAGES}/"), code.co_qualname, code.co_firstlineno
