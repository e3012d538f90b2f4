"""What PyScript runs in its worker: the same request as everybody."""

from pathlib import Path

from pyscript import window

from site_plugins import in_browser

in_browser.begin(Path("guideline.json").read_text())
window.benchDone(in_browser.serve("present", "@given@"))
