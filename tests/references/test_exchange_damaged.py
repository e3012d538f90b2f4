"""However damaged a file is, what is said of it is a sentence with its place, and no traceback."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_plugins.diagnostics.problems import ContentError
from site_plugins.references.csl import check_record
from tests.references.exchange_file import FILES, read_text

DAMAGE = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.text('{}[]"\\,=@#%$&~^_-\n\x00é TYER019:', max_size=6)),
    max_size=4,
)


@pytest.mark.parametrize("name", sorted(file.name for file in FILES.iterdir()))
@settings(max_examples=60, deadline=None)
@given(damage=DAMAGE)
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, damage: list[tuple[float, int, str]]
) -> None:
    text = (FILES / name).read_text(encoding="utf-8")
    for where, taken_out, put_in in damage:
        start = int(where * len(text))
        text = text[:start] + put_in + text[start + taken_out :]
    try:
        references = read_text(tmp_path_factory.getbasetemp(), text, FILES.joinpath(name).suffix)
    except ContentError:
        return
    last = text.count("\n") + 1
    for problem in (*references.refused, *references.remarks):
        assert problem.line is None or 1 <= problem.line <= last
    for one in references.records:
        assert check_record(one.csl | {"id": "x"}, "it") == []
