"""Statements, what they rest on, and notices, as HTML: the parts that every view of a result is made of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from calculator.core.markup import Html, el, join
from calculator.core.plan import Action
from calculator.result.result import Result
from calculator.result.site import EditorsNote, Reference, Site
from calculator.result.texts import text


def render_actions(actions: Collection[Action], site: Site, *, kind: str = "", said_above: str = "") -> Html:
    """Render actions as a list: of each its plain words, its source and its references.

    `kind` is "do" or "dont" for a list with marks of its own. `said_above` is how a wording ends that the list's
    heading says already: that is left out, and any other wording stays whole.
    """
    lines = (_render_action(action, site, said_above) for action in actions)
    return el("ul", *lines, class_=f"actions actions--{kind}" if kind else "actions")


def render_notice(notice_id: str, result: Result) -> Html:
    """Render a notice."""
    return el("p", result.notice_text(notice_id), class_=f"notice notice--{notice_id}", data_notice=notice_id)


def render_source(statement_id: str, site: Site) -> Html:
    """Render the links from something shown to its statement and to what that rests on."""
    statement = site.statements[statement_id]
    label = text("source.of", words=statement.first_words)
    return el(
        "span",
        el("a", text("source.link"), href=site.root + statement.url, aria_label=label),
        join(" · ", render_references(statement.citations, site)) if statement.citations else None,
        class_="action__source",
    )


def render_references(keys: Sequence[str], site: Site) -> Html:
    """Render the links to references, at least one."""
    first, *others = (_render_reference(site.references[key], site) for key in keys)
    return join(text("result.references"), " ", first, *(join(", ", link) for link in others))


def _render_action(action: Action, site: Site, said_above: str) -> Html:
    return el(
        "li",
        el("span", site.patient_wording(action.statement).removesuffix(said_above), class_="action__text"),
        " ",
        render_source(action.statement, site),
        *(_render_note(note, site) for note in site.patient_notes(action.statement)),
        class_="action",
        data_statement=action.statement,
        data_when=action.when,
        data_rule=action.rule,
    )


def _render_note(note: EditorsNote, site: Site) -> Html:
    label = text("source.of-note", words=note.title)
    source = el("a", text("source.link"), href=site.root + note.url, aria_label=label)
    return el(
        "span",
        text("note.plain-label"),
        " ",
        note.plain,
        " ",
        el("span", source, class_="action__source"),
        class_="action__note",
    )


def _render_reference(reference: Reference, site: Site) -> Html:
    label = "reference.link-unlisted" if reference.unlisted else "reference.link"
    return el(
        "a",
        str(reference.number),
        href=site.root + reference.url,
        class_="citation--unlisted" if reference.unlisted else None,
        aria_label=text(label, number=str(reference.number)),
    )
