"""What a source says about its statements beside them: remarks, rationale, evidence and so on, each a block.

/// remarks | Title, where the source has one
    about: [statement-id, another-id]

The source's own words, with citations.
///

Such a part stands on its page where its author wrote it, and the layers of its statements lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks.block import Block

from site_plugins.guideline.blocks import list_of_ids, slug_of
from site_plugins.guideline.citations import citations_of
from site_plugins.guideline.model import StatementPart, is_whole_heading
from site_plugins.guideline.statements import EDITORS, PART, plain_text
from site_plugins.guideline.texts import text
from site_plugins.rendering.tree_text import atomic

PART_ABOUT, PART_TITLE = "data-about-statements", "data-title"
"""Holds the ids of a part's statements until they are checked and linked."""


@dataclass(frozen=True)
class PartKind:
    """A kind of part. Its label stands among the texts as `part.<name>`."""

    name: str
    """The block's."""
    folded: bool
    """Whether a page shows its heading alone until it is opened: what a reader need not know before acting."""
    quoted: bool = False
    """Whether a quotation of the statement has it: what changes the meaning of the sentence."""


PART_KINDS = {
    kind.name: kind
    for kind in (
        PartKind("remarks", folded=False, quoted=True),
        PartKind("target-group", folded=False, quoted=True),
        PartKind("setting", folded=False, quoted=True),
        PartKind("rationale", folded=True),
        PartKind("benefits-and-harms", folded=True),
        PartKind("values", folded=True),
        PartKind("resources", folded=True),
        PartKind("equity", folded=True),
        PartKind("feasibility", folded=True),
        PartKind("acceptability", folded=True),
        PartKind("evidence-summary", folded=True),
    )
}
"""All kinds, by name."""


class PartBlock(Block):  # type: ignore[misc]  # pymdownx has no type hints
    """A part: a section, or a folded one."""

    KIND: ClassVar[PartKind]
    ARGUMENT = None
    HOLDS_WORDS = True
    OPTIONS: ClassVar[dict[str, Any]] = {"about": ([], list_of_ids)}

    def on_create(self, parent: Element) -> Element:
        """Make the part's box with its heading."""
        name, title = self.NAME, self.argument or ""
        about = " ".join(self.options["about"])
        # A heading such as “Remarks:” stands above many parts.
        title_of_its_own = "" if is_whole_heading(title) else title
        part_id = f"{name}-{slug_of(title_of_its_own) or about.partition(' ')[0]}"
        box = SubElement(
            parent,
            "details" if self.KIND.folded else "section",
            {"class": f"part part--{name}", "id": part_id, PART: name, PART_ABOUT: about, PART_TITLE: title},
        )
        heading = SubElement(box, "summary" if self.KIND.folded else "p", {"class": "part__title"})
        if not self.KIND.folded:
            box.set("aria-labelledby", f"{part_id}:title")
            heading.set("id", f"{part_id}:title")
        # The word for the kind is the site's; a title is the source's.
        if is_whole_heading(title):
            heading.text = atomic(title)
        else:
            label = SubElement(heading, "span", {"class": f"part__label {EDITORS}"})
            label.text = text(f"part.{name}") + (":" if title else "")
            label.tail = atomic(f" {title}") if title else None
        return box


PART_BLOCKS: tuple[type[PartBlock], ...] = tuple(
    type(f"Part{kind.name.title().replace('-', '')}", (PartBlock,), {"NAME": kind.name, "KIND": kind})
    for kind in PART_KINDS.values()
)
"""The block of each kind."""


def find_statement_parts(root: Element, page: str) -> Iterator[tuple[StatementPart, Element]]:
    """Yield the parts of the page at an address, in order, and the elements that they stand in."""
    for element in root.iter():
        kind = element.get(PART)
        if kind is not None:
            part = StatementPart(
                id=element.get("id", ""),
                kind=kind,
                title=element.get(PART_TITLE, ""),
                about=tuple(element.get(PART_ABOUT, "").split()),
                citations=citations_of(element),
                text=" ".join(filter(None, map(plain_text, element[1:]))),
                page=page,
            )
            yield part, element
