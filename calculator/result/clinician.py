"""For the clinician: how a result came about, what it rests on, how well the tool measures, what it did not ask."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.core.dates import day_text
from calculator.core.instrument import Item
from calculator.core.markup import Html, el, join
from calculator.core.measurement import Claim, Finding, GroupShare, Measurement
from calculator.core.plan import Action
from calculator.core.scoring import ItemScore, Score
from calculator.result.result import Result
from calculator.result.shares_picture import group_name, share_text, shares_picture
from calculator.result.site import Site
from calculator.result.statements import render_references
from calculator.result.texts import text

HEAD = ("working-item", "working-domain", "working-answer", "working-point")


def render_working(result: Result) -> Html:
    """Render the working of a result without a red flag, folded up."""
    measurement = result.calculator.measurement
    return el(
        "details",
        el("summary", el("h2", text("clinician.title"), class_="clinician__title")),
        _part("score", _render_score(result, result.score)) if result.score else None,
        _part("given", _render_fields(result)),
        _part("plan", _render_basis(result)),
        _part("not-asked", el("p", result.calculator.not_asked)),
        render_measurement(measurement, result.site) if measurement else None,
        id="clinician-view",
        class_="clinician-view",
    )


def render_sources(result: Result) -> Html:
    """Render, under a red flag, the guideline's sentences that apply, folded up: a patient was told the reason."""
    return el(
        "details",
        el("summary", el("h2", text("clinician.title"), class_="clinician__title")),
        el("ol", *(_render_action(action, result, whole=True) for action in result.plan.actions), class_="basis"),
        id="clinician-view",
        class_="clinician-view",
    )


def course_text(result: Result) -> str:
    """Return how long the pain has lasted, in words."""
    return text(f"clinician.course.{result.plan.course or 'unknown'}")


def _part(name: str, *content: Html) -> Html:
    return el(
        "section",
        el("h3", text(f"clinician.{name}"), id=f"clinician-{name}"),
        *content,
        aria_labelledby=f"clinician-{name}",
    )


# ---- The score, item by item ------------------------------------------------------------------------------------


def _render_score(result: Result, sheet: Score) -> Html:
    return join(
        _render_scores(sheet),
        el(
            "div",
            el(
                "table",
                el("thead", el("tr", *(el("th", text(f"result.{name}"), scope="col") for name in HEAD))),
                el("tbody", *(_render_item(result, line) for line in sheet.items)),
                _render_sums(sheet),
                class_="working",
            ),
            class_="result__scroll",
            tabindex=0,
            role="group",
            aria_label=text("result.working"),
        ),
        el("p", sheet.instrument.scoring_rule),
        el("p", sheet.instrument.copyright, class_="copyright", translate="no"),
    )


def _render_scores(sheet: Score) -> Html:
    if not sheet.complete:
        return el("p", text("result.scores-unknown"), class_="result__scores")
    scores = (
        text("result.score", name=each.scale.question_label, points=str(each.points), highest=str(each.highest))
        for each in sheet.scales
    )
    return el(
        "p",
        " ".join(scores),
        class_="result__scores",
        **{f"data_{each.scale.id}": each.points for each in sheet.scales},
    )


def _render_item(result: Result, line: ItemScore) -> Html:
    item, choice = line.item, line.choice
    return el(
        "tr",
        el("th", el("span", f"{item.number}. {item.text}", translate="no"), scope="row"),
        el("td", domain_text(result, item)),
        el("td", choice.label if choice else text("result.working-missing"), translate="no" if choice else None),
        el("td", points_text(line)),
    )


def domain_text(result: Result, item: Item) -> str:
    """Return what an item is about, with the subscales that count it in the whole form."""
    subscales = result.calculator.instrument.subscales_of(item)
    return item.domain + "".join(text("result.working-subscale", name=each.label.lower()) for each in subscales)


def points_text(line: ItemScore) -> str:
    """Return what an answer counted; a dash where it is missing."""
    return "–" if line.points is None else str(line.points)


def _render_sums(sheet: Score) -> Html | None:
    if not sheet.complete:
        return None
    return el(
        "tfoot",
        *(
            el("tr", el("th", each.scale.title, scope="row", colspan=3), el("td", str(each.points)))
            for each in sheet.scales
        ),
    )


# ---- What was known of the person, and what the plan rests on ---------------------------------------------------


def _render_fields(result: Result) -> Html:
    """Render what was said of the pain and the treatment so far, and what the rules made of it."""
    rows = []
    for field in filter(result.was_asked, result.calculator.fields):
        value = result.request.values.get(field.name)
        rows.append((field.label, text("clinician.not-given") if value is None else field.in_words(value)))
    rows.append((text("clinician.course"), course_text(result)))
    return el("dl", *(join(el("dt", name), el("dd", value)) for name, value in rows), class_="given")


def _render_basis(result: Result) -> Html:
    """Render every action with its rule, its sentence, its references and the editors' notes on it."""
    names = "; ".join(notice.id for notice in result.plan.notices)
    return join(
        el("p", text("clinician.plan-words")),
        el("ol", *(_render_action(action, result) for action in result.plan.actions), class_="basis"),
        el("p", text("clinician.notices", names=names)),
    )


def _render_action(action: Action, result: Result, *, whole: bool = False) -> Html:
    """`whole`: the action stands nowhere else on the page, so this is where its data are."""
    site = result.site
    statement = site.statements[action.statement]
    when = text(f"result.when.{action.when}")
    return el(
        "li",
        el("strong", text("clinician.rule", rule=str(action.rule), when=when)),
        " ",
        el("q", statement.text),
        " ",
        el("a", text("source.link"), href=site.root + statement.url),
        join(" · ", render_references(statement.citations, site)) if statement.citations else None,
        *_render_notes(action.statement, site),
        *(
            el("span", result.notice_text(notice.id), class_="basis__note")
            for notice in result.plan.notices_inseparable_from(action)
        ),
        data_basis=action.statement,
        data_statement=action.statement if whole else None,
        data_when=action.when if whole else None,
        data_rule=action.rule if whole else None,
    )


def _render_notes(statement_id: str, site: Site) -> Iterator[Html]:
    """Yield the editors' notes on a statement, and that a reference of it is not listed."""
    for note in site.notes:
        if statement_id in note.about:
            yield el(
                "span",
                el("strong", text("note.label")),
                " ",
                note.text,
                " ",
                el("a", note.title, href=site.root + note.url),
                class_="basis__note",
            )
    references = [site.references[key] for key in site.statements[statement_id].citations]
    unlisted = [text("reference.unlisted", number=str(each.number)) for each in references if each.unlisted]
    if unlisted:
        yield el("span", " ".join(unlisted), class_="basis__note")


# ---- How well the tool measures, its outcome figures by group and its limits ------------------------------------


def render_measurement(measurement: Measurement, site: Site) -> Html:
    """Render how well a tool measures, with the references behind each figure."""
    outcome = measurement.outcome
    return el(
        "section",
        el("h3", text("measurement.title"), id="measurement-title"),
        el("dl", *(_render_finding(finding, site) for finding in measurement.findings), class_="measurement"),
        el(
            "p",
            text("measurement.outcome", name=outcome.name, sample=outcome.value),
            " ",
            _render_finding_source(outcome, site),
            " ",
            _render_since(outcome, site),
        ),
        shares_picture(measurement.shares),
        _render_shares(outcome, measurement.shares),
        el("p", text("measurement.groups")),
        class_="clinician",
        aria_labelledby="measurement-title",
    )


def _render_finding(finding: Finding, site: Site) -> Html:
    return join(
        el("dt", finding.name),
        el(
            "dd",
            finding.value,
            " ",
            _render_finding_source(finding, site),
            _render_since(finding, site),
            data_finding=finding.id,
        ),
    )


def _render_since(finding: Finding, site: Site) -> Html | None:
    """Render what was found since: beside a claim of effect in full, beside one of performance as a link to it."""
    since = finding.since
    if since is None:
        return None
    if since.none_on is not None:
        return el("span", text("measurement.none-since", day=day_text(since.none_on)), class_="basis__note")
    (note,) = (each for each in site.notes if each.id == since.note)
    if finding.claim is Claim.PERFORMANCE:
        return el("a", text("measurement.since-link"), href=site.root + note.url, class_="basis__since")
    return el(
        "span",
        el("strong", text("measurement.since")),
        " ",
        note.text,
        " ",
        el("span", render_references(note.citations, site), class_="action__source"),
        class_="basis__note",
        data_since=note.id,
    )


def _render_finding_source(finding: Finding, site: Site) -> Html:
    source = (
        render_references(finding.references, site)
        if finding.source is None
        else text("measurement.source", source=finding.source)
    )
    return el("span", source, class_="action__source")


def _render_shares(outcome: Finding, shares: tuple[GroupShare, ...]) -> Html:
    head = el("tr", *(el("th", text(f"measurement.{name}"), scope="col") for name in ("group", "share")))
    rows = (
        el("tr", el("th", group_name(each), scope="row"), el("td", share_text(each)), data_group=each.band.id)
        for each in shares
    )
    return el("table", el("caption", outcome.name), el("thead", head), el("tbody", *rows), class_="working figures")
