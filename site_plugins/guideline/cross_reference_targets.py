"""What cross-references lead to: statements, tables, figures, notes, parts and headings of a guideline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from site_plugins.diagnostics.problems import Problem, suggestion
from site_plugins.guideline.cross_references import fill_in
from site_plugins.guideline.exhibits import Exhibit
from site_plugins.guideline.model import CrossReferenceTarget
from site_plugins.guideline.page_parts import PageParts


def _name_targets(pages: Sequence[PageParts]) -> Iterator[tuple[str, CrossReferenceTarget]]:
    for page in pages:
        named = [
            *((each.id, each.reference_words) for each in page.statements),
            *((each.anchor, each.reference_words) for each in page.statements if each.anchor),
            *((each.id, each.name) for each in page.exhibits),
            *((each.id, each.title) for each in page.notes),
            *((each.id, each.heading) for each in page.statement_parts),
            *page.headings,
        ]
        for name, words in named:
            # A name that refers on has no words of its own there: two might lead to each other.
            yield name, CrossReferenceTarget(f"{page.page}#{name}", fill_in(words, lambda _name: "…"))


def find_targets(pages: Sequence[PageParts]) -> dict[str, CrossReferenceTarget]:
    """Return what the cross-references on the pages of a guideline lead to, by id.

    What nothing refers to is left out: a preview makes all pages again when one of these is called otherwise.
    """
    referred = {name for page in pages for name in page.cross_references}
    return {name: target for name, target in _name_targets(pages) if name in referred} if referred else {}


def find_wrong_cross_references(pages: Sequence[PageParts]) -> Iterator[Problem]:
    """Yield the cross-references that lead to nothing on the pages of a guideline, or to more than one place."""
    if not any(page.cross_references for page in pages):
        return
    known = Counter(name for name, _target in _name_targets(pages))
    for page in pages:
        seen: Counter[str] = Counter()
        for name in page.cross_references:
            seen[name] += 1
            typed = f"[](#{name})"
            if not known[name]:
                message = (
                    f"“{typed}” refers to nothing on the pages of this guideline. Statements, tables, figures, "
                    "notes and parts have ids; a heading needs one: ## Title {: #id }."
                    f"{suggestion(name, [*known])}"
                )
            elif known[name] > 1:
                message = f"“{typed}” refers to {known[name]} places with that id: give them ids of their own."
            else:
                continue
            yield page.locator.at_sign((typed,), message, nth=seen[name])


def fill_in_page(page: PageParts, targets: Mapping[str, CrossReferenceTarget]) -> PageParts:
    """Return the parts of a page with the words of its cross-references in their texts."""
    if not page.cross_references:
        return page

    def fill(text: str) -> str:
        return fill_in(text, lambda name: targets[name].words)

    return replace(
        page,
        statements=tuple(replace(each, text=fill(each.text)) for each in page.statements),
        notes=tuple(replace(each, text=fill(each.text)) for each in page.notes),
        footnotes=tuple(replace(each, text=fill(each.text)) for each in page.footnotes),
        statement_parts=tuple(replace(each, text=fill(each.text)) for each in page.statement_parts),
        exhibits=tuple(_fill_in_exhibit(each, targets) for each in page.exhibits),
        passages=tuple(replace(each, name=fill(each.name)) for each in page.passages),
    )


def _fill_in_exhibit(exhibit: Exhibit, targets: Mapping[str, CrossReferenceTarget]) -> Exhibit:
    def fill(text: str) -> str:
        return fill_in(text, lambda name: targets[name].words)

    return replace(
        exhibit,
        caption=fill(exhibit.caption),
        columns=tuple(map(fill, exhibit.columns)),
        rows=tuple(tuple(map(fill, row)) for row in exhibit.rows),
        notes=tuple(replace(note, text=fill(note.text)) for note in exhibit.notes),
        steps=tuple((depth, fill(words)) for depth, words in exhibit.steps),
        credit=exhibit.credit and fill(exhibit.credit),
    )
