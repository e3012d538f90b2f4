"""One way to fill in templates: HTML is escaped, and a name that was not given is an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from calculator.core.catalogue import Catalogue
from calculator.core.dates import day_text

_FIXED = re.compile(r'\{\{ text\("([^"]+)"\) \}\}')


class _Loader(FileSystemLoader):
    """Puts a catalogue's fixed texts in when a template is read: the same words are shown thousands of times."""

    def __init__(self, folder: Path, text: Catalogue) -> None:
        super().__init__(folder)
        self._text = text

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, fresh = super().get_source(environment, template)
        return _FIXED.sub(lambda call: str(escape(self._text(call[1]))), source), name, fresh


def templates_in(folder: Path, text: Catalogue) -> Environment:
    """Return the templates of a folder; all of them know the catalogue as `text`, and `day` for dates."""
    environment = Environment(
        loader=_Loader(folder, text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(text=text, day=day_text)
    return environment
