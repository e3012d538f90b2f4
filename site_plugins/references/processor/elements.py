"""The elements of a style that print texts, numbers and their labels, corrected."""

# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from citeproc import model

from site_plugins.references.csl_names import NUMBERS
from site_plugins.references.processor.base import Parent, Printing
from site_plugins.references.processor.numbers import first_page, is_several, number_range, page_ranges
from site_plugins.references.processor.work import Cited


class Macro(Parent, model.Macro):
    """A part of a style that has a name."""


class Layout(Parent, model.Layout):
    """The whole of a reference."""

    def render(self, item: Cited) -> str:
        """Return a reference."""
        return self.markup(self.render_children(item)) or ""


class Group(Parent, model.Group):
    """Texts with a delimiter, which go together: nothing is printed where all its variables are empty."""

    def render(self, item: Cited, **_context: Any) -> str | None:
        """Return what the group prints."""
        delimiter = self.delimiter
        pieces: list[str] = []
        called = printed = False
        for child in self.kept_children:
            called = called or child.calls
            if text := self.said_by(child, item, delimiter):
                pieces.append(text)
                printed = printed or child.calls
        if not pieces or (called and not printed):
            return None
        return self.markup(self.join(pieces, delimiter))

    @cached_property
    def delimiter(self) -> str:
        """What stands between its texts."""
        return str(self.get("delimiter", ""))


class Text(Parent, model.Text):
    """A variable, a macro, a term or a text of the style's own."""

    def render(self, item: Cited, **_context: Any) -> str | None:
        """Return what it prints of a work."""
        return self.markup(self.source(item), english=item.reference.language in self.root.english)

    @cached_property
    def source(self) -> Callable[[Cited], str | None]:
        """Where its text comes from."""
        if variable := self.get("variable"):
            return self._variable(variable)
        if macro := self.get("macro"):
            render: Callable[[Cited], str | None] = self.get_macro(macro).render_children
            return render
        said = self._term(None) if self.get("term") else self.get("value", "")
        return lambda _item: str(said)

    def _variable(self, variable: str) -> Callable[[Cited], str | None]:
        name = variable.replace("-", "_")
        delimiter = self.get_single_term("page-range-delimiter") or "–"
        if name == "page":
            form = self.root.get("page-range-format")
            return lambda item: page_ranges(item.reference.use(name) or "", form, delimiter)
        if name == "page_first":
            return lambda item: first_page(item.reference.use("page") or "")
        if variable in NUMBERS:
            return lambda item: number_range(item.reference.use(name) or "", delimiter)
        if self.get("form") == "short":
            return lambda item: item.reference.use(f"{name}_short") or item.reference.use(name)
        # Not those that a list gives, as a number in it: a reference is formatted without one.
        return lambda item: item.reference.use(name)


class Number(Printing, model.Number):
    """A number, perhaps as an ordinal."""

    def process(self, item: Cited, **_context: Any) -> str | None:
        """Return a number in its form."""
        variable = self.get("variable")
        value = item.reference.use("page" if variable == "page-first" else variable.replace("-", "_"))
        return str(self._process(value, variable)) if value else None


class Label(Printing, model.Label):
    """The term of a variable ("p.", "editors")."""

    def render(self, item: Cited, variable: str | None = None, plural: bool | None = None, **_context: Any) -> Any:
        """Return the term for a variable, or for a role when that is given; None where the record lacks it."""
        name = variable or self.get("variable")
        if name.replace("-", "_") not in item.reference and variable is None:
            return None
        return self.markup(self.process(item, variable, plural))

    def _is_plural(self, item: Cited) -> bool:
        variable = self.get("variable")
        value = str(item.reference.get(variable.replace("-", "_"), ""))
        if variable.startswith("number-of"):
            return value.isdecimal() and int(value) > 1
        return is_several(value)
