"""Citations in Markdown: `[@key; @key]`, Pandoc's way.

Only what begins with `[@` is one: `@handle`, `[@handle](link)`, e-mail addresses and code are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from sys import intern
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor

from site_plugins.guideline.texts import text
from site_plugins.references import KEY_PATTERN

CITATION = rf"\[(@{KEY_PATTERN}(?:\s*;\s*@{KEY_PATTERN})*)\](?!\()"
KEYS = "data-cites"
"""The attribute that holds an unnumbered citation's keys until they are numbered."""


@dataclass(frozen=True)
class Target:
    """What a citation leads to."""

    number: int
    address: str
    listed: bool
    """Whether the source lists the reference: where it does not, nobody may take the work for known."""
    retracted: bool


class CitationProcessor(InlineProcessor):
    """Turns a citation into a superscript that still waits for its numbers."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  (Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """Return the superscript and the span that it replaces."""
        keys = [key.strip().removeprefix("@") for key in m[1].split(";")]
        element = Element("sup", {"class": "citations", KEYS: " ".join(keys)})
        return element, m.start(0), m.end(0)


def citations_of(element: Element) -> tuple[str, ...]:
    """Return the keys cited within an element, in their order, each once."""
    return tuple(dict.fromkeys(key for citation in element.iter("sup") for key in keys_of(citation)))


def keys_of(citation: Element) -> tuple[str, ...]:
    """Return the keys of one citation; none for any other superscript."""
    # A key is cited from many places: they share one text.
    return tuple(map(intern, (citation.get(KEYS) or "").split()))


def render_citations(targets: Sequence[Target]) -> str:
    """Return numbered links in the author's order; three or more numbers in a row are one run, such as 1-3."""
    return f'<sup class="citations">{", ".join(map(_render_run, _runs(targets)))}</sup>'


def _runs(targets: Sequence[Target]) -> Iterator[Sequence[Target]]:
    """Split targets into runs of consecutive numbers and single ones."""
    start = 0
    while start < len(targets):
        end = start + 1
        while end < len(targets) and _follows(targets[end - 1], targets[end]):
            end += 1
        if end - start < 3:
            end = start + 1
        yield targets[start:end]
        start = end


def _follows(one: Target, other: Target) -> bool:
    # A mark on a number must not disappear in a run.
    unmarked = all(target.listed and not target.retracted for target in (one, other))
    return unmarked and other.number == one.number + 1


def _render_run(run: Sequence[Target]) -> str:
    first, last = run[0], run[-1]
    if len(run) == 1:
        return _render_link(first, _name(first), run)
    of_run = text("reference.run", first=str(first.number), last=str(last.number))
    return "-".join(_render_link(target, f"{of_run} {_name(target)}", run) for target in (first, last))


def _name(target: Target) -> str:
    kind = "retracted" if target.retracted else "link" if target.listed else "link-unlisted"
    return text(f"reference.{kind}", number=str(target.number))


def _render_link(target: Target, name: str, run: Sequence[Target]) -> str:
    """Return one link; `run` is all that it stands for."""
    entries = " ".join(each.address.removeprefix("#") for each in run)
    classes = [
        *([] if target.listed else ["citation--unlisted"]),
        *(["citation--retracted"] if target.retracted else []),
    ]
    class_ = f' class="{" ".join(classes)}"' if classes else ""
    return (
        f'<a{class_} href="{escape(target.address)}" role="doc-noteref" aria-label="{escape(name)}"'
        f' data-references="{escape(entries)}">{target.number}</a>'
    )
