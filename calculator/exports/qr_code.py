"""A QR code as inline SVG. The encoder is PyPI's `segno`, which the page loads only when a code is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from calculator.core.markup import Html, el
from calculator.core.texts import text

QUIET = 4
"""The empty modules on each side, by ISO/IEC 18004."""
WIDTH = 320
"""CSS pixels that a code has at most: what a screen 360 pixels wide leaves between its margins."""


def qr_picture(content: str) -> Html:
    """Draw a text in ASCII as a QR code with error correction M or better.

    Its width is whole CSS pixels a module, 320 pixels at most. Raises UnicodeEncodeError for other text, and
    ModuleNotFoundError where `segno` is not there.
    """
    # Only the encoder: the rest of the package needs much more of the standard library than a page has.
    from segno import encoder

    code = encoder.encode(content.encode("ascii"), error="m", mode="byte", micro=False)
    modules = len(code.matrix) + 2 * QUIET
    pixels = modules * max(1, WIDTH // modules)
    return el(
        "svg",
        el("title", text("qr.picture")),
        el("path", class_="qr-code__light", fill="#fff", d=f"M0 0h{modules}v{modules}H0z"),
        el("path", class_="qr-code__dark", fill="#000", d="".join(_runs(code.matrix))),
        class_="qr-code",
        role="img",
        width=pixels,
        height=pixels,
        viewBox=f"0 0 {modules} {modules}",
        shape_rendering="crispEdges",
    )


def _runs(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield the dark modules, those that stand side by side as one box."""
    for y, row in enumerate(matrix, start=QUIET):
        x = QUIET
        for dark, modules in groupby(row):
            width = len(list(modules))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width
