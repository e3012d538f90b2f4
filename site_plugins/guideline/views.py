"""What a page shows of the model: the guideline's card, the reference list, the patients' wording."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from markupsafe import Markup

from site_plugins.guideline.model import Guideline, reference_anchor
from site_plugins.references.formatting import format_record
from site_plugins.templating import templates_in

_templates = templates_in(Path(__file__).parent / "templates")
_templates.globals["anchor"] = reference_anchor


def markdown_link(guideline: Guideline, fragment: str, page: str) -> str:
    """Return the link from a page to a place in a guideline, as an author would write it in Markdown.

    `page` is an address within the site. Between pages it leads to the `.md` file: whatever builds the site
    turns that into the page's address, and checks it.
    """
    if page == guideline.page:
        return f"#{fragment}"
    source = guideline.page.removesuffix(".html") + ".md"
    return f"{posixpath.relpath(source, posixpath.dirname(page) or '.')}#{fragment}"


def guideline_card(guideline: Guideline) -> Element:
    """Render who is behind the guideline and how far it may be trusted."""
    return _render("guideline-card.html", about=guideline.about)


def reference_list(guideline: Guideline, page: str) -> Element:
    """Render the numbered references with their back-links, as seen from `page`."""
    entries = [
        {
            "reference": reference,
            "html": Markup(format_record(reference.record, reference.number).html),
            "statements": [guideline.statement_by_id[name] for name in reference.cited_by],
            "notes": [note for note in guideline.notes if note.id in reference.noted_by],
        }
        for reference in guideline.references
    ]
    return _render(
        "reference-list.html", entries=entries, link=lambda fragment: markdown_link(guideline, fragment, page)
    )


def plain_language(guideline: Guideline, page: str, statements: Sequence[str]) -> Element:
    """Render the patients' wording of the named statements, each linked to its source, as seen from `page`."""
    return _render(
        "plain-language.html",
        entries=[(guideline.statement_by_id[name], guideline.plain[name]) for name in statements],
        link=lambda fragment: markdown_link(guideline, fragment, page),
    )


def _render(template: str, **values: object) -> Element:
    """Render a template into elements, so that later steps see its anchors and links as they see the page's own."""
    return fromstring(f"<div>{_templates.get_template(template).render(**values)}</div>")
