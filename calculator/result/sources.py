"""Actions, sources and notices as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.core.markup import Html, el, join
from calculator.core.texts import text
from calculator.result.site import Site


def action_view(action: dict[str, Any], site: Site) -> Html:
    """Render an action: its plain words, its source and its references."""
    return el(
        "li",
        el("span", site.words(action["statement"]), class_="action__text"),
        " ",
        source_view(action["statement"], site),
        class_="action",
        data_statement=action["statement"],
        data_when=action["when"],
        data_rule=action["rule"],
    )


def source_view(statement_id: str, site: Site) -> Html:
    """Render the links from something shown to its statement and to what that rests on."""
    statement = site.statements[statement_id]
    said = text("source.of", words=statement["first_words"])
    return el(
        "span",
        el("a", text("source.link"), href=site.root + statement["url"], aria_label=said),
        join(" · ", references_view(statement["citations"], site)) if statement["citations"] else None,
        class_="action__source",
    )


def references_view(keys: Sequence[str], site: Site) -> Html:
    """Render the links to references, at least one."""
    return join(text("result.references"), " ", _commas([_reference(site.references[key], site) for key in keys]))


def notice_view(notice_id: str, site: Site, score: dict[str, Any] | None = None) -> Html:
    """Render a notice."""
    wording = site.notice(notice_id, score)
    return el("p", wording, class_=f"notice notice--{notice_id}", data_notice=notice_id)


def _reference(reference: dict[str, Any], site: Site) -> Html:
    unlisted = reference["status"] == "unlisted"
    said = "reference.link-unlisted" if unlisted else "reference.link"
    return el(
        "a",
        str(reference["number"]),
        href=site.root + reference["url"],
        class_="citation--unlisted" if unlisted else None,
        aria_label=text(said, number=str(reference["number"])),
    )


def _commas(parts: list[Html]) -> Html:
    joined = [parts[0]]
    for part in parts[1:]:
        joined += [Html(", "), part]
    return join(*joined)
