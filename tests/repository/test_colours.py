"""The site's colour is declared in lumbar.css; files that cannot read it from there repeat it."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from site_plugins import theme

ROOT = Path(__file__).parents[2]
FOLDERS = ("bench", "calculator", "docs", "site_plugins", "tools")
SUFFIXES = {".css", ".html", ".js", ".mjs", ".py", ".svg", ".yml"}
SOURCES = [
    path
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in SUFFIXES and path != theme.ASSETS / "lumbar.css"
]
NEAR = 40.0
"""Of 441, the distance from black to white. The palette's other colours are farther from the brand than this."""


def distance(one: str, other: str) -> float:
    """Return the distance of two colours, each # and six digits, as points in a cube with sides of 255."""
    return math.dist(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]))


def test_no_file_has_a_second_value_of_the_brand() -> None:
    second = {
        f"{path.relative_to(ROOT)}: {colour}"
        for path in SOURCES
        for colour in re.findall(r"#[0-9a-f]{6}\b", path.read_text(encoding="utf-8").lower())
        if colour != theme.BRAND and distance(colour, theme.BRAND) < NEAR
    }
    assert not second


@pytest.mark.parametrize(
    "name",
    [
        "content/assets/favicon.svg",
        "site_plugins/offline/assets/start.css",
        "docs/how-it-works.svg",
    ],
)
def test_what_stands_alone_repeats_the_brand(name: str) -> None:
    assert theme.BRAND in (ROOT / name).read_text(encoding="utf-8")
