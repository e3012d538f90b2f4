"""Days as content writes them."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(value: object) -> date:
    """Return the day that YYYY-MM-DD is. Raises ValueError for anything else."""
    # `fromisoformat` alone would take 20270523 and 2027-W20-7 as well.
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError(f"{value!r} is not a day such as 2027-05-23")


def is_day(value: object) -> bool:
    """Tell whether a value is a day that exists, as YYYY-MM-DD."""
    try:
        day_of(value)
    except ValueError:
        return False
    return True
