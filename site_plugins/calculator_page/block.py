"""The calculator in Markdown: `/// calculator | guideline` becomes the form, `/// notice | id` one of its notices,
`/// questions | guideline` how many questions it asks, `/// paper-form` the questionnaire to print and to fill in
by hand.

Options of the extension: `lines`, the telephone lines that notices name; `content`, the folder that holds
`guidelines/`; `page`, the address of the page within the site; `style`, the CSL style of the published references.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from calculator import service
from calculator.core.calculator import Calculator
from site_plugins.calculator_page.form import refuse_mismatch, render_form
from site_plugins.calculator_page.paper import render_paper
from site_plugins.calculator_page.texts import text
from site_plugins.calculators import calculators_of, find_calculators
from site_plugins.diagnostics.characters import shorten
from site_plugins.guideline import (
    ContentError,
    Library,
    Locator,
    Problem,
    guideline_model,
    library_at,
    model_text,
)
from site_plugins.references import DEFAULT_STYLE
from site_plugins.rendering.placeholders import placeholders_of
from site_plugins.rendering.tree_text import atomic

ASSETS = Path(__file__).parent / "assets"

LINES = ("emergency", "urgent", "crisis")
"""The lines that notices name. No country is assumed: a site sets its own in `mkdocs.yml`."""

QUICK_ENTRY = "quick-entry"
"""The anchor by which a link leads to quick entry: the page's scripts know it too."""

LONGEST_LINE = 200
"""Characters of a telephone line at most."""


class CalculatorBlock(Block):  # type: ignore[misc]  # pymdownx has no type hints
    """The form for one guideline's plan."""

    NAME = "calculator"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Leave a place for the form, which needs the whole guideline."""
        slug, library = self.argument, library_at(self.config["content"])
        lines, page, style, publish = (self.config[name] for name in ("lines", "page", "style", "publish"))
        placeholders = placeholders_of(self.md, self.config["placeholders"])
        placeholders.add_check(partial(self._check, library))
        # Links to quick entry are checked before the form is there; without scripts they lead to the form.
        box = SubElement(parent, "div", {"class": "calculator-page", "id": QUICK_ENTRY})

        def render() -> str:
            guideline = library.guideline(slug)
            published = publish(slug) if publish else model_text(guideline_model(guideline, style))
            return render_form(_calculator_of(slug), guideline, published, lines, page)

        box.append(placeholders.add(render))
        return box

    def _check(self, library: Library) -> None:
        """Raise ContentError when there is no such guideline, or the calculator was not written for it."""
        slug, file = self.argument, self.config["file"]
        known = slug in library.slugs
        problem = _not_one_calculator(slug) if known else library.report_unknown_guideline(slug)
        if problem:
            named = Problem(self.config["page"] or "page", None, problem)
            raise ContentError([Locator.in_file(Path(file)).at_block(self.NAME, slug, problem) if file else named])
        refuse_mismatch(_calculator_of(slug), library.guideline(slug))


class NoticeBlock(Block):  # type: ignore[misc]
    """One of the calculator's notices, on another page."""

    NAME = "notice"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Write the notice. Raises ValueError for an id that no notice has."""
        owners = {notice.id: calculator for calculator in find_calculators() for notice in calculator.notices}
        if self.argument not in owners:
            raise ValueError(f"there is no notice {self.argument!r}; allowed: {', '.join(owners)}")
        box = SubElement(parent, "p", {"class": f"notice notice--{self.argument}"})
        box.text = atomic(owners[self.argument].notice_text(self.argument, self.config["lines"]))
        return box

    def on_markdown(self) -> str:
        """Take no Markdown: the notice's words are the calculator's."""
        return "raw"


class QuestionsBlock(Block):  # type: ignore[misc]
    """How many questions a guideline's calculator asks, and about how long they take."""

    NAME = "questions"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Write it, in figures of the calculator. Raises ValueError where the guideline has none."""
        if problem := _not_one_calculator(self.argument):
            raise ValueError(problem)
        calculator = _calculator_of(self.argument)
        counts = text(
            "way-in.questions",
            flags=str(len(calculator.red_flags)),
            items=str(len(calculator.instrument.items)),
        )
        minutes = text("way-in.minutes", minutes=str(calculator.minutes)) if calculator.minutes else ""
        box = SubElement(parent, "p", {"class": "door__text"})
        box.text = atomic(f"{counts} {minutes}".strip())
        return box

    def on_markdown(self) -> str:
        """Take no Markdown: its figures are the calculator's."""
        return "raw"


class PaperForm(Block):  # type: ignore[misc]
    """The questionnaire on one page of paper: of the guideline named, or of the only calculator that there is."""

    NAME = "paper-form"
    ARGUMENT = None

    def on_create(self, parent: Element) -> Element:
        """Write the questionnaire. Raises ValueError where it is not clear whose."""
        calculators = calculators_of(self.argument) if self.argument else find_calculators()
        if len(calculators) != 1:
            guidelines = ", ".join(calculator.guideline for calculator in find_calculators())
            raise ValueError(f"name the guideline whose questionnaire is meant; allowed: {guidelines}")
        calculator, library, lines = calculators[0], library_at(self.config["content"]), self.config["lines"]
        box = SubElement(parent, "div", {"class": "paper-form"})
        placeholders = placeholders_of(self.md, self.config["placeholders"])
        box.append(
            placeholders.add(lambda: render_paper(calculator, library.guideline(calculator.guideline), lines))
        )
        return box

    def on_markdown(self) -> str:
        """Take no Markdown: its words are the instrument's."""
        return "raw"


class CalculatorExtension(BlocksExtension):  # type: ignore[misc]
    """Registers the calculator block."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "content": ["content", "The folder that holds guidelines/"],
            "page": ["", "The page's address within the site"],
            "file": ["", "The page's file, in which problems are located; without it they name the page"],
            "placeholders": ["", "Collects the placeholders of all pages, to be filled in after the last one"],
            "style": [DEFAULT_STYLE, "The CSL style of the references in the published guideline"],
            "publish": ["", "Returns the published text of a guideline by its slug; without it, it is made here"],
            "lines": ["", "Telephone lines: emergency, urgent, crisis"],
        }
        super().__init__(**options)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the blocks. Raises ContentError for a telephone line that no notice names, or an empty one."""
        lines = self.getConfig("lines") or {}
        problems = [
            Problem(
                "mkdocs.yml", None, f"lumbar_calculator.lines.{name} is {shorten(repr(line))}; allowed: {allowed}."
            )
            for name, line in lines.items()
            for allowed in _allowed(name, line)
        ]
        if problems:
            raise ContentError(problems)
        given = {name: str(line) for name, line in lines.items()}
        config = {**self.getConfigs(), "lines": {**{name: text[f"line.{name}"] for name in LINES}, **given}}
        for block in (CalculatorBlock, NoticeBlock, QuestionsBlock, PaperForm):
            block_mgr.register(block, config)


def _calculator_of(slug: str) -> Calculator:
    return calculators_of(slug)[0]


def _not_one_calculator(slug: str) -> str | None:
    """Return what is wrong unless exactly one calculator was written for a guideline and answers in the browser."""
    calculators = calculators_of(slug)
    if len(calculators) > 1:
        names = ", ".join(calculator.id for calculator in calculators)
        return f"More than one calculator was written for {slug!r}: {names}. Install one of them."
    if not calculators:
        allowed = ", ".join(calculator.guideline for calculator in find_calculators())
        return f"No calculator was written for {slug!r}; allowed: {allowed}."
    if (calculators[0].source or calculators[0]) not in service.CALCULATORS:
        return (
            f"The calculator {calculators[0].id} does not answer in the reader's browser. "
            "Name it in CALCULATORS of calculator/service.py."
        )
    return None


def _allowed(name: str, line: object) -> list[str]:
    """Return what would be allowed where a telephone line is wrong."""
    if name not in LINES:
        return [f"no such line, only {', '.join(LINES)}"]
    if isinstance(line, bool) or not isinstance(line, str | int) or not str(line).strip():
        return ["a telephone number or some words"]
    if len(str(line)) > LONGEST_LINE:
        return [f"{LONGEST_LINE} characters at most: it stands in the text for a record, which is short"]
    return []
