"""Prints pages to PDF files as WebKitGTK prints, without a dialogue.

It runs in the system's Python, which has PyGObject: the tests' own has not. Usage, with a display:

    print_page.py < JOBS

Jobs are JSON, a list of: an `address`, a `script` to run on it first, the `paper` (iso_a4, na_letter), a `file` to
write. It ends with a message where one fails; without jobs it only tells whether it could print.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402  (their versions are chosen first)

SECONDS = 50
"""How long one page may take."""


class Printer:
    """A window that loads one page after the other."""

    def __init__(self) -> None:
        self._loop = GLib.MainLoop()
        self._view = WebKit2.WebView()
        window = Gtk.Window()
        window.set_default_size(1024, 768)
        window.add(self._view)
        window.show_all()
        self._job: dict[str, Any] = {}
        self._operation: Any = None
        self._view.connect("load-changed", self._on_load)
        self._view.connect("load-failed", lambda *_given: self._fail("it could not be loaded"))

    def print(self, job: dict[str, Any]) -> None:
        """Print a page, and return when its file is there."""
        self._job = job
        watch = GLib.timeout_add_seconds(SECONDS, lambda: self._fail("it took too long"))
        self._view.load_uri(job["address"])
        self._loop.run()
        GLib.source_remove(watch)

    def _fail(self, why: str) -> None:
        sys.exit(f"{self._job['address']} was not printed: {why}")

    def _on_load(self, view: Any, event: Any) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            view.evaluate_javascript(self._job["script"], -1, None, None, None, self._on_ready)

    def _on_ready(self, view: Any, result: Any) -> None:
        view.evaluate_javascript_finish(result)
        settings = Gtk.PrintSettings()
        settings.set_printer("Print to File")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
        settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, Path(self._job["file"]).as_uri())
        paper = Gtk.PageSetup()
        paper.set_paper_size_and_default_margins(Gtk.PaperSize.new(self._job["paper"]))
        self._operation = WebKit2.PrintOperation.new(view)
        self._operation.set_print_settings(settings)
        self._operation.set_page_setup(paper)
        self._operation.connect("finished", lambda _operation: self._loop.quit())
        self._operation.connect("failed", lambda _operation, error: self._fail(error.message))
        self._operation.print_()


if __name__ == "__main__":
    printer = Printer()
    for each in json.loads(sys.stdin.read() or "[]"):
        printer.print(each)
