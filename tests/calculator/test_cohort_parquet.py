"""A table in Parquet is scored as one in CSV is, and whatever else it holds keeps its type."""

import io
import os
import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import IO, Any

import polars as pl
import pytest

from calculator.cohort import parquet
from calculator.cohort.records import UnusableTableError
from calculator.start_back import START_BACK
from tests.calculator.cohort_codings import code, coding_of, sheets
from tests.calculator.cohort_tables import ADDED, GOOD, NINE, PLAIN, SIX, columns, every_sheet, parsed, written
from tests.calculator.cohort_tables import score as score_csv
from tests.calculator.oracle import score_sheet

ROOT = Path(__file__).parents[2]
COMMAND = ["-m", "calculator", "score"]


def score(table: pl.DataFrame, folder: Path, form: str = NINE, **options: Any) -> tuple[pl.DataFrame, Any, Any]:
    """The scored table, the bad rows reported and the tally."""
    table.write_parquet(folder / "in.parquet", row_group_size=1000)
    sink, bad = io.BytesIO(), []
    (folder / "pieces").mkdir()
    tally = parquet.score_parquet(
        str(folder / "in.parquet"),
        sink,
        folder / "pieces",
        instrument=START_BACK.instrument_by_id[form],
        bad_row=lambda row, error: bad.append((row, error)),
        **options,
    )
    return pl.read_parquet(sink.getvalue()), bad, tally


@pytest.mark.parametrize(("form", "number"), [(NINE, 1280), (SIX, 160)])
def test_every_sheet_has_its_score_and_the_table_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, number: int
) -> None:
    # Smaller than a row group and no divisor of it: pieces begin and end anywhere.
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 77)
    sheets = every_sheet(form)
    table = pl.DataFrame(sheets, schema=columns(form), orient="row").with_row_index("id")
    output, bad, tally = score(table, tmp_path, form)
    assert output.select(table.columns).equals(table)
    assert output.columns == table.columns + ADDED
    scores = [score_sheet(form, sheet) for sheet in sheets]
    for name in ADDED[:3]:
        assert output[name].to_list() == [each[name] for each in scores]
    assert output["error"].is_null().all()
    assert (bad, sum(tally.values())) == ([], number)


def test_rows_get_the_errors_that_they_get_in_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 77)
    pick = random.Random(9)
    untidy = ["agree", "disagree", " 1", "0.0", "Agree", "", "?"]
    rows = [pick.choices(untidy, k=9) for _ in range(999)]
    rows += [[*pick.choices(GOOD[:8], k=8), pick.choice(["3", "Not at all", "5", ""])] for _ in range(999)]
    expected, expected_bad, expected_tally = score_csv(written([columns(), *rows]), coding=PLAIN)
    output, bad, tally = score(pl.DataFrame(rows, schema=columns(), orient="row"), tmp_path, coding=PLAIN)
    as_text = output.select(pl.all().cast(pl.String).fill_null("")).rows()
    assert [list(row) for row in as_text] == parsed(expected)[1:]
    assert [(row + 1, error) for row, error in bad] == expected_bad
    assert tally == expected_tally


def test_answers_may_have_any_type_that_says_them_and_other_columns_keep_theirs(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "seen": [date(2026, 1, 2), None],
            "scans": [[1, 2], []],
            **{f"q{item}": [True, False] for item in (1, 2, 3)},
            **{f"Q{item}": [1, 0] for item in (4, 5)},
            **{f" q{item}": [1.0, 0.0] for item in (6, 7)},
            "q8": pl.Series(["agree", "disagree"], dtype=pl.Categorical),
            "q9": pl.Series([3, 2], dtype=pl.UInt8),
        }
    )
    output, bad, _ = score(table, tmp_path, prefix="keele_")
    assert bad == []
    assert output.select(table.columns).equals(table)
    assert output.schema == {
        **table.schema,
        "keele_total": pl.Int8,
        "keele_distress": pl.Int8,
        "keele_risk": pl.String,
        "keele_error": pl.String,
    }
    assert output.rows()[0][-4:] == (9, 5, "high", None)
    assert output.rows()[1][-4:] == (0, 0, "low", None)


def test_what_is_null_is_missing(tmp_path: Path) -> None:
    table = pl.DataFrame([[*GOOD[:8], None]], schema=columns(), orient="row")
    output, bad, _ = score(table, tmp_path)
    assert bad == [(1, "q9 is missing")]
    assert output.rows()[0][-4:] == (None, None, None, "q9 is missing")


def test_a_table_without_rows_is_a_cohort_of_nobody(tmp_path: Path) -> None:
    output, bad, tally = score(pl.DataFrame(schema=dict.fromkeys(columns(), pl.String)), tmp_path)
    assert (output.columns, output.height, bad, sum(tally.values())) == ([*columns(), *ADDED], 0, [], 0)


def test_columns_are_found_and_refused_as_in_csv(tmp_path: Path) -> None:
    with pytest.raises(UnusableTableError, match=r"^These columns are missing: q2, q3.*\nThe names .*“Risk”"):
        score(pl.DataFrame({"q1": [1], "Risk": [1]}), tmp_path)


def test_it_is_refused_and_read_by_the_coding_that_is_stated_as_in_csv(tmp_path: Path) -> None:
    cohort = sheets(200)
    rows = [[int(value) for value in code("one-two", sheet)] for sheet in cohort]
    table = pl.DataFrame(rows, schema=[f"Q{number:02}" for number in range(4, 13)], orient="row")
    table.write_parquet(tmp_path / "in.parquet")
    refused = run(tmp_path, "in.parquet", "-o", "out.parquet", "--columns", "Q04-Q12")
    assert refused.returncode == 2
    assert "say --agree 2 --disagree 1" in refused.stderr
    assert "say --q9 1-5" in refused.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["in.parquet"]
    (tmp_path / "coding.json").write_text('{"columns": "Q04-Q12", "agree": 2, "disagree": 1}', encoding="utf-8")
    done = run(tmp_path, "in.parquet", "-o", "out.parquet", "--coding", "coding.json", "--q9", "1-5")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0].startswith("q1 = column Q04: 1 disagree ")
    output = pl.read_parquet(tmp_path / "out.parquet").select(ADDED[:3])
    assert output.rows() == [tuple(score_sheet(NINE, sheet)[name] for name in ADDED[:3]) for sheet in cohort]


def test_true_and_false_are_no_answer_to_item_9_but_may_be_its_point(tmp_path: Path) -> None:
    table = pl.DataFrame([[True] * 9, [False] * 9, [None, *[True] * 8]], schema=columns(), orient="row")
    with pytest.raises(UnusableTableError, match=r"^q9 holds true and false, .* say --q9 point"):
        score(table, tmp_path)
    (tmp_path / "pieces").rmdir()
    output, bad, _ = score(table, tmp_path, coding=coding_of("--q9", "point"))
    assert output.select(ADDED[:3]).rows()[:2] == [(9, 5, "high"), (0, 0, "low")]
    assert bad == [(3, "q1 is missing")]
    (tmp_path / "pieces").rename(tmp_path / "before")
    all_agree = pl.DataFrame([[*[True] * 8, "extremely"]] * 30, schema=columns(), orient="row")
    assert score(all_agree.with_columns(pl.lit(False).alias("q1")), tmp_path)[0]["total"].to_list() == [8] * 30


def run(
    folder: Path, *arguments: str, python: tuple[str, ...] = (), standard_input: IO[bytes] | None = None
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *python, *COMMAND, *arguments],
        stdin=standard_input,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_exit_status_and_the_report_are_those_of_the_command(tmp_path: Path) -> None:
    table = pl.DataFrame([GOOD, [*GOOD[:8], "?"]], schema=columns(), orient="row")
    table.write_parquet(tmp_path / "in.parquet")
    done = run(tmp_path, "in.parquet", "-o", "out.parquet")
    assert done.returncode == 1
    *account, fault, summary = done.stderr.splitlines()
    assert account[0] == "q1 = column q1: agree 2; agree 100 %"
    assert len(account) == 9
    assert fault.startswith("row 2: q9 is “?”; allowed: ")
    assert summary == "2 rows: 1 scored (1 medium), 1 bad."
    assert pl.read_parquet(tmp_path / "out.parquet")["total"].to_list() == [4, None]


def test_a_file_that_is_damaged_leaves_nothing_behind(tmp_path: Path) -> None:
    table = pl.DataFrame([GOOD] * 100_000, schema=columns(), orient="row").with_row_index("id")
    table.write_parquet(tmp_path / "in.parquet", row_group_size=10_000, statistics=False)
    data = bytearray((tmp_path / "in.parquet").read_bytes())
    # The second half of the pieces; what says where they are stands at the end.
    half, end = len(data) // 2, len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    data[half:end] = b"\xff" * (end - half)
    (tmp_path / "in.parquet").write_bytes(data)
    done = run(tmp_path, "in.parquet", "-o", "out.parquet")
    assert done.returncode == 2
    assert done.stderr.startswith("in.parquet cannot be read as Parquet: ")
    assert [file.name for file in tmp_path.iterdir()] == ["in.parquet"]


def test_it_is_known_by_its_first_bytes_whatever_its_name(tmp_path: Path) -> None:
    pl.DataFrame([GOOD], schema=columns(), orient="row").write_parquet(tmp_path / "cohort")
    done = run(tmp_path, "cohort", "-o", "scored")
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "1 row: 1 scored (1 medium), 0 bad."
    assert pl.read_parquet(tmp_path / "scored")["risk"].to_list() == ["medium"]


REFUSED = {
    "another format under its name": (["csv.parquet"], "csv.parquet cannot be read as Parquet: "),
    "a table in CSV, to be written as Parquet": (["in.csv", "-o", "out.parquet"], "in.csv is not Parquet, and "),
    "Parquet, to be written as text": (["in.parquet", "-o", "out.csv"], "A table in Parquet is written as Parquet"),
    "an encoding": (["in.parquet", "--encoding", "cp1252"], "--encoding is for CSV"),
    "standard input": (
        ["-"],
        "This is Parquet, which is scored only from a file that the command is given by name.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_and_leaves_nothing_behind(tmp_path: Path, case: str) -> None:
    arguments, reason = REFUSED[case]
    for name in ("in.csv", "csv.parquet"):
        (tmp_path / name).write_text(written([columns(), GOOD]), encoding="utf-8")
    pl.DataFrame([GOOD], schema=columns(), orient="row").write_parquet(tmp_path / "in.parquet")
    before = sorted(tmp_path.iterdir())
    with (tmp_path / "in.parquet").open("rb") as standard_input:
        done = run(tmp_path, *arguments, standard_input=standard_input)
    assert done.returncode == 2
    assert done.stderr.startswith(reason)
    assert sorted(tmp_path.iterdir()) == before


def test_without_polars_it_says_what_to_install_and_csv_is_scored_all_the_same(tmp_path: Path) -> None:
    """-S: Python without the packages that are installed for it."""
    (tmp_path / "in.parquet").write_bytes(b"PAR1")
    done = run(tmp_path, "in.parquet", python=("-S",))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Scoring Parquet takes Polars: .venv/bin/python -m pip install -e '.[parquet]'\n"
    (tmp_path / "in.csv").write_text(written([columns(), GOOD]), encoding="utf-8")
    assert run(tmp_path, "in.csv", python=("-S",)).returncode == 0


def test_stopped_half_way_it_leaves_nothing_half_written(tmp_path: Path) -> None:
    """It is stopped when it has kept the first chunk, which is long before the last."""
    row = dict(zip(columns(), [*GOOD[:8], "?"], strict=True))
    table = pl.DataFrame({name: pl.repeat(answer, 1_000_000, eager=True) for name, answer in row.items()})
    table.write_parquet(tmp_path / "in.parquet", row_group_size=50_000)
    with subprocess.Popen(
        [sys.executable, *COMMAND, "in.parquet", "-o", "out.parquet"],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stderr
        while not list(tmp_path.glob(".*.part/1.parquet")):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert process.stderr.read().endswith("Stopped.\nout.parquet was not written.\n")
    assert [file.name for file in tmp_path.iterdir()] == ["in.parquet"]
