"""For the clinician: how the result came about, what it rests on, and what the tool did not ask."""

from __future__ import annotations

from typing import Any

from calculator.core.markup import Html, el, join
from calculator.core.texts import day_text, text
from calculator.result.measurement_view import measurement_view
from calculator.result.outcome import Outcome
from calculator.result.site import Site
from calculator.result.sources import references_view
from calculator.result.working_view import working_view
from calculator.start_back.situation import Improving, Nsaid

FIELDS = (
    "weeks_since_onset",
    "first_session",
    "weeks_since_first_session",
    "sessions_attended",
    "improving",
    "nsaid",
)
"""What the form asks of the treatment so far, in its order."""


def clinician_view(outcome: Outcome) -> Html:
    """Render the working of a result without a red flag, folded up."""
    return el(
        "details",
        el("summary", el("h2", text("clinician.title"), class_="clinician__title")),
        _part("score", working_view(outcome.score)) if outcome.score else None,
        _part("given", _given(outcome)),
        _part("plan", _basis(outcome)),
        _part("not-asked", el("p", text("clinician.not-asked-words"))),
        measurement_view(outcome.site),
        id="clinician-view",
        class_="clinician-view",
    )


def _part(name: str, *content: Html) -> Html:
    return el(
        "section",
        el("h3", text(f"clinician.{name}"), id=f"clinician-{name}"),
        *content,
        aria_labelledby=f"clinician-{name}",
    )


def _given(outcome: Outcome) -> Html:
    """Render what was said of the pain and the treatment so far, and what the rules made of it."""
    rows = [(text(f"form.{field}"), _value(field, outcome.request.get(field))) for field in FIELDS]
    course = outcome.plan["course"]
    rows.append((text("clinician.course"), text(f"clinician.course.{course or 'unknown'}")))
    return el("dl", *(join(el("dt", name), el("dd", value)) for name, value in rows), class_="given")


def _value(field: str, value: Any) -> str:
    if value is None:
        return text("clinician.not-given")
    if field == "first_session":
        return day_text(value)
    if value in [*Improving, *Nsaid]:
        return text(f"form.{field}.{value}")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _basis(outcome: Outcome) -> Html:
    """Render every action with its rule, its sentence, its references and the editors' notes on it."""
    site = outcome.site
    return join(
        el("p", text("clinician.plan-words")),
        el("ol", *(_action(action, site) for action in outcome.plan["actions"]), class_="basis"),
        el("p", text("clinician.notices", names="; ".join(outcome.plan["notices"]))),
    )


def _action(action: dict[str, Any], site: Site) -> Html:
    statement = site.statements[action["statement"]]
    when = text(f"result.when.{action['when']}")
    return el(
        "li",
        el("strong", text("clinician.rule", rule=str(action["rule"]), when=when)),
        " ",
        el("q", statement["text"]),
        " ",
        el("a", text("source.link"), href=site.root + statement["url"]),
        *(join(" · ", references_view(statement["citations"], site)) for _ in statement["citations"][:1]),
        *_notes(action["statement"], site),
        data_basis=action["statement"],
    )


def _notes(statement_id: str, site: Site) -> list[Html]:
    """Render the editors' notes on a statement, or that a reference of it is not listed."""
    notes = [note for note in site.guideline["notes"] if statement_id in note["about"]]
    unlisted = [
        text("reference.unlisted", number=str(site.references[key]["number"]))
        for key in site.statements[statement_id]["citations"]
        if site.references[key]["status"] == "unlisted"
    ]
    return [
        *(
            el(
                "span",
                el("strong", text("note.label")),
                " ",
                note["text"],
                " ",
                el("a", note["title"], href=site.root + note["url"]),
                class_="basis__note",
            )
            for note in notes
        ),
        *(el("span", " ".join(unlisted), class_="basis__note") for _ in unlisted[:1]),
    ]
