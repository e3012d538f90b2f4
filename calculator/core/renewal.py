"""Answers of an earlier day as the beginning of a sheet of today: what must be asked anew is not taken over."""

from __future__ import annotations

from datetime import date

from calculator.core.fields import DateField, Field, NumberField, Value, number_text
from calculator.core.reading import TODAY
from calculator.core.strict_json import Json


def renew_values(written: dict[str, Json], fields: tuple[Field, ...], today: date) -> dict[str, str]:
    """Return the further fields of an earlier request as a form of today begins with them, to be confirmed.

    `written` is the earlier request, valid or not; its `today` is the day of its answers. A number of weeks that
    grows with time is moved on by the days that have passed, and left out where that cannot be told (the earlier
    day is not known, or is after today) or where it would leave the field's range. A value that the field does not
    take is left out. Answers to the instrument and to the safety questions are never taken over: they speak of the
    last weeks.
    """
    earlier = TODAY.read(written.get(TODAY.name))
    days = (today - earlier).days if isinstance(earlier, date) else -1
    values = {field.name: _renew(field, written.get(field.name), days) for field in fields}
    return {name: value for name, value in values.items() if value is not None}


def _renew(field: Field, written: Json, days: int) -> str | None:
    value: Value | None = None if written is None else field.read(written)
    if value is None:
        return None
    if isinstance(field, DateField):
        return field.in_short(value)
    if not isinstance(field, NumberField):
        return str(value)
    assert isinstance(value, int | float)
    if not field.is_time:
        return number_text(value)
    moved = value + days / 7
    return None if days < 0 or field.read(moved) is None else number_text(moved)
