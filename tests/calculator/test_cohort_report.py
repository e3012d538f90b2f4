"""Progress is for a terminal only, and never gets in the way of what is reported."""

import io
import re

import pytest

from calculator.cohort.report import Report

TALLY = {"low": 600, "medium": 400, "high": 0, "not-low": 0, "": 234}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def screen(self) -> list[str]:
        """The lines that stand there in the end: what comes after a return is written over what was there."""
        lines = []
        for line in self.getvalue().split("\n"):
            cells: list[str] = []
            for part in line.split("\r"):
                cells[: len(part)] = part
            lines.append("".join(cells).rstrip())
        return lines


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize(("done", "expected"), [(0.456, "1,234 rows, 46%"), (None, "1,234 rows")])
def test_a_terminal_shows_how_far_it_is(clock: list[float], done: float | None, expected: str) -> None:
    terminal = Terminal()
    report = Report(terminal)
    report.progress(1234, done)
    assert terminal.screen() == [""], "not before some time has passed"
    clock[0] = 1
    report.progress(1234, done)
    assert terminal.screen() == [expected]


def test_what_is_reported_takes_the_place_of_the_progress(clock: list[float]) -> None:
    terminal = Terminal()
    report = Report(terminal)
    clock[0] = 1
    report.progress(1234, 0.5)
    report.bad_row(7, "q1 is missing")
    report.list_faults()
    clock[0] = 2
    report.progress(1234, 0.5)
    report.summary(TALLY)
    summary = "1,234 rows: 1,000 scored (600 low, 400 medium), 234 bad."
    assert terminal.screen() == ["line 7: q1 is missing", summary, ""]


def test_what_is_no_terminal_gets_no_progress(clock: list[float]) -> None:
    stream = io.StringIO()
    report = Report(stream)
    clock[0] = 1
    report.progress(1234, 0.5)
    assert stream.getvalue() == ""


def test_one_row_is_a_row() -> None:
    stream = io.StringIO()
    Report(stream).summary(dict.fromkeys(TALLY, 0) | {"": 1})
    assert stream.getvalue() == "1 row: 0 scored, 1 bad.\n"


def faults_of(*rows: tuple[int, str]) -> list[str]:
    stream = io.StringIO()
    report = Report(stream)
    for number, error in rows:
        report.bad_row(number, error)
    report.list_faults()
    return stream.getvalue().splitlines()


def test_rows_with_the_same_fault_are_one_line_and_the_most_frequent_is_first() -> None:
    rows = [(2, "q3 is “maybe”"), *((number, "q1 is missing") for number in range(3, 1203))]
    assert faults_of(*rows) == ["in 1,200 rows, first in line 3: q1 is missing", "line 2: q3 is “maybe”"]


@pytest.mark.parametrize("different", [25, 5000])
def test_of_very_many_faults_the_most_frequent_are_listed_and_the_others_counted(different: int) -> None:
    rows = [(number, f"q1 is “{number}”") for number in range(different)]
    *listed, more = faults_of(*rows, (7000, "q1 is “7”"))
    assert listed[0] == "in 2 rows, first in line 7: q1 is “7”"
    counted = re.match(r"([\d,]+) more rows are bad", more)
    assert counted
    assert int(counted[1].replace(",", "")) + len(listed) + 1 == different + 1
    assert len(listed) == 20
