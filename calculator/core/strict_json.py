"""Strict reading of JSON: what is not plain, finite, unambiguous JSON is refused and never repaired."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable

type Json = bool | int | float | str | list[Json] | dict[str, Json] | None

MAX_BYTES = 64 * 1024
MAX_DEPTH = 32
"""Far deeper than any request; it keeps a hostile one from exhausting the stack, in a browser too."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


class NotStrictJsonError(ValueError):
    """The text is not JSON at all; `value` is what was found."""

    def __init__(self, value: str, allowed: str) -> None:
        super().__init__(f"{value!r}; allowed: {allowed}")
        self.value = value
        self.allowed = allowed


class JsonObject(dict[str, Json]):
    """An object that remembers which of its keys were given more than once."""

    repeated: frozenset[str] = frozenset()


def read(text: str | bytes) -> Json:
    """Parse a JSON text of at most 64 KiB, UTF-8 if bytes.

    Objects come as `JsonObject`. What JSON or a finite number cannot express (NaN, Infinity, 1e400) comes as the
    string of its letters, so that it fails wherever a number is asked for.
    Raises NotStrictJsonError.
    """
    decoded = _decode(text)
    _refuse_depth(decoded)
    try:
        parsed: Json = json.loads(
            decoded,
            object_pairs_hook=_object,
            parse_constant=str,
            parse_float=_finite_or_text,
            parse_int=_integer_or_text,
        )
    except (ValueError, RecursionError) as error:
        raise NotStrictJsonError(_excerpt(decoded), f"one JSON object ({error})") from error
    return parsed


def _decode(text: str | bytes) -> str:
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise NotStrictJsonError(f"over {MAX_BYTES} bytes", f"one JSON object of at most {MAX_BYTES} bytes")
    if isinstance(text, str):
        return text
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotStrictJsonError(_excerpt(text.decode("utf-8", "replace")), "one JSON object in UTF-8") from error


def without_strings(text: str) -> str:
    """Return a JSON text without its strings, as far as they are closed: what is left is structure."""
    return _STRING.sub("", text)


def _refuse_depth(text: str) -> None:
    depth = 0
    for character in without_strings(text):
        if character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
        if depth > MAX_DEPTH:
            raise NotStrictJsonError(_excerpt(text), f"one JSON object nested at most {MAX_DEPTH} deep")


def _excerpt(text: str) -> str:
    return text if len(text) <= 80 else text[:80] + "…"


def _object(pairs: Iterable[tuple[str, Json]]) -> JsonObject:
    parsed = JsonObject()
    repeated = set()
    for key, value in pairs:
        if key in parsed:
            repeated.add(key)
        parsed[key] = value
    parsed.repeated = frozenset(repeated)
    return parsed


def _finite_or_text(literal: str) -> float | str:
    number = float(literal)
    return number if math.isfinite(number) else literal


def _integer_or_text(literal: str) -> int | str:
    # No field takes a number near this long, and Python refuses to convert more than 4,300 digits.
    return int(literal) if len(literal) < 400 else literal
