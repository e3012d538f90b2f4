"""How well the tool measures, its outcome figures by group and its limits: for a clinician, never for a patient."""

from __future__ import annotations

from calculator.core.markup import Html, el, join
from calculator.core.texts import text
from calculator.result.outcomes_picture import group_of, outcomes_picture, share_of
from calculator.result.site import Site
from calculator.result.sources import references_view
from calculator.start_back.measurement import FINDINGS, OUTCOME, OUTCOMES, Finding


def measurement_view(site: Site) -> Html:
    """Render the tool's measurement properties with their references."""
    return el(
        "section",
        el("h3", text("measurement.title"), id="measurement-title"),
        el("dl", *(_finding(finding, site) for finding in FINDINGS), class_="measurement"),
        el("p", text("measurement.outcome", name=OUTCOME.name, sample=OUTCOME.value), " ", _source(OUTCOME, site)),
        outcomes_picture(OUTCOMES),
        _table(),
        el("p", text("measurement.groups")),
        class_="clinician",
        aria_labelledby="measurement-title",
    )


def _finding(finding: Finding, site: Site) -> Html:
    return join(
        el("dt", finding.name),
        el("dd", finding.value, " ", _source(finding, site), data_finding=finding.id),
    )


def _source(finding: Finding, site: Site) -> Html:
    said = (
        references_view(finding.references, site)
        if finding.source is None
        else text("measurement.source", source=finding.source)
    )
    return el("span", said, class_="action__source")


def _table() -> Html:
    head = el("tr", *(el("th", text(f"measurement.{name}"), scope="col") for name in ("group", "share")))
    rows = (
        el("tr", el("th", group_of(outcome), scope="row"), el("td", share_of(outcome)), data_group=outcome.risk)
        for outcome in OUTCOMES
    )
    return el("table", el("caption", OUTCOME.name), el("thead", head), el("tbody", *rows), class_="working figures")
