"""How the site looks: overrides of Material's templates, style sheets, and the shim for search in a folder."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"

SHIM = "assets/javascripts/iframe-worker.js"
"""Material's search needs it under `file://`; it looks for "iframe-worker" in the name."""


def shim_files(project: Path) -> dict[str, bytes]:
    """Return the shim from npm's package iframe-worker, by its address within the site.

    Raises FileNotFoundError when the package is not installed.
    """
    file = project / "node_modules" / "iframe-worker" / "shim" / "index.js"
    if not file.is_file():
        raise FileNotFoundError(f"{file} is missing: `make site` installs it (npm's package iframe-worker).")
    return {SHIM: file.read_bytes()}
