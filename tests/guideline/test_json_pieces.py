"""JSON in pieces: together they are what the json module writes, whatever the fields hold."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from site_plugins.rendering.json_pieces import json_pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES))
def test_the_pieces_are_the_text_that_json_writes(fields: dict[str, object]) -> None:
    whole = json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"
    assert "".join(json_pieces(fields)) == whole


@given(st.lists(VALUES))
def test_what_comes_one_after_the_other_is_written_as_a_list(values: list[object]) -> None:
    assert "".join(json_pieces({"values": iter(values)})) == "".join(json_pieces({"values": values}))


def test_no_piece_holds_more_than_one_entry_of_a_list() -> None:
    assert [*json_pieces({"a": 1, "b": [{"c": 2}, 3]})] == ['{"a":', "1", ',"b":', '[{"c":2}', ",3", "]", "}\n"]
