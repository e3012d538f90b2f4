"""Draws the rooms of the code and what each imports into docs/architecture.md: `python -m tools.draw_architecture`.

A room is a folder of `calculator/` or `site_plugins/`, or a module beside them. The picture is made from the import
statements, so that it stays true; tests/repository/test_architecture.py fails when it is not the present one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.marked_block import replace_block

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
PACKAGES = ("calculator", "site_plugins")
BEGIN, END = "<!-- rooms: made by tools/draw_architecture.py -->\n", "<!-- /rooms -->\n"


def rooms() -> dict[str, list[Path]]:
    """Return each room's Python files, by the room's path such as `calculator/core` or `calculator/service.py`."""
    files: dict[str, list[Path]] = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            path = file.relative_to(ROOT)
            if path.name != "__init__.py" or len(path.parts) > 2:
                files.setdefault("/".join(path.parts[:2]), []).append(file)
    return files


def imports() -> dict[str, set[str]]:
    """Return the rooms that each room imports from, itself left out."""
    names = rooms()
    return {
        room: {target for file in files for target in _targets(file, names)} - {room}
        for room, files in names.items()
    }


def purpose(room: str) -> str:
    """Return what a room is for: the first sentence of its docstring."""
    file = ROOT / room if room.endswith(".py") else ROOT / room / "__init__.py"
    words = " ".join((ast.get_docstring(ast.parse(file.read_bytes())) or "").split())
    return re.split(r"(?<=\.)\s", words)[0].removesuffix(".")


def picture() -> str:
    """Return the picture as Mermaid, and below it a table with what each room is for."""
    arrows = imports()
    lines = ["```mermaid", "flowchart LR"]
    for package in PACKAGES:
        lines.append(f"  subgraph {package}")
        lines += [f'    {_node(room)}["{room.partition("/")[2]}"]' for room in arrows if room.startswith(package)]
        lines.append("  end")
    for room, targets in arrows.items():
        lines += [f"  {_node(room)} --> {_node(target)}" for target in sorted(_drawn(room, targets, arrows))]
    table = ["| room | what it is for | stands on |", "| - | - | - |"]
    for room, targets in arrows.items():
        below = ", ".join(f"`{target}`" for target in sorted(targets)) or "nothing of ours"
        table.append(f"| `{room}` | {purpose(room)} | {below} |")
    return "\n".join([*lines, "```", "", *table]) + "\n"


def cycle(arrows: dict[str, set[str]]) -> list[str]:
    """Return rooms that import each other in a circle; empty where there is no circle."""
    done: set[str] = set()

    def walk(room: str, above: tuple[str, ...]) -> list[str]:
        if room in above:
            return [*above[above.index(room) :], room]
        if room in done:
            return []
        for target in sorted(arrows[room]):
            circle = walk(target, (*above, room))
            if circle:
                return circle
        done.add(room)
        return []

    return next((circle for room in arrows if (circle := walk(room, ()))), [])


def redraw(page: str) -> str:
    """Return a page with the picture put in anew."""
    return replace_block(page, BEGIN, END, picture())


def _node(room: str) -> str:
    return re.sub(r"\W+", "_", room.removesuffix(".py"))


def _drawn(room: str, targets: set[str], arrows: dict[str, set[str]]) -> set[str]:
    """Leave out an arrow where a longer way leads to the same room: the picture is easier to read."""

    def reaches(start: str, goal: str) -> bool:
        return goal in arrows[start] or any(reaches(each, goal) for each in arrows[start])

    return {target for target in targets if not any(reaches(other, target) for other in targets if other != target)}


def _targets(file: Path, names: dict[str, list[Path]]) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for module in modules:
            room = "/".join(module.split(".")[:2])
            yield from (name for name in (room, f"{room}.py") if name in names)


if __name__ == "__main__":
    PAGE.write_text(redraw(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
