"""Completing a page once every guideline is read: its checks, and what stands in its placeholders.

It holds nothing of the conversion: a site of a thousand pages waits in memory until its last page is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from site_plugins.diagnostics.markdown_places import Locator
from site_plugins.diagnostics.problems import ContentError, Problem, attempt, suggestion
from site_plugins.guideline.assemble import report_unknown_key
from site_plugins.guideline.blocks import GlossaryList, PlainLanguage, ReferenceList, ReferencePage
from site_plugins.guideline.page_view import PageView


@dataclass(frozen=True)
class ViewBlock:
    """A block that shows something of a guideline."""

    name: str
    argument: str
    statements: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The guideline's name."""
        return self.argument.partition("/")[0] if self.name == ReferencePage.NAME else self.argument


@dataclass
class PageCompletion:
    """Makes the parts of one page, after all of them were checked."""

    view: PageView
    locator: Locator
    own: str | None
    """The guideline whose page it is."""
    cited: Callable[[tuple[str, str]], None]
    """Called with each reference that the page cites."""
    problems: list[Problem] = field(default_factory=list)
    """What the conversion found wrong."""
    keys: dict[str, None] = field(default_factory=dict)
    """What the page cites, in order."""
    blocks: list[ViewBlock] = field(default_factory=list)

    def check(self) -> None:
        """Raise ContentError with everything that is wrong with the page, and with its guideline."""
        problems = list(self.problems)
        if self.own is not None:
            attempt(partial(self.view.library.guideline, self.own), problems)
        # Whatever is wrong with a guideline is said above, or where it is read for itself.
        attempt(lambda: problems.extend(self._find_unknown_keys()), [])
        for block in self.blocks:
            attempt(partial(self._check_block, block), problems)
        if problems:
            raise ContentError(problems)

    def render_block(self, block: ViewBlock) -> str:
        """Return what a block shows."""
        view = self.view
        if block.name == ReferencePage.NAME:
            return view.reference_page(*block.argument.split("/", 1))
        if block.name == PlainLanguage.NAME:
            return view.plain_language(block.slug, block.statements)
        return view.reference_list(block.slug) if block.name == ReferenceList.NAME else view.card(block.slug)

    def _find_unknown_keys(self) -> Iterator[Problem]:
        library = self.view.library
        for key in self.keys:
            citation = self.view.find(key)
            if citation is None:
                known = [name for each in library.guidelines() for name in each.reference_by_id]
                yield from report_unknown_key(key, known, self.locator)
            else:
                self.cited((citation[0].slug, key))

    def _check_block(self, block: ViewBlock) -> None:
        library = self.view.library
        if block.slug not in library.slugs:
            raise ContentError(
                [self.locator.at_block(block.name, block.argument, library.report_unknown_guideline(block.slug))]
            )
        guideline = library.guideline(block.slug)
        if block.name == PlainLanguage.NAME:
            message = "“{}” is not the id of a statement that has wording for patients.{}"
            unknown = [name for name in block.statements if name not in guideline.plain]
            if unknown:
                raise ContentError(
                    self.locator.at_item(name, message.format(name, suggestion(name, guideline.plain)))
                    for name in unknown
                )
            if not guideline.plain:
                none = f"{guideline.slug} has no wording for patients; add a plain-language.yml to its folder."
                raise ContentError([self.locator.at_block(block.name, block.argument, none)])
        if block.name == GlossaryList.NAME and not guideline.terms:
            none = f"{guideline.slug} has no glossary; add a glossary.yml to its folder."
            raise ContentError([self.locator.at_block(block.name, block.argument, none)])
        if block.name == ReferencePage.NAME:
            key = block.argument.partition("/")[2]
            if key not in guideline.reference_by_id:
                message = f"There is no reference “{key}”.{suggestion(key, guideline.reference_by_id)}"
                raise ContentError([self.locator.at_block(block.name, block.argument, message)])
