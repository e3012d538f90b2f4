"""What the theme's templates may put on a page as it is: nothing but what is marked as HTML here.

MkDocs and Material write every value of their templates as HTML: a title `</title><script>` would run. Here
everything is text, and escaped where it is written, but for the two values that are HTML: a page's content and the
names in its table of contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import unescape

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

TEXTS_OF_ONE_LINE = (
    "title",
    "description",
    "author",
    "site_name",
    "site_description",
    "site_author",
    "copyright",
    "nav",
    "lines",
)
"""Settings and fields of front matter that stand in a page's head, a title or a line of a page."""


def escape_everything(env: Environment) -> None:
    """Have the theme's templates escape all values that are not marked as HTML."""
    env.autoescape = True


def read_title(page: Page) -> None:
    """Make text of a title that MkDocs took from the page's first heading, and therefore left as HTML."""
    if page._title_from_render and "title" not in page.meta and "title" not in vars(page):
        page.title = unescape(page._title_from_render)


def mark_html(page: Page, content: str, write_heading: Callable[[str], Markup] = Markup) -> None:
    """Mark as HTML what is: the finished content of a page, and the names in its table of contents.

    `write_heading` makes HTML of such a name, which is HTML without elements.
    """
    page.content = Markup(content)
    _mark_names(page.toc, write_heading)


def _mark_names(items: Iterable[AnchorLink], write_heading: Callable[[str], Markup]) -> None:
    for item in items:
        # A preview shows a page again whose names were marked before.
        item.title = item.title if isinstance(item.title, Markup) else write_heading(item.title)
        _mark_names(item.children, write_heading)
