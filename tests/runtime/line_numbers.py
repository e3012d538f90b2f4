"""Runs inside Pyodide with the library as it is shipped. `answer_in_node.mjs` loads it as a text."""

import json
import marshal
import sys
from types import CodeType
from zipimport import zipimporter

SHIPPED = next(path for path in sys.path if path.endswith(".zip"))


def answer(request: str) -> str:
    """Return the lines of its source that the code of a compiled file names."""
    content = zipimporter(SHIPPED).get_data(f"{SHIPPED}/{json.loads(request)}")
    return json.dumps(sorted(_lines(marshal.loads(content[16:]))))


def _lines(code: CodeType) -> set[int]:
    inner = (_lines(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return {line for _start, _end, line in code.co_lines() if line}.union(*inner)
