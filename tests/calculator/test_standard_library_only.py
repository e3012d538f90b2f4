"""The calculator runs in the browser on a slim Python: it may import the standard library and itself."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "calculator"
#: What is loaded only when it is asked for: Parquet for the command line, a QR code for the page.
OPTIONAL = {"cohort/parquet.py": {"polars"}, "exports/qr_code.py": {"segno"}}
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level package of every import; a relative import is the package itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "calculator" if node.level else (node.module or "").split(".")[0]


def test_the_calculator_is_there() -> None:
    assert PACKAGE / "__init__.py" in MODULES


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_the_standard_library_and_the_calculator(module: Path) -> None:
    packages = set(imported(ast.parse(module.read_bytes())))
    optional = OPTIONAL.get(module.relative_to(PACKAGE).as_posix(), set())
    assert packages <= sys.stdlib_module_names | {"calculator"} | optional


def test_the_command_line_loads_nothing_optional_before_it_is_needed() -> None:
    program = "import sys, calculator.__main__; print(*sys.modules)"
    command = [sys.executable, "-c", program]
    loaded = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, check=True, text=True).stdout.split()
    assert "calculator.cohort.command" in loaded
    assert {"polars", "calculator.cohort.parquet"}.isdisjoint(loaded)
