"""Reading references in tests: of the files of other programs, or of a text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from site_plugins.diagnostics.problems import Problem
from site_plugins.references.exchange import ImportedFile, read_references

FILES = Path(__file__).parent / "exchange_files"


def read(name: str) -> ImportedFile:
    """Read one of the files."""
    return read_references(FILES / name)


def read_text(folder: Path, text: str, suffix: str) -> ImportedFile:
    """Read a text as a file of this kind."""
    file = folder / f"incoming{suffix}"
    file.write_text(text, encoding="utf-8", newline="")
    return read_references(file)


def works(references: ImportedFile) -> dict[str, dict[str, Any]]:
    """Return the records by their titles."""
    return {str(one.csl["title"]): dict(one.csl) for one in references.records}


def one_work(folder: Path, text: str, suffix: str) -> dict[str, Any]:
    """Read a text that holds one record, and nothing that is refused."""
    references = read_text(folder, text, suffix)
    assert not references.refused
    (record,) = references.records
    return dict(record.csl)


def said(problems: tuple[Problem, ...]) -> list[str]:
    """Return problems as line and sentence."""
    return [f"{problem.line}: {problem.text}" for problem in problems]
