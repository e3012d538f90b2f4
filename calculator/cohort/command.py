"""The command `score`: options, files, exit status."""

from __future__ import annotations

import argparse
import io
import os
import secrets
import shutil
import signal
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from calculator.cohort.coding import Coding
from calculator.cohort.coding_options import add_coding_options, coding_from
from calculator.cohort.formats import refuse_other_formats
from calculator.cohort.records import UnusableTableError
from calculator.cohort.report import Report
from calculator.cohort.rows import BAD
from calculator.cohort.table import score_table, write_table
from calculator.start_back import START_BACK

SUMMARY = "score a table of answer sheets in CSV or Parquet"
DESCRIPTION = """
Reads a table in CSV or Parquet with the columns q1 to q9 and writes it again, in the same format, with the columns
total, distress, risk and error added. Parquet takes the optional extra `parquet`. Answers are agree or disagree,
or 1 or 0; in q9 one of the five words, or 0 (not at all) to 4 (extremely). Other columns and codings are stated by
options; a table in which the values of a whole column are ambiguous is refused, with what to add. How each column
was read goes to standard error. A row that cannot be scored keeps its error. The exit status is 0 when every row
was scored, 1 when some were not, 2 when the table as a whole cannot be used; then nothing is written.
"""

# Exit statuses; 130 is what shells give a program that Ctrl-C stopped.
ALL_SCORED, SOME_BAD, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
STANDARD = "-"
_PARQUET_SUFFIX = ".parquet"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command to its parser."""
    parser.add_argument("file", metavar="FILE", help="the table to read; - is standard input, which has to be CSV")
    parser.add_argument(
        "-o", "--output", metavar="FILE", default=STANDARD, help="write here, not to standard output"
    )
    parser.add_argument(
        "--instrument",
        choices=START_BACK.instrument_by_id,
        default=START_BACK.instrument.id,
        help=f"the form (default: {START_BACK.instrument.id})",
    )
    parser.add_argument("--prefix", default="", help="begin the names of the added columns with this")
    parser.add_argument("--encoding", type=_encoding, help="the encoding of a table in CSV (default: UTF-8)")
    add_coding_options(parser)


def run(options: argparse.Namespace) -> int:
    """Score the table that the options name; return the exit status, and say why where it is not 0.

    Nothing half-written is left where a file was to be written, whatever ends the work.
    """
    report = Report(sys.stderr)
    # A request to end from another program is taken like Ctrl-C, so that it leaves nothing behind either.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        coding = coding_from(options, START_BACK.instrument_by_id[options.instrument])
        with _opened(options.file) as source, _sink(options.output, source) as sink:
            score = _score_parquet if _is_parquet(options.file, source) else _score_csv
            tally = score(options, coding, source, sink, report)
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
    report.list_faults()
    report.summary(tally)
    return SOME_BAD if tally[BAD] else ALL_SCORED


def _is_parquet(name: str, source: BinaryIO) -> bool:
    """Tell by the file's name or its first bytes; Parquet is read from its end, so never from standard input."""
    if name == STANDARD:
        return False
    start = source.peek(4) if isinstance(source, io.BufferedReader) else b""
    return name.lower().endswith(_PARQUET_SUFFIX) or start.startswith(b"PAR1")


def _score_csv(
    options: argparse.Namespace, coding: Coding, source: BinaryIO, sink: BinaryIO, report: Report
) -> Mapping[str, int]:
    refuse_other_formats(b"", options.file)
    if options.output.lower().endswith(_PARQUET_SUFFIX):
        raise UnusableTableError(f"{options.file} is not Parquet, and a table is written in the format it has.")
    # A named file takes its place only when it is whole: it needs no other draft.
    score = score_table if options.output == STANDARD else write_table
    return score(
        source,
        sink,
        instrument=START_BACK.instrument_by_id[options.instrument],
        coding=coding,
        encoding=options.encoding,
        prefix=options.prefix,
        account=report.say,
        bad_row=report.bad_row,
        progress=lambda rows: report.progress(rows, _share_read(source)),
    )


def _score_parquet(
    options: argparse.Namespace, coding: Coding, _source: BinaryIO, sink: BinaryIO, report: Report
) -> Mapping[str, int]:
    from calculator.cohort.parquet import score_parquet

    if options.encoding:
        raise UnusableTableError("--encoding is for CSV; the text in Parquet always has the same encoding.")
    if options.output != STANDARD and Path(options.output).suffix.lower() in {".csv", ".tsv", ".txt"}:
        raise UnusableTableError(
            f"A table in Parquet is written as Parquet; {options.output} is named as text. Name it .parquet"
        )
    report.place = "row"
    beside = None if options.output == STANDARD else Path(options.output).resolve().parent
    with TemporaryDirectory(prefix=".", suffix=".part", dir=beside) as folder:
        return score_parquet(
            options.file,
            sink,
            Path(folder),
            instrument=START_BACK.instrument_by_id[options.instrument],
            coding=coding,
            prefix=options.prefix,
            account=report.say,
            bad_row=report.bad_row,
            progress=report.progress,
        )


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
