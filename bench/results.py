"""Where results go: one JSON file for programs and one Markdown file for people, for each bench."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
KEPT = CHECKOUT / "bench" / "results"
"""Results of whole runs, under version control."""
SCRATCH = CHECKOUT / "build" / "bench"
"""The sites that are built, and the results of runs of a part."""


def write_results(folder: Path, name: str, results: Mapping[str, Any], report: str) -> list[Path]:
    """Write `<name>.json` and `<name>.md` into a folder, each whole or not at all; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        folder / f"{name}.json": json.dumps(results, ensure_ascii=False, indent=1) + "\n",
        folder / f"{name}.md": report.rstrip("\n") + "\n",
    }
    for file, text in files.items():
        beside = file.with_name(f"{file.name}.new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    return list(files)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table: the first column is text, the others are figures; None is a dash."""
    lines = [head, ["-", *["-:"] * (len(head) - 1)]]
    lines += [["–" if cell is None else str(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine_line(machine: Mapping[str, Any]) -> str:
    """Return in one sentence what was measured on."""
    return (
        f"{machine['date']}, {machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}."
    )
