"""The command `score`: its files, its exit status, what it reports, and what it leaves behind when it fails."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.cohort.records import UnusableTableError
from tests.calculator.cohort_tables import GOOD, SIX, columns, parsed, score, written

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "calculator", "score"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}

TABLE = written([["id", *columns()], *([str(number), *GOOD] for number in range(3))])
BAD_TABLE = written([["id", *columns()], ["0", *GOOD], *([str(number), *GOOD[:-1], "?"] for number in range(50))])
#: Good for thousands of rows, and then there is no telling where the next one begins.
BROKEN_TABLE = written([["id", *columns()], *([str(number), *GOOD] for number in range(5000))]) + '"5000,'

#: Each item's answer in GOOD and the share of those who agree.
ACCOUNT = [(item, answer, 100 if answer == "agree" else 0) for item, answer in enumerate(GOOD[:8], start=1)]


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
    (tmp_path / "long.csv").write_bytes(BROKEN_TABLE.rpartition("\n")[0].encode())
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04\x14\x00")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_good_table_exits_with_0_and_a_summary(folder: Path) -> None:
    done = run(folder, "good.csv")
    assert (done.returncode, done.stdout) == (0, score(TABLE)[0])
    assert done.stderr.decode().splitlines() == [
        *(f"q{item} = column q{item}: {answer} 3; agree {agree} %" for item, answer, agree in ACCOUNT),
        "q9 = column q9: very much 3; a point 100 %",
        "3 rows: 3 scored (3 medium), 0 bad.",
    ]


def test_standard_input_and_an_output_file_say_the_same(folder: Path) -> None:
    before = names(folder)
    assert run(folder, "-", data=TABLE.encode()).stdout == score(TABLE)[0]
    done = run(folder, "-", "-o", "new.csv", data=TABLE.encode())
    assert (done.returncode, done.stdout) == (0, b"")
    assert (folder / "new.csv").read_bytes() == score(TABLE)[0]
    assert names(folder) == before | {"new.csv"}


def test_bad_rows_exit_with_1_and_their_fault_is_one_line(folder: Path) -> None:
    done = run(folder, "bad.csv", "-o", "new.csv")
    account, fault, summary = done.stderr.decode().splitlines()[8:]
    assert done.returncode == 1
    assert account == "q9 = column q9: very much 1; a point 100 %; no answer 50 (“?”)"
    assert fault == f"in 50 rows, first in line 3: {score(BAD_TABLE)[1][0][1]}"
    assert summary == "51 rows: 1 scored (1 medium), 50 bad."
    assert (folder / "new.csv").read_bytes() == score(BAD_TABLE)[0]


def test_what_is_stated_is_read_from_options_and_a_file(folder: Path) -> None:
    (folder / "coding.json").write_text(
        '{"columns": "Q04-Q12", "agree": "Yes", "disagree": "No"}', encoding="utf-8"
    )
    header = [f"Q{number:02}" for number in range(1, 16)]
    rows = [["a", "b", "c", *["Yes", "No"] * 4, last, "d", "e", "f"] for last in "1245"]
    (folder / "in.csv").write_text("\ufeff" + written([header, *rows], delimiter=";"), encoding="utf-8")
    refused = run(folder, "in.csv", "-o", "new.csv")
    assert refused.returncode == 2
    assert b"--columns FIRST-LAST" in refused.stderr
    refused = run(folder, "in.csv", "-o", "new.csv", "--coding", "coding.json")
    assert refused.stderr.decode().splitlines() == [
        "in 1 row q9 (column Q12) holds 5, which is not 0 to 4: say --q9 1-5, or --q9 0-4 where a 5 is no answer.",
        "new.csv was not written.",
    ]
    assert not (folder / "new.csv").exists()
    done = run(folder, "in.csv", "-o", "new.csv", "--coding", "coding.json", "--q9", "1-5")
    assert done.returncode == 0
    lines = done.stderr.decode().splitlines()
    assert lines[0] == "q1 = column Q04: yes agree 4; agree 100 %"
    assert lines[8:] == [
        "q9 = column Q12: 1 not at all 1, 2 slightly 1, 4 very much 1, 5 extremely 1; a point 50 %",
        "4 rows: 4 scored (4 medium), 0 bad.",
    ]
    output = parsed((folder / "new.csv").read_text(encoding="utf-8-sig"), ";")
    assert [row[-4:-1] for row in output[1:]] == [[str(4 + more), str(2 + more), "medium"] for more in (0, 0, 1, 1)]


def test_standard_input_is_read_to_its_end_before_the_first_row_is_written(folder: Path) -> None:
    """The last of 100,000 rows shows that item 9 is not coded as the others make believe."""
    plain = [[*"01010101", str(place % 5)] for place in range(10)]
    most = written(plain).encode() * 10_000
    with subprocess.Popen(
        [*COMMAND, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        cwd=folder,
    ) as process:
        output, errors = process.communicate(
            written([columns()]).encode() + most + b"0,1,0,1,0,1,0,1,5\r\n", timeout=60
        )
    assert (process.returncode, output) == (2, b"")
    assert errors.startswith(b"in 1 row q9 holds 5, which is not 0 to 4: say --q9 1-5")
    done = run(folder, "-", "--q9", "0-4", data=written([columns()]).encode() + most)
    assert (done.returncode, done.stdout.count(b"\n")) == (0, 100_001)
    assert done.stderr.decode().splitlines()[0] == "q1 = column q1: 0 disagree 100,000; agree 0 %"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_where_the_rows_wait_may_be_full(monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("r+b", buffering=0) as full:
        monkeypatch.setattr("calculator.cohort.table.TemporaryFile", lambda: full)
        with pytest.raises(UnusableTableError, match=r"is full\. .* TMPDIR"):
            score(TABLE)


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
    assert (done.returncode, done.stdout) == (2, b"")
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
    assert done.returncode == 2
    assert done.stderr.endswith(b"\nstandard output: No space left on device\n")


def test_a_reader_that_has_seen_enough_is_no_reason_to_complain(folder: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "long.csv"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=ENVIRONMENT
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) == 2
        assert all(line.startswith(b"q") for line in process.stderr), "nothing but the account"


def test_the_locale_changes_nothing(folder: Path) -> None:
    plain = run(folder, "bad.csv", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")
    assert (plain.returncode, plain.stdout) == (1, score(BAD_TABLE)[0])
