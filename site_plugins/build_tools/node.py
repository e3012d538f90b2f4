"""Running one of the build's scripts under Node."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from site_plugins.build_tools.errors import MissingRuntimeError


def run_node(project: Path, command: Sequence[Path], failure: str, *, stdin: bytes = b"") -> bytes:
    """Return what a script prints; `command` is its file and its arguments.

    Raises MissingRuntimeError, which begins with `failure`, where there is no Node or the script fails.
    """
    own = project / ".venv" / "bin" / "node"
    node = own if own.exists() else shutil.which("node")
    if node is None:
        raise MissingRuntimeError("node is missing: `make site` finds or installs one.")
    run = subprocess.run([node, *command], input=stdin, capture_output=True, check=False)
    if run.returncode != 0:
        raise MissingRuntimeError(f"{failure}: {run.stderr.decode(errors='replace')}")
    return run.stdout
