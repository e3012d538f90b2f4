"""How the site looks: overrides of Material's templates, style sheets, and small scripts for reading."""

from pathlib import Path

from site_plugins.theme.places import Place, main_places

__all__ = ["ASSETS", "Place", "main_places"]

ASSETS = Path(__file__).parent / "assets"
