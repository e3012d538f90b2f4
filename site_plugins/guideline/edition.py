"""What every page says that shows a statement: the guideline's edition, and that its review is overdue.

The day of the review may pass after the site was built. So each notice is on the page from the beginning, hidden,
and theme/assets/reading.js shows it by the reader's own clock; without scripts the line at the end tells the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path

from markupsafe import Markup, escape

from calculator.core.editions import overdue_text
from site_plugins.guideline.model import Guideline
from site_plugins.guideline.texts import text
from site_plugins.guideline.writing import as_html, attributes_of, write_name
from site_plugins.rendering.templating import templates_in

_TITLE = "\0title\0"
"""Stands for a title until its text is HTML; no content file may hold a character like that."""


def titled(key: str, guideline: Guideline, **words: str) -> Markup:
    """Return a text that names a guideline as HTML, its title in its own language and direction."""
    line = escape(text(key, title=_TITLE, **words))
    return Markup(line.replace(_TITLE, write_name(guideline.about.title, guideline.about)))


_templates = templates_in(Path(__file__).parent / "templates", text)
_templates.globals.update(overdue=overdue_text, titled=titled)


@dataclass(frozen=True)
class Editions:
    """What a page says of the guidelines that it shows anything of."""

    notices: Markup
    """Above its text: that a review is overdue, hidden; empty where its text says so itself."""
    lines: Markup
    """Below its text: which editions they are."""
    attributes: Markup
    """Of its article: the language of the guideline in whose folder it lies, if that is not the pages'."""
    write_heading: Callable[[str], Markup]
    """Makes HTML of a heading of the article, as HTML without elements, for where the page's language holds."""


def editions_on(
    html: str, address: str, guidelines: Iterable[Guideline], *, shows_all: bool = False
) -> Editions | None:
    """Return what the page with that text and that address within the site says of guidelines; None for nothing.

    A page shows something of a guideline when it lies in its folder, links into it, or has its card; with
    `shows_all`, a page shows all of them. A form for paper says it itself, because it is printed alone.
    """
    notices, lines = [], []
    attributes = Markup("")
    write_heading: Callable[[str], Markup] = Markup
    for guideline in guidelines:
        folder = guideline.page.rpartition("/")[0] + "/"
        own, has_notice = address.startswith(folder), f'data-review-of="{guideline.slug}"' in html
        if f'data-edition-of="{guideline.slug}"' in html or not (own or shows_all or has_notice or folder in html):
            continue
        if own:
            attributes = as_html(attributes_of(guideline.about))
            write_heading = partial(_write_heading, guideline)
        lines.append(render_edition(guideline))
        if not has_notice:
            notices.append(render_notice(guideline, named=not own))
    return Editions(Markup("".join(notices)), Markup("".join(lines)), attributes, write_heading) if lines else None


def _write_heading(guideline: Guideline, heading: str) -> Markup:
    return write_name(unescape(heading), guideline.about)


def render_notice(guideline: Guideline, *, named: bool) -> str:
    """Render the notice that the review is overdue, hidden; `named`, it tells which guideline is meant."""
    return _templates.get_template("overdue.html").render(guideline=guideline, named=named)


def render_edition(guideline: Guideline) -> str:
    """Render the line with the guideline's version, its day, its status and the day of its next review."""
    return _templates.get_template("edition.html").render(guideline=guideline)
