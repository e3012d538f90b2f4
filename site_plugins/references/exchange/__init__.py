"""References in and out: BibTeX, RIS and CSL-JSON of other programs, and files for them."""

from __future__ import annotations

from site_plugins.references.exchange.files import READERS, Exports, Form, export, exported, read_references
from site_plugins.references.exchange.imported import Incoming, References

__all__ = ["READERS", "Exports", "Form", "Incoming", "References", "export", "exported", "read_references"]
