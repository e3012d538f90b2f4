"""The site where there is no network: stored by the browser after a visit, or as a folder to unzip."""

from pathlib import Path

from site_plugins.offline.bundle import BUNDLE, BundleError, write_bundle
from site_plugins.offline.contents import DOWNLOAD, DOWNLOAD_SCRIPT
from site_plugins.offline.service_worker import FAVICON, ICONS, write_service_worker

ASSETS = Path(__file__).parent / "assets"

__all__ = [
    "ASSETS",
    "BUNDLE",
    "DOWNLOAD",
    "DOWNLOAD_SCRIPT",
    "FAVICON",
    "ICONS",
    "BundleError",
    "write_bundle",
    "write_service_worker",
]
