"""A web server whose compression and network are set for each start, and which counts what it sends.

The network is slowed here and not by the browser, whose own means reach a page but not every worker of it: whoever
asks, the page, its worker or a service worker, waits alike.
"""

from __future__ import annotations

import http.server
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bench.harness import CHECKOUT
from site_plugins.build_tools import BuildCache
from tools.serve import Handler

_COMPRESS = """
const content = fs.readFileSync(0);
const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: content.length };
const brotli = process.argv[1] === "br";
process.stdout.write(brotli ? zlib.brotliCompressSync(content, { params }) : zlib.gzipSync(content, { level: 9 }));
"""
_LARGE = 50_000
"""Bytes from which on the compressed file is kept from one run to the next."""
_SLICE = 0.005
"""Seconds of the link that are sent at a time: others who wait get their turn."""


class Coding(StrEnum):
    """How the host compresses, beforehand and as small as it can."""

    BROTLI = "br"
    GZIP = "gzip"
    NONE = "none"


@dataclass(frozen=True)
class Link:
    """A network that all requests share."""

    mbps: float
    """Megabits (1,000,000) a second towards the reader."""
    rtt_ms: float
    """Round trip: what passes before a connection stands, and again before an answer begins."""

    @property
    def bytes_a_second(self) -> float:
        """The same in bytes."""
        return self.mbps * 1e6 / 8


def slices(size: int, link: Link) -> list[int]:
    """Return in which pieces a body is sent: some milliseconds of the link each, and never an empty one."""
    piece = max(1460, int(link.bytes_a_second * _SLICE))
    return [min(piece, size - start) for start in range(0, size, piece)]


class Host:
    """How the server behaves and what it has sent. One start at a time: it is for all connections."""

    def __init__(self, folder: Path, compressed: BuildCache) -> None:
        self.folder = folder
        self.address = ""
        self.isolated: tuple[str, ...] = ()
        """Folders whose pages may share memory with their workers."""
        self.reset()
        self._compressed = compressed
        self._bodies: dict[tuple[Path, Coding], bytes] = {}
        self._compressing, self._sending = threading.Lock(), threading.Lock()
        self._free_at = 0.0

    def reset(self, coding: Coding = Coding.BROTLI, link: Link | None = None) -> None:
        """Behave like this from now on, and count anew."""
        self.coding, self.link = coding, link
        self.sent: list[tuple[str, int]] = []
        """Of each answer whose address it was, and the bytes of its body that were sent."""

    def body(self, file: Path) -> tuple[bytes, Coding]:
        """Return a file as it is sent; what compression makes no smaller is sent as it is."""
        content, coding = file.read_bytes(), self.coding
        if coding is Coding.NONE:
            return content, coding
        with self._compressing:
            if (file, coding) not in self._bodies:
                cache = self._compressed if len(content) > _LARGE else BuildCache(None)
                self._bodies[file, coding] = cache.get_or_make(
                    [coding.encode(), content], partial(_compress, content, coding)
                )
        smaller = self._bodies[file, coding]
        return (smaller, coding) if len(smaller) < len(content) else (content, Coding.NONE)

    def send(self, body: bytes, write: Callable[[bytes], Any]) -> None:
        """Write a body as fast as the link carries it, in turns with others."""
        link, done = self.link, 0
        for size in [len(body)] if link is None else slices(len(body), link):
            if link is not None:
                with self._sending:
                    self._free_at = max(self._free_at, time.monotonic()) + size / link.bytes_a_second
                    wait = self._free_at - time.monotonic()
                time.sleep(max(wait, 0))
            write(body[done : done + size])
            done += size

    def wait_round_trip(self) -> None:
        """Wait for as long as there and back takes: for a new connection, and for a question and its answer."""
        if self.link is not None:
            time.sleep(self.link.rtt_ms / 1000)


def _compress(content: bytes, coding: Coding) -> bytes:
    command: list[str | Path] = [CHECKOUT / ".venv" / "bin" / "node", "-e", _COMPRESS, coding]
    return subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout


@contextmanager
def serving(folder: Path, compressed: BuildCache) -> Iterator[Host]:
    """Serve a folder at `host.address`; `compressed` keeps large files as they were sent."""
    host = Host(folder, compressed)

    class Served(Handler):
        def handle(self) -> None:
            host.wait_round_trip()
            # A reader who leaves closes what is open.
            try:
                super().handle()
            except (ConnectionError, TimeoutError):
                self.close_connection = True

        def do_GET(self) -> None:  # noqa: N802  (the name that the server calls)
            path = unquote(self.path.partition("?")[0]).lstrip("/")
            file = folder / path
            if not file.is_file():
                self.send_error(404)
                return
            body, coding = host.body(file)
            host.wait_round_trip()
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Length", str(len(body)))
            if coding is not Coding.NONE:
                self.send_header("Content-Encoding", coding)
            if path.startswith(host.isolated):
                self.send_header("Cross-Origin-Opener-Policy", "same-origin")
                self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
                self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            # As a host that does its best for readers who come again.
            fresh = path.endswith((".html", "service-worker.js"))
            self.send_header("Cache-Control", "no-cache" if fresh else "max-age=86400")
            # Not this project's own server's headers, which forbid keeping anything.
            http.server.SimpleHTTPRequestHandler.end_headers(self)
            count = 0

            def write(piece: bytes) -> None:
                nonlocal count
                self.wfile.write(piece)
                count += len(piece)

            try:
                host.send(body, write)
            finally:
                host.sent.append((path, count))

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing: a browser that goes away is no error."""

    with Server(("127.0.0.1", 0), Served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield host
        server.shutdown()
