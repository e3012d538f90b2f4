"""Asking the scripts of the search, in node."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.asking_node import ask_node

ASSETS = Path(__file__).parents[2] / "site_plugins" / "search" / "assets"


def in_node(requests: Sequence[dict[str, Any]], index: Path | None = None) -> list[Any]:
    """Return the scripts' answers; see `search_in_node.mjs` for what can be asked."""
    script = Path(__file__).with_name("search_in_node.mjs")
    answers: list[Any] = ask_node(requests, script, ASSETS, *([index] if index else []))
    assert len(answers) == len(requests)
    return answers


@dataclass(frozen=True)
class Index:
    """An index in a folder."""

    folder: Path

    def find(self, typed: str, **options: Any) -> dict[str, Any]:
        """Search for what a reader types; `kinds` and `sections` narrow down, `most` is how many rows to give."""
        [answer] = self.find_all([{"find": typed, **options}])
        return answer

    def find_all(self, requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Search for many things at once."""
        return in_node(requests, self.folder)


def places(answer: dict[str, Any]) -> list[str]:
    """Return the fragments of what was found: ids of statements and notes."""
    return [row["url"].partition("#")[2] or row["url"] for row in answer["rows"]]
