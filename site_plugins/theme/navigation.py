"""The navigation's first level, where a reader is in one place and all others look alike on many pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jinja2 import Environment, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.structure import StructureItem

_TEMPLATE = "partials/nav-item.html"


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
                html.append(render_active(place, path, 1))
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
