"""The calculator's wheel: what runs in the reader's browser, as any other Python would install it."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from site_plugins.runtime.errors import MissingRuntimeError


def build_wheel(project: Path) -> tuple[str, bytes]:
    """Build the wheel with the calculator and all that answers the page; return its name and content.

    Raises MissingRuntimeError with the builder's own words when it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
        wheels = sorted(Path(folder).glob("*.whl"))
        if run.returncode != 0 or len(wheels) != 1:
            raise MissingRuntimeError(f"The calculator's wheel could not be built: {run.stderr or run.stdout}")
        return wheels[0].name, wheels[0].read_bytes()


def wheel_sources(wheel: bytes) -> dict[str, str]:
    """Return the texts of a pure wheel's modules by their paths, without what only an installer reads."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name and not name.endswith("/")]
        return {name: archive.read(name).decode() for name in names}
