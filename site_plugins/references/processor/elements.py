"""The elements of a style that print texts, numbers, labels and dates, and those that choose between others."""

# mypy: disallow-subclassing-any=False

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from citeproc import model

from site_plugins.references.csl import NUMBERS
from site_plugins.references.processor.base import Parent, Printing
from site_plugins.references.processor.numbers import (
    NUMERIC,
    format_number_range,
    format_page_ranges,
    get_first_page,
    is_several,
)
from site_plugins.references.processor.work import Cited, Day, Work, WorkDate


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
        for child in self.child_elements:
            called = called or child.calls
            if text := self.render_child(child, item, delimiter):
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
        constant = self._term(None) if self.get("term") else self.get("value", "")
        return lambda _item: str(constant)

    def _variable(self, variable: str) -> Callable[[Cited], str | None]:
        name = variable.replace("-", "_")
        delimiter = self.get_single_term("page-range-delimiter") or "–"
        if name == "page":
            form = self.root.get("page-range-format")
            return lambda item: format_page_ranges(item.reference.use(name) or "", form, delimiter)
        if name == "page_first":
            return lambda item: get_first_page(item.reference.use("page") or "")
        if variable in NUMBERS:
            return lambda item: format_number_range(item.reference.use(name) or "", delimiter)
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


class Choose(Parent, model.Choose):
    """The first branch whose conditions hold."""

    transparent = True

    def render(self, item: Cited, delimiter: str = "", **_context: Any) -> str | None:
        """Return what that branch prints."""
        for branch in self.child_elements:
            if branch.holds(item.reference):
                text: str | None = branch.render_children(item, delimiter=delimiter)
                return text
        return None


class Else(Parent, model.Else):
    """The branch for all other works."""

    def holds(self, _work: Work) -> bool:
        """Tell that it is this branch."""
        return True


class If(Parent, model.If):
    """A branch with conditions."""

    def holds(self, work: Work) -> bool:
        """Tell whether its conditions hold for a work."""
        results = (condition(work) for condition in self.conditions)
        match = self.match
        return any(results) if match == "any" else not any(results) if match == "none" else all(results)

    @cached_property
    def match(self) -> str:
        """How many of the conditions have to hold."""
        return str(self.get("match", "all"))

    @cached_property
    def conditions(self) -> tuple[Callable[[Work], bool], ...]:
        """The conditions one by one. A citation's own (locator, position, disambiguation) never hold in a list."""
        return tuple(
            _CONDITIONS.get(test, _never)(value.replace("-", "_") if test != "type" else value)
            for test, values in self.attrib.items()
            if test != "match"
            for value in values.split()
        )


class ElseIf(If, model.Else_If):
    """A branch for works for which those before it do not hold."""


def _is_type(kind: str) -> Callable[[Work], bool]:
    return lambda work: work.type == kind


def _has(variable: str) -> Callable[[Work], bool]:
    return lambda work: variable in work


def _is_numeric(variable: str) -> Callable[[Work], bool]:
    def holds(work: Work) -> bool:
        value = work.get(variable)
        # Some styles ask it of a date.
        return isinstance(value, str) and NUMERIC.fullmatch(value) is not None

    return holds


def _is_uncertain_date(variable: str) -> Callable[[Work], bool]:
    return lambda work: variable in work and work[variable].circa


def _never(_value: str) -> Callable[[Work], bool]:
    return lambda _work: False


_CONDITIONS = {
    "type": _is_type,
    "variable": _has,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain_date,
}


class DatePart(Printing, model.Date_Part):
    """The year, the month or the day of a date."""

    @cached_property
    def part(self) -> str:
        """Which of them."""
        return str(self.get("name"))

    def render_part(self, day: Day, *, with_suffix: bool = True) -> str:
        """Return the part of a date; nothing where it is not known."""
        text = getattr(self, f"_render_{self.part}")(day, self.get("form"))
        printed = self.markup(text) or ""
        return printed if with_suffix else printed.removesuffix(self.affixes[1])

    def _render_year(self, day: Day, form: str | None) -> str:
        if form == "short":
            return f"{day.year % 100:02}"
        era = "bc" if day.year < 0 else "ad" if day.year < 1000 else None
        return f"{abs(day.year)}{self.get_single_term(era) if era else ''}"

    def _render_month(self, day: Day, form: str | None) -> str:
        if day.month is None and isinstance(day.season, str):
            return day.season
        if form in ("numeric", "numeric-leading-zeros"):
            return "" if day.month is None else f"{day.month:02}" if form.endswith("zeros") else str(day.month)
        term = f"season-{day.season:02}" if day.month is None else f"month-{day.month:02}"
        return self.get_single_term(term, "short" if form == "short" else None)

    def _render_day(self, day: Day, form: str | None) -> str:
        if day.day is None:
            return ""
        if form == "ordinal":
            only_first = self.get_locale_option("limit-day-ordinals-to-day-1") == "true"
            return str(day.day) if only_first and day.day > 1 else model.to_ordinal(day.day, self)
        return f"{day.day:02}" if form == "numeric-leading-zeros" else str(day.day)


class Date(Printing, model.Date):
    """A date of a work."""

    def render(self, item: Cited, **_context: Any) -> str | None:
        """Return the date; None where the record lacks it."""
        date: WorkDate | None = item.reference.use(self.get("variable").replace("-", "_"))
        if date is None:
            return None
        if date.begin is None:
            return self.markup(date.literal)
        return self.markup(
            self._render_range(date.begin, date.end) if date.end else self._join(self._render_parts(date.begin))
        )

    def _render_range(self, begin: Day, end: Day) -> str:
        """Return a range: "2018 May 5–6", "May 5–June 6, 2018"; one without an end as "2018–"."""
        if not end.year:
            return f"{self._join(self._render_parts(begin))}–"
        parts: tuple[DatePart, ...] = self.child_elements
        largest = next((name for name in ("year", "month", "day") if _differ(begin, end, name)), None)
        # What is smaller than the largest part that differs is said twice as well: March 5 is not May 5.
        smaller = {"year": ("year", "month", "day"), "month": ("month", "day"), "day": ("day",)}
        places = [place for place, part in enumerate(parts) if largest and part.part in smaller[largest]]
        if not largest or not places:
            return self._join(self._render_parts(begin))
        first, last = places[0], places[-1] + 1
        dash = next((part.get("range-delimiter") for part in parts if part.part == largest), None) or "–"
        from_here = self._join(self._render_parts(begin, first, last, last_suffix=False))
        to_there = self._join(self._render_parts(end, first, last))
        return self._join(
            [*self._render_parts(begin, 0, first), f"{from_here}{dash}{to_there}", *self._render_parts(begin, last)]
        )

    def _render_parts(
        self, day: Day, first: int = 0, last: int | None = None, *, last_suffix: bool = True
    ) -> list[str]:
        """Return those parts of a date that are known."""
        parts: list[DatePart] = [part for part in self.child_elements[first:last] if part.render_part(day)]
        return [part.render_part(day, with_suffix=last_suffix or part is not parts[-1]) for part in parts]

    def _join(self, texts: list[str]) -> str:
        return self.join(texts, self.get("delimiter", ""))


def _differ(begin: Day, end: Day, name: str) -> bool:
    if name == "month":
        return (begin.month, begin.season) != (end.month, end.season)
    return bool(getattr(begin, name) != getattr(end, name))
