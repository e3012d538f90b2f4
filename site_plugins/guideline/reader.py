"""Reading one guideline's page into the model, with plain Python-Markdown and nothing of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from site_plugins.guideline.assemble import assemble
from site_plugins.guideline.front_matter import read_front_matter, split_front_matter
from site_plugins.guideline.grammar import GrammarExtension
from site_plugins.guideline.model import Guideline, Record
from site_plugins.guideline.statements import Locate

AFTER_INLINE = 15
"""Tree processors run from high to low: inline patterns are done at 20, attribute lists come at 8."""


class _Tap(Extension, Treeprocessor):
    """Hands the finished tree of a page to a function."""

    def __init__(self, take: Callable[[Element], None]) -> None:
        Extension.__init__(self)
        self._take = take

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        md.treeprocessors.register(self, "lumbar-tap", AFTER_INLINE)

    def run(self, root: Element) -> None:
        self._take(root)


def read_guideline(
    file: Path, *, slug: str, records: Mapping[str, Record], plain: Mapping[str, str], plain_file: str
) -> Guideline:
    """Read the guideline's page `file` into the model.

    `records` and `plain` are its references and patients' wording. Raises ContentError with every problem
    of the page.
    """
    front, body = split_front_matter(file.read_text(encoding="utf-8"))
    about = read_front_matter(front, str(file))
    trees: list[Element] = []
    Markdown(extensions=["attr_list", "tables", GrammarExtension(), _Tap(trees.append)]).convert(body)
    return assemble(
        trees[0],
        Locate(str(file), body.splitlines()),
        slug=slug,
        about=about,
        records=records,
        plain=plain,
        plain_file=plain_file,
    )
