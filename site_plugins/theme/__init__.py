"""How the site looks: overrides of Material's templates, style sheets, and small scripts for reading."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
