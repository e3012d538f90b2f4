"""A site in a sub-path that a browser keeps a copy of, and what a test sees of the copy."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from site_plugins.offline import write_service_worker
from tests.browser.runtime_page import Host

SUB_PATH = "/hosted/below 1"
TITLE = "Lumbar"
MARK = "A sentence of the second version."
KEPT = ".offline[data-offline=kept]"


def copy_site(site: Path, target: Path) -> Path:
    """A copy of the site below a sub-path; its files are links, to be replaced and never written into."""
    below = target / SUB_PATH.strip("/")
    shutil.copytree(site, below, copy_function=os.link)
    return below


def replace(file: Path, content: bytes) -> None:
    """Put another file in the place of one that is a link."""
    file.unlink()
    file.write_bytes(content)


def write_copy(below: Path) -> None:
    """Write the service worker anew after a change of the site."""
    for name in ("service-worker.js", "manifest.webmanifest", "assets/offline/offline.js"):
        # Links to the built site.
        (below / name).unlink()
    write_service_worker(below, TITLE)


def deploy_second(below: Path) -> None:
    """Change two pages and a script, and write the service worker anew."""
    for name in ("about/index.html", "calculator/index.html"):
        html = (below / name).read_text(encoding="utf-8")
        replace(below / name, html.replace("</h1>", f"</h1><p>{MARK}</p>", 1).encode())
    script = below / "assets/theme/reading.js"
    replace(script, script.read_bytes() + b'\ndocument.documentElement.dataset.second = "yes";\n')
    write_copy(below)


def home_of(host: Host) -> str:
    """The address of the site's root."""
    return host.address + SUB_PATH.replace(" ", "%20")


def visit(context: BrowserContext, host: Host, path: str = "/index.html") -> Page:
    """Visit one page and stay until the site is kept."""
    page = context.new_page()
    page.goto(home_of(host) + path)
    page.locator(KEPT).wait_for()
    return page


def caches_of(page: Page) -> dict[str, int]:
    """The names of the caches, and how many entries they have."""
    found: dict[str, int] = page.evaluate(
        """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
            async (name) => [name, (await (await caches.open(name)).keys()).length])))"""
    )
    return found
