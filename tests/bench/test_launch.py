"""What a command took: its own memory and not that of whoever measures, and its own exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.turns import LAUNCH

MB = 1_000_000


def took(tmp_path: Path, program: str) -> Any:
    report = tmp_path / "took.json"
    launch: list[str | Path] = [sys.executable, "-I", "-S", LAUNCH, report]
    subprocess.run([*launch, sys.executable, "-I", "-S", "-c", program], timeout=60, check=True)
    return json.loads(report.read_text(encoding="utf-8"))


def test_the_memory_is_the_commands_own(tmp_path: Path) -> None:
    small = took(tmp_path, "")["peak_bytes"]
    large = took(tmp_path, f"b'x' * {100 * MB}")["peak_bytes"]
    assert large - small == pytest.approx(100 * MB, rel=0.05)


def test_the_memory_of_who_measures_is_not_counted(tmp_path: Path) -> None:
    """A process that is started by a large one is as large as that one, by Linux' account."""
    ballast = b"x" * (300 * MB)
    assert took(tmp_path, "")["peak_bytes"] < 100 * MB < len(ballast)


def test_a_childs_memory_counts(tmp_path: Path) -> None:
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', \"b'x' * {100 * MB}\"])"
    assert took(tmp_path, program)["peak_bytes"] > 100 * MB


@pytest.mark.parametrize(("program", "code"), [("", 0), ("raise SystemExit(3)", 3)])
def test_how_it_ended_is_told(tmp_path: Path, program: str, code: int) -> None:
    assert took(tmp_path, program)["exit_code"] == code
