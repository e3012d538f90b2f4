"""The result when a red flag stands: where to go now, and nothing else."""

from __future__ import annotations

from calculator.core.markup import Html, el, join
from calculator.core.texts import text
from calculator.result.outcome import Outcome
from calculator.result.site import Site, flag_name
from calculator.result.sources import action_view, notice_view
from calculator.start_back.red_flags import QUESTIONS


def red_flag_view(outcome: Outcome) -> Html:
    """Render where to go now and why."""
    plan, flags, site, where = outcome.plan, outcome.request["red_flags"], outcome.site, outcome.where_to_go
    rest = [name for name in plan["notices"] if name not in {"emergency-now", "contact-today"}]
    if site.unsure:
        rest.append("flag-not-sure")
    return join(
        el("h2", site.notice(where).partition(".")[0], id="result-title"),
        el(
            "div",
            notice_view(where, site),
            el("p", text("result.show-page")),
            el("p", text("result.why"), class_="result__why"),
            el("ul", *(action_view(action, site) for action in plan["actions"]), class_="actions"),
            el("ul", *_answered(flags, site)),
            class_=f"care-card care-card--{plan['urgency']}",
            data_urgency=plan["urgency"],
        ),
        *(notice_view(name, site) for name in rest),
    )


def _answered(flags: dict[str, bool], site: Site) -> list[Html]:
    """Return the safety questions behind the flags that stand, for whoever is shown the page."""
    return [
        el(
            "li",
            text(
                "result.answered",
                name=flag_name(question.flag),
                answer=text("form.flag-not-sure" if question.flag in site.unsure else "form.flag-yes"),
                question=question.question,
                signs="; ".join(question.signs),
            ),
        )
        for question in QUESTIONS
        if flags[question.flag]
    ]
