"""A window of WebKitGTK, Safari's engine, on a display of its own that has no screen."""

from __future__ import annotations

import os
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from selenium.webdriver import Remote
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.conftest import PATIENCE

_SECONDS = PATIENCE / 1000


class Window:
    """What a test does in it."""

    def __init__(self, driver: Remote, asked_of_others: list[str]) -> None:
        self._driver = driver
        self.asked_of_others = asked_of_others
        """The requests to other hosts, by pages and workers alike: their first lines."""

    def open(self, address: str, until: str) -> None:
        """Open a page and wait until an expression of JavaScript holds."""
        self._driver.get(address)
        self.wait_until(until)

    def wait_until(self, expression: str) -> None:
        """Wait until an expression of JavaScript holds."""
        WebDriverWait(self._driver, _SECONDS, poll_frequency=0.05).until(
            lambda _driver: self.run(f"() => ({expression})")
        )

    def wait_for(self, function: str, holds: Callable[[Any], bool]) -> None:
        """Wait until what a function of JavaScript returns, or resolves to, is as it should be."""
        WebDriverWait(self._driver, _SECONDS, poll_frequency=0.05).until(lambda _driver: holds(self.run(function)))

    def run(self, function: str, *given: object) -> Any:
        """Call a function of JavaScript, await what it returns, and return that."""
        return self._driver.execute_script(f"return ({function})(...arguments)", *given)

    def click(self, selector: str) -> None:
        """Click with the pointer what is scrolled to; it fails where something covers it."""
        self._find(selector).click()

    def write(self, selector: str, text: str) -> None:
        """Type a text into a field."""
        self._find(selector).send_keys(text)

    def _find(self, selector: str) -> WebElement:
        found = self._driver.find_element(By.CSS_SELECTOR, selector)
        # The driver would scroll it to the top, below the page's header.
        self.run("element => element.scrollIntoView({ block: 'center', behavior: 'instant' })", found)
        return found

    def press(self, selector: str, *keys: str) -> None:
        """Press keys, all at once, where an element has the focus."""
        self._find(selector).send_keys(*keys)

    def resize(self, width: int, height: int) -> int:
        """Make the window so wide, or as narrow as it gets; return how wide the page is then, in pixels of CSS."""
        self._driver.set_window_size(width, height)
        return int(self.run("() => innerWidth"))

    def picture(self, file: str) -> None:
        """Write what is to be seen into a file."""
        self._driver.save_screenshot(file)


@contextmanager
def display() -> Iterator[str]:
    """Start an X server with a number that is free, and give its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                # It ends without a number where the server does.
                number = told.readline().strip()
            assert number, "Xvfb does not start"
            yield f":{number}"
        finally:
            server.terminate()


@contextmanager
def _proxy(asked: list[str]) -> Iterator[str]:
    """Give the address of a proxy that notes what it is asked for, and gets none of it."""

    class Refusal(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            asked.append(self.rfile.readline().decode("latin-1").strip())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusal) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextmanager
def opened(program: str) -> Iterator[Window]:
    """Open a window of the MiniBrowser at this path, in a fresh profile, and close it at the end."""
    asked_of_others: list[str] = []
    with display() as name, _proxy(asked_of_others) as proxy:
        options = Options()
        options.binary_location = program
        for argument in ("--automation", f"--proxy={proxy}", "--ignore-host=127.0.0.1"):
            options.add_argument(argument)
        # The driver hands its environment on, and takes a port that is free.
        environment = {**os.environ, "DISPLAY": name, "GDK_BACKEND": "x11"}
        service = Service(shutil.which("WebKitWebDriver"), env=environment)
        service.start()
        try:
            # Selenium's own class for WebKitGTK warns of itself, and looks for drivers on the network.
            connection = RemoteConnection(client_config=ClientConfig(service.service_url, timeout=PATIENCE // 500))
            with Remote(command_executor=connection, options=options) as driver:
                driver.set_script_timeout(_SECONDS)
                driver.set_page_load_timeout(_SECONDS)
                yield Window(driver, asked_of_others)
        finally:
            service.stop()
