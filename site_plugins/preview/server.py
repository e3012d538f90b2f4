"""MkDocs' own server for writers, with a bar on each page: what is to be mended, and whether it is a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from site_plugins.diagnostics.problems import Problem
from site_plugins.preview.building import Builder, State
from site_plugins.preview.texts import text

ASSETS = Path(__file__).parent / "assets"
FOLDER = "/lumbar-preview/"
"""Where the server has its own script and style sheet: no file of a site stands there."""
SERVICE_WORKER = "/service-worker.js"

_OF_THE_REST = ("/search/", "/assets/search/", "/data/")
"""Begin the addresses of what is made after the pages."""
_PATIENCE = 60
"""Seconds that such a file is waited for."""
_POLLING, _SETTLING = 0.2, 0.05
"""Seconds between two looks at the files, and from the last change to the build: editors write in several steps."""


class PreviewServer(LiveReloadServer):
    """Serves the site of a builder, builds it again when a file changes, and has browsers load it again."""

    def __init__(self, builder: Builder, host: str, port: int, report: Callable[[State], None]) -> None:
        super().__init__(builder=self._rebuild, host=host, port=port, root="", polling_interval=_POLLING)
        self.build_delay = _SETTLING
        self.error_handler = self._error_page
        self._made = builder
        self._report = report

    def _rebuild(self) -> None:
        # It never raises: MkDocs' server would then answer no request until the next build.
        self._report(self._made.build())

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"]
        self.root = self._made.site
        own = self._own_file(path)
        if own is not None:
            kind = "text/css" if own.suffix == ".css" else "application/javascript"
            content = own.read_bytes()
            headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(content)))]
            start_response("200 OK", headers)
            return [content]
        if path.startswith(_OF_THE_REST):
            self._made.rest_is_made.wait(_PATIENCE)
        return super()._serve_request(environ, start_response)

    @staticmethod
    def _own_file(path: str) -> Path | None:
        if path == SERVICE_WORKER:
            return ASSETS / "forget.worker.js"
        name = path.removeprefix(FOLDER)
        return ASSETS / name if path.startswith(FOLDER) and name in ("preview.js", "preview.css") else None

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        html: bytes = super()._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        head, body = html.find(b"</head>"), html.rfind(b"</body>")
        if head < 0 or body < 0:
            return html
        links = (
            f'<link rel="stylesheet" href="{FOLDER}preview.css"><script src="{FOLDER}preview.js" defer></script>'
        )
        bar = render_bar(self._made.state.faults, self._made.state.drafts)
        return b"".join((html[:head], links.encode(), html[head:body], bar.encode(), html[body:]))

    def _error_page(self, code: int) -> bytes | None:
        """Return a page for an address that has none, which is loaded again as all pages are."""
        key = "no-page" if self.root and code == 404 else "nothing"
        title, words = escape(text(f"preview.title-{key}")), escape(text(f"preview.words-{key}"))
        page = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
            f"<body><main><h1>{title}</h1><p>{words}</p></main></body></html>"
        )
        return self._inject_js_into_html(page.encode(), self._visible_epoch)


def render_bar(faults: Sequence[Problem | str], drafts: Sequence[Problem]) -> str:
    """Return the bar as HTML: nothing for a site that could be published as it is."""
    boxes = []
    if faults:
        title = escape(text("preview.faults", number=str(len(faults))))
        opening = '<details class="lumbar-preview__faults" open>'
        boxes.append(f"{opening}<summary>{title}</summary>{_list(faults)}</details>")
    if drafts:
        why = escape(text("preview.draft-why", number=str(len(drafts))))
        boxes.append(
            f'<p class="lumbar-preview__draft">{escape(text("preview.draft"))}</p>'
            f"<details><summary>{why}</summary>{_list(drafts)}</details>"
        )
    if not boxes:
        return ""
    return f'<aside class="lumbar-preview" aria-label="{escape(text("preview.label"))}">{"".join(boxes)}</aside>'


def _list(problems: Sequence[Problem | str]) -> str:
    return f"<ol>{''.join(f'<li><pre>{escape(str(each))}</pre></li>' for each in problems)}</ol>"
