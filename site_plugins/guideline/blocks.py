"""What a page shows of a guideline, in Markdown:

/// guideline-card | slug
///

/// reference-list | slug
///

/// reference-page | slug/key
///

/// plain-language | slug
    statements: [statement-id, another-id]
///
"""

from __future__ import annotations

from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks.block import Block

from site_plugins.guideline.notes import list_of_ids
from site_plugins.guideline.statements import EDITORS

VIEW, GUIDELINE, STATEMENTS = "data-view", "data-guideline", "data-statements"


class View(Block):  # type: ignore[misc]  # pymdownx has no type hints
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


class GuidelineCard(View):
    """Who is behind the guideline; it also tells which guideline the page is."""

    NAME = "guideline-card"


class ReferenceList(View):
    """The numbered references with their back-links."""

    NAME = "reference-list"


class ReferencePage(View):
    """All that is known of one reference: `/// reference-page | guideline/key`."""

    NAME = "reference-page"


class PlainLanguage(View):
    """The patients' wording of some statements, or of all."""

    NAME = "plain-language"
    OPTIONS: ClassVar[dict[str, Any]] = {"statements": ([], list_of_ids)}


BLOCKS: tuple[type[View], ...] = (GuidelineCard, ReferenceList, ReferencePage, PlainLanguage)
