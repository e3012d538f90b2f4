"""What stands for a reference that the source does not list."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue
from calculator.core.texts import TEXTS

text = Catalogue(
    {
        # A result says the same.
        "reference.unlisted": TEXTS["reference.unlisted"],
        "reference.unlisted-suggested": "The source does not list reference {number}. It may be:",
    }
)
