"""What is started: each a folder below one host, with a page that asks Python the same thing once it can."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from bench.results import CHECKOUT
from bench.start_asked import GUIDELINE, write_pages
from bench.start_fence import NODE, write_fence
from site_plugins.runtime import Steps, folder_script, runtime_files
from site_plugins.runtime.wheel import build_wheel

_PYODIDE = CHECKOUT / "node_modules" / "pyodide"


@dataclass(frozen=True)
class Contender:
    """A way to get Python's answer onto a page."""

    name: str
    what: str
    """In a few words, for the table."""
    write: Callable[[Path, str], None]
    """Writes its part of the folder that is served; gets the host's address too."""
    page: str
    """The page that starts it, within that folder."""
    visits: int = 1
    """Visits in one profile; all but the first are measured where there are more."""
    worker: str | None = None
    """The service worker that the first visit installs."""
    folder: bool = False
    """Whether its page is opened by `file://`."""
    answers: bool = True


def contenders() -> list[Contender]:
    """Return all: the floor, the peers, Lumbar, and Lumbar with each step of its build switched off."""
    floor, floor_page = "the browser compiles pyodide.asm.wasm in a worker, and nothing else", "floor/floor.html"
    stock = "Pyodide as npm has it, in a module worker, with the calculator’s wheel unpacked"
    every: dict[str, bool] = {step.name: True for step in fields(Steps)}
    built = _lumbar("lumbar", every)
    page, fence = "lumbar/page/lumbar.html", "fence/fence.html"
    with_it = "with the same Pyodide"
    return [
        Contender("floor", floor, _write_floor, floor_page, answers=False),
        Contender("stock", stock, _write_stock, "stock/stock.html"),
        Contender("pyscript", f"PyScript in its worker, {with_it}", _write_pyscript, "pyscript/pyscript.html"),
        Contender("markdown-exec", f"markdown-exec’s fence, on the page itself, {with_it}", write_fence, fence),
        Contender("lumbar", "Lumbar over http, a first visit", built, page),
        *(
            Contender(
                f"lumbar-without-{step}",
                f"the same, built without the step “{step}”",
                _lumbar(f"lumbar-without-{step}", {**every, step: False}),
                f"lumbar-without-{step}/page/lumbar.html",
            )
            for step in every
        ),
        Contender(
            "floor-again", f"{floor}: later visits", _write_floor, "floor/floor.html", visits=3, answers=False
        ),
        Contender(
            "lumbar-again",
            "Lumbar from its service worker: later visits",
            _write_site,
            "site/page/lumbar.html",
            visits=3,
            worker="site/service-worker.js",
        ),
        Contender("lumbar-folder", "Lumbar from a folder", built, page, folder=True),
    ]


def write_given(folder: Path) -> None:
    """Write what all have in common: Pyodide, the calculator's wheel and the guideline."""
    pyodide = folder / "pyodide"
    shutil.copytree(_PYODIDE, pyodide, ignore=shutil.ignore_patterns("*.map", "*.ts", "*.html", "*.md"))
    given = folder / "given"
    given.mkdir()
    name, wheel = build_wheel(CHECKOUT)
    (given / name).write_bytes(wheel)
    # By this ending PyScript knows that it is to be unpacked.
    (given / "wheel.zip").write_bytes(wheel)
    _build_site(folder)
    shutil.copyfile(folder / "site" / GUIDELINE, given / "guideline.json")


def _build_site(folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", folder / "site"],
        cwd=CHECKOUT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )


def _write_floor(folder: Path, origin: str) -> None:
    write_pages(folder / "floor", origin, "floor.html", "floor.js", "floor.worker.js")


def _write_stock(folder: Path, origin: str) -> None:
    write_pages(folder / "stock", origin, "stock.html", "stock.js", "stock.worker.js")


def _write_pyscript(folder: Path, origin: str) -> None:
    shutil.copytree(NODE / "@pyscript" / "core" / "dist", folder / "pyscript-core")
    write_pages(folder / "pyscript", origin, "pyscript.html", "pyscript.json", "pyscript.py")


def _lumbar(name: str, steps: Mapping[str, bool]) -> Callable[[Path, str], None]:
    def write(folder: Path, origin: str) -> None:
        guideline = (folder / "given" / "guideline.json").read_text(encoding="utf-8")
        twin, script = folder_script(GUIDELINE, guideline)
        files = {**runtime_files(CHECKOUT, Steps(**steps)), GUIDELINE: guideline.encode(), twin: script}
        for address, content in files.items():
            file = folder / name / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        write_pages(folder / name / "page", origin, "lumbar.html", "lumbar.js")

    return write


def _write_site(folder: Path, origin: str) -> None:
    if not (folder / "site" / "service-worker.js").is_file():
        raise FileNotFoundError("the built site has no service-worker.js")
    write_pages(folder / "site" / "page", origin, "lumbar.html", "lumbar.js")
