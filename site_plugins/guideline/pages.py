"""The guideline's page and all other pages, as a Python-Markdown extension: numbers, links, marks and views.

It needs no MkDocs. Options: `content`, the folder that holds `guidelines/`; `page`, the address of the page
within the site, from which links are made; `report`, called with each problem instead of raising.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from site_plugins.guideline import views
from site_plugins.guideline.assemble import unknown_key
from site_plugins.guideline.citations import number_citations
from site_plugins.guideline.grammar import GrammarExtension
from site_plugins.guideline.library import Library, library_at
from site_plugins.guideline.model import Guideline, Statement, reference_anchor
from site_plugins.guideline.notes import ABOUT, find_notes, list_of_ids
from site_plugins.guideline.problems import ContentError, Problem, suggestion
from site_plugins.guideline.reader import AFTER_INLINE
from site_plugins.guideline.statements import EDITORS, Locate, find_statements
from site_plugins.texts import text

VIEW, GUIDELINE, STATEMENTS = "data-view", "data-guideline", "data-statements"


class _View(Block):  # type: ignore[misc]  # pymdownx has no type hints
    """A place for something made from the model: `/// name | guideline`."""

    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Leave a marked box, which the tree processor fills."""
        return SubElement(
            parent,
            "div",
            {
                "class": f"{self.NAME} {EDITORS}",
                VIEW: self.NAME,
                GUIDELINE: self.argument,
                STATEMENTS: " ".join(self.options.get("statements", [])),
            },
        )


class GuidelineCard(_View):
    """Who is behind the guideline; it also tells which guideline the page is."""

    NAME = "guideline-card"


class ReferenceList(_View):
    """The numbered references with their back-links."""

    NAME = "reference-list"


class PlainLanguage(_View):
    """The patients' wording of some statements, or of all."""

    NAME = "plain-language"
    OPTIONS: ClassVar[dict[str, Any]] = {"statements": ([], list_of_ids)}


class GuidelineExtension(BlocksExtension):  # type: ignore[misc]
    """Everything that a page shows of guidelines."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "content": ["content", "The folder that holds guidelines/"],
            "page": ["", "The page's address within the site"],
            "report": [None, "Called with each problem; without it problems are raised"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Register the grammar and the tree processor."""
        GrammarExtension().extendMarkdown(md)
        super().extendMarkdown(md)
        processor = _PageProcessor(md, library_at(str(self.getConfig("content"))), self.getConfig("page"))
        processor.report = self.getConfig("report") or processor.report
        md.treeprocessors.register(processor, "lumbar-pages", AFTER_INLINE)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the views."""
        for block in (GuidelineCard, ReferenceList, PlainLanguage):
            block_mgr.register(block, self.getConfigs())


def _raise(problem: Problem) -> None:
    raise ContentError([problem])


class _PageProcessor(Treeprocessor):
    def __init__(self, md: Markdown, library: Library, page: str) -> None:
        super().__init__(md)
        self.library = library
        self.page = page
        self.report: Callable[[Problem], None] = _raise

    def run(self, root: Element) -> None:
        locate = Locate(self.page or "page", getattr(self.md, "lines", []))
        card = root.find(f".//*[@{VIEW}='{GuidelineCard.NAME}']")
        own = None if card is None else self.library.guideline(card.get(GUIDELINE, ""))
        if own is not None:
            # What is wrong with them was said when the library read the guideline.
            marked, _problems = find_statements(root, locate)
            for found in marked:
                self._mark(found.element, found.statement, own)
            for _note, element in find_notes(root):
                self._link_note(element, own)
        number_citations(root, lambda key: self._reference(key, own, locate))
        for element in root.iter("div"):
            if element.get(VIEW):
                self._fill(element, locate)

    def _reference(self, key: str, own: Guideline | None, locate: Locate) -> tuple[int, str] | None:
        guideline = own or self.library.find_reference(key)
        reference = guideline.reference_by_id.get(key) if guideline else None
        if guideline is None or reference is None:
            known = [name for each in self.library.guidelines() for name in each.reference_by_id]
            self.report(unknown_key(key, known, locate))
            return None
        return reference.number, views.markdown_link(guideline, reference_anchor(key), self.page)

    def _mark(self, element: Element, statement: Statement, guideline: Guideline) -> None:
        """Give a statement its anchor, the word for its kind and the links that belong to it."""
        element.set("id", statement.id)
        element.set("class", f"statement statement--{statement.kind}")
        label = Element("span", {"class": f"statement__kind {EDITORS}"})
        label.text = text(f"kind.{statement.kind}")
        label.tail = f" {element.text or ''}"
        element.text = ""
        element.insert(0, label)
        tools = SubElement(element, "span", {"class": f"statement__tools {EDITORS}"})
        for note in guideline.notes_on(statement.id):
            link = SubElement(tools, "a", {"class": "statement__note", "href": f"#{note.id}", "title": note.title})
            link.text = text("statement.note")
            link.tail = " "
        anchor = SubElement(
            tools,
            "a",
            {
                "class": "statement__link",
                "href": f"#{statement.id}",
                "aria-label": text("statement.link", words=statement.first_words),
            },
        )
        anchor.text = "#"

    def _link_note(self, element: Element, guideline: Guideline) -> None:
        """Say below a note which statements it is about."""
        about = element.attrib.pop(ABOUT).split()
        line = SubElement(element, "p", {"class": "editors-note__about"})
        line.text = text("note.about") + " "
        for name in about:
            link = SubElement(line, "a", {"href": f"#{name}"})
            link.text = guideline.statement_by_id[name].first_words
            link.tail = "" if name == about[-1] else "; "

    def _fill(self, element: Element, locate: Locate) -> None:
        view = element.attrib.pop(VIEW)
        guideline = self.library.guideline(element.attrib.pop(GUIDELINE))
        names = element.attrib.pop(STATEMENTS).split() or list(guideline.statement_by_id)
        unknown = [name for name in names if name not in guideline.plain] if view == PlainLanguage.NAME else []
        for name in unknown:
            near = suggestion(name, guideline.plain)
            self.report(locate(name, f"“{name}” is no statement with a wording for patients.{near}"))
        view_element = {
            GuidelineCard.NAME: lambda: views.guideline_card(guideline),
            ReferenceList.NAME: lambda: views.reference_list(guideline, self.page),
            PlainLanguage.NAME: lambda: views.plain_language(
                guideline, self.page, [name for name in names if name not in unknown]
            ),
        }[view]()
        element.extend(view_element)
