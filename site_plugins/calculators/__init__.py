"""The calculators that a site can carry: found by their entry points, so that the generator names none of them."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.metadata import EntryPoint, entry_points

from calculator.core.calculator import Calculator
from calculator.core.language import Language, language_in_use
from calculator.core.translation import translate_calculator
from site_plugins.diagnostics.problems import ContentError, Problem

__all__ = ["GROUP", "calculators_of", "find_calculators", "installed_calculators"]

GROUP = "lumbar.calculators"
"""The group of entry points under which a distribution names its calculators."""


def find_calculators() -> tuple[Calculator, ...]:
    """Return all calculators that are installed, in the order of their names, in the language in use.

    Raises ContentError as `installed_calculators` does.
    """
    language = language_in_use()
    return installed_calculators() if language is None else _translated_into(language)


@lru_cache(maxsize=4)
def _translated_into(language: Language) -> tuple[Calculator, ...]:
    return tuple(translate_calculator(each, language) for each in installed_calculators())


@cache
def installed_calculators() -> tuple[Calculator, ...]:
    """Return all calculators that are installed, in the order of their names, in English.

    Raises ContentError for an entry point that cannot be loaded or leads to anything else, and where there is none:
    then the checkout was installed before it named its calculators.
    """
    entries = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    if not entries:
        problem = (
            f"Nothing that is installed names a calculator (entry points {GROUP}). Install the checkout again."
        )
        raise ContentError([Problem("pyproject.toml", None, problem)])
    return tuple(_load(entry) for entry in entries)


def _load(entry: EntryPoint) -> Calculator:
    try:
        calculator = entry.load()
    except (ImportError, AttributeError) as error:
        problem = f"The entry point {entry.name!r} of {GROUP} is {entry.value}, which cannot be loaded: {error}."
        raise ContentError([Problem("pyproject.toml", None, problem)]) from error
    if isinstance(calculator, Calculator):
        return calculator
    problem = f"The entry point {entry.name!r} of {GROUP} is {entry.value}, which is not a Calculator."
    raise ContentError([Problem("pyproject.toml", None, problem)])


def calculators_of(guideline: str) -> tuple[Calculator, ...]:
    """Return the calculators that were written for a guideline; `guideline` is its slug."""
    return tuple(calculator for calculator in find_calculators() if calculator.guideline == guideline)
