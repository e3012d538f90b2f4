"""MkDocs' settings of what it warns of: that is found here, with its place, and MkDocs is silent on it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from site_plugins.diagnostics.problems import Problem

_GROUPS = ("links", "nav")


class Validation:
    """The faults of the sorts that the site's settings have MkDocs warn of.

    What they leave at `info` or `ignore` stays as it is.
    """

    def __init__(self, settings: Any) -> None:
        """Take over what `validation` of MkDocs' settings has at `warn`."""
        self.problems: list[Problem] = []
        self._sorts: set[tuple[str, str]] = set()
        for group in _GROUPS:
            levels = settings[group]
            for sort in levels:
                if levels[sort] >= logging.WARNING:
                    self._sorts.add((group, sort))
                    levels[sort] = logging.DEBUG

    def add(self, group: str, faults: Iterable[tuple[str, Problem]]) -> None:
        """Take the faults whose sort is warned of; `group` is MkDocs' name of the group of sorts."""
        self.problems += [problem for sort, problem in faults if (group, sort) in self._sorts]
