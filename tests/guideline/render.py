"""Rendering a text with Python-Markdown and the guideline's extension."""

from __future__ import annotations

import markdown
from lxml import html

from tests.guideline.tiny import Tiny
from tests.site.html import Element


def render(tiny: Tiny, text: str, *, page: str = "guidelines/backs/index.html", more: tuple[str, ...] = ()) -> str:
    options = {"content": str(tiny.content), "page": page}
    extensions = ["attr_list", "tables", "toc", *more, "lumbar_guideline"]
    return markdown.Markdown(extensions=extensions, extension_configs={"lumbar_guideline": options}).convert(text)


def render_own_page(tiny: Tiny, body: str, *, more: tuple[str, ...] = ()) -> Element:
    """Render a text as the guideline's own page; the guideline is read from it as well."""
    tiny.body(body)
    return html.fragment_fromstring(render(tiny, body, more=more), create_parent="article")
