"""The calculator's page: the form, rendered at build time from the instrument, and its scripts."""

from __future__ import annotations

from typing import Any

from site_plugins.calculator_page.block import ASSETS, CalculatorExtension

__all__ = ["ASSETS", "CalculatorExtension", "makeExtension"]


def makeExtension(**options: Any) -> CalculatorExtension:  # noqa: N802  (Python-Markdown's name)
    """Return the Markdown extension; its options are in `block.py`."""
    return CalculatorExtension(**options)
