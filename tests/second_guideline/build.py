"""Building a whole site in a process of its own, as an editor does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL = ROOT / "mkdocs.yml"
SECOND = Path(__file__).parent / "mkdocs.yml"
THIRD = ROOT / "tests" / "third_guideline" / "mkdocs.yml"

# Pages and archives carry the day of their build: a test that runs at midnight must not tell two days apart.
BUILD_DAY = "1800000000"


def build(program: str, config: Path, folder: Path) -> Path:
    """Build the site of a configuration into a folder with a program: `mkdocs` or one that takes its place."""
    done = subprocess.run(
        [sys.executable, "-m", program, "build", "--strict", "-q", "-f", str(config), "-d", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=config.parent,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": BUILD_DAY},
        timeout=120,
        check=False,
    )
    # A build that is quiet and strict has nothing to say when all is well.
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder
