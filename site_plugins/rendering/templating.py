"""One way to fill in templates: HTML is escaped, and a name that was not given is an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import escape

from calculator.core.catalogue import Catalogue
from calculator.core.dates import day_text
from calculator.core.language import Language, language_in_use

_FIXED = re.compile(r'\{\{ text\("([^"]+)"\) \}\}')


class _Loader(FileSystemLoader):
    """Puts a catalogue's fixed texts in when a template is read: the same words are shown thousands of times."""

    def __init__(self, folder: Path, text: Catalogue) -> None:
        super().__init__(folder)
        self._text = text

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, fresh = super().get_source(environment, template)
        return _FIXED.sub(lambda call: str(escape(self._text(call[1]))), source), name, fresh


class Templates:
    """The templates of a folder, with their fixed texts in the language in use."""

    def __init__(self, folder: Path, text: Catalogue) -> None:
        self.globals: dict[str, Any] = {"text": text, "day": day_text}
        """What all of them know."""
        self._folder = folder
        self._text = text
        self._language: Language | None = None
        self._templates: dict[str, Template] = {}
        self._environment: Environment | None = None

    def get_template(self, name: str) -> Template:
        """Return a template. Raises TemplateNotFound."""
        language = language_in_use()
        if self._environment is None or language is not self._language:
            self._language, self._environment = language, self._make()
            self._templates.clear()
        if name not in self._templates:
            self._templates[name] = self._environment.get_template(name)
        return self._templates[name]

    def _make(self) -> Environment:
        environment = Environment(
            loader=_Loader(self._folder, self._text),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals.update(self.globals)
        return environment


def templates_in(folder: Path, text: Catalogue) -> Templates:
    """Return the templates of a folder; all of them know the catalogue as `text`, and `day` for dates."""
    return Templates(folder, text)
