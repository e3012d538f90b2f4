"""Whatever is sent, the calculator answers, in strict JSON: with a result or with what is wrong."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calculator.helpers import FULL_REQUEST, ask
from tests.calculator.oracle_faults import FIELDS
from tests.calculator.strategies import json_values, spoiled_requests

MORE = settings(max_examples=settings().max_examples * 3)

EXAMPLE = json.dumps(FULL_REQUEST)

#: Pieces of JSON that are apt to break a reader.
PIECES = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "\\",
    "\\u",
    "\\ud800",
    "\x00",
    "\ufeff",
    "1e999",
    "-",
    "NaN",
    "null",
    "true",
    "\u00e9",
]


@MORE
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(data: bytes) -> None:
    ask(data)


@MORE
@given(st.text(st.characters(codec=None, categories=None), max_size=200))
def test_any_text_is_answered(text: str) -> None:
    ask(text)


@MORE
@given(json_values)
def test_any_json_value_is_answered(value: Any) -> None:
    response = ask(json.dumps(value))
    if not isinstance(value, dict):
        assert [entry["field"] for entry in response["errors"]] == ["$"]


@MORE
@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), json_values, max_size=5))
def test_any_value_in_any_field_is_answered(request: dict[str, Any]) -> None:
    ask(json.dumps(request))


@MORE
@given(spoiled_requests())
def test_a_request_and_its_bytes_get_the_same_answer(request: dict[str, Any]) -> None:
    for ascii_only in (True, False):
        text = json.dumps(request, ensure_ascii=ascii_only)
        assert ask(text) == ask(text.encode())


@MORE
@given(st.data())
def test_a_request_damaged_anywhere_is_answered(data: st.DataObject) -> None:
    text = EXAMPLE
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(start + 8, len(text))))
        text = text[:start] + data.draw(st.sampled_from(PIECES) | st.text(max_size=3)) + text[end:]
    ask(text)


@MORE
@given(st.integers(0, len(EXAMPLE) - 1), st.integers(0, 255))
def test_a_request_with_one_byte_changed_is_answered(place: int, byte: int) -> None:
    data = bytearray(EXAMPLE.encode())
    data[place] = byte
    ask(bytes(data))


def test_a_request_cut_short_anywhere_is_refused() -> None:
    for end in range(len(EXAMPLE)):
        response = ask(EXAMPLE[:end])
        assert [entry["field"] for entry in response["errors"]] == ["$"]
