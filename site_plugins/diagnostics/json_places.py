"""Where the values of a JSON text stand, which the json module does not say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from site_plugins.diagnostics.json_faults import explain_json
from site_plugins.diagnostics.problems import ContentError, FileText, Problem

type JsonPath = tuple[str | int, ...]
"""The names and, counted from 0, the places in lists that lead to a value from the outermost on."""

_LONG_NUMBER = re.compile(r"[0-9]{4000,}")
_GAP = re.compile(r"[\s,:]*")
_decode = json.JSONDecoder().raw_decode


@dataclass(frozen=True)
class Child:
    """A value of a list or an object."""

    key: str | int
    """Its name, or its place in the list."""
    name_at: int
    """The offset that its name begins at, or in a list the value itself."""
    value_at: int


class JsonPlaces:
    """Finds offsets, counted from 0, in a text that the json module has taken for JSON.

    Only what is asked for is looked at, and each list or object but once: most files have nothing wrong.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[JsonPath, dict[str | int, Child]] = {}

    def value(self, path: JsonPath) -> int:
        """Return where a value begins. Of a name that is given twice, the last counts, as it does for json."""
        return self._find_child(path).value_at if path else _skip_gap(self._text, 0)

    def name(self, path: JsonPath) -> int:
        """Return where the name of a value begins."""
        return self._find_child(path).name_at

    def find_repeated_names(self) -> Iterator[tuple[JsonPath, int]]:
        """Yield the names that their object has already: the path, and where the name stands once more."""
        queue: list[tuple[JsonPath, int]] = [((), self.value(()))]
        for path, at in queue:
            seen: set[str | int] = set()
            for child in _list_children(self._text, at):
                within = (*path, child.key)
                if child.key in seen:
                    yield within, child.name_at
                seen.add(child.key)
                queue.append((within, child.value_at))

    def _find_child(self, path: JsonPath) -> Child:
        *above, key = path
        outer = tuple(above)
        if outer not in self._known:
            self._known[outer] = {child.key: child for child in _list_children(self._text, self.value(outer))}
        return self._known[outer][key]


def parse_json(text: FileText) -> Any:
    """Return what a JSON text holds. Raises ContentError when it is none."""
    try:
        return json.loads(text.text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        at, message = explain_json(text.text, error)
        raise ContentError([text.at(at).problem(message)]) from error
    except _ConstantError as error:
        at = max(0, text.text.find(str(error)))
        raise ContentError(
            [text.at(at).problem(f"{error} is no number: write null, or leave the field out.")]
        ) from error
    except RecursionError as error:
        message = "Too many brackets stand within each other."
        raise ContentError([Problem(text.file, None, message)]) from error
    except ValueError as error:
        # Python reads no number of thousands of digits.
        digits = _LONG_NUMBER.search(text.text)
        message = "This number has too many digits: put it in double quotes if it is text."
        raise ContentError([text.at(digits.start() if digits else 0).problem(message)]) from error


class _ConstantError(ValueError):
    """NaN or Infinity, which Python reads and JSON does not have."""


def _refuse_constant(name: str) -> Any:
    raise _ConstantError(name)


def has_repeated_name(text: str) -> bool:
    """Tell whether an object of a JSON text has a name twice; json would silently keep the last."""
    repeated = False

    def check_pairs(pairs: list[tuple[str, Any]]) -> None:
        nonlocal repeated
        repeated = repeated or len(dict(pairs)) < len(pairs)

    json.loads(text, object_pairs_hook=check_pairs)
    return repeated


def _list_children(text: str, at: int) -> Iterator[Child]:
    """Yield the values of the list or the object that begins there; of anything else nothing."""
    if text[at] not in "[{":
        return
    number, position = 0, _skip_gap(text, at + 1)
    while text[position] not in "]}":
        key, value_at = number, position
        if text[at] == "{":
            key, end = _decode(text, position)
            value_at = _skip_gap(text, end)
        yield Child(key, position, value_at)
        _value, end = _decode(text, value_at)
        number, position = number + 1, _skip_gap(text, end)


def _skip_gap(text: str, position: int) -> int:
    """Return the next character that is no white space, comma or colon."""
    match = _GAP.match(text, position)
    return match.end() if match else position
