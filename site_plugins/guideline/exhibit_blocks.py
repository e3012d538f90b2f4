"""The blocks of tables and figures.

/// table | Caption, with citations
    id: tab-sheets
    n: 2

| Sheet | Crew |
| - | - |
| A4 | one acorn[a] |

[a] In calm water.
///

/// dose-table | Caption
    id: tab-starch
    columns: [drug, dose, unit, route]
    drug: Potato starch
    units: [spoonfuls]
///

/// figure | Caption
    id: fig-folds
    credit: Drawn by ...

![What is to be seen](folds.svg)

What its abbreviations stand for.
///

/// flow-chart | Caption
    id: fig-launch

![What is to be seen](launch.svg)

1. Is the hull dry?
    - Yes: launch it.
///
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks.block import Block, type_any, type_string

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import Problem
from site_plugins.guideline.exhibits import ExhibitKind
from site_plugins.guideline.ratings import LEVELS

_KIND, _ARGUMENT, _OPTIONS = "data-exhibit", "data-argument", "data-options"
"""Hold what a block was given until it is read."""
CREDIT = "exhibit__credit"
"""The class of the line that says whose a figure is."""
CREDIT_FROM = ("editors", "source")
"""Whose words a credit may be; the editors' are not compared with the source."""


class _ExhibitBlock(Block):  # type: ignore[misc]  # pymdownx has no type hints
    ARGUMENT = True
    ARGUMENT_IS = "caption"
    PROSE = ("credit",)
    # What an option may be is said when the page is read: of a block that is not made, only that it is none.
    OPTIONS: ClassVar[dict[str, Any]] = {
        "id": ("", type_any),
        "n": (None, type_any),
        "unexplained": ([], type_any),
    }

    def on_create(self, parent: Element) -> Element:
        """Make the box with its caption."""
        box = SubElement(
            parent,
            "figure",
            {
                "class": f"exhibit exhibit--{self.NAME}",
                _KIND: self.NAME,
                _ARGUMENT: self.argument,
                _OPTIONS: json.dumps({name: self.options[name] for name in self.OPTIONS}, default=str),
            },
        )
        SubElement(box, "figcaption", {"class": "exhibit__caption"}).text = self.argument
        if self.options.get("credit"):
            SubElement(box, "p", {"class": CREDIT}).text = self.options["credit"]
        return box


class TableBlock(_ExhibitBlock):
    """A table with its caption and its notes."""

    NAME = ExhibitKind.TABLE.value
    OPTIONS: ClassVar[dict[str, Any]] = {
        **_ExhibitBlock.OPTIONS,
        **dict.fromkeys((*LEVELS, "scheme"), (None, type_any)),
    }


class DoseTableBlock(_ExhibitBlock):
    """A table of doses, in which no number may be without its unit."""

    NAME = ExhibitKind.DOSE_TABLE.value
    REFUSED = ("read-by",)
    OPTIONS: ClassVar[dict[str, Any]] = {
        **TableBlock.OPTIONS,
        "columns": ([], type_any),
        "drug": (None, type_any),
        "units": ([], type_any),
        "read-by": (None, type_any),
    }


class FigureBlock(_ExhibitBlock):
    """A picture with its caption and whose it is."""

    NAME = ExhibitKind.FIGURE.value
    OPTIONS: ClassVar[dict[str, Any]] = {
        **_ExhibitBlock.OPTIONS,
        "credit": ("", type_string),
        "credit-from": ("editors", type_any),
    }


class FlowChartBlock(_ExhibitBlock):
    """A flow chart and, in lists, what it says."""

    NAME = ExhibitKind.FLOW_CHART.value
    OPTIONS: ClassVar[dict[str, Any]] = FigureBlock.OPTIONS


EXHIBIT_BLOCKS: tuple[type[_ExhibitBlock], ...] = (TableBlock, DoseTableBlock, FigureBlock, FlowChartBlock)


@dataclass(frozen=True)
class Box:
    """A block as it was typed, with the element that it stands in."""

    element: Element
    kind: ExhibitKind
    argument: str
    nth: int
    """Which one it is of the blocks of its page that have the same kind and argument, from 1."""
    options: dict[str, Any]

    @property
    def caption(self) -> Element:
        """The element of its caption."""
        return self.element[0]

    def problem(self, locator: Locator, words: str) -> Problem:
        """Return what is wrong with it: `words` go on from its name."""
        message = f"The {self.kind.value.replace('-', ' ')} “{self.argument}” {words}"
        return locator.at_block(self.kind, self.argument, message, nth=self.nth)


def words_of(box: Box, option: str, problems: list[Problem], locator: Locator) -> list[str]:
    """Return the words that an option of a block lists; what is no list of words is added to the problems."""
    value = box.options[option]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    problems.append(box.problem(locator, f"has {option}: {value!r}; a list of words is expected: [one, another]."))
    return []


def take_boxes(root: Element) -> Iterator[Box]:
    """Yield the boxes of a page, in order, and take off what they keep for being read."""
    seen: Counter[tuple[str, str]] = Counter()
    for element in root.iter("figure"):
        kind = element.attrib.pop(_KIND, None)
        if kind is not None:
            argument = element.attrib.pop(_ARGUMENT)
            seen[kind, argument] += 1
            options = json.loads(element.attrib.pop(_OPTIONS))
            yield Box(element, ExhibitKind(kind), argument, seen[kind, argument], options)
