"""A file of records, one on each line, and what is said about it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from site_plugins.diagnostics.problems import Problem
from site_plugins.references.records import Records, read_records
from tests import pointing

SOUND: dict[str, Any] = {"id": "first", "type": "book", "title": "First"}
THIRD: dict[str, Any] = {"id": "third", "type": "book", "title": "Third"}


def read(folder: Path, *records: Any) -> Records:
    """Read records that are written on lines 2, 3 and so on."""
    rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    return read_text(folder, f"[\n{rows}\n]\n")


def read_text(folder: Path, text: str) -> Records:
    file = folder / "references.json"
    file.write_text(text, encoding="utf-8")
    return read_records(file)


def check(problems: tuple[Problem, ...], line: int, expected: list[tuple[str, str]]) -> None:
    """Compare the problems of a line with pairs of what the caret stands below and what is said, in order."""
    shortened = [replace(problem, file=Path(problem.file).name) for problem in problems]
    pointing.check(shortened, [(f"references.json:{line}", at, text) for at, text in expected])
