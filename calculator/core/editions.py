"""Which edition of a guideline something rests on, and whether that was to be reviewed by now.

Whatever shows a statement or a result says both, in these words: pages, forms, prints and exports.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from calculator.core.dates import day_text
from calculator.core.texts import text


def edition_text(version: str, published: date | None, write_day: Callable[[date], str] = day_text) -> str:
    """Return a version with the day on which it was published, such as "1.0.0 of 29 November 2026"."""
    if published is None:
        return text("edition.unpublished", version=version)
    return text("edition.of", version=version, on=write_day(published))


def review_notice(next_review: date | None, today: date | None) -> str:
    """Return the notice that a guideline is past its next review, by the reader's own day; else nothing.

    It is due on the day itself, and overdue from the day after.
    """
    if next_review is None or today is None or today <= next_review:
        return ""
    return overdue_text(next_review)


def overdue_text(next_review: date) -> str:
    """Return the notice for whoever finds out by other means that the day is past, as a script does."""
    return text("edition.overdue", on=day_text(next_review))
