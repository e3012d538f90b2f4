"""Where values stand in a JSON text, compared with a search for values that occur only once in it."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from site_plugins.diagnostics.json_places import JsonPath, JsonPlaces, has_repeated_name

REPEATABLE = settings(max_examples=100, deadline=None, derandomize=True)
ODD = st.text(max_size=5) | st.sampled_from(['{"', "},", "[", '\\"', "a: b", "\\", "é\u2028", "\ud800"])
SHAPES = st.recursive(
    ODD,
    lambda inner: st.lists(inner, max_size=4) | st.lists(st.tuples(ODD, inner), max_size=4).map(tuple),
    max_leaves=12,
)
LAYOUT = st.tuples(st.sampled_from([None, 0, 1, 4]), st.sampled_from([",", " ,\n"]), st.sampled_from([":", " :\t"]))


def unique(shape: Any, numbers: Any) -> Any:
    """Make JSON of a shape, in which every name and every text is the only one of its kind."""
    if isinstance(shape, list):
        return [unique(inner, numbers) for inner in shape]
    if isinstance(shape, tuple):
        return {f"name{next(numbers)}{name}": unique(inner, numbers) for name, inner in shape}
    return f"{shape}value{next(numbers)}"


def all_paths(value: Any, path: JsonPath = ()) -> list[tuple[JsonPath, Any]]:
    pairs = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    return [(path, value), *(found for key, inner in pairs for found in all_paths(inner, (*path, key)))]


@REPEATABLE
@given(SHAPES, LAYOUT, st.booleans())
def test_every_value_and_every_name_is_found(shape: Any, layout: tuple[Any, str, str], ascii_only: bool) -> None:
    value = unique(shape, count(100))
    indent, comma, colon = layout
    text = "\n " + json.dumps(value, indent=indent, separators=(comma, colon), ensure_ascii=ascii_only) + " "
    places = JsonPlaces(text)
    for path, inner in all_paths(value):
        at = places.value(path)
        assert json.JSONDecoder().raw_decode(text, at)[0] == inner
        if isinstance(inner, str):
            assert at == text.index(json.dumps(inner, ensure_ascii=ascii_only))
        if path and isinstance(path[-1], str):
            assert places.name(path) == text.index(json.dumps(path[-1], ensure_ascii=ascii_only))


NAMES = st.sampled_from(["a", "b", "DOI", "\\"])


@st.composite
def texts_with_copies(draw: st.DrawFn) -> tuple[str, list[tuple[str, int]]]:
    """A JSON text, put together by hand, with the names that are given once more and where."""
    text = ""
    twice: list[tuple[str, int]] = []

    def write(depth: int) -> None:
        nonlocal text
        kind = draw(st.sampled_from(["object", "list", "text"] if depth else ["text"]))
        if kind == "text":
            text += draw(st.sampled_from(['"a"', '"DOI"', "1", "null", '"\\""', "{}", "[]"]))
            return
        text += "{ " if kind == "object" else "["
        seen: set[str] = set()
        for number in range(draw(st.integers(0, 3))):
            text += ", " if number else ""
            if kind == "object":
                name = draw(NAMES)
                twice.extend([(name, len(text))] if name in seen else [])
                seen.add(name)
                text += json.dumps(name) + ": "
            write(depth - 1)
        text += " }" if kind == "object" else "]"

    write(4)
    return text, twice


@REPEATABLE
@given(texts_with_copies())
def test_every_name_that_is_given_once_more_is_found(given_text: tuple[str, list[tuple[str, int]]]) -> None:
    text, twice = given_text
    found = [(path[-1], at) for path, at in JsonPlaces(text).find_repeated_names()]
    assert sorted(found, key=lambda pair: pair[1]) == twice
    assert has_repeated_name(text) == bool(twice)


def test_of_a_name_that_is_given_twice_the_last_value_counts_as_it_does_for_json() -> None:
    text = '{"a": 1, "a": 2}'
    places = JsonPlaces(text)
    assert (text[places.value(("a",))], places.name(("a",))) == ("2", 9)
    assert json.loads(text) == {"a": 2}


def test_how_deep_the_values_are_nested_does_not_matter() -> None:
    deep = 400
    text = "[" * deep + "7" + "]" * deep
    assert JsonPlaces(text).value((0,) * deep) == deep
