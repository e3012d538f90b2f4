"""The site where there is no network: kept by the browser after a visit, or as a folder to unzip."""

from pathlib import Path

from site_plugins.offline.after_visit import ICONS, write_after_visit
from site_plugins.offline.bundle import BUNDLE, BundleError, write_bundle
from site_plugins.offline.contents import DOWNLOAD

ASSETS = Path(__file__).parent / "assets"

__all__ = [
    "ASSETS",
    "BUNDLE",
    "DOWNLOAD",
    "ICONS",
    "BundleError",
    "write_after_visit",
    "write_bundle",
]
