"""Take the README's picture of the built site: the guideline on a desktop, a result on a phone."""

from __future__ import annotations

import base64
import os
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.serve import SITE, Handler

PICTURE = SITE.parent / "docs" / "screenshot.png"
SHEET = ("agree", "agree", "agree", "agree", "disagree", "disagree", "agree", "disagree", "very-much")
TOGETHER = """<body style="margin:0;padding:24px;display:flex;gap:24px;background:#dfe8ea;width:max-content">
<img style="box-shadow:0 2px 12px #0006" src="data:image/png;base64,{desktop}" width="860">
<img style="box-shadow:0 2px 12px #0006" src="data:image/png;base64,{phone}" width="330"></body>"""


def _picture(page: Page) -> str:
    return base64.b64encode(page.screenshot()).decode()


def _answer(page: Page) -> None:
    for question in page.locator("#calculator fieldset[id^='red_flags.']").all():
        question.locator("input[value=no]").check()
    for number, answer in enumerate(SHEET, start=1):
        page.check(f"input[name='answers.{number}'][value='{answer}']")
    page.click("#calculator button[type=submit]")
    page.locator("#result").wait_for()


def main() -> None:
    """Take the picture."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("LUMBAR_CHROMIUM"), args=["--no-sandbox", "--disable-gpu"]
        )
        desktop = browser.new_page(viewport={"width": 1240, "height": 900})
        desktop.goto(f"{address}/guidelines/low-back-pain-next-steps/index.html")
        desktop.locator("#acetaminophen-alternative").scroll_into_view_if_needed()
        phone = browser.new_page(viewport={"width": 360, "height": 680}, device_scale_factor=2)
        phone.goto(f"{address}/calculator/index.html")
        _answer(phone)
        together = browser.new_page(viewport={"width": 1310, "height": 700})
        together.set_content(TOGETHER.format(desktop=_picture(desktop), phone=_picture(phone)))
        together.locator("body").screenshot(path=PICTURE)
        browser.close()
    server.shutdown()
    print(Path(PICTURE).relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
