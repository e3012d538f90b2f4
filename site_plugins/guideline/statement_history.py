"""What became of a statement: since when it stands, when it changed, and whether its source has taken it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from calculator.core.dates import day_text, month_text
from site_plugins.diagnostics.days import day_of
from site_plugins.guideline.texts import text

AMENDED, WITHDRAWN = "amended", "withdrawn"
DATES = ("since", "changed", "reviewed")
"""The attributes that a source may give by the year or the month alone."""

_PART_OF_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True)
class StatementHistory:
    """What a statement's attributes say of its dates and its status."""

    dates: Mapping[str, str]
    """By the attributes that gave them: YYYY, YYYY-MM or YYYY-MM-DD."""
    next_review: date | None = None
    status: str | None = None
    """`amended`, `withdrawn`, or None where it stands as it was."""
    replaced_by: str | None = None
    """The id of the statement that stands in its place."""

    @property
    def withdrawn(self) -> bool:
        """Whether the source has taken the statement back."""
        return self.status == WITHDRAWN

    @property
    def words(self) -> tuple[str, ...]:
        """Its dates in sentences, in their order."""
        said = [text(f"history.{name}", on=words_of(self.dates[name])) for name in DATES if name in self.dates]
        if self.next_review:
            said.append(text("history.next-review", on=day_text(self.next_review)))
        return tuple(said)


def read_date(value: str) -> str:
    """Read a year, a month or a day: YYYY, YYYY-MM, YYYY-MM-DD. Raises ValueError for what is none."""
    match = _PART_OF_DAY.fullmatch(value)
    day_of(value if match is None else f"{match[1]}-{match[2] or '01'}-01")
    return value


def words_of(value: str) -> str:
    """Return what `read_date` read in words, such as "May 2024"."""
    match = _PART_OF_DAY.fullmatch(value)
    if match is None:
        return day_text(day_of(value))
    return f"{month_text(int(match[2]))} {match[1]}" if match[2] else match[1]


def history_of(values: Mapping[str, Any]) -> StatementHistory | None:
    """Return what a statement's attributes say of its history; None for nothing."""
    history = StatementHistory(
        dates={name: values[name] for name in DATES if name in values},
        next_review=values.get("next-review"),
        status=values.get("status"),
        replaced_by=values.get("replaced-by"),
    )
    return None if history == StatementHistory({}) else history


def find_history_faults(history: StatementHistory) -> Iterator[str]:
    """Yield what in a statement's history does not fit together, to stand behind the statement's name."""
    dates = history.dates
    for before, after in (("since", "changed"), ("since", "reviewed")):
        if before in dates and after in dates:
            shared = min(len(dates[before]), len(dates[after]))
            if dates[after][:shared] < dates[before][:shared]:
                yield f"has {after} {dates[after]}, which is before {before} {dates[before]}."
    if history.next_review and "reviewed" in dates and history.next_review.isoformat() <= dates["reviewed"]:
        yield f"has next-review {history.next_review}, which is not after reviewed {dates['reviewed']}."
    if history.replaced_by and not history.withdrawn:
        yield 'has replaced-by and is not withdrawn: add status="withdrawn", or take replaced-by out.'
