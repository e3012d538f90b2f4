"""How the site looks: overrides of Material's templates, style sheets, and small scripts for reading."""

import re
from pathlib import Path

from site_plugins.theme.build_day import forget_build_day
from site_plugins.theme.escaping import TEXTS_OF_ONE_LINE, escape_everything, mark_html, read_title
from site_plugins.theme.frame import mend_frame, shorten_title
from site_plugins.theme.navigation import Places
from site_plugins.theme.places import MainPlace, find_main_places
from site_plugins.theme.texts import text

__all__ = [
    "ASSETS",
    "BRAND",
    "NEUTRAL",
    "TEXTS_OF_ONE_LINE",
    "MainPlace",
    "Places",
    "escape_everything",
    "find_main_places",
    "forget_build_day",
    "mark_html",
    "mend_frame",
    "read_title",
    "shorten_title",
    "text",
]

ASSETS = Path(__file__).parent / "assets"
NEUTRAL = {f"assets/{file.name}": file for file in sorted((Path(__file__).parent / "neutral").iterdir())}
"""What a site shows that has no logo or favicon of its own, by its address within the site."""


def _brand() -> str:
    style = (ASSETS / "lumbar.css").read_text(encoding="utf-8")
    # The first is for light pages.
    declared = re.search(r"--lumbar-brand: (#[0-9a-f]{6});", style)
    if declared is None:
        raise ValueError("lumbar.css declares no --lumbar-brand as # and six digits")
    return declared[1]


BRAND = _brand()
"""The site's colour as CSS writes it, from lumbar.css, which holds all colours of the pages."""
