"""The result when a red flag stands: where to go now, and nothing else."""

from __future__ import annotations

from typing import Any

from site_plugins.result_view.markup import Html, el, join
from site_plugins.result_view.site import Site
from site_plugins.texts import text


def red_flag_view(plan: dict[str, Any], site: Site) -> Html:
    """Render where to go now and why."""
    notices = list(plan["notices"])
    if site.unsure:
        notices.insert(1, "flag-not-sure")
    where = [name for name in notices if name in {"emergency-now", "contact-today"}]
    rest = [name for name in notices if name not in where]
    return join(
        el("h2", text(f"result.{plan['urgency']}"), id="result-title"),
        el(
            "div",
            *(site.notice(name) for name in where),
            el("p", text("result.why"), class_="result__why"),
            el("ul", *(site.statement(action) for action in plan["actions"]), class_="actions"),
            class_=f"care-card care-card--{plan['urgency']}",
            data_urgency=plan["urgency"],
        ),
        *(site.notice(name) for name in rest),
    )
