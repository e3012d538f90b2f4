"""References in and out: BibTeX, RIS and CSL-JSON of other programs, and files for them."""

from __future__ import annotations

from site_plugins.references.exchange.export import Exports, Form, export, exported
from site_plugins.references.exchange.incoming import Incoming, References
from site_plugins.references.exchange.read import READERS, read_references

__all__ = ["READERS", "Exports", "Form", "Incoming", "References", "export", "exported", "read_references"]
