"""Pages of more than one range have one place in RIS: a start and an end would tell a reader of one range."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_plugins.references.exchange import FileFormat, export_records
from tests.references.exchange_file import one_work

WORK: dict[str, Any] = {"id": "a", "type": "article-journal", "title": "On glue"}


def page_lines(pages: str) -> list[str]:
    text = export_records([WORK | {"page": pages}], FileFormat.RIS)
    return [line for line in text.splitlines() if line.startswith(("SP", "EP"))]


@pytest.mark.parametrize("pages", ["112-115, 118", "112-115,118", "5-9, 12-14", "S361-S379, S381"])
def test_several_ranges_stand_whole_in_the_first_page(pages: str) -> None:
    assert page_lines(pages) == [f"SP  - {pages}"]


@pytest.mark.parametrize(
    ("pages", "lines"),
    [
        ("112-120", ["SP  - 112", "EP  - 120"]),
        ("S361-S379", ["SP  - S361", "EP  - S379"]),
        ("e1000", ["SP  - e1000"]),
        ("12, 14", ["SP  - 12, 14"]),
    ],
)
def test_one_range_has_a_start_and_an_end_and_one_page_a_start(pages: str, lines: list[str]) -> None:
    assert page_lines(pages) == lines


@pytest.mark.parametrize("pages", ["112-115, 118", "5-9, 12-14", "112-120", "e1000", "12, 14"])
def test_all_of_them_come_back_as_they_were(tmp_path: Path, pages: str) -> None:
    assert one_work(tmp_path, export_records([WORK | {"page": pages}], FileFormat.RIS), ".ris")["page"] == pages
