"""The elements of a style that choose by what a work is and has."""

# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from citeproc import model

from site_plugins.references.processor.base import Parent
from site_plugins.references.processor.numbers import NUMERIC
from site_plugins.references.processor.work import Cited, Work


class Choose(Parent, model.Choose):
    """The first branch whose conditions hold."""

    transparent = True

    def render(self, item: Cited, delimiter: str = "", **_context: Any) -> str | None:
        """Return what that branch prints."""
        for branch in self.kept_children:
            if branch.holds(item.reference):
                said: str | None = branch.render_children(item, delimiter=delimiter)
                return said
        return None


class Else(Parent, model.Else):
    """The branch for all other works."""

    def holds(self, _work: Work) -> bool:
        """Tell that it is this branch."""
        return True


class If(Parent, model.If):
    """A branch with conditions."""

    def holds(self, work: Work) -> bool:
        """Tell whether its conditions hold for a work."""
        results = (condition(work) for condition in self.conditions)
        match = self.match
        return any(results) if match == "any" else not any(results) if match == "none" else all(results)

    @cached_property
    def match(self) -> str:
        """How many of the conditions have to hold."""
        return str(self.get("match", "all"))

    @cached_property
    def conditions(self) -> tuple[Callable[[Work], bool], ...]:
        """The conditions one by one. A citation's own (locator, position, disambiguation) never hold in a list."""
        return tuple(
            _CONDITIONS.get(test, _never)(value.replace("-", "_") if test != "type" else value)
            for test, values in self.attrib.items()
            if test != "match"
            for value in values.split()
        )


class ElseIf(If, model.Else_If):
    """A branch for works for which those before it do not hold."""


def _is_type(kind: str) -> Callable[[Work], bool]:
    return lambda work: work.type == kind


def _has(variable: str) -> Callable[[Work], bool]:
    return lambda work: variable in work


def _is_numeric(variable: str) -> Callable[[Work], bool]:
    def holds(work: Work) -> bool:
        value = work.get(variable)
        # Some styles ask it of a date.
        return isinstance(value, str) and NUMERIC.fullmatch(value) is not None

    return holds


def _is_uncertain_date(variable: str) -> Callable[[Work], bool]:
    return lambda work: variable in work and work[variable].circa


def _never(_value: str) -> Callable[[Work], bool]:
    return lambda _work: False


_CONDITIONS = {
    "type": _is_type,
    "variable": _has,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain_date,
}
