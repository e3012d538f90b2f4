"""What is wrong with the fields of a saved file: everything is named, each with its value and what is allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from calculator import VERSION, respond
from calculator.core.strict_json import Json, JsonObject
from calculator.core.texts import text
from calculator.core.wording import shown
from calculator.start_back.instrument import START_BACK_9, Risk
from calculator.start_back.red_flags import RedFlag

FIELDS = ("format", "version", "about", "day", "made_with", "request", "unsure", "score")
_MADE_WITH = ("calculator", "guideline")
_HIGHEST = {"total": len(START_BACK_9.items), "distress": sum(item.distress for item in START_BACK_9.items)}
_VERSION = re.compile(r"[0-9A-Za-z.+-]{1,40}")


def faults_of(found: JsonObject) -> Iterator[str]:
    """Give a sentence for everything that is wrong with a file's fields, but for `format` and `version`."""
    for path, value in _repeated(found, ""):
        yield field_fault(path, value, text("saved.once"))
    yield from _others(found, FIELDS, "")
    yield from _request_faults(found)
    yield from _unsure_faults(found)
    yield from _made_with_faults(found)
    yield from _score_faults(found)


def field_fault(field: str, value: Json, allowed: str) -> str:
    """Return the sentence for one field; `value` is None where there is none."""
    return text("saved.field", field=field, value=as_shown(value), allowed=allowed)


def as_shown(value: Json) -> str:
    """Return a value as a message shows it: strings in quotes, others as they stand in the file, both shortened."""
    if value is None:
        return text("saved.missing")
    return shown(value) if isinstance(value, str) else shown(json.dumps(value))[1:-1]


def _repeated(value: Json, prefix: str) -> Iterator[tuple[str, Json]]:
    named: list[tuple[str, Json]] = []
    if isinstance(value, JsonObject):
        named = list(value.items())
        yield from ((prefix + _name(key), value[key]) for key in sorted(value.repeated))
    elif isinstance(value, list):
        named = [(str(place), inner) for place, inner in enumerate(value)]
    for key, inner in named:
        yield from _repeated(inner, f"{prefix}{_name(key)}.")


def _others(found: JsonObject, known: Collection[str], prefix: str) -> Iterator[str]:
    for key, value in found.items():
        if key not in known:
            allowed = text("saved.no-such-field", fields=", ".join(known))
            yield field_fault(prefix + _name(key), value, allowed)


def _name(key: str) -> str:
    """Return a field's name as a message can show it: it may be anything."""
    return shown(key)[1:-1]


def _request_faults(found: JsonObject) -> Iterator[str]:
    request = found.get("request")
    if not isinstance(request, JsonObject):
        yield field_fault("request", request, text("saved.object"))
        return
    response: dict[str, Any] = respond(json.dumps(request))
    for error in response.get("errors", []):
        field = "request" if error["field"] == "$" else f"request.{_name(error['field'])}"
        yield field_fault(field, error["value"], error["allowed"])
    if "day" not in found or found["day"] != request.get("today"):
        yield field_fault("day", found.get("day"), text("saved.day"))


def _unsure_faults(found: JsonObject) -> Iterator[str]:
    unsure, request = found.get("unsure"), found.get("request")
    flags = request.get("red_flags") if isinstance(request, dict) else None
    standing = [flag for flag in RedFlag if isinstance(flags, dict) and flags.get(flag) is True]
    if not isinstance(unsure, list) or any(flag not in standing or unsure.count(flag) > 1 for flag in unsure):
        yield field_fault("unsure", unsure, text("saved.flags"))


def _made_with_faults(found: JsonObject) -> Iterator[str]:
    made_with = found.get("made_with")
    if not isinstance(made_with, JsonObject):
        yield field_fault("made_with", made_with, text("saved.object"))
        return
    yield from _others(made_with, _MADE_WITH, "made_with.")
    for name in _MADE_WITH:
        version = made_with.get(name)
        if not isinstance(version, str) or not _VERSION.fullmatch(version):
            yield field_fault(f"made_with.{name}", version, text("saved.version", example=VERSION))


def _score_faults(found: JsonObject) -> Iterator[str]:
    """Look at what is compared with the calculator; the rest of the score is for other readers."""
    score = found.get("score")
    if score is None and "score" in found:
        return
    if not isinstance(score, JsonObject):
        yield field_fault("score", score, text("saved.object-or-null"))
        return
    for name, most in _HIGHEST.items():
        value = score.get(name)
        if name not in score or not (value is None or _is_up_to(most, value)):
            yield field_fault(f"score.{name}", value, text("saved.number", most=str(most)))
    risk = score.get("risk")
    if "risk" not in score or (risk is not None and risk not in list(Risk)):
        yield field_fault("score.risk", risk, text("saved.risk", risks=", ".join(Risk)))


def _is_up_to(most: int, value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value in range(most + 1)
