"""Building a preview again and again: into the folder that is served, or a new one where everything changed."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from site_plugins.diagnostics.problems import ContentError, Problem
from site_plugins.preview.changes import Look
from site_plugins.preview.memory import Memory, OvertakenError, Part, WholeBuildNeededError
from site_plugins.preview.tracking import start_tracking

_DIRTY = "A 'dirty' build is being performed"
"""Begins MkDocs' warning that a build of what changed alone may be wrong; what may be wrong is made again here."""


@dataclass(frozen=True)
class State:
    """How the last build ended."""

    faults: Sequence[Problem | str] = ()
    """Why the site is not what the content says; empty where it is."""
    drafts: Sequence[Problem] = ()
    """What nobody has signed yet."""
    written: int = 0
    """How many pages were written."""
    seconds: float = 0.0


class Builder:
    """Makes the site of a settings file as often as asked."""

    def __init__(self, settings: Path) -> None:
        start_tracking()
        self.state = State()
        self.site = ""
        """The folder of the last site that could be made; empty before the first."""
        self.rest_is_made = threading.Event()
        """Set while the search and the published data are those of the pages."""
        self._settings = settings
        self._memory = Memory()
        self._templates: list[str] | None = None
        self.content = settings.parent / "content"
        """The folder of the content, as the settings name it."""
        self._rest: threading.Thread | None = None

    def build(self) -> State:
        """Make the pages, then begin to make the rest beside whatever comes; return how it ended. Never raises."""
        self.stop()
        began = time.monotonic()
        self.rest_is_made.clear()
        faults = self._make(Part.PAGES)
        memory = self._memory
        drafts = self.state.drafts if faults else tuple(memory.drafts)
        self.state = State(faults, drafts, len(memory.written), time.monotonic() - began)
        if faults:
            self.rest_is_made.set()
        else:
            self._rest = threading.Thread(target=self._make_rest, daemon=True)
            self._rest.start()
        return self.state

    def stop(self) -> None:
        """Make nothing more of the rest."""
        if self._rest is not None:
            self._memory.overtaken.set()
            self._rest.join()
            self._rest = None
        self._memory.overtaken.clear()

    def wait(self) -> None:
        """Wait until the rest is made."""
        if self._rest is not None:
            self._rest.join()

    def close(self) -> None:
        """Let go of the folder of the site."""
        self.stop()
        if self.site:
            shutil.rmtree(self.site, ignore_errors=True)

    def _make_rest(self) -> None:
        faults = self._make(Part.REST)
        if faults:
            self.state = State(faults, self.state.drafts)
        if not self._memory.overtaken.is_set():
            self.rest_is_made.set()

    def _make(self, part: Part) -> Sequence[Problem | str]:
        """Make a part; return what is wrong."""
        memory = self._memory
        try:
            config = self._load()
            if part is Part.PAGES:
                memory.begin(Look.at(config.docs_dir, str(self._settings)))
            else:
                memory.begin_rest()
            try:
                self._build(config, whole=memory.whole)
            except WholeBuildNeededError:
                # The changed pages were converted just now, and are not read once more.
                memory.whole, memory.changed = True, set()
                self._build(self._load(), whole=True)
        except OvertakenError:
            return ()
        except (Exception, SystemExit) as error:
            if memory.is_writing:
                memory.fail()
            return _faults_of(error)
        return ()

    def _load(self) -> MkDocsConfig:
        config = load_config(str(self._settings), site_dir=self.site or str(self._settings.parent / "site"))
        # Everything that a strict build refuses is a fault here too; MkDocs would count its own warnings besides.
        config.strict = False
        self.content = Path(config.docs_dir)
        self._list_templates_once(config.theme)
        plugin: Any = config.plugins["lumbar"]
        plugin.on_startup(command="serve", dirty=True)
        plugin.memory = self._memory
        return config

    def _list_templates_once(self, theme: Theme) -> None:
        """Have the files of the theme listed in the first build alone: Material has eleven thousand icons."""
        get_env = theme.get_env

        def get_env_with_list() -> Environment:
            env = get_env()
            list_templates = env.list_templates

            def list_once(extensions: Any = None, filter_func: Any = None) -> list[str]:
                if self._templates is None:
                    self._templates = list_templates(extensions, filter_func)
                return self._templates

            env.list_templates = list_once  # type: ignore[method-assign]
            return env

        theme.get_env = get_env_with_list  # type: ignore[method-assign]

    def _build(self, config: MkDocsConfig, *, whole: bool) -> None:
        if whole:
            config.site_dir = tempfile.mkdtemp(prefix="lumbar-preview-")
        try:
            build(config, dirty=True)
        except BaseException:
            if whole:
                shutil.rmtree(config.site_dir, ignore_errors=True)
            raise
        self._memory.succeed(config.site_dir)
        if whole:
            old, self.site = self.site, config.site_dir
            if old:
                shutil.rmtree(old, ignore_errors=True)


def _faults_of(error: BaseException) -> Sequence[Problem | str]:
    """Return what an error says: the problems of the content where it is of them, however it was wrapped."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ContentError):
            return cause.problems
        cause = cause.__cause__ or cause.__context__
    inner = error.__context__ or error
    return [f"{inner}" or type(inner).__name__]


def quieten_mkdocs() -> None:
    """Have MkDocs say in the terminal what goes wrong, and nothing else."""
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)-7s -  %(message)s"))
    handler.addFilter(lambda record: not record.getMessage().startswith(_DIRTY))
    # The faults of the content are said once, by the preview.
    handler.addFilter(lambda record: record.levelno < logging.ERROR)
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
