"""Placeholders for parts of a page that need every guideline to have been read, such as a citation's number.

A conversion leaves a placeholder for each of them. Python-Markdown alone fills them in at the end of the page. A
builder of sites collects them instead (`Placeholders`): after the last page it asks for all problems (`check`), and
then has one page after the other filled in (`fill`), so that a large site never stands in memory as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from secrets import token_hex
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from site_plugins.diagnostics.problems import ContentError, Problem, attempt

TAG = "lumbar-placeholder"
# In each run another: a page's text cannot hold one of its own.
_MARK = token_hex(8)
_PLACEHOLDER = re.compile(rf'<{TAG} n="{_MARK}-(\d+)"></{TAG}>')
_numbers = count(1)

type Render = Callable[..., str]
"""Returns the HTML that stands in a placeholder's stead, from the arguments that it was given with."""
type Check = Callable[[], object]
"""Raises ContentError with everything that is wrong."""


@dataclass
class Placeholders:
    """The placeholders of pages that wait for the last one, and what is to be checked before they are filled."""

    renderers: dict[int, tuple[Render, tuple[object, ...]]] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    kept: bool = False
    """Whether all are checked and filled in more than once, as a preview does, which converts no page again."""

    def check(self) -> None:
        """Raise ContentError with the problems of all pages, if there are any."""
        problems: list[Problem] = []
        for check in self.checks:
            attempt(check, problems)
        if not self.kept:
            self.checks.clear()
        if problems:
            raise ContentError(problems)

    def fill(self, html: str) -> str:
        """Return a page with its placeholders replaced; each can be filled once, unless they are kept."""
        take = self.renderers.__getitem__ if self.kept else self.renderers.pop

        def render(match: re.Match[str]) -> str:
            make, arguments = take(int(match[1]))
            return make(*arguments)

        return _PLACEHOLDER.sub(render, html)


class PlaceholderProcessor(Postprocessor):
    """Leaves placeholders on a page, and fills them in at its end unless a builder of sites collects them."""

    def __init__(self, md: Markdown, collected: Placeholders | None) -> None:
        super().__init__(md)
        self._fills_at_once = collected is None
        self._placeholders = collected or Placeholders()
        self.tree_done = False
        self._lookers: list[Callable[[str], None]] = []

    def add_check(self, check: Check) -> None:
        """Have something checked when all guidelines are read, before anything is filled in."""
        self._placeholders.checks.append(check)

    def add(self, render: Render, *arguments: object) -> Element:
        """Return a placeholder, which the HTML replaces that `render` makes of the arguments in the end.

        A large site has tens of thousands: arguments take a quarter of the memory of a function that holds them.
        """
        number = next(_numbers)
        self._placeholders.renderers[number] = render, arguments
        return Element(TAG, {"n": f"{_MARK}-{number}"})

    def replace(self, element: Element, render: Render, *arguments: object) -> None:
        """Make a placeholder of an element that the page has already; the text behind it stays."""
        tail = element.tail
        element.clear()
        element.tail = tail
        placeholder = self.add(render, *arguments)
        element.tag = placeholder.tag
        element.attrib.update(placeholder.attrib)

    def look_at(self, look: Callable[[str], None], *, placeholders: bool = False) -> None:
        """Have the page's own HTML looked at when it is finished, before anything is checked or filled in.

        With `placeholders` they stand in it, as elements called TAG.
        """
        self._lookers.append(look if placeholders else lambda html: look(_PLACEHOLDER.sub("", html)))

    def run(self, text: str) -> str:
        """Fill the page in, unless a builder does it after the last page. Raises ContentError."""
        # Headings have been made text of before, each for itself.
        if not self.tree_done:
            return text
        self.tree_done = False
        lookers, self._lookers = self._lookers, []
        for look in lookers:
            look(text)
        if not self._fills_at_once:
            return text
        self._placeholders.check()
        return self._placeholders.fill(text)


class _TreeDone(Treeprocessor):
    def __init__(self, postprocessor: PlaceholderProcessor) -> None:
        super().__init__()
        self._postprocessor = postprocessor

    def run(self, root: Element) -> None:
        self._postprocessor.tree_done = True


def placeholders_of(md: Markdown, collected: object) -> PlaceholderProcessor:
    """Return what leaves placeholders in a conversion.

    `collected` are the `Placeholders` of a builder of sites, of which the first caller's count; anything else means
    that each page is filled in at its end.
    """
    name = "lumbar-placeholders"
    if name not in md.postprocessors:
        # After everything else has made text of the page.
        postprocessor = PlaceholderProcessor(md, collected if isinstance(collected, Placeholders) else None)
        md.postprocessors.register(postprocessor, name, -10)
        # The table of contents has headings made text of before the page is.
        md.treeprocessors.register(_TreeDone(postprocessor), name, -10)
    registered = md.postprocessors[name]
    assert isinstance(registered, PlaceholderProcessor)
    return registered
