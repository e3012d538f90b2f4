"""The calculators that a site can carry: found by their entry points, so that the generator names none of them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from calculator.core.calculator import Calculator

__all__ = ["GROUP", "calculators_of", "find_calculators"]

GROUP = "lumbar.calculators"
"""The group of entry points under which a distribution names its calculators."""


@cache
def find_calculators() -> tuple[Calculator, ...]:
    """Return all calculators that are installed, in the order of their names.

    Raises TypeError for an entry point that leads to anything else.
    """
    found = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        calculator = entry.load()
        if not isinstance(calculator, Calculator):
            raise TypeError(f"the entry point {entry.name!r} of {GROUP} is {entry.value}, which is no Calculator")
        found.append(calculator)
    return tuple(found)


def calculators_of(guideline: str) -> tuple[Calculator, ...]:
    """Return the calculators that were written for a guideline; `guideline` is its slug."""
    return tuple(calculator for calculator in find_calculators() if calculator.guideline == guideline)
