"""A small page that only starts Python: the runtime on its own, without the calculator's page."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from http import HTTPStatus
from itertools import batched
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Page, Route

from calculator.start_back.calculator import VERSION
from site_plugins.build_tools import BuildCache
from site_plugins.runtime import EARLY_SCRIPT, FOLDER, MANIFEST, build_of, early_script, folder_script
from site_plugins.runtime.files import IMAGE
from site_plugins.runtime.manifest import RuntimeFile
from tests.browser.listening import listen
from tests.results import GUIDELINE
from tools.serve import Handler

PAGE = "page/index.html"
SCRIPT = Path(__file__).parents[1] / "runtime" / "page.js"
HTML = """<!doctype html><html lang="en" data-guideline='{}'><meta charset="utf-8"><title>Python</title>
<meta name="lumbar-python" content="{}">
<link rel="icon" href="data:,"><script defer src="../assets/runtime/python.js"></script>
<script defer src="page.js"></script></html>"""


def made_with(guideline: str) -> dict[str, object]:
    """What a page says of the guideline that it was built with; `guideline` is the published text."""
    versions = {"calculator": VERSION, "guideline": json.loads(guideline)["version"]}
    return {"file": GUIDELINE, "sha256": sha256(guideline.encode()).hexdigest(), "versions": versions}


def write_site(folder: Path, runtime: Mapping[str, bytes], guideline: str) -> Path:
    """Write a site with nothing but the runtime, and the page; return the page's file."""
    twin, script = folder_script(GUIDELINE, guideline)
    html = HTML.format(json.dumps(made_with(guideline)), build_of(runtime))
    page = {PAGE: html.encode(), "page/page.js": SCRIPT.read_bytes()}
    for address, content in {**runtime, GUIDELINE: guideline.encode(), twin: script, **page}.items():
        file = folder / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder / PAGE


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the manifest of a site says."""
    found: dict[str, Any] = json.loads((folder / FOLDER / MANIFEST).read_text(encoding="utf-8"))
    return found


def forms_of(folder: Path, build: Mapping[str, Any]) -> dict[str, list[Path]]:
    """The files that hold each part of a build, which is the manifest or its `full`, in whatever form."""
    return {
        name: [folder / FOLDER / each for each in (part["file"], part["precompressed"], *part["scripts"]) if each]
        for name, part in build["parts"].items()
    }


def remove_full_python(folder: Path) -> None:
    """Have a site without what would answer where its image does not, as from a folder or a browser's copy."""
    full = read_manifest(folder)["full"]
    for files in forms_of(folder, full).values() if full else ():
        for file in files:
            file.unlink()


def put_image(folder: Path, image: bytes, pages: Sequence[str] = (PAGE,)) -> None:
    """Give a site another image, with its own names and checksums, as if these pages had been built with it."""
    script = folder / FOLDER / "python.js"
    manifest = read_manifest(folder)
    old = json.dumps({key: value for key, value in manifest.items() if key != "files"}, separators=(",", ":"))
    for file in forms_of(folder, manifest)[IMAGE]:
        file.unlink()
    other = RuntimeFile.compress(IMAGE, image, BuildCache(None))
    for name, content in other.forms().items():
        (folder / FOLDER / name).write_bytes(content)
    manifest["parts"][IMAGE] = other.entry()
    before, manifest["version"] = manifest["version"], sha256(image).hexdigest()[:16]
    new = json.dumps({key: value for key, value in manifest.items() if key != "files"}, separators=(",", ":"))
    replaced = script.read_text(encoding="utf-8").replace(old, new)
    assert other.address in replaced
    texts = {folder / page: (folder / page).read_text(encoding="utf-8") for page in pages}
    assert all(before in text for text in texts.values())
    for file, content in {
        script: replaced.encode(),
        folder / FOLDER / MANIFEST: json.dumps(manifest).encode(),
        folder / FOLDER / EARLY_SCRIPT: early_script(manifest),
        **{file: text.replace(before, manifest["version"]).encode() for file, text in texts.items()},
    }.items():
        # It may be a link to another site's file.
        file.unlink()
        file.write_bytes(content)


def spoil(file: Path) -> None:
    """Damage a file, by one bit."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def hold(page: Page, *patterns: str | re.Pattern[str]) -> Callable[[], None]:
    """Keep what a page asks for at such addresses from coming; return what lets it come."""
    held: list[Route] = []
    released: list[bool] = []

    def keep(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        released.append(True)
        for route in held:
            route.continue_()

    for pattern in patterns:
        page.route(pattern, keep)
    return release


class Host:
    """How a web server behaves, and what it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.headers: dict[str, str] = {}
        self.compresses: Callable[[str], bool] = lambda _path: False
        self.status: Callable[[str], int] = lambda _path: 200
        self.types: Callable[[str], str | None] = lambda _path: None
        """The media type of a file; `None`: the usual one."""
        self.redirects: Callable[[str], str | None] = lambda _path: None
        """Where a request is sent on to."""
        self.marks_gzip = False
        """Whether a file in gzip is said to be another one that is compressed: browsers then unpack it."""
        self.rewrites: Callable[[str, bytes], bytes] = lambda _path, content: content
        self.breaks: Callable[[str], bool] = lambda _path: False
        """Whether the connection ends in the middle of a file."""
        self.stalls: Callable[[str], bool] = lambda _path: False
        """Whether nothing comes any more in the middle of a file."""
        self.closed = threading.Event()
        self.trickles: Callable[[str], bool] = lambda _path: False
        """Which files come a piece at a time, each when the test has let it come (`pieces`)."""
        self.pieces = threading.Semaphore(0)
        self.is_away = False
        """Whether it answers nobody, as where there is no network."""
        self.asked: list[str] = []
        self.address = ""

    def runtime_asked(self) -> list[str]:
        """The files of the runtime that were asked for, without the hashes in their names."""
        names = [path.rpartition("/")[2] for path in self.asked if f"/{FOLDER}/" in path]
        return ["".join(_without_hash(name)) for name in names]


def _without_hash(name: str) -> Iterator[str]:
    stem, dash, rest = name.rpartition("-")
    yield stem + rest[8:] if dash else name


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    """Serve a folder over http, at `host.address`."""
    host = Host(folder)

    class Served(Handler):
        def do_GET(self) -> None:  # noqa: N802  (the name that the server calls)
            if host.is_away:
                self.close_connection = True
                return
            host.asked.append(self.path)
            file = folder / unquote(self.path.lstrip("/").partition("?")[0])
            status, elsewhere = host.status(self.path), host.redirects(self.path)
            if elsewhere is not None:
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", elsewhere)
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif status != HTTPStatus.OK:
                self.send_error(status)
            elif file.is_file():
                self._send(file)
            else:
                super().do_GET()

        def _send(self, file: Path) -> None:
            content = host.rewrites(self.path, file.read_bytes())
            compresses = host.compresses(self.path)
            content = gzip.compress(content, 1) if compresses else content
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", host.types(self.path) or self.guess_type(str(file)))
            if compresses or (host.marks_gzip and file.suffix == ".gz"):
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if host.trickles(self.path):
                for piece in batched(content, len(content) // 10 + 1):
                    host.pieces.acquire()
                    self.wfile.write(bytes(piece))
                return
            breaks, stalls = host.breaks(self.path), host.stalls(self.path)
            self.wfile.write(content[: len(content) // 2] if breaks or stalls else content)
            if stalls:
                self.wfile.flush()
                host.closed.wait()
            self.close_connection = self.close_connection or breaks or stalls

        def end_headers(self) -> None:
            for name, value in host.headers.items():
                self.send_header(name, value)
            super().end_headers()

    def handler(*given: Any) -> Served:
        return Served(*given, directory=str(folder))

    with listen(handler) as host.address:
        yield host
        host.closed.set()
        # Whatever is held comes, so that nobody waits for it.
        host.pieces.release(1000)


class RuntimePage:
    """The page as a test looks at it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str) -> RuntimePage:
        """Open it and wait until Python is ready or has failed."""
        self.page.goto(address)
        self.page.wait_for_selector("html[data-python]", state="attached")
        return self

    @property
    def failed(self) -> list[str]:
        """The reasons that the page was told."""
        found: list[str] = self.page.evaluate("seen.failed")
        return found

    @property
    def progress(self) -> list[tuple[int, int]]:
        """The bytes loaded, and all, each time the page was told."""
        found: list[list[int]] = self.page.evaluate("seen.progress")
        return [(loaded, total) for loaded, total in found]

    @property
    def slower(self) -> int:
        """How often the page was told that the full Python is asked."""
        found: int = self.page.evaluate("seen.slower")
        return found

    def ask(self, command: str, given: object) -> Any:
        """Return an answer, or the reason why there is none."""
        return self.page.evaluate(
            "([command, given]) => python.ask(command, given).catch((error) => error.message)", [command, given]
        )
