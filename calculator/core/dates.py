"""Days as they are read."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_text(day: date) -> str:
    """Return a day in words, such as "14 December 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
