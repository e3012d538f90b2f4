"""markdown-exec's fence that runs Python, with everything that it loads from elsewhere on the same host."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

from bench.results import SCRATCH
from bench.start_asked import filled, write_pages

NODE = SCRATCH.parent / "bench-node" / "node_modules"
"""The peers that come from npm."""
PYTHON = SCRATCH.parent / "bench-venv" / "bin" / "python"
"""Where markdown-exec is."""
_ACE = NODE / "ace-builds" / "src-min-noconflict"
_LOADED = (
    _ACE / "ace.js",
    _ACE / "mode-python.js",
    _ACE / "theme-tomorrow.js",
    NODE / "@highlightjs" / "cdn-assets" / "highlight.min.js",
)

# Its addresses, all of other hosts, become those of files of the same names.
_RENDER = """\
import re, shutil, sys
from pathlib import Path
import markdown, markdown_exec
folder = Path(sys.argv[1])
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
"""
_WHERE = """\
import sys
from importlib.metadata import distribution
found = distribution(sys.argv[1])
print(found.version)
print(found.locate_file(""))
"""


def write_fence(folder: Path, origin: str) -> None:
    """Write its page into `fence/`, and what that loads beside the common Pyodide."""
    _serve_micropip(folder / "pyodide")
    for file in _LOADED:
        shutil.copyfile(file, folder / "pyodide" / file.name)
    source = filled("fence.md", origin, folder)
    command: list[str | Path] = [PYTHON, "-c", _RENDER, folder / "fence"]
    fence = subprocess.run(command, input=source, capture_output=True, text=True, check=True).stdout
    write_pages(folder / "fence", origin, "fence.html", "fence.js")
    page = folder / "fence" / "fence.html"
    page.write_text(page.read_text(encoding="utf-8").replace("@fence@", fence), encoding="utf-8")


def _serve_micropip(pyodide: Path) -> None:
    """Put micropip, which npm's Pyodide does not bring along, beside it as its lock file wants it."""
    name, wheel = _installed_wheel("micropip")
    (pyodide / name).write_bytes(wheel)
    file = pyodide / "pyodide-lock.json"
    lock = json.loads(file.read_text(encoding="utf-8"))
    digest = hashlib.sha256(wheel).hexdigest()
    lock["packages"]["micropip"] |= {"file_name": name, "sha256": digest, "version": name.split("-")[1]}
    file.write_text(json.dumps(lock), encoding="utf-8")


def _installed_wheel(package: str) -> tuple[str, bytes]:
    """Pack a pure package that is installed beside markdown-exec as a wheel again."""
    command: list[str | Path] = [PYTHON, "-c", _WHERE, package]
    version, place = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    info = f"{package}-{version}.dist-info"
    record = Path(place, info, "RECORD").read_text(encoding="utf-8")
    left_out = ("RECORD", "INSTALLER", ".pyc")
    names = [row[0] for row in csv.reader(record.splitlines()) if not row[0].endswith(left_out)]
    lines = []
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            content = Path(place, name).read_bytes()
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(content)}")
        own = f"{info}/RECORD"
        archive.writestr(zipfile.ZipInfo(own), "\n".join([*lines, f"{own},,", ""]))
    return f"{package}-{version}-py3-none-any.whl", buffer.getvalue()
