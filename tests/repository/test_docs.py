"""What the docs say of this repository."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_docs_name_is_there() -> None:
    named = {
        name
        for file in (ROOT / "docs").glob("*.md")
        for name in re.findall(r"`(test_\w+)`", file.read_text(encoding="utf-8"))
    }
    assert named
    tests = (file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    assert named <= {name for text in tests for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
