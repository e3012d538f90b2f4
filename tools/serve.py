"""Serve ``site/`` on this machine as a plain web server does: nothing rewritten, compressed or reloaded."""

import argparse
import errno
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SITE = Path(__file__).resolve().parent.parent / "site"


class Handler(SimpleHTTPRequestHandler):
    """Static files with the types a browser insists on, and never a stale one."""

    # Said here because Python otherwise asks the system's own tables, which may lack or contradict them:
    # a module script, WebAssembly and a service worker are refused by a browser under any other type.
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".mjs": "text/javascript; charset=utf-8",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".whl": "application/zip",
        ".woff2": "font/woff2",
        ".zip": "application/zip",
    }
    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Ask the browser to check every file again: a rebuilt site shows on reload."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: a page is some fifty requests, and the browser's own tools show them better."""


def main() -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(SITE)))
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        print(f"lumbar: port {port} is taken or refused. Name another: make host PORT=8001", file=sys.stderr)
        return 1
    print(f"==> The site is at http://localhost:{port}/ (press Ctrl+C to stop)", file=sys.stderr, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print(file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
