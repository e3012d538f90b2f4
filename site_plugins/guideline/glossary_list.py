"""The lists of a glossary on pages: where `/// glossary` stands, and at the end of a page that has no such list.

A term in a text leads to its entry on the same page, so that it works without scripts, from a folder and on paper.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from site_plugins.guideline.addresses import page_of
from site_plugins.guideline.blocks import BETWEEN, GUIDELINE, OF_SOURCE, VIEW, GlossaryList
from site_plugins.guideline.citations import KEYS
from site_plugins.guideline.exhibits import Passage
from site_plugins.guideline.folder import Folder
from site_plugins.guideline.glossary import Term, in_alphabetical_order
from site_plugins.guideline.glossary_file import Glossary
from site_plugins.guideline.model import FrontMatter
from site_plugins.guideline.statements import EDITORS
from site_plugins.guideline.term_marks import find_written
from site_plugins.guideline.texts import text
from site_plugins.guideline.writing import attributes_of, interface_attributes, isolate_amounts
from site_plugins.rendering.tree_text import atomic


@dataclass(frozen=True)
class PageTerms:
    """What a page says of its guideline's glossary."""

    spellings: frozenset[str]
    """The spellings that it uses, and the phrases that are exceptions."""
    terms: tuple[Term, ...]
    """The entries that it uses, and those of the source's list of them, where that stands on it."""

    def passages(self, page: str) -> Iterator[Passage]:
        """Yield the entries that cite references, as they are listed on the page at an address."""
        for term in self.terms:
            if term.citations:
                yield Passage(text("term.name", term=term.term), f"{page}#{term.anchor}", term.citations)


NO_TERMS = PageTerms(frozenset(), ())


def find_page_terms(root: Element, glossary: Glossary) -> PageTerms:
    """Return what a page of the glossary's guideline uses of it."""
    written = find_written(root, glossary.finder)
    used = {term.anchor for term in written.values() if term is not None}
    spellings = {*written}
    if any(box.get(OF_SOURCE) is not None for box in root.iter("div")):
        # The source may explain what it does not use: its own list is a use.
        listed = [term for term in glossary.terms if term.by_source]
        used |= {term.anchor for term in listed}
        spellings |= {term.term for term in listed}
    return PageTerms(frozenset(spellings), tuple(term for term in glossary.terms if term.anchor in used))


def write_lists(
    root: Element,
    boxes: Sequence[Element],
    own: str | None,
    used: Sequence[str],
    folder_of: Callable[[str], Folder | None],
    citing: str | None,
    link: Callable[[str], str],
) -> Iterator[tuple[str, str]]:
    """Write the lists of glossaries on a page; yield what is wrong with one: its argument and a message.

    `boxes` are those of all views, `own` is the guideline whose page it is, `used` are the ids of its entries that
    the page uses: what no list of the page holds is listed at its end. `folder_of` gives the folder of a guideline,
    or None where there is none, `link` leads from the page to an address. `citing` is the guideline whose
    references the page's citations mean: in any other a key may be another work's, or nobody's.
    """
    listed: set[str] = set()
    for box in boxes:
        if box.get(VIEW) != GlossaryList.NAME:
            continue
        slug = box.get(GUIDELINE, "")
        is_sources, between = box.attrib.pop(OF_SOURCE, None) is not None, box.attrib.pop(BETWEEN, "")
        folder = folder_of(slug)
        if folder is None or folder.glossary is None or folder.about is None:
            continue
        terms = in_alphabetical_order(folder.glossary.terms, folder.about.language)
        if is_sources:
            terms = [term for term in folder.glossary.terms if term.by_source]
            if slug != own:
                yield (
                    slug,
                    "of: source is for the guideline’s own pages alone, where it is compared: take it out.",
                )
            elif not terms:
                yield slug, "No entry of glossary.yml is the source’s (of: source): take of: source out here."
        # Another guideline's entries, and those that are listed already, are led to from elsewhere.
        new = {term.anchor for term in terms} - listed if slug == own else set[str]()
        listed |= new
        box.append(_list(terms, new, folder.about, between, cites=slug == citing))
        if slug != citing and any(term.citations for term in terms):
            box.append(_lead_to_references(folder.about, link(page_of(slug))))
        if slug != own and folder.about.direction == "rtl":
            isolate_amounts(box)
    folder = folder_of(own) if own and used else None
    if folder is not None and folder.glossary is not None and folder.about is not None:
        terms = [folder.glossary.by_anchor[anchor] for anchor in used if anchor not in listed]
        if terms:
            root.append(_list_here(in_alphabetical_order(terms, folder.about.language), folder.about))


def write_own_lists(root: Element, slug: str, folder: Folder) -> None:
    """Write the lists on a page of the glossary's own guideline that is read from its file alone.

    What is wrong with one is said when the page is converted.
    """
    boxes = [element for element in root.iter("div") if element.get(VIEW)]
    for _problem in write_lists(root, boxes, slug, (), {slug: folder}.get, slug, str):
        pass


def _list_here(terms: Sequence[Term], about: FrontMatter) -> Element:
    """Return what a page uses of its guideline's glossary, to stand at its end."""
    section = Element("section", {"class": f"{GlossaryList.NAME} {EDITORS}", "aria-labelledby": "terms:here"})
    # No heading of Markdown: the page's table of contents would list it.
    heading = {"class": "glossary__title", "id": "terms:here", "role": "heading", "aria-level": "2"}
    title = SubElement(section, "p", heading | interface_attributes(about))
    title.text = text("term.list-here")
    section.append(_list(terms, {term.anchor for term in terms}, about, "", cites=True))
    return section


def _lead_to_references(about: FrontMatter, address: str) -> Element:
    """Return a line that leads from another page to the guideline, which has the references of the entries."""
    line = Element("p", {"class": f"glossary__note {EDITORS}"})
    line.text = text("term.references-elsewhere") + " "
    SubElement(line, "a", {"href": address} | attributes_of(about)).text = atomic(about.title)
    return line


def _list(
    terms: Sequence[Term], anchors: Collection[str], about: FrontMatter, between: str, *, cites: bool
) -> Element:
    """Return a list of terms, of which those of these ids are led to; `between` stands behind each.

    Without `cites` it names no references.
    """
    entries = Element("dl", {"class": "glossary__list"} | attributes_of(about))
    interface = interface_attributes(about)
    for term in terms:
        by_editors = "" if term.by_source else f" {EDITORS}"
        entry = SubElement(entries, "div", {"class": f"glossary__entry{by_editors}"})
        SubElement(entry, "dt").text = atomic(f"{term.term}{between}")
        body = SubElement(entry, "dd", {"class": "glossary__meaning"})
        if term.anchor in anchors:
            entry.set("id", term.anchor)
            body.set("id", f"{term.anchor}:text")
        parts = [Element("span", {"class": "glossary__words"})]
        parts[0].text = atomic(term.words)
        if term.citations and cites:
            parts.append(Element("sup", {"class": "citations", KEYS: " ".join(term.citations)}))
        said = [text("term.also", words=", ".join(term.also))] if term.also else []
        for words in [*said, *([] if term.by_source else [text("term.by-editors")])]:
            parts.append(Element("span", {"class": f"glossary__note {EDITORS}"} | interface))
            parts[-1].text = atomic(words)
        for part in parts:
            part.tail = " "
        body.extend(parts)
    return entries
