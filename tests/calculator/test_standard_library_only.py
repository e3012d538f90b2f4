"""The calculator runs in the browser on a slim Python: it may import the standard library and itself."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "calculator"
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
    found = set(imported(ast.parse(module.read_bytes())))
    assert found <= sys.stdlib_module_names | {"calculator"}
