"""What PyScript runs in its worker: the same request as everybody."""

from pathlib import Path

from pyscript import window

from calculator import service

service.begin(Path("guideline.json").read_text())
window.benchDone(service.serve("present", "@request@"))
