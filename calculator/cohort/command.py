"""The command `score`: options, files, exit status."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from calculator.cohort.records import UnusableTableError
from calculator.cohort.report import Report
from calculator.cohort.rows import BAD
from calculator.cohort.table import score_table
from calculator.start_back.instrument import INSTRUMENTS, START_BACK_9

SUMMARY = "score a table of answer sheets in CSV"
DESCRIPTION = """
Reads a table in CSV with the columns q1 to q9 and writes it again with the columns total, distress, risk and error
added. Answers are agree or disagree, or 1 or 0; in q9 one of the five words, or 0 (not at all) to 4 (extremely).
A row that cannot be scored is reported with its line and keeps its error. The exit status is 0 when every row was
scored, 1 when some were not, 2 when the table as a whole cannot be used.
"""

# Exit statuses; 130 is what shells give a program that Ctrl-C stopped.
ALL_SCORED, SOME_BAD, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
STANDARD = "-"


type Scoring = Callable[[BinaryIO, BinaryIO, Report], Mapping[str, int]]
"""Scores a table from one stream to another, reports on the way, and returns the number of rows by risk."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    add_common_options(parser, "FILE.csv")
    parser.add_argument("--encoding", type=_encoding, help="the table's encoding (default: UTF-8)")


def add_common_options(parser: argparse.ArgumentParser, file: str) -> None:
    """Add the options that scoring has for tables of every format; `file` is how the help calls the table."""
    parser.add_argument("file", metavar=file, help="the table to read; - is standard input")
    parser.add_argument(
        "-o", "--output", metavar="FILE", default=STANDARD, help="write here, not to standard output"
    )
    parser.add_argument(
        "--instrument", choices=INSTRUMENTS, default=START_BACK_9.id, help=f"the form (default: {START_BACK_9.id})"
    )
    parser.add_argument("--prefix", default="", help="begin the names of the added columns with this")


def run(options: argparse.Namespace) -> int:
    """Score a table in CSV; return the exit status."""

    def scoring(source: BinaryIO, sink: BinaryIO, report: Report) -> Mapping[str, int]:
        return score_table(
            source,
            sink,
            instrument=INSTRUMENTS[options.instrument],
            encoding=options.encoding,
            prefix=options.prefix,
            bad_row=report.bad_row,
            progress=lambda tally: report.progress(tally, _share_read(source)),
        )

    return carry_out(options, scoring, Report(sys.stderr))


def carry_out(options: argparse.Namespace, scoring: Scoring, report: Report) -> int:
    """Score what the options name; return the exit status, and say why where it is not 0.

    Nothing half-written is left where a file was to be written, whatever ends the work.
    """
    # A request to end from another program is taken like Ctrl-C, so that it leaves nothing behind either.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _opened(options.file) as source, _sink(options.output, source) as sink:
            tally = scoring(source, sink, report)
    except UnusableTableError as error:
        return _failed(report, options, *error.faults)
    except BrokenPipeError:
        _leave_standard_output()
        return UNUSABLE
    except OSError as error:
        if options.output == STANDARD:
            _leave_standard_output()
        file = options.file if error.filename == options.file else options.output
        file = "standard output" if file == STANDARD else file
        return _failed(report, options, f"{file}: {error.strerror or error}")
    except KeyboardInterrupt:
        _failed(report, options, "Stopped.")
        return INTERRUPTED
    report.summary(tally)
    return SOME_BAD if tally[BAD] else ALL_SCORED


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name != STANDARD:
        with Path(name).open("rb") as file:
            yield file
    elif sys.stdin is None:
        raise UnusableTableError("There is no standard input.")
    else:
        yield sys.stdin.buffer


@contextmanager
def _sink(name: str, source: BinaryIO) -> Iterator[BinaryIO]:
    """Give what to write to. A named file takes its place only when the block has ended well."""
    if name == STANDARD:
        yield sys.stdout.buffer
        return
    file = Path(name).resolve()
    _refuse_as_output(file, source)
    partial = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with partial.open("xb") as sink:
            yield sink
        if file.exists():
            shutil.copymode(file, partial)
        partial.replace(file)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _refuse_as_output(file: Path, source: BinaryIO) -> None:
    if not file.exists():
        return
    if not file.is_file():
        raise UnusableTableError(f"{file} is not an ordinary file; leave out --output to write to standard output.")
    if os.path.samestat(file.stat(), os.fstat(source.fileno())):
        raise UnusableTableError(f"{file} is the table that is read; choose another --output.")


def _share_read(source: BinaryIO) -> float | None:
    status = os.fstat(source.fileno())
    return source.tell() / status.st_size if stat.S_ISREG(status.st_mode) and status.st_size else None


def _failed(report: Report, options: argparse.Namespace, *faults: str) -> int:
    for fault in faults:
        report.say(fault)
    if options.output != STANDARD:
        report.say(f"{options.output} was not written.")
    return UNUSABLE


def _leave_standard_output() -> None:
    # What is still buffered cannot be written; Python would try once more at its end, and complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _encoding(name: str) -> str:
    try:
        # Some of Python's codecs are for other things than files of text; they cannot do this.
        "“".encode(name, "replace").decode(name)
    except (LookupError, UnicodeError) as error:
        raise argparse.ArgumentTypeError(f"{name!r} is not an encoding that Python knows") from error
    return name
