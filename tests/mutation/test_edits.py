"""The list of wrong edits still fits the code: each names one place, and tests that are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.mutate import Edit, file_of, read_edits

ROOT = Path(__file__).parents[2]
EDITS = read_edits([])


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_an_edit_finds_its_place_and_its_tests(edit: Edit) -> None:
    assert file_of(edit, ROOT).is_file()
    assert edit.old != edit.new
    files = [argument for argument in edit.tests if argument.endswith(".py")]
    assert files
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_no_two_edits_have_one_name() -> None:
    names = [edit.name for edit in EDITS]
    assert len(names) == len(set(names))
