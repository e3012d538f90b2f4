"""What a page says of its own language."""

from __future__ import annotations

from calculator.core.catalogue import Catalogue

text = Catalogue({"language.partly": "Some words on this page are not translated yet. They stand in English."})
