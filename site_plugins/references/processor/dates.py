"""Dates: a range says once what both of its dates share, and a season stands for a month that is missing."""

# mypy: disallow-subclassing-any=False

from __future__ import annotations

from functools import cached_property
from typing import Any

from citeproc import model

from site_plugins.references.processor.base import Printing
from site_plugins.references.processor.work import Cited, Day, WorkDate


class DatePart(Printing, model.Date_Part):
    """The year, the month or the day of a date."""

    @cached_property
    def part(self) -> str:
        """Which of them."""
        return str(self.get("name"))

    def said(self, day: Day, *, with_suffix: bool = True) -> str:
        """Return the part of a date; nothing where it is not known."""
        text = getattr(self, f"_{self.part}")(day, self.get("form"))
        said = self.markup(text) or ""
        return said if with_suffix else said.removesuffix(self.affixes[1])

    def _year(self, day: Day, form: str | None) -> str:
        if form == "short":
            return f"{day.year % 100:02}"
        era = "bc" if day.year < 0 else "ad" if day.year < 1000 else None
        return f"{abs(day.year)}{self.get_single_term(era) if era else ''}"

    def _month(self, day: Day, form: str | None) -> str:
        if day.month is None and isinstance(day.season, str):
            return day.season
        if form in ("numeric", "numeric-leading-zeros"):
            return "" if day.month is None else f"{day.month:02}" if form.endswith("zeros") else str(day.month)
        term = f"season-{day.season:02}" if day.month is None else f"month-{day.month:02}"
        return self.get_single_term(term, "short" if form == "short" else None)

    def _day(self, day: Day, form: str | None) -> str:
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
        return self.markup(self._range(date.begin, date.end) if date.end else self._join(self._said(date.begin)))

    def _range(self, begin: Day, end: Day) -> str:
        """Return a range: "2018 May 5–6", "May 5–June 6, 2018"; one without an end as "2018–"."""
        if not end.year:
            return f"{self._join(self._said(begin))}–"
        parts: tuple[DatePart, ...] = self.kept_children
        largest = next((name for name in ("year", "month", "day") if _differ(begin, end, name)), None)
        # What is smaller than the largest part that differs is said twice as well: March 5 is not May 5.
        smaller = {"year": ("year", "month", "day"), "month": ("month", "day"), "day": ("day",)}
        places = [place for place, part in enumerate(parts) if largest and part.part in smaller[largest]]
        if not largest or not places:
            return self._join(self._said(begin))
        first, last = places[0], places[-1] + 1
        dash = next((part.get("range-delimiter") for part in parts if part.part == largest), None) or "–"
        from_here = self._join(self._said(begin, first, last, last_suffix=False))
        to_there = self._join(self._said(end, first, last))
        return self._join([*self._said(begin, 0, first), f"{from_here}{dash}{to_there}", *self._said(begin, last)])

    def _said(self, day: Day, first: int = 0, last: int | None = None, *, last_suffix: bool = True) -> list[str]:
        """Return those parts of a date that are known."""
        parts: list[DatePart] = [part for part in self.kept_children[first:last] if part.said(day)]
        return [part.said(day, with_suffix=last_suffix or part is not parts[-1]) for part in parts]

    def _join(self, said: list[str]) -> str:
        return self.join(said, self.get("delimiter", ""))


def _differ(begin: Day, end: Day, name: str) -> bool:
    if name == "month":
        return (begin.month, begin.season) != (end.month, end.season)
    return bool(getattr(begin, name) != getattr(end, name))
