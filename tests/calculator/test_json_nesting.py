"""How deep a request is nested is counted in its objects and lists, and in no string."""

from __future__ import annotations

import json

import pytest

from tests.calculator.helpers import faults

DEEP = 40
"""More than is allowed, 32."""


@pytest.mark.parametrize("text", ["[" * DEEP, "{" * DEEP, '\\"' + "[" * DEEP, '{"a":[' * DEEP])
def test_brackets_in_a_string_are_no_nesting(text: str) -> None:
    """The field is at fault, not the request."""
    assert faults(json.dumps({"improving": text})) == {"improving"}


@pytest.mark.parametrize("close", ["]", "}", '"]'])
def test_brackets_in_a_string_take_no_nesting_back(close: str) -> None:
    string = json.dumps(close * DEEP)
    assert faults('{"answers": [' + string + ", " + "[" * DEEP + "]" * DEEP + "]}") == {"$"}


@pytest.mark.parametrize(("depth", "refused"), [(31, False), (32, True)])
def test_32_levels_are_read_and_one_more_is_not(depth: int, refused: bool) -> None:
    """The request itself is the first level."""
    text = '{"improving": ' + "[" * depth + "]" * depth + "}"
    assert faults(text) == ({"$"} if refused else {"improving"})
