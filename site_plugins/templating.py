"""One way to fill in templates: HTML is escaped, and a name that was not given is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_plugins.texts import text


def templates_in(folder: Path) -> Environment:
    """Return the templates of a folder; all of them know the catalogue's `text`."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["text"] = text
    return environment
