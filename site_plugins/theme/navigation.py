"""The navigation's first level, where a reader is in one place and all others look alike on many pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from jinja2 import Environment, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.structure import StructureItem

from site_plugins.theme.texts import text

_TEMPLATE = "partials/nav-item.html"
_SWITCH_OF_CONTENTS = re.compile(
    r'<input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">\s*(<label [^>]*for="__toc">.*?</label>)?',
    re.DOTALL,
)
_CONTENTS = re.compile(r'(<nav class="md-nav md-nav--secondary") aria-label="[^"]*"')


class Places:
    """Renders the places of the navigation's first level by Material's own macro.

    What this makes of a place that the page is not in depends only on how deep the page stands: it is made once for
    each depth, with links that begin at the site's root. With forty chapters that is half of Material's time.
    """

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._macros: dict[str, TemplateModule] = {}
        self._inactive: dict[tuple[str, str], str] = {}

    @pass_context
    def render(
        self, context: Context, places: Sequence[StructureItem], render_active: Callable[..., str]
    ) -> Markup:
        """Return the HTML of all places; `render_active` is the theme's macro as the page itself would call it."""
        root = str(context["base_url"])
        html: list[str] = []
        for number, place in enumerate(places, start=1):
            path = f"__nav_{number}"
            # A place that has pages of its own, as a blog has, may be where the page is without being active.
            if getattr(place, "active", False) or hasattr(place, "pages"):
                html.append(_show_contents(render_active(place, path, 1)))
                continue
            if (root, path) not in self._inactive:
                self._inactive[root, path] = self._render_inactive(context, root, place, path)
            html.append(self._inactive[root, path])
        return Markup("".join(html))

    def _render_inactive(self, context: Context, root: str, place: StructureItem, path: str) -> str:
        if root not in self._macros:
            # Without a page, the theme's filter for links writes them from the site's root.
            values = {**context.get_all(), "page": None}
            self._macros[root] = self._env.get_template(_TEMPLATE).make_module(values)
        return str(self._macros[root].render(place, path, 1))  # type: ignore[attr-defined]


def _show_contents(html: str) -> str:
    """Show the page's own headings below it, without the label that no key reaches and that opens them in Material.

    They stand beside the text as well: two landmarks on one page have two names.
    """
    named = rf'\1 aria-label="{text("menu.contents")}"'
    return _CONTENTS.sub(named, _SWITCH_OF_CONTENTS.sub("", html))
