"""Reading one guideline's folder into the model, with plain Python-Markdown and nothing of a site."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from site_plugins.guideline.assemble import assemble, mismatches
from site_plugins.guideline.front_matter import read_front_matter, split_front_matter
from site_plugins.guideline.grammar import GrammarExtension, unread_blocks, unread_citations
from site_plugins.guideline.locate import Locate
from site_plugins.guideline.model import Guideline
from site_plugins.guideline.notes import EditorsNote, find_notes
from site_plugins.guideline.statements import find_statements
from site_plugins.guideline.wording import read_wording
from site_plugins.problems import ContentError, Problem, attempt, read_text
from site_plugins.references.records import read_records

PAGE, RECORDS, WORDING = "index.md", "references.json", "plain-language.yml"
"""The files of a guideline's folder."""

AFTER_INLINE = 15
"""Tree processors run from high to low: inline patterns are done at 20, attribute lists come at 8."""


class _Tap(Extension, Treeprocessor):
    """Hands a page's tree to a function, its inline parts done and its attribute lists still there."""

    def __init__(self, take: Callable[[Element], None]) -> None:
        Extension.__init__(self)
        self._take = take

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        md.treeprocessors.register(self, "lumbar-tap", AFTER_INLINE)

    def run(self, root: Element) -> None:
        # A copy: what runs after this one would take the attribute lists off.
        self._take(deepcopy(root))


def read_guideline(folder: Path, slug: str) -> Guideline:
    """Read a guideline's folder into the model. Raises ContentError with every problem of its files."""
    file = folder / PAGE
    problems: list[Problem] = []
    records = attempt(lambda: read_records(folder / RECORDS), problems)
    wording = attempt(lambda: read_wording(folder / WORDING), problems)
    problems += [problem for read in (records, wording) if read for problem in read.problems]
    text = attempt(lambda: read_text(file), problems)
    if text is None:
        raise ContentError(problems)
    front, body = split_front_matter(text)
    about = attempt(lambda: read_front_matter(front, str(file)), problems)
    locate = Locate(str(file), body.split("\n"))
    tree = _tree(body)
    # Other extensions' blocks are no business of the model; a note that was not read would pass for the source.
    problems += [*unread_blocks(tree, locate, EditorsNote.NAME), *unread_citations(tree, locate)]
    found = find_statements(tree, locate)
    problems += found.problems
    notes = tuple(note for note, _element in find_notes(tree))
    problems += mismatches(found, notes, None if records is None else records.ids, wording, locate)
    if problems or records is None or about is None:
        raise ContentError(problems)
    return assemble(
        slug,
        about,
        tuple(marked.statement for marked in found.marked),
        notes,
        records.by_id,
        wording.texts if wording else {},
    )


def _tree(markdown: str) -> Element:
    """Return the tree of a page, with the syntax that MkDocs knows by itself."""
    trees: list[Element] = []
    grammar: list[Extension] = [GrammarExtension(), _Tap(trees.append)]
    Markdown(extensions=["attr_list", "fenced_code", "md_in_html", "tables", *grammar]).convert(markdown)
    # Python-Markdown builds no tree of an empty page.
    return trees[0] if trees else Element("div")
