"""Text in ASCII, for systems that take nothing else."""

from __future__ import annotations

from calculator.core.language import drop_marks

_ASCII = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": " - ",
        "−": "-",
        "×": "x",
        "·": "-",
        "…": "...",
        "\u00a0": " ",
    }
)
"""Every other character that our texts have; a test reads all of them."""


def ascii_text(text: str) -> str:
    """Return a text in ASCII: quotation marks, dashes and the like as they are typed.

    What has no such form becomes a question mark: a site's own telephone line may hold it, and must never keep the
    rest from being read.
    """
    if text.isascii():
        return text
    return drop_marks(text).translate(_ASCII).encode("ascii", "replace").decode("ascii")
