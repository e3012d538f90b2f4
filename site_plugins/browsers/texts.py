"""What the table of browsers is headed with."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue

text = Catalogue(
    {
        "browsers.name": "browser",
        "browsers.read": "to read and search",
        "browsers.form": "the form",
        "browsers.result": "the result",
    }
)
