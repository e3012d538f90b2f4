"""Make the icons of the installed site from its favicon: ``python -m tools.make_icons``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from site_plugins import offline, theme

ASSETS = Path(__file__).parents[1] / "content" / "assets"
"""Where this site has its pictures."""
FAVICON = ASSETS / "favicon.svg"
SHARES = {"any": 1.0, "maskable": 0.6}
"""Of the icon's side, what the drawing takes: cutting a maskable one to a shape leaves a circle of 0.8 whole."""


def main() -> int:
    """Draw each icon in Chromium, the drawing in white on the site's colour."""
    drawing = FAVICON.read_text(encoding="utf-8").replace(theme.BRAND, "#fff")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LUMBAR_CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        for address, sizes, purpose in offline.ICONS:
            side = int(sizes.partition("x")[0])
            page = browser.new_page(viewport={"width": side, "height": side})
            page.set_content(
                f"<style>body{{margin:0;height:100vh;display:grid;place-items:center;background:{theme.BRAND}}}"
                f"svg{{width:{SHARES[purpose]:.0%}}}</style>{drawing}"
            )
            page.screenshot(path=str(ASSETS / Path(address).name))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
