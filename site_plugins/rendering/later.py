"""Parts of a page that can only be made once every guideline has been read, such as a citation's number.

A conversion leaves a mark for each of them. Python-Markdown alone fills the marks in at the end of the page. A
builder of sites collects them instead (`Waiting`): after the last page it asks for all problems (`check`), and then
has one page after the other filled in (`fill`), so that a large site never stands in memory as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from site_plugins.diagnostics.problems import ContentError, Problem, attempt

TAG = "lumbar-later"
_MARK = re.compile(rf'<{TAG} n="(\d+)"></{TAG}>')
_numbers = count(1)

type Make = Callable[[], str]
type Check = Callable[[], object]
"""Raises ContentError with everything that is wrong."""


@dataclass
class Waiting:
    """What pages still need."""

    makers: dict[int, Make] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)

    def check(self) -> None:
        """Raise ContentError with the problems of all pages, if there are any."""
        problems: list[Problem] = []
        for check in self.checks:
            attempt(check, problems)
        self.checks.clear()
        if problems:
            raise ContentError(problems)

    def fill(self, html: str) -> str:
        """Return a page with its marks replaced; each can be made once."""
        return _MARK.sub(lambda mark: self.makers.pop(int(mark[1]))(), html)


class Later(Postprocessor):
    """Keeps what the page under conversion is to show later."""

    def __init__(self, md: Markdown, waiting: Waiting | None) -> None:
        super().__init__(md)
        self._at_once = waiting is None
        self._waiting = waiting or Waiting()
        self.tree_done = False

    def check(self, check: Check) -> None:
        """Have something checked when all guidelines are read, before anything is made."""
        self._waiting.checks.append(check)

    def element(self, make: Make) -> Element:
        """Return an element that `make`'s HTML replaces in the end."""
        number = next(_numbers)
        self._waiting.makers[number] = make
        return Element(TAG, {"n": str(number)})

    def take_over(self, element: Element, make: Make) -> None:
        """Let `make`'s HTML replace an element that the page has already; the text behind it stays."""
        tail = element.tail
        element.clear()
        element.tail = tail
        mark = self.element(make)
        element.tag = mark.tag
        element.attrib.update(mark.attrib)

    def run(self, text: str) -> str:
        """Finish the page, unless somebody waits for the last one. Raises ContentError."""
        if not self._at_once or not self.tree_done:
            return text
        self.tree_done = False
        self._waiting.check()
        return self._waiting.fill(text)


class _TreeDone(Treeprocessor):
    def __init__(self, later: Later) -> None:
        super().__init__()
        self._later = later

    def run(self, root: Element) -> None:
        self._later.tree_done = True


def later_of(md: Markdown, waiting: object) -> Later:
    """Return the one of a conversion; the first caller's `Waiting` counts, and anything else means at once."""
    name = "lumbar-later"
    if name not in md.postprocessors:
        given = waiting if isinstance(waiting, Waiting) else None
        # After everything else has made text of the page.
        later = Later(md, given)
        md.postprocessors.register(later, name, -10)
        # The table of contents has headings made text of before the page is.
        md.treeprocessors.register(_TreeDone(later), name, -10)
    found = md.postprocessors[name]
    assert isinstance(found, Later)
    return found
