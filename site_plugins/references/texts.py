"""What stands for a reference that the source does not list."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue
from calculator.core.texts import text as shared_text

text = Catalogue(
    {
        # A result says the same.
        "reference.unlisted": shared_text["reference.unlisted"],
        "reference.unlisted-suggested": "The source does not list reference {number}. It may be:",
    }
)
