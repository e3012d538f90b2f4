"""What is wrong with a form, in the words of the form."""

from __future__ import annotations

from datetime import date
from typing import Any

from calculator.core.texts import TEXTS, day_text, text
from calculator.result.site import flag_name
from calculator.start_back.red_flags import RedFlag


def field_errors(response: dict[str, Any]) -> list[dict[str, str]]:
    """Return the errors of a response without a plan, each as `field` and `message`."""
    if response["ok"]:
        return [{"field": "red_flags", "message": text("error.red-flags")}]
    return [{"field": error["field"], "message": _message(**error)} for error in response["errors"]]


def _message(field: str, value: object, allowed: str) -> str:
    if field == "$":
        return text("error.whole", allowed=allowed)
    name = field_name(field)
    if value is None or field.startswith("answers."):
        return text("error.choice", name=name)
    return text("error.value", name=name, value=_as_read(field, value), allowed=allowed)


def _as_read(field: str, value: object) -> str:
    """Return a value as the form shows it: a browser's form writes dates in the reader's way."""
    if field not in {"first_session", "today"}:
        return str(value)
    try:
        return day_text(date.fromisoformat(str(value)).isoformat())
    except ValueError:
        return str(value)


def field_name(field: str) -> str:
    """Return how the form calls a field of a request."""
    group, _, part = field.partition(".")
    if group == "red_flags" and part:
        return flag_name(RedFlag(part)) if part in list(RedFlag) else field
    if group == "answers" and part:
        return text("form.item-name", number=part)
    # A field that the form does not have is called what the request calls it.
    return TEXTS.get(f"form.{group}", field)
