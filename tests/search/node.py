"""Asking the scripts of the search, in node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ASSETS = Path(__file__).parents[2] / "site_plugins" / "search" / "assets"


def in_node(requests: Sequence[dict[str, Any]], index: Path | None = None) -> list[Any]:
    """Return the scripts' answers; see `search_in_node.mjs` for what can be asked."""
    node = shutil.which("node")
    if node is None:
        pytest.fail("node is missing: `make test` puts it on the PATH")
    run = subprocess.run(
        [node, Path(__file__).with_name("search_in_node.mjs"), ASSETS, *([index] if index else [])],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    answers: list[Any] = json.loads(run.stdout)
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
