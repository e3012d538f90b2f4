"""The command `score`: its files, its exit status, what it reports, and what it leaves behind when it fails."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.calculator.cohort_tables import GOOD, SIX, columns, parsed, score, written

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "calculator", "score"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}

TABLE = written([["id", *columns()], *([str(number), *GOOD] for number in range(3))])
BAD_TABLE = written([["id", *columns()], ["0", *GOOD], *([str(number), *GOOD[:-1], "?"] for number in range(50))])
#: Good for thousands of rows, and then there is no telling where the next one begins.
BROKEN_TABLE = written([["id", *columns()], *([str(number), *GOOD] for number in range(5000))]) + '"5000,'


def run(folder: Path, *arguments: str, data: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=data,
        capture_output=True,
        cwd=folder,
        env=ENVIRONMENT | environment,
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.csv").write_bytes(TABLE.encode())
    (tmp_path / "bad.csv").write_bytes(BAD_TABLE.encode())
    (tmp_path / "broken.csv").write_bytes(BROKEN_TABLE.encode())
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04\x14\x00")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_good_table_exits_with_0_and_a_summary(folder: Path) -> None:
    done = run(folder, "good.csv")
    assert (done.returncode, done.stdout) == (0, score(TABLE)[0])
    assert done.stderr.decode() == "3 rows: 3 scored (3 medium), 0 bad.\n"


def test_standard_input_and_an_output_file_say_the_same(folder: Path) -> None:
    before = names(folder)
    assert run(folder, "-", data=TABLE.encode()).stdout == score(TABLE)[0]
    done = run(folder, "-", "-o", "new.csv", data=TABLE.encode())
    assert (done.returncode, done.stdout) == (0, b"")
    assert (folder / "new.csv").read_bytes() == score(TABLE)[0]
    assert names(folder) == before | {"new.csv"}


def test_bad_rows_exit_with_1_and_their_fault_is_one_line(folder: Path) -> None:
    done = run(folder, "bad.csv", "-o", "new.csv")
    fault, summary = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert fault == f"in 50 rows, first in line 3: {score(BAD_TABLE)[1][0][1]}"
    assert summary == "51 rows: 1 scored (1 medium), 50 bad."
    assert (folder / "new.csv").read_bytes() == score(BAD_TABLE)[0]


def test_the_other_form_can_be_chosen(folder: Path) -> None:
    done = run(folder, "good.csv", "--instrument", SIX, "--prefix", "six_")
    assert (done.returncode, done.stdout) == (0, score(TABLE, SIX, prefix="six_")[0])
    assert parsed(done.stdout)[1][-4:] == ["4", "", "not-low", ""]


UNUSABLE = {
    "nothing to read": (["none.csv"], "none.csv: No such file"),
    "a folder": (["."], ".: Is a directory"),
    "no columns": (["-"], "The file is empty"),
    "a spreadsheet": (["book.xlsx"], "Save the table as “CSV UTF-8” first"),
    "an unclosed quotation mark": (["broken.csv"], "line 5002: a quotation mark opens here and is never closed."),
    "no folder to write to": (["good.csv", "-o", "none/new.csv"], "none/new.csv: No such file"),
    "a device to write to": (["good.csv", "-o", os.devnull], "is not an ordinary file"),
    "a folder to write to": (["good.csv", "-o", "."], "is not an ordinary file"),
    "its own table to write to": (["good.csv", "-o", "./good.csv"], "good.csv is the table that is read"),
    "an unknown encoding": (["good.csv", "--encoding", "utf-7000"], "utf-7000"),
    "an encoding that is none": (["good.csv", "--encoding", "rot13"], "rot13"),
    "another encoding": (["good.csv", "--encoding", "utf-16"], "line 1: "),
    "an unknown form": (["good.csv", "--instrument", "start-back-5"], "start-back-9"),
    "no table": ([], "the following arguments are required: FILE"),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_cannot_be_used_exits_with_2_and_says_why_and_changes_nothing(folder: Path, case: str) -> None:
    arguments, reason = UNUSABLE[case]
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    done = run(folder, *arguments)
    assert done.returncode == 2
    assert reason in done.stderr.decode()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_a_table_that_fails_half_way_leaves_the_old_output_and_nothing_else(folder: Path) -> None:
    (folder / "old.csv").write_bytes(b"old")
    before = names(folder)
    done = run(folder, "broken.csv", "-o", "old.csv")
    assert (done.returncode, done.stderr.decode().splitlines()[-1]) == (2, "old.csv was not written.")
    assert (folder / "old.csv").read_bytes() == b"old"
    assert names(folder) == before


def test_an_output_that_is_there_is_replaced_where_it_stands_with_its_permissions(folder: Path) -> None:
    target = folder / "elsewhere"
    target.mkdir()
    (target / "real.csv").write_bytes(b"old")
    (target / "real.csv").chmod(0o640)
    (folder / "link.csv").symlink_to(target / "real.csv")
    assert run(folder, "good.csv", "-o", "link.csv").returncode == 0
    assert (folder / "link.csv").is_symlink()
    assert (target / "real.csv").read_bytes() == score(TABLE)[0]
    assert (target / "real.csv").stat().st_mode & 0o777 == 0o640
    assert names(target) == {"real.csv"}


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_stopped_half_way_it_leaves_nothing_half_written(folder: Path, request_to_end: signal.Signals) -> None:
    (folder / "old.csv").write_bytes(b"old")
    before = names(folder)
    with subprocess.Popen(
        [*COMMAND, "-", "-o", "old.csv"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=ENVIRONMENT,
    ) as process:
        assert process.stdin
        assert process.stderr
        # Far more than a pipe holds: when it has been taken, the command is at work.
        process.stdin.write(TABLE.encode() + TABLE.partition("\n")[2].encode() * 50_000)
        process.stdin.flush()
        process.send_signal(request_to_end)
        assert process.wait(timeout=60) == 130
        assert process.stderr.read().decode() == "Stopped.\nold.csv was not written.\n"
    assert (folder / "old.csv").read_bytes() == b"old"
    assert names(folder) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "good.csv"], stdout=full, stderr=subprocess.PIPE, cwd=folder, env=ENVIRONMENT, check=False
        )
    assert (done.returncode, done.stderr) == (2, b"standard output: No space left on device\n")


def test_a_reader_that_has_seen_enough_is_no_reason_to_complain(folder: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "broken.csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=ENVIRONMENT
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) == 2
        assert process.stderr.read() == b""


def test_the_locale_changes_nothing(folder: Path) -> None:
    plain = run(folder, "bad.csv", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert (plain.returncode, plain.stdout) == (1, score(BAD_TABLE)[0])
