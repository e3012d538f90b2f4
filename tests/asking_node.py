"""Asking a script under Node: JSON in, JSON out."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest


def find_node() -> str:
    """Return the program that runs scripts without a browser; fail the test where there is none."""
    return shutil.which("node") or pytest.fail("node is missing: `make test` puts it on the PATH")


def ask_node(given: Any, script: Path, *arguments: Path) -> Any:
    """Return what a script writes that reads `given`, both as JSON; fail the test with its words if it fails."""
    run = subprocess.run(
        [find_node(), script, *arguments],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(run.stdout)
