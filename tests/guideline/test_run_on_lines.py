"""Two lines that are two, and prose, which may be wrapped anywhere."""

from __future__ import annotations

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_plugins.guideline.run_on_lines import LINE_BREAK, find_run_on_line

TWO = {
    "Line one\nLine two": ("Line one", "Line two"),
    "Adults: 5 mg\nChildren: 2 mg": ("Adults: 5 mg", "Children: 2 mg"),
    "adults: 5 mg\nchildren: 2 mg": ("adults: 5 mg", "children: 2 mg"),
    "Harbour School\nBoat Lane 5\nPuddleton": ("Harbour School", "Boat Lane 5"),
    "Wax the keel.\nFold the bow\nDry the hull": ("Fold the bow", "Dry the hull"),
    "  Wax\n  **Tar**": ("Wax", "**Tar**"),
}
ONE = (
    "One line",
    "Boats are folded by the\nSociety of Paper.",
    "The Society of Paper\nBoats says so, and the\nRiver Board agrees.",
    "Wax the keel.\nFold the bow.",
    "In short:\nWax",
    "Wax, tar,\nPaint and glue",
    f"Adults: 5 mg{LINE_BREAK}\nChildren: 2 mg",
    "Every boat that is folded from a single dry sheet is named by\nAda Quillfeather",
    "Give wax\n2 drops",
    "Give wax\nto the keel",
)


@pytest.mark.parametrize("text", TWO)
def test_lines_that_were_meant_as_two_are_found(text: str) -> None:
    assert find_run_on_line(text) == TWO[text]


@pytest.mark.parametrize("text", ONE)
def test_what_may_be_one_is_left_alone(text: str) -> None:
    assert find_run_on_line(text) is None


@given(
    st.lists(
        st.sampled_from(["Ada", "boats", "the", "Harbour", "School", "5", "mg", "folds,", "wax."]), min_size=1
    ),
    st.integers(min_value=61, max_value=120),
)
def test_prose_may_be_wrapped_at_any_usual_width(words: list[str], width: int) -> None:
    """Whatever words come to stand at the ends of lines, proper names among them."""
    assert find_run_on_line("\n".join(wrap(" ".join(words), width))) is None
