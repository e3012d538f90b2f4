"""Asks the questions that come as JSON on standard input; writes what of the wheel's code none of them ran.

In a process of its own: what an earlier test has looked up and kept would not run again. Lines that run while a
module is imported count as run here only when a question runs them too.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).parents[2]
GENERATOR = 0x20
EVENTS = sys.monitoring.events


def modules() -> list[Path]:
    """The wheel's modules."""
    left_out = {ROOT / "calculator" / "__main__.py", *(ROOT / "calculator" / "cohort").rglob("*.py")}
    return sorted(set((ROOT / "calculator").rglob("*.py")) - left_out)


def functions(code: CodeType) -> Iterator[CodeType]:
    """All functions within code; no bodies of classes, no annotations and no aliases of types."""
    for inner in code.co_consts:
        if (
            isinstance(inner, CodeType)
            and inner.co_name != "__annotate__"
            and ".format" not in inner.co_varnames[:1]
        ):
            if inner.co_flags & 1:  # with local variables of its own
                yield inner
            yield from functions(inner)


def main() -> None:
    """Read questions, ask them, write the lines that did not run and how many were answered of each command."""
    for path in modules():
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    import_module("segno.encoder")
    from calculator.service import begin, serve

    ran: set[tuple[str, int]] = set()
    answered: Counter[str] = Counter()

    def note(code: CodeType, line: int) -> object:
        ran.add((code.co_filename, line))
        return sys.monitoring.DISABLE

    questions = json.load(sys.stdin)
    sys.monitoring.use_tool_id(sys.monitoring.COVERAGE_ID, "walk")
    sys.monitoring.register_callback(sys.monitoring.COVERAGE_ID, EVENTS.LINE, note)
    sys.monitoring.set_events(sys.monitoring.COVERAGE_ID, EVENTS.LINE)
    for command, payload in questions:
        try:
            begin(*json.loads(payload)) if command == "begin" else serve(command, payload)
            answered[command] += 1
        except (ValueError, LookupError, TypeError, AttributeError):
            # What no page sends. Anything else is a fault, and so is an exception for what a page does send.
            answered[f"{command}, refused"] += 1
    sys.monitoring.set_events(sys.monitoring.COVERAGE_ID, 0)
    unwalked: dict[str, list[str]] = {}
    for path in modules():
        text = path.read_text(encoding="utf-8").splitlines()
        for code in functions(compile("\n".join(text), str(path), "exec")):
            lines = {line for _start, _end, line in code.co_lines() if line and line != code.co_firstlineno}
            missing = sorted(line for line in lines if (str(path), line) not in ran)
            if missing:
                name = f"{path.relative_to(ROOT).as_posix()} {code.co_qualname}"
                unwalked.setdefault(name, []).extend(text[line - 1].strip() for line in missing)
    json.dump({"unwalked": unwalked, "answered": answered}, sys.stdout)


main()
