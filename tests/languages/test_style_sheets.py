"""Style sheets speak of where lines begin and end, and not of left and right: they hold for both directions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "site_plugins"
SHEETS = [file for file in sorted(ROOT.rglob("*.css")) if "preview" not in file.parts]
SIDED = re.compile(
    r"^\s*((?:margin|padding|border)-(?:left|right)[\w-]*|left|right|border-(?:top|bottom)-(?:left|right)-radius|"
    r"text-align: (?:left|right)|(?:margin|padding): \S+ (\S+) \S+ (?!\2;)[^\s;]+;)",
    re.MULTILINE,
)
"""Properties of one side, and short forms whose left and right differ."""


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_is_on_one_side_alone(sheet: Path) -> None:
    content, found = sheet.read_text(encoding="utf-8"), 1
    while found:
        # A length that is worked out counts as one word.
        content, found = re.subn(r"[\w-]+\([^()]*\)", "length", content)
    assert [match[0].strip() for match in SIDED.finditer(content)] == []
