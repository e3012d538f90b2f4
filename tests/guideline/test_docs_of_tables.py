"""The examples of docs/guidelines.md for tables and figures do what is said beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_plugins.guideline.exhibits import Exhibit
from tests.guideline.tiny import Tiny

DOCS = (Path(__file__).parents[2] / "docs" / "guidelines.md").read_text(encoding="utf-8")
TITLES = ("Tables", "Tables of doses", "Figures and flow charts")


def examples_of(title: str) -> list[str]:
    [section] = re.findall(rf"^## {title}\n(.*?)(?=^## )", DOCS, re.MULTILINE | re.DOTALL)
    return re.findall(r"^```markdown\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


@pytest.fixture
def exhibits(tiny: Tiny) -> dict[str, Exhibit]:
    """What the examples make, all on one page."""
    tiny.wording(None)
    for name in ("waterline.svg", "launch.svg"):
        (tiny.folder / name).write_text("<svg/>", encoding="utf-8")
    found = [example for title in TITLES for example in examples_of(title)]
    tiny.body("# Boats\n\nKeep dry. {: #dry .do }\n\n" + "\n".join(found))
    return tiny.read().exhibit_by_id


def test_all_of_them_can_be_built(exhibits: dict[str, Exhibit]) -> None:
    assert list(exhibits) == [
        "tab-sheets",
        "tab-folds",
        "tab-ballast",
        "tab-starch",
        "tab-potato",
        "fig-waterline",
        "fig-launch",
    ]
    assert [each.label for each in exhibits.values()] == [
        "Table 1",
        "Table",
        "Table",
        "Table 2",
        "Table",
        "Figure 1",
        "Figure 2",
    ]


def test_the_row_reads_as_the_docs_say(tiny: Tiny) -> None:
    tiny.wording(None)
    tiny.body(examples_of("Tables")[0])
    [row] = tiny.read().statements
    assert f"“{row.text}”" in DOCS


def test_a_number_without_its_unit_in_the_example_of_doses_is_refused(tiny: Tiny) -> None:
    tiny.wording(None)
    example = examples_of("Tables of doses")[0]
    tiny.body("Keep dry. {: #dry .do }\n\n" + example.replace("| 1.0 | ml/kg |", "| 1.0 | |"))
    [problem] = tiny.problems()
    assert "“1.0” in “1.0” has no unit" in problem.text
