"""`python -m site_plugins.preview`: serve the site on this computer and make it again whenever a file changes."""

from __future__ import annotations

import argparse
import signal
import socket
import sys
from pathlib import Path

from site_plugins.preview.building import Builder, State, quieten_mkdocs
from site_plugins.preview.server import PreviewServer

HOST = "localhost"
_PLUGINS = Path(__file__).parents[1]


def main() -> int:
    """Serve until interrupted; return 1 where the port is taken or the settings are missing."""
    parser = argparse.ArgumentParser(prog="make serve", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--settings", type=Path, default=Path("mkdocs.yml"))
    options = parser.parse_args()
    if not _is_free(options.port):
        _say(f"lumbar: port {options.port} is taken or refused. Name another: --port 8001 (make serve PORT=8001)")
        return 1
    if not options.settings.is_file():
        _say(f"lumbar: there is no file {options.settings}: name the mkdocs.yml of a site with --settings")
        return 1
    # Whoever ends it kindly has nothing left behind, whatever the signal.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    quieten_mkdocs()
    builder = Builder(options.settings.resolve())
    server = PreviewServer(builder, HOST, options.port, _report)
    try:
        _report(builder.build())
        for path in (builder.content, options.settings, _PLUGINS):
            server.watch(str(path))
        _say(f"==> The site is at http://{HOST}:{options.port}/ and follows every change (press Ctrl+C to stop)")
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        _say("")
    finally:
        server.shutdown()
        builder.close()
    return 0


def _is_free(port: int) -> bool:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
    except OSError:
        return False
    return True


def _report(state: State) -> None:
    for fault in state.faults:
        _say(str(fault))
    if state.faults:
        _say(f"==> To be mended: {len(state.faults)}. The pages are still the last that could be made.")
    else:
        drafts = f"; a draft, {len(state.drafts)} to be read and signed" if state.drafts else ""
        _say(f"==> {state.written} pages made in {state.seconds:.2f} s{drafts}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
