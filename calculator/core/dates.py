"""Days as they are read."""

from __future__ import annotations

from datetime import date

from calculator.core.texts import text


def month_text(month: int) -> str:
    """Return a month's name, from 1 on."""
    return text[f"date.month.{month}"]


def day_words() -> tuple[str, ...]:
    """Return how a day is written, such as "{day} {month} {year}", then the names of the months."""
    return text["date.day"], *(month_text(month) for month in range(1, 13))


def day_text(day: date) -> str:
    """Return a day in words, such as "14 December 2026"."""
    return text["date.day"].format(day=day.day, month=month_text(day.month), year=day.year)
