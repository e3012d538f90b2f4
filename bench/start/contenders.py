"""What is started: each a folder below one host, with a page that asks Python the same thing once it can.

Every page asks for the result of one sheet, as the calculator's page shows it, of the same wheel and guideline.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

from bench.harness import CHECKOUT, PYTHON, Row
from bench.sites import build_site
from calculator import service
from site_plugins.runtime import FOLDER, MANIFEST, Steps, folder_script, runtime_files
from site_plugins.runtime.packages import lock_packages
from site_plugins.runtime.wheels import build_calculator_wheel, build_qr_wheel

GUIDELINE = "data/guidelines/low-back-pain-next-steps.json"
_SHEET = json.loads((Path(__file__).parent / "request.json").read_text(encoding="utf-8"))
_PAGE = {"root": "../", "lines": {"emergency": "1", "urgent": "2", "crisis": "3"}, "unsure": []}
REQUEST = json.dumps({"request": json.dumps(_SHEET), "page": _PAGE})
"""What every contender asks its Python."""
_REQUEST_IN_QUOTES = json.dumps(REQUEST)[1:-1]
"""The same within a string of Python's or JavaScript's."""

PYODIDE = CHECKOUT / "node_modules" / "pyodide"
NODE = CHECKOUT / "build" / "bench-node" / "node_modules"
"""The peers that come from npm."""
_PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Starter(Row):
    """A way to get Python's answer onto a page."""

    page: str
    """The page that starts it, within the folder that is served."""
    write: Callable[[Path, str], None]
    """Writes its part of that folder; gets the host's address too."""
    visits: int = 1
    """Visits in one profile; all but the first are measured where there are more."""
    worker: str | None = None
    """The service worker that the first visit installs."""
    from_folder: bool = False
    """Whether its page is opened by `file://`."""
    answers: bool = True
    """Whether it answers the request."""
    script: str = ""
    """What its page is made to do: it is one of the site's own, which asks nothing by itself."""
    folders: tuple[str, ...] = ()
    """Where, within the folder that is served, the files for Python are; all but pages where none is named."""

    def needs(self, path: str) -> bool:
        """Tell whether a file that was sent is for Python, and not for the page."""
        return path.startswith(self.folders) if self.folders else not path.endswith(".html")


def _writing(folder: str, *names: str) -> Callable[[Path, str], None]:
    """Return how to write files of `pages/`, with what they ask filled in, below the folder that is served."""

    def write(root: Path, origin: str) -> None:
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in names:
            text = _filled(name, root, root / folder, origin)
            (root / folder / name).write_text(text, encoding="utf-8")

    return write


def _filled(name: str, root: Path, folder: Path, origin: str) -> str:
    manifest = folder.parent / FOLDER / MANIFEST
    values = {
        "build": json.loads(manifest.read_text(encoding="utf-8"))["version"] if manifest.is_file() else "",
        "request": _REQUEST_IN_QUOTES,
        "wheel": next(file.name for file in (root / "common").glob("*.whl")),
        "origin": origin,
        "guideline": json.dumps(json.dumps(_made_with(root)))[1:-1],
    }
    text = (_PAGES / name).read_text(encoding="utf-8")
    return re.sub(r"@(\w+)@", lambda place: values.get(place[1], place[0]), text)


def _made_with(root: Path) -> dict[str, object]:
    """Return what a page says of the guideline that it was built with."""
    content = (root / "common" / "guideline.json").read_bytes()
    versions = {"calculator": service.CALCULATORS[0].version, "guideline": json.loads(content)["version"]}
    return {"file": GUIDELINE, "sha256": hashlib.sha256(content).hexdigest(), "versions": versions}


def _write_pyscript(root: Path, origin: str) -> None:
    shutil.copytree(NODE / "@pyscript" / "core" / "dist", root / "pyscript-core")
    _writing("pyscript", "pyscript.html", "pyscript.json", "pyscript.py")(root, origin)


def _lumbar(name: str, **steps: bool) -> Callable[[Path, str], None]:
    """Return how to write the runtime with some steps of its build switched off."""

    def write(root: Path, origin: str) -> None:
        guideline = (root / "common" / "guideline.json").read_text(encoding="utf-8")
        address, script = folder_script(GUIDELINE, guideline)
        files = {**runtime_files(CHECKOUT, Steps(**steps)), GUIDELINE: guideline.encode(), address: script}
        for address, content in files.items():
            file = root / name / address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        _writing(f"{name}/page", "lumbar.html", "lumbar.js")(root, origin)

    return write


def _write_service_worker(root: Path, origin: str) -> None:
    if not (root / "site" / "service-worker.js").is_file():
        raise FileNotFoundError("the built site has no service-worker.js")
    _writing("site/page", "lumbar.html", "lumbar.js")(root, origin)


# Its addresses, all of other hosts, become those of files of the same names. micropip, which npm's Pyodide does not
# bring along, is packed again from where it is installed.
_RENDER_FENCE = """\
import re, shutil, sys, zipfile
from importlib.metadata import distribution
from pathlib import Path
import markdown, markdown_exec
folder, pyodide = map(Path, sys.argv[1:])
shutil.copytree(Path(markdown_exec.__file__).parent / "assets", folder)
fence = {
    "name": "pyodide",
    "class": "pyodide",
    "validator": markdown_exec.validator,
    "format": markdown_exec.formatter,
}
page = markdown.markdown(
    sys.stdin.read(),
    extensions=["pymdownx.superfences"],
    extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}},
)
page = re.sub(r'<link title[^>]*href="https:[^>]*>', lambda tag: tag[0].replace("href", "data-was"), page)
print(re.sub(r'src="https://[^"]*/([^/"]+)"', r'src="../pyodide/\\1"', page))
micropip = distribution("micropip")
with zipfile.ZipFile(pyodide / f"micropip-{micropip.version}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
    for file in micropip.files:
        if file.suffix != ".pyc":
            wheel.writestr(zipfile.ZipInfo(str(file)), file.read_binary(), zipfile.ZIP_DEFLATED)
"""


def _write_fence(root: Path, origin: str) -> None:
    """Write markdown-exec's fence, and all that it loads from elsewhere beside the common Pyodide."""
    folder, pyodide = root / "fence", root / "pyodide"
    ace = NODE / "ace-builds" / "src-min-noconflict"
    highlight = NODE / "@highlightjs" / "cdn-assets" / "highlight.min.js"
    for file in (ace / "ace.js", ace / "mode-python.js", ace / "theme-tomorrow.js", highlight):
        shutil.copyfile(file, pyodide / file.name)
    command: list[str | Path] = [PYTHON, "-c", _RENDER_FENCE, folder, pyodide]
    source = _filled("fence.md", root, folder, origin)
    fence = subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout
    _writing("fence", "fence.html", "fence.js")(root, origin)
    page = folder / "fence.html"
    page.write_text(page.read_text(encoding="utf-8").replace("@fence@", fence), encoding="utf-8")
    [wheel] = pyodide.glob("micropip-*.whl")
    lock = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock["packages"]["micropip"] |= {"file_name": wheel.name, "sha256": digest, "version": wheel.name.split("-")[1]}
    # What the calculator's wheel depends on: micropip looks here before it asks PyPI.
    needed = dict([build_qr_wheel()])
    lock["packages"] |= json.loads(lock_packages(PYODIDE, needed))["packages"]
    for name, content in needed.items():
        (pyodide / name).write_bytes(content)
    (pyodide / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


_FLOOR = "the browser compiles pyodide.asm.wasm in a worker, and nothing else"
_STEPS = {step.name: {step.name: False} for step in fields(Steps)}
_FULL = {f"image-{name}": {"image": False, name: False} for name in ("trim", "compile")}
"""Steps that make the full Python faster: they are measured where there is no image."""
_write_floor = _writing("floor", "floor.html", "floor.js", "floor.worker.js")
_write_lumbar = _lumbar("lumbar")
CONTENDERS = (
    Starter("floor", _FLOOR, "floor/floor.html", _write_floor, answers=False),
    Starter(
        "stock",
        "Pyodide as npm has it, in a module worker, with the calculator’s wheel unpacked",
        "stock/stock.html",
        _writing("stock", "stock.html", "stock.js", "stock.worker.js"),
    ),
    Starter("pyscript", "PyScript in its worker, with the same Pyodide", "pyscript/pyscript.html", _write_pyscript),
    Starter(
        "markdown-exec",
        "markdown-exec’s fence, on the page itself, with the same Pyodide",
        "fence/fence.html",
        _write_fence,
    ),
    Starter("lumbar", "Lumbar over http, a first visit", "lumbar/page/lumbar.html", _write_lumbar),
    *(
        Starter(
            f"lumbar-without-{name}",
            f"the same, built without {' and '.join(f'“{step}”' for step in steps)}",
            f"lumbar-without-{name}/page/lumbar.html",
            _lumbar(f"lumbar-without-{name}", **steps),
        )
        for name, steps in (
            {name: each for name, each in _STEPS.items() if f"image-{name}" not in _FULL} | _FULL
        ).items()
    ),
    Starter(
        "lumbar-page",
        "the calculator’s own page of the built site, with its search, theme and scripts, a first visit",
        "site/calculator/index.html",
        lambda _root, _origin: None,
        script=(_PAGES / "calculator.js").read_text(encoding="utf-8").replace("@request@", _REQUEST_IN_QUOTES),
        folders=(f"site/{FOLDER}/", "site/data/guidelines/"),
    ),
    Starter("floor-again", f"{_FLOOR}: later visits", "floor/floor.html", _write_floor, visits=3, answers=False),
    Starter(
        "lumbar-again",
        "Lumbar from its service worker: later visits",
        "site/page/lumbar.html",
        _write_service_worker,
        visits=3,
        worker="site/service-worker.js",
    ),
    Starter("lumbar-folder", "Lumbar from a folder", "lumbar/page/lumbar.html", _write_lumbar, from_folder=True),
)


def write_common(root: Path) -> object:
    """Write what all have in common: Pyodide, the calculator's wheel, the site and the guideline.

    Return what this very Python answers to REQUEST: what every contender's must answer too.
    """
    shutil.copytree(PYODIDE, root / "pyodide", ignore=shutil.ignore_patterns("*.map", "*.ts", "*.html", "*.md"))
    common = root / "common"
    common.mkdir()
    name, wheel = build_calculator_wheel(CHECKOUT)
    (common / name).write_bytes(wheel)
    # By this ending PyScript knows that it is to be unpacked.
    (common / "wheel.zip").write_bytes(wheel)
    build_site(CHECKOUT, root / "site", "--strict")
    shutil.copyfile(root / "site" / GUIDELINE, common / "guideline.json")
    service.begin((common / "guideline.json").read_text(encoding="utf-8"))
    return json.loads(service.serve("present", REQUEST))
