"""The oldest browsers that work: a Markdown extension shows what `needs.json` says, which a test derives anew."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from site_plugins.browsers.texts import text

NEEDS = Path(__file__).parent / "needs.json"
MARK = "<!-- oldest browsers -->"
"""Stands on a line of its own where the table goes."""


@dataclass(frozen=True)
class Needs:
    """What each level of the site needs, level by level; a level needs what stands before it as well."""

    names: dict[str, str]
    """Browsers' names by those of MDN's compatibility data."""
    features: dict[str, tuple[str, ...]]
    """By level: features, by their places in MDN's compatibility data."""
    oldest: dict[str, dict[str, str]]
    """By level and browser: the oldest version that has all features."""


def read_needs() -> Needs:
    """Return what `needs.json` says."""
    needs = json.loads(NEEDS.read_text(encoding="utf-8"))
    levels = needs["levels"]
    return Needs(
        needs["names"],
        {level: tuple(levels[level]["features"]) for level in levels},
        {level: levels[level]["oldest"] for level in levels},
    )


def render_table(needs: Needs) -> list[str]:
    """Return the lines of a Markdown table: a row a browser, a column a level."""
    rows = [
        f"| {name} | {' | '.join(oldest[browser] for oldest in needs.oldest.values())} |"
        for browser, name in needs.names.items()
    ]
    heads = (text("browsers.name"), text("browsers.read"), text("browsers.form"), text("browsers.result"))
    return [f"| {' | '.join(heads)} |", "| - | - | - | - |", *rows]


class _Tables(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Put the table in the place of the mark."""
        return [new for line in lines for new in (render_table(read_needs()) if line.strip() == MARK else [line])]


class BrowsersExtension(Extension):
    """Registers the mark."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the mark, before comments are taken for HTML."""
        md.preprocessors.register(_Tables(md), "oldest-browsers", 25)


def makeExtension(**options: Any) -> BrowsersExtension:  # noqa: N802  (Python-Markdown's name)
    """Return the Markdown extension."""
    return BrowsersExtension(**options)
