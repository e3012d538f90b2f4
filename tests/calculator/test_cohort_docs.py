"""docs/cohorts.md: its commands are run as they stand there, and what they say and write is what it shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.cohort.checks import ENOUGH_ROWS
from tests.calculator.cohort_codings import FACTS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "cohorts.md").read_text(encoding="utf-8")
PYTHON = ".venv/bin/python "
_LAYOUTS = TEXT.partition("## Four real layouts\n")[2].partition("\n## ")[0]
LAYOUTS = dict(re.findall(r"### (.*?)\n(.*?)(?=\n### |\Z)", _LAYOUTS, re.DOTALL))
#: Code with its kind; a file has its name in the line before.
FENCE = re.compile(r"(?:^`(?P<name>[^`\n]+)`:\n\n)?```(?P<kind>\w+)\n(?P<code>.*?)```", re.DOTALL | re.MULTILINE)


def test_there_are_four() -> None:
    assert len(LAYOUTS) == 4


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_goes_from_nothing_to_the_result_that_is_shown(tmp_path: Path, layout: str) -> None:
    done = None
    kinds = []
    for fence in FENCE.finditer(LAYOUTS[layout]):
        name, kind, code = fence["name"], fence["kind"], fence["code"]
        kinds.append(kind)
        if name and not (tmp_path / name).exists():
            mark = "\ufeff" if "byte order mark" in LAYOUTS[layout] else ""
            (tmp_path / name).write_text(mark + code, encoding="utf-8")
        elif name:
            assert (tmp_path / name).read_text(encoding="utf-8-sig") == code
        elif kind == "sh":
            assert code.startswith(PYTHON)
            done = subprocess.run(
                [sys.executable, *code.removeprefix(PYTHON).split()],
                capture_output=True,
                encoding="utf-8",
                cwd=tmp_path,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                timeout=60,
                check=False,
            )
        else:
            assert done
            assert done.stderr == code
    assert kinds[0] == kinds[-1] == "csv"
    assert (tmp_path / "scored.csv").exists()


def test_the_rows_that_a_check_of_a_column_takes_are_those_of_the_facts() -> None:
    assert FACTS["enough_rows"] == ENOUGH_ROWS
    assert f"in {ENOUGH_ROWS} rows or more" in TEXT


def test_the_program_that_is_shown_runs(tmp_path: Path) -> None:
    program = TEXT.partition("```python\n")[2].partition("```")[0]
    (tmp_path / "cohort.csv").write_text("q1,q2,q3,q4,q5,q6,q7,q8,q9\n2,1,2,2,1,1,1,1,4\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stdout.splitlines()[0] == "q1 = column q1: 2 agree 1; agree 100 %"
    assert (tmp_path / "scored.csv").read_text(encoding="utf-8").endswith(",4,1,medium,\n")
