"""What every element of a style does otherwise than citeproc-py's.

citeproc-py looks everything up anew for each reference: children, options, terms and macros, most of them by XPath.
Here each element finds what belongs to it once. lxml forgets what an element has found together with the element:
`child_elements` holds on to them, from the layout down.
"""

# mypy: disallow-subclassing-any=False

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from citeproc import model

from site_plugins.references.processor import rich_text
from site_plugins.references.processor.rich_text import QUOTE, wrap
from site_plugins.references.processor.text_case import apply_text_case
from site_plugins.references.processor.work import Cited

_PERIOD = re.compile(r"\.(?![a-z])")
_WIDER_FORM = {"symbol": "short", "verb-short": "verb", "short": None, "verb": None}
_FONTS = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


class Element(model.CitationStylesElement):
    """An element of a style. The style itself is the `root` and keeps what all of them share."""

    transparent = False
    """Whether the delimiter of the group around it goes between the elements within."""

    @cached_property
    def child_elements(self) -> tuple[Any, ...]:
        """The elements within."""
        return tuple(self.iterchildren())

    @cached_property
    def root(self) -> Any:
        """The style."""
        return super().get_root()

    def get_root(self) -> Any:
        """Return the style."""
        return self.root

    @cached_property
    def calls(self) -> bool:
        """Whether it prints a variable, itself or by a macro."""
        return bool(super().calls_variable())

    def calls_variable(self) -> bool:
        """Tell whether it prints a variable."""
        return self.calls

    def get_term(self, name: str, form: str | None = None, **options: bool) -> Any:
        """Return a term. Where the locale lacks a short form the long one stands in ("Spring")."""
        key = (name, form, *options.items())
        terms = self.root.found_terms
        if key not in terms:
            terms[key] = super().get_term(name, form, **options)
            if terms[key] is None and form in _WIDER_FORM:
                terms[key] = self.get_term(name, _WIDER_FORM[form], **options)
        return terms[key]

    def get_single_term(self, *name: Any, **options: Any) -> str:
        """Return the singular of a term; nothing where there is none."""
        return str(super().get_single_term(*name, **options))

    def get_plural_term(self, *name: Any, **options: Any) -> str:
        """Return the plural of a term; nothing where there is none."""
        return str(super().get_plural_term(*name, **options))


class Printing(Element):
    """An element that prints something: what the attributes do to a text, in one place."""

    @cached_property
    def affixes(self) -> tuple[str, str]:
        """The prefix and the suffix."""
        return self.get("prefix", ""), self.get("suffix", "")

    @cached_property
    def changes(self) -> tuple[Callable[[str], str], ...]:
        """What its attributes do to a text before the affixes, in CSL's order."""
        return tuple(self._changes(self.get("text-case")))

    @cached_property
    def foreign_changes(self) -> tuple[Callable[[str], str], ...]:
        """The same for a work that is not in English: it has no title case."""
        case = self.get("text-case")
        return tuple(self._changes(None if case == "title" else case))

    def _changes(self, case: str | None) -> Iterator[Callable[[str], str]]:
        if self.get("strip-periods") == "true":
            yield lambda text: _PERIOD.sub("", text)
        if case:
            yield lambda text: apply_text_case(text, case)
        if any(self.get(name) for name in _FONTS):
            # citeproc-py's own, by the style's formatter, which puts marks.
            yield self.format
        if self.get("quotes") == "true":
            yield lambda text: wrap(QUOTE, text)

    def markup(self, text: str | None, *, english: bool = True) -> str | None:
        """Return a text as this element prints it; None for no text."""
        if not text:
            return None
        for change in self.changes if english else self.foreign_changes:
            text = change(text)
        prefix, suffix = self.affixes
        return self.attach(self.attach(prefix, text), suffix) if prefix or suffix else text

    def attach(self, left: str, right: str) -> str:
        """Put one text behind another."""
        return rich_text.attach(left, right, punctuation_inside=self.root.quotes.punctuation_inside)

    def join(self, pieces: list[str], delimiter: str) -> str:
        """Join texts."""
        return rich_text.join(pieces, delimiter, punctuation_inside=self.root.quotes.punctuation_inside)


class Parent(Printing):
    """An element that prints what stands within it."""

    def render_children(self, item: Cited, delimiter: str = "", **_context: Any) -> str | None:
        """Return what the elements within print; None where they print nothing."""
        pieces = [text for child in self.child_elements if (text := self.render_child(child, item, delimiter))]
        return self.join(pieces, delimiter) if pieces else None

    def render_child(self, child: Any, item: Cited, delimiter: str) -> str | None:
        """Return what a child prints. A choice is transparent: the delimiter goes between what is within it."""
        text: str | None = child.render(item, delimiter=delimiter) if child.transparent else child.render(item)
        return text
