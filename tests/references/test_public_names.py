"""What other rooms may use of references stands in one place."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

from site_plugins import references

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "site_plugins" / "references"


def test_every_public_name_is_there_and_documented() -> None:
    for name in references.__all__:
        thing = getattr(references, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert inspect.getdoc(thing), name


def test_other_rooms_use_nothing_else() -> None:
    modules = [file for file in (ROOT / "site_plugins").rglob("*.py") if ROOM not in file.parents]
    used: set[str] = set()
    for file in modules:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(references.__name__):
                assert node.module == references.__name__, f"{file} imports from {node.module}"
                used.update(alias.name for alias in node.names)
    assert used <= set(references.__all__)
    # A kind of notice is read off a notice.
    assert set(references.__all__) - used == {"NoticeKind"}
