"""Runs inside Pyodide with the library as it is shipped. `answer_in_node.mjs` loads it as a text."""

import json
import marshal
import sys
from types import CodeType
from zipimport import zipimporter

SHIPPED = next(path for path in sys.path if path.endswith(".zip"))


def answer(request: str) -> str:
    """Return, for each compiled file that is asked for, the lines of its source that its code names."""
    library = zipimporter(SHIPPED)
    codes = {path: marshal.loads(library.get_data(f"{SHIPPED}/{path}")[16:]) for path in json.loads(request)}
    return json.dumps({path: sorted(_lines(code)) for path, code in codes.items()})


def _lines(code: CodeType) -> set[int]:
    inner = (_lines(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return {line for _start, _end, line in code.co_lines() if line}.union(*inner)
